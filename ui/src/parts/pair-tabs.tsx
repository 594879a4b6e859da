/** The definitions of a pair, the SQL that changes it, and the difference, in tabs. */

import { Alert, Empty, Flex, Tabs, Typography } from 'antd';
import type { PairDetail } from '../api/schema';
import { useTexts } from '../texts';
import { bytes } from './amount';
import { HazardTag } from './hazard-tag';
import { PairDifference } from './pair-difference';
import { useSentence } from './sentence';
import { Sql } from './sql';
import { Verdict } from './tags';

interface PairTabsProps {
  detail: PairDetail;
  /** What is shown first; the change, where there is one, when nothing is said. */
  first?: 'sql' | 'difference';
}

export function PairTabs({ detail, first }: PairTabsProps) {
  const { analysis } = useTexts();
  const { tabs } = analysis;
  const { source, shadow } = detail.pair;
  const text = (label: string, ddl: string | null | undefined, none: string, file: string) =>
    ddl ? <Sql text={ddl} label={label} file={`${file}.sql`} maxHeight="60vh" /> : <Nothing words={none} />;
  const items = [
    {
      key: 'source',
      label: tabs.source,
      children: text(tabs.source, detail.source_ddl, analysis.noSource, source),
    },
    {
      key: 'shadow',
      label: tabs.shadow,
      children: text(tabs.shadow, detail.shadow_ddl, analysis.noShadow, shadow),
    },
    {
      key: 'wanted',
      label: tabs.wanted,
      children: text(tabs.wanted, detail.wanted_ddl, analysis.noWanted, shadow),
    },
    { key: 'sql', label: tabs.sql, children: <Change detail={detail} /> },
    { key: 'difference', label: tabs.difference, children: <PairDifference detail={detail} /> },
  ];
  return (
    <Flex vertical gap="middle">
      <Facts detail={detail} />
      <Tabs
        items={items}
        defaultActiveKey={first ?? (detail.statements.length > 0 ? 'sql' : 'difference')}
        aria-label={tabs.label}
      />
    </Flex>
  );
}

/** The verdict and why. */
function Facts({ detail }: { detail: PairDetail }) {
  const { analysis, words } = useTexts();
  const sentence = useSentence();
  const { pair, occupancy } = detail;
  return (
    <Flex vertical gap="small">
      <Flex gap="small" wrap align="center">
        <Verdict verdict={pair.verdict} skipped={pair.skipped} />
        {occupancy && (
          <Typography.Text type="secondary">
            {occupancy.empty
              ? analysis.empty
              : analysis.occupancy(occupancy.rows_estimate, bytes(occupancy.bytes_estimate))}
          </Typography.Text>
        )}
        {detail.is_live && <Typography.Text type="secondary">{analysis.live}</Typography.Text>}
      </Flex>
      {detail.adopted && <Alert type="info" showIcon title={analysis.adopted} />}
      {pair.reasons.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.verdictMeanings[pair.verdict]}
          description={pair.reasons.map((reason) => <div key={reason}>{sentence(reason)}</div>)}
        />
      )}
    </Flex>
  );
}

/** The statements in order, each under its hazards. */
function Change({ detail }: { detail: PairDetail }) {
  const { analysis } = useTexts();
  if (detail.statements.length === 0) return <Nothing words={analysis.noStatements} />;
  const ofStatements = new Set(
    detail.statements.flatMap((one) => one.hazards.map((hazard) => hazard.sentence)),
  );
  const others = detail.hazards.filter((hazard) => !ofStatements.has(hazard.sentence));
  const sql = detail.statements.map((one) => `${one.sql};`).join('\n');
  return (
    <Flex vertical gap="middle">
      {detail.statements.map(
        (one, index) =>
          one.hazards.length > 0 && (
            <Hazards key={one.sql} title={analysis.statement(index + 1)} hazards={one.hazards} />
          ),
      )}
      {others.length > 0 && <Hazards title={analysis.notOfStatement} hazards={others} />}
      <Sql text={sql} label={analysis.tabs.sql} file={`${detail.pair.shadow}.sql`} maxHeight="52vh" />
    </Flex>
  );
}

function Hazards({ title, hazards }: { title: string; hazards: PairDetail['hazards'] }) {
  const sentence = useSentence();
  return (
    <Flex vertical gap={4}>
      <Typography.Text strong>{title}</Typography.Text>
      {hazards.map((hazard) => (
        <Flex key={hazard.code + hazard.sentence} gap="small" align="baseline">
          <HazardTag
            code={hazard.code}
            severity={hazard.severity === 'gate' ? 'gate' : 'notice'}
            sentence={sentence(hazard.sentence)}
          />
          <Typography.Text>{sentence(hazard.sentence)}</Typography.Text>
        </Flex>
      ))}
    </Flex>
  );
}

function Nothing({ words }: { words: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words} />;
}
