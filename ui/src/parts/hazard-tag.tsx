/** A hazard's code, with its explanation. A gate has to be allowed, a notice informs: they differ in shape, not only in color. */

import { InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Flex, Popover, Tag, Typography } from 'antd';
import { useTexts } from '../texts';

export type Severity = 'gate' | 'notice';

/** What is left out of a shadow on purpose is never a gate (docs/hazards.md). */
const ALWAYS_NOTICES = ['foreign-key-omitted', 'sequence-default-omitted', 'ttl-omitted', 'union-omitted'];

/** How severe a code is in a list, which says how many gates the pair has: without any, every code is a notice. */
export function severityIn(pair: { gates: number }, code: string): Severity {
  return pair.gates === 0 || ALWAYS_NOTICES.includes(code) ? 'notice' : 'gate';
}

interface HazardTagProps {
  code: string;
  severity: Severity;
  /** What the server says of this case. */
  sentence?: string;
}

export function HazardTag({ code, severity, sentence }: HazardTagProps) {
  const { analysis } = useTexts();
  const isGate = severity === 'gate';
  return (
    <Popover
      title={analysis.hazardName(code, isGate)}
      content={<Explanation code={code} severity={severity} sentence={sentence} />}
      trigger={['hover', 'focus', 'click']}
    >
      <Tag
        role="button"
        tabIndex={0}
        aria-label={analysis.hazardName(code, isGate)}
        icon={isGate ? <WarningOutlined /> : <InfoCircleOutlined />}
        color={isGate ? 'volcano' : 'default'}
        variant={isGate ? 'outlined' : 'filled'}
        style={{ cursor: 'help', marginInlineEnd: 0 }}
      >
        {code}
      </Tag>
    </Popover>
  );
}

/** The words behind a tag; also where there is room to show them. */
export function Explanation({ code, severity, sentence }: HazardTagProps) {
  const { analysis, hazards } = useTexts();
  const known = hazards.codes[code];
  return (
    <Flex vertical gap={6} style={{ maxWidth: 380 }}>
      {sentence && <Typography.Text strong>{sentence}</Typography.Text>}
      {known && <Typography.Text>{known.meaning}</Typography.Text>}
      {known && (
        <Typography.Text>
          {analysis.toDo}: {known.advice}
        </Typography.Text>
      )}
      <Typography.Text type="secondary">
        {severity === 'gate' ? analysis.gateMeaning : analysis.noticeMeaning}
      </Typography.Text>
    </Flex>
  );
}

/** All hazards of a pair in a list. */
export function HazardTags({ pair }: { pair: { gates: number; hazards: string[] } }) {
  if (pair.hazards.length === 0) return null;
  return (
    <Flex gap={4} wrap>
      {pair.hazards.map((code) => (
        <HazardTag key={code} code={code} severity={severityIn(pair, code)} />
      ))}
    </Flex>
  );
}
