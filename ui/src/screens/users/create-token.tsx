/** A new token, whose secret is shown once. */

import { useMutation } from '@tanstack/react-query';
import { DatePicker, Flex, Form, Input, Modal, Select, Typography, theme } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useMe } from '../../api/me';
import type { MadeToken, Role } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { Restored } from '../../parts/restored';
import { Secret } from '../../parts/secret';
import { useTexts } from '../../texts';
import { createToken, useForgetTokens } from './queries';
import { RoleChoice } from './role-choice';
import { ShownOnce } from './shown-once';
import { useBlank } from './use-blank';

interface Values {
  name: string;
  scope: Role;
  /** Days, or 0 for a date. */
  days: number;
  date: Dayjs | null;
}

const DAYS = [7, 30, 90, 365];

const BLANK: Values = { name: '', scope: 'viewer', days: 90, date: null };

interface CreateTokenProps {
  /** Gets the new token with the secret that is shown once. */
  made: (token: MadeToken) => void;
  close: () => void;
}

export function CreateToken({ made, close }: CreateTokenProps) {
  const { users: texts, words } = useTexts();
  const [form] = Form.useForm<Values>();
  const days = Form.useWatch('days', form);
  const me = useMe().data;
  const forget = useForgetTokens();
  const { before, keep, again, giveUp } = useBlank('token-new', form, BLANK, close);
  const making = useMutation({
    mutationFn: ({ name, scope, days, date }: Values) => {
      const end = days > 0 ? dayjs().add(days, 'day') : date?.endOf('day');
      return createToken({ name: name.trim(), scope, expires_at: end?.toISOString() });
    },
    onSuccess: (token) => {
      giveUp();
      made(token);
      return forget();
    },
  });
  const needed = { required: true, message: texts.needed };
  return (
    <Modal
      open
      title={texts.createToken}
      okText={words.save}
      cancelText={words.cancel}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={giveUp}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ ...BLANK, ...before, date: before?.date ? dayjs(before.date) : null }}
        onValuesChange={keep}
        onFinish={(values) => making.mutate(values)}
      >
        {before && <Restored again={again} />}
        <Form.Item
          name="name"
          label={texts.tokenName}
          extra={texts.tokenNameHint}
          rules={[{ ...needed, whitespace: true }]}
        >
          <Input autoFocus autoComplete="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="scope" label={texts.scope} extra={texts.scopeHint}>
          <RoleChoice label={texts.scope} most={me?.role} />
        </Form.Item>
        <Flex gap="middle">
          <Form.Item name="days" label={texts.end} style={{ flex: 1 }}>
            <Select
              options={[
                ...DAYS.map((count) => ({ value: count, label: texts.days(count) })),
                { value: 0, label: texts.until },
              ]}
            />
          </Form.Item>
          {days === 0 && (
            <Form.Item name="date" label={texts.date} rules={[needed]} style={{ flex: 1 }}>
              <DatePicker style={{ width: '100%' }} minDate={dayjs()} />
            </Form.Item>
          )}
        </Flex>
      </Form>
      {making.isError && <Sentence error={making.error} />}
    </Modal>
  );
}

interface MadeProps {
  name: string;
  secret: string | null | undefined;
  close: () => void;
}

export function Made({ name, secret, close }: MadeProps) {
  const { users: texts } = useTexts();
  const { token } = theme.useToken();
  return (
    <ShownOnce title={texts.tokenMade(name)} close={close}>
      <Typography.Text strong>{texts.secret}</Typography.Text>
      {secret && <Secret label={texts.secret} text={secret} />}
      <Typography.Text>{texts.secretHint}</Typography.Text>
      <code style={{ fontFamily: token.fontFamilyCode, overflowWrap: 'anywhere' }}>
        Authorization: Bearer {secret}
      </code>
    </ShownOnce>
  );
}
