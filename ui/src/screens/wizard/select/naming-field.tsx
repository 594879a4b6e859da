/** Name of Shadow Table: a prefix or a suffix, with examples as it is typed. */

import { Col, Flex, Form, Input, Radio, Row, Space, Typography } from 'antd';
import { useTexts } from '../../../texts';
import type { Draft } from '../draft';
import { at } from '../fields';
import { affixFault, shadowOf } from '../naming';
import type { Change } from '../use-draft';

interface NamingFieldProps {
  draft: Draft;
  change: Change;
  /** Sources that show what comes out. */
  examples: string[];
  error: unknown;
}

export function NamingField({ draft, change, examples, error }: NamingFieldProps) {
  const { wizard } = useTexts();
  const { affix } = draft;
  const fault = affixFault(affix);
  const failure = fault
    ? { validateStatus: 'error' as const, help: wizard.faults[fault] }
    : at(error, 'rule', 'request');
  const shown = (examples.length > 0 ? examples : ['orders']).slice(0, 3);
  return (
    <Row gutter={16}>
      <Col xs={24} md={12}>
        <Form.Item label={wizard.select.range} htmlFor="wizard-range">
          <Radio.Group
            id="wizard-range"
            aria-label={wizard.select.range}
            value={draft.range}
            onChange={(event) => change({ range: event.target.value })}
            options={[
              { value: 'tables', label: wizard.select.partial },
              { value: 'all', label: wizard.select.all },
            ]}
            optionType="button"
          />
        </Form.Item>
      </Col>
      <Col xs={24} md={12}>
        <Form.Item
          label={wizard.select.naming}
          htmlFor="wizard-affix"
          {...failure}
          extra={
            fault ? undefined : (
              <Flex wrap gap="2px 16px" data-testid="naming-examples">
                {shown.map((name) => (
                  <Typography.Text key={name} type="secondary" style={{ overflowWrap: 'anywhere' }}>
                    {name} → {shadowOf(affix, name)}
                  </Typography.Text>
                ))}
              </Flex>
            )
          }
        >
          <Space.Compact block>
            <Radio.Group
              aria-label={wizard.select.kind}
              value={affix.kind}
              onChange={(event) => change({ affix: { ...affix, kind: event.target.value } })}
              options={[
                { value: 'prefix', label: wizard.select.prefix },
                { value: 'suffix', label: wizard.select.suffix },
              ]}
              optionType="button"
              style={{ whiteSpace: 'nowrap' }}
            />
            <Input
              id="wizard-affix"
              value={affix.text}
              onChange={(event) => change({ affix: { ...affix, text: event.target.value } })}
              autoCapitalize="none"
              spellCheck={false}
              style={{ fontFamily: 'inherit' }}
            />
          </Space.Compact>
        </Form.Item>
      </Col>
    </Row>
  );
}
