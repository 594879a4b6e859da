/** A new password, typed twice. */

import { Form, type FormInstance, Input } from 'antd';
import { useTexts } from '../texts';

export interface Passwords {
  current: string;
  next: string;
  repeat: string;
}

export function PasswordForm({
  form,
  send,
}: {
  form: FormInstance<Passwords>;
  send: (values: Passwords) => void;
}) {
  const { login } = useTexts();
  const needed = { required: true, message: login.required };
  const same = {
    validator: async (_: unknown, value: string) => {
      if (value && value !== form.getFieldValue('next')) throw new Error(login.differ);
    },
  };
  return (
    <Form<Passwords> form={form} layout="vertical" requiredMark={false} onFinish={send} id="password">
      <Form.Item name="current" label={login.current} rules={[needed]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="next" label={login.next} rules={[needed]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="repeat" label={login.repeat} dependencies={['next']} rules={[needed, same]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </Form>
  );
}
