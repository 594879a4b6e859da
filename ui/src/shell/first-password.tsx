/** A password that somebody else has seen is changed before anything else. */

import { Button, Form, Typography } from 'antd';
import { Sentence } from '../parts/failure';
import { useTexts } from '../texts';
import { Door } from './door';
import { PasswordForm, type Passwords } from './password-form';
import { usePasswordChange } from './use-password-change';

export function ChangeFirstPassword() {
  const { login, shell, words } = useTexts();
  const [form] = Form.useForm<Passwords>();
  const change = usePasswordChange(() => {});
  return (
    <Door title={shell.changePassword}>
      <Typography.Paragraph>{login.mustChange}</Typography.Paragraph>
      <PasswordForm form={form} send={(values) => change.mutate(values)} />
      {change.isError && <Sentence error={change.error} />}
      <Button type="primary" htmlType="submit" form="password" block loading={change.isPending}>
        {words.save}
      </Button>
    </Door>
  );
}
