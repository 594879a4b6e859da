/** The form of a webhook. */

import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Flex, Form, Input, Select, Switch, Typography } from 'antd';
import type { Versioned } from '../../api/client';
import { useConnectionChoices } from '../../api/connections';
import { hasCode } from '../../api/problem';
import type { Webhook } from '../../api/schema';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { Sentence } from '../../parts/failure';
import { useFormDraft } from '../../parts/form-draft';
import { Restored } from '../../parts/restored';
import { useTexts } from '../../texts';
import { saveWebhook, useForgetWebhooks } from './queries';
import { SecretField } from './secret-field';
import { requestOf, type Values, valuesOf } from './values';

interface WebhookFormProps {
  title: string;
  seen: Versioned<Webhook> | undefined;
  close: () => void;
  reload: () => void;
}

export function WebhookForm({ title, seen, close, reload }: WebhookFormProps) {
  const { settings: texts, words } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const before = seen?.value;
  // An address may be a secret as well: chats take messages from whoever knows it.
  const draft = useFormDraft<Values>(`webhook-${before?.id ?? 'new'}`, ['url', 'secret']);
  const etag = draft.restored?.base ?? seen?.etag;
  const giveUp = () => {
    draft.forget();
    close();
  };
  const again = () => {
    draft.forget();
    form.setFieldsValue(valuesOf(before));
    if (seen) reload();
  };
  const forget = useForgetWebhooks();
  const saving = useMutation({
    mutationFn: (values: Values) =>
      saveWebhook(before && { id: before.id, etag: etag ?? '' }, requestOf(values, before)),
    onSuccess: async ({ name }) => {
      message.success(before ? texts.saved(name) : texts.created(name));
      giveUp();
      await forget();
    },
  });
  return (
    <Drawer
      open
      size={560}
      title={title}
      onClose={giveUp}
      closable={{ 'aria-label': words.close }}
      mask={{ closable: false }}
      footer={
        <Flex vertical gap="small">
          {hasCode(saving.error, 'precondition-failed', 'changed') ? (
            <ChangedMeanwhile again={again} />
          ) : (
            saving.isError && <Sentence error={saving.error} />
          )}
          <Flex gap="small" justify="flex-end">
            <Button onClick={giveUp}>{words.cancel}</Button>
            <Button type="primary" onClick={form.submit} loading={saving.isPending}>
              {words.save}
            </Button>
          </Flex>
        </Flex>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ ...valuesOf(before), ...draft.restored?.values }}
        onValuesChange={() => draft.keep(form.getFieldsValue(true), etag)}
        onFinish={() => saving.mutate(form.getFieldsValue(true))}
      >
        {draft.restored && <Restored without={[texts.url, texts.secret]} again={again} />}
        <Fields before={before} />
      </Form>
    </Drawer>
  );
}

function Fields({ before }: { before: Webhook | undefined }) {
  const { settings: texts } = useTexts();
  const connections = useConnectionChoices().data ?? [];
  const needed = { required: true, message: texts.needed };
  const options = (names: Record<string, string>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  const events = Object.entries(texts.events).map(([value, label]) => ({
    value,
    label: (
      <>
        {label}
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {texts.eventMeanings[value]}
        </Typography.Text>
      </>
    ),
  }));
  return (
    <>
      <Form.Item name="name" label={texts.name} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="template" label={texts.template}>
        <Select options={options(texts.templates)} />
      </Form.Item>
      <Form.Item name="url" label={texts.url} extra={texts.urlHint} rules={[{ ...needed, whitespace: true }]}>
        <Input autoComplete="off" spellCheck={false} placeholder="https://" />
      </Form.Item>
      <SecretField before={before} />
      <Form.Item name="events" label={texts.told} rules={[needed]}>
        <Checkbox.Group options={events} style={{ flexDirection: 'column', gap: 6 }} />
      </Form.Item>
      <Form.Item name="connection" label={texts.connection}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: texts.allConnections },
            ...connections.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="enabled"
        label={texts.enabled}
        valuePropName="checked"
        layout="horizontal"
        colon={false}
      >
        <Switch />
      </Form.Item>
    </>
  );
}
