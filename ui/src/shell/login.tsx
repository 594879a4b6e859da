/** Logging on. It is shown at whatever address was opened, which opens afterwards. */

import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Typography } from 'antd';
import { api, taken } from '../api/client';
import { useChangedPerson } from '../api/me';
import type { Login as Credentials } from '../api/schema';
import { Sentence } from '../parts/failure';
import { useTexts } from '../texts';
import { Door } from './door';

export function Login() {
  const { login } = useTexts();
  const changedPerson = useChangedPerson();
  const attempt = useMutation({
    mutationFn: (body: Credentials) => taken(api.POST('/api/v1/login', { body })),
    onSuccess: changedPerson,
  });
  return (
    <Door title={login.title}>
      <Typography.Paragraph type="secondary">{login.slogan}</Typography.Paragraph>
      <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => attempt.mutate(values)}>
        <Form.Item name="name" label={login.name} rules={[{ required: true, message: login.required }]}>
          <Input autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={login.password}
          rules={[{ required: true, message: login.required }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {attempt.isError && <Sentence error={attempt.error} />}
        <Button type="primary" htmlType="submit" block loading={attempt.isPending}>
          {login.submit}
        </Button>
      </Form>
    </Door>
  );
}
