/** The dialog in which one changes one's password. */

import { Form, Modal } from 'antd';
import { Sentence } from '../parts/failure';
import { useTexts } from '../texts';
import { PasswordForm, type Passwords } from './password-form';
import { usePasswordChange } from './use-password-change';

export function ChangePassword({ done }: { done: () => void }) {
  const { shell, words } = useTexts();
  const [form] = Form.useForm<Passwords>();
  const change = usePasswordChange(done);
  return (
    <Modal
      open
      title={shell.changePassword}
      okText={words.save}
      onOk={form.submit}
      onCancel={done}
      confirmLoading={change.isPending}
    >
      <PasswordForm form={form} send={(values) => change.mutate(values)} />
      {change.isError && <Sentence error={change.error} />}
    </Modal>
  );
}
