/** Logging on. It is shown at whatever address was opened, which opens afterwards. */

import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Typography } from 'antd';
import { useEffect } from 'react';
import { api, taken } from '../api/client';
import { useChangedPerson } from '../api/me';
import type { Login as Credentials } from '../api/schema';
import { Sentence } from '../parts/failure';
import { useTexts } from '../texts';
import { Door } from './door';

/** `#log-on=name:password`, with which `make demo` opens the console of a server on this machine. */
const LINK = /^#log-on=([^:]+):(.+)$/;

/** The credentials in the link that was followed, which is forgotten; none for a server elsewhere. */
function followed(): Credentials | undefined {
  const [, name, password] = LINK.exec(location.hash) ?? [];
  if (name === undefined || password === undefined) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);
  return isHere ? { name: decodeURIComponent(name), password: decodeURIComponent(password) } : undefined;
}

export function Login() {
  const { login } = useTexts();
  const changedPerson = useChangedPerson();
  const attempt = useMutation({
    mutationFn: (body: Credentials) => taken(api.POST('/api/v1/login', { body })),
    onSuccess: changedPerson,
  });
  const { mutate } = attempt;
  useEffect(() => {
    const credentials = followed();
    if (credentials) mutate(credentials);
  }, [mutate]);
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
