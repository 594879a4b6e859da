/** The parts of the form that say which environment it is, and what is asked of tasks. */

import { Checkbox, Flex, Form, Input, Select, Tag } from 'antd';
import { useMemo } from 'react';
import { useTexts } from '../../texts';
import { useFieldRules } from './field-rules';
import type { Values } from './values';

export function LabelFields() {
  const { connections: texts } = useTexts();
  const chosen = Form.useWatch<string | undefined>('color');
  const known = Object.entries(texts.colors);
  // A color that another client chose stays what it is.
  if (chosen && !(chosen in texts.colors)) known.push([chosen, chosen]);
  return (
    <Flex gap="middle">
      <Form.Item
        name="environment"
        label={texts.environment}
        extra={texts.environmentHint}
        style={{ flex: 1 }}
      >
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="color" label={texts.color} style={{ width: 180 }}>
        <Select
          allowClear
          options={known.map(([value, label]) => ({ value, label: <Tag color={value}>{label}</Tag> }))}
        />
      </Form.Item>
    </Flex>
  );
}

export function RuleFields() {
  const { connections: texts } = useTexts();
  const needsApproval = Form.useWatch<boolean>('needsApproval');
  const windowed = Form.useWatch<boolean>('windowed');
  const drifts = Object.entries(texts.drifts).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Form.Item name="windowed" valuePropName="checked" style={{ marginBottom: 8 }}>
        <Checkbox>{texts.window}</Checkbox>
      </Form.Item>
      {windowed && <WindowFields />}
      <Form.Item name="needsApproval" valuePropName="checked" style={{ marginBottom: 8 }}>
        <Checkbox>{texts.needsApproval}</Checkbox>
      </Form.Item>
      {needsApproval && (
        <Form.Item name="drift" label={texts.drift}>
          <Select options={drifts} />
        </Form.Item>
      )}
    </>
  );
}

function WindowFields() {
  const { connections: texts } = useTexts();
  const { time, needed } = useFieldRules();
  const from = Form.useWatch<Values['from']>('from') ?? '';
  const to = Form.useWatch<Values['to']>('to') ?? '';
  const zones = useMemo(() => {
    const names = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
    return names.map((name) => ({ value: name, label: name }));
  }, []);
  return (
    <Flex gap="middle" wrap>
      <Form.Item name="from" label={texts.from} rules={[time]} style={{ width: 100 }}>
        <Input placeholder="22:00" />
      </Form.Item>
      <Form.Item
        name="to"
        label={texts.to}
        rules={[time]}
        style={{ width: 160 }}
        extra={to < from ? texts.overMidnight : undefined}
      >
        <Input placeholder="05:30" style={{ width: 100 }} />
      </Form.Item>
      <Form.Item name="zone" label={texts.zone} rules={[needed]} style={{ flex: 1, minWidth: 220 }}>
        <Select showSearch options={zones} />
      </Form.Item>
    </Flex>
  );
}
