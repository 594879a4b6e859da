/** The part of the form that says what new tasks start with. */

import { Flex, Form, Input, InputNumber, Segmented, Select, Typography } from 'antd';
import { useTexts } from '../../texts';
import { GATES } from '../../texts/en/hazards';
import { useFieldRules } from './field-rules';
import { NOTHING, type Values } from './values';

export function DefaultFields() {
  const { connections: texts } = useTexts();
  return (
    <>
      <AffixFields />
      <Flex gap="middle" wrap>
        <Way name="foreignKeys" label={texts.foreignKeys} ways={texts.foreignKeysWays} />
        <Way name="rebuild" label={texts.rebuild} ways={texts.rebuildWays} />
      </Flex>
      <HazardField />
      <Flex gap="middle" wrap>
        <Form.Item name="lockWait" label={texts.lockWait} style={{ flex: 1 }}>
          <InputNumber
            min={0.001}
            max={3600}
            placeholder="5"
            suffix={texts.seconds}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item name="parallel" label={texts.parallel} style={{ flex: 1 }}>
          <InputNumber min={1} max={64} precision={0} placeholder="1" style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
    </>
  );
}

function AffixFields() {
  const { connections: texts } = useTexts();
  const { needed } = useFieldRules();
  const affix = Form.useWatch<Values['affix']>('affix') ?? 'none';
  const typed = (Form.useWatch<string>('affixText') ?? '').trim();
  const example = affix === 'prefix' ? `${typed}orders` : `orders${typed}`;
  const options = (['none', 'prefix', 'suffix'] as const).map((value) => ({
    value,
    label: texts.affixes[value],
  }));
  return (
    <Flex gap="middle" wrap>
      <Form.Item name="affix" label={texts.affix}>
        <Segmented options={options} />
      </Form.Item>
      {affix !== 'none' && (
        <Form.Item
          name="affixText"
          label={texts.affixes[affix]}
          rules={[needed]}
          style={{ flex: 1, minWidth: 180 }}
          extra={typed && <Typography.Text type="secondary">{texts.affixExample(example)}</Typography.Text>}
        >
          <Input spellCheck={false} placeholder={affix === 'prefix' ? '_test_' : '_test'} />
        </Form.Item>
      )}
    </Flex>
  );
}

function Way({ name, label, ways }: { name: keyof Values; label: string; ways: Record<string, string> }) {
  const { connections: texts } = useTexts();
  const options = [
    { value: NOTHING, label: texts.noDefault },
    ...Object.entries(ways).map(([value, text]) => ({ value, label: text })),
  ];
  return (
    <Form.Item name={name} label={label} style={{ flex: 1, minWidth: 240 }}>
      <Select options={options} />
    </Form.Item>
  );
}

function HazardField() {
  const { connections: texts, hazards } = useTexts();
  const options = GATES.map((code) => ({ value: code, label: code }));
  return (
    <Form.Item name="hazards" label={texts.hazards} extra={texts.hazardsHint}>
      <Select
        mode="multiple"
        allowClear
        options={options}
        listHeight={340}
        optionRender={({ value }) => {
          const text = hazards.codes[String(value)];
          return (
            <div style={{ whiteSpace: 'normal' }}>
              <div>{value}</div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {text?.meaning} {text?.advice}
              </Typography.Text>
            </div>
          );
        }}
      />
    </Form.Item>
  );
}
