/** The part of the form that says where the database is and who asks. */

import { Flex, Form, type FormRule, Input, InputNumber, Segmented, Select } from 'antd';
import { useTexts } from '../../texts';
import { useFieldRules } from './field-rules';
import type { Values } from './values';
import { verifies } from './values';

interface PlaceFieldsProps {
  /** Whether a password is kept. */
  kept: boolean;
  /** Whether it would go to another server now. */
  moved: boolean;
}

export function PlaceFields({ kept, moved }: PlaceFieldsProps) {
  const { connections: texts } = useTexts();
  const { needed, port } = useFieldRules();
  const by = Form.useWatch<Values['by']>('by');
  const ssl = Form.useWatch<Values['ssl']>('ssl');
  return (
    <>
      <Form.Item name="name" label={texts.name} rules={[needed]}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="by" label={texts.by}>
        <Segmented
          options={[
            { value: 'host', label: texts.host },
            { value: 'socket', label: texts.socket },
          ]}
        />
      </Form.Item>
      {by === 'socket' ? (
        <Form.Item name="socket" label={texts.socket} rules={[needed]} extra={texts.socketHint}>
          <Input spellCheck={false} />
        </Form.Item>
      ) : (
        <Flex gap="middle">
          <Form.Item name="host" label={texts.host} rules={[needed]} style={{ flex: 1 }}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="port" label={texts.port} rules={[port]}>
            <InputNumber placeholder="3306" style={{ width: 120 }} />
          </Form.Item>
        </Flex>
      )}
      <Form.Item name="user" label={texts.user} rules={[needed]}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <PasswordField kept={kept} moved={moved} />
      <Form.Item name="ssl" label={texts.ssl}>
        <Select options={Object.entries(texts.sslModes).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {ssl && verifies(ssl) && (
        <Form.Item name="ca" label={texts.ca} extra={texts.caHint}>
          <Input spellCheck={false} />
        </Form.Item>
      )}
    </>
  );
}

function PasswordField({ kept, moved }: PlaceFieldsProps) {
  const { connections: texts } = useTexts();
  const { needed } = useFieldRules();
  const keep = Form.useWatch<Values['keep']>('keep');
  const options = (['keep', 'new', 'none'] as const).map((value) => ({
    value,
    label: texts.passwords[value],
  }));
  if (!kept)
    return (
      <Form.Item name="password" label={texts.password}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    );
  const notGivenAway: FormRule = {
    validator: async (_, value: Values['keep']) => {
      if (value === 'keep' && moved) throw new Error(texts.typeAgain);
    },
  };
  return (
    <>
      <Form.Item
        name="keep"
        label={texts.password}
        rules={[notGivenAway]}
        extra={keep === 'keep' ? (moved ? texts.typeAgain : texts.keepHint) : undefined}
      >
        <Segmented options={options} />
      </Form.Item>
      {keep === 'new' && (
        <Form.Item name="password" label={texts.newPassword} rules={[needed]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
    </>
  );
}
