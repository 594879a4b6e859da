/** The secret of a webhook: it is never shown, and not given to another receiver. */

import { Form, type FormRule, Input, Segmented } from 'antd';
import type { Webhook } from '../../api/schema';
import { useTexts } from '../../texts';
import type { Values } from './values';

export function SecretField({ before }: { before: Webhook | undefined }) {
  const { settings: texts } = useTexts();
  const keep = Form.useWatch<Values['keep']>('keep');
  const url = Form.useWatch<string>('url');
  const template = Form.useWatch<string>('template') ?? before?.template ?? 'json';
  const hint = texts.secretHints[template];
  const needed = { required: true, message: texts.needed };
  if (!before?.has_secret)
    return (
      <Form.Item name="secret" label={texts.secret} extra={hint}>
        <Input.Password autoComplete="new-password" disabled={template === 'slack'} />
      </Form.Item>
    );
  const moved = url !== undefined && url.trim() !== before.url;
  const notGivenAway: FormRule = {
    validator: async (_, value: Values['keep']) => {
      if (value === 'keep' && moved) throw new Error(texts.secretAgain);
    },
  };
  return (
    <>
      <Form.Item
        name="keep"
        label={texts.secret}
        rules={[notGivenAway]}
        extra={keep === 'keep' && moved ? texts.secretAgain : hint}
      >
        <Segmented
          options={(['keep', 'new', 'none'] as const).map((value) => ({
            value,
            label: texts.secrets[value],
          }))}
        />
      </Form.Item>
      {keep === 'new' && (
        <Form.Item name="secret" label={texts.newSecret} rules={[needed]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
    </>
  );
}
