/** A new user, whose first password is shown once. */

import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Typography } from 'antd';
import type { MadeUser, NewUser } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { Restored } from '../../parts/restored';
import { Secret } from '../../parts/secret';
import { useTexts } from '../../texts';
import { createUser, useForgetUsers } from './queries';
import { RoleChoice } from './role-choice';
import { ShownOnce } from './shown-once';
import { useBlank } from './use-blank';

const BLANK: NewUser = { name: '', role: 'operator' };

interface CreateUserProps {
  /** Gets the new user with the password that is shown once. */
  made: (user: MadeUser) => void;
  close: () => void;
}

export function CreateUser({ made, close }: CreateUserProps) {
  const { users: texts, words } = useTexts();
  const [form] = Form.useForm<NewUser>();
  const forget = useForgetUsers();
  const { before, keep, again, giveUp } = useBlank('user-new', form, BLANK, close);
  const making = useMutation({
    mutationFn: createUser,
    onSuccess: (user) => {
      giveUp();
      made(user);
      return forget();
    },
  });
  return (
    <Modal
      open
      title={texts.create}
      okText={words.save}
      cancelText={words.cancel}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={giveUp}
    >
      <Form<NewUser>
        form={form}
        layout="vertical"
        initialValues={{ ...BLANK, ...before }}
        onValuesChange={keep}
        onFinish={({ name, role }) => making.mutate({ name: name.trim(), role })}
      >
        {before && <Restored again={again} />}
        <Form.Item
          name="name"
          label={texts.name}
          extra={texts.nameHint}
          rules={[{ required: true, whitespace: true, message: texts.needed }]}
        >
          <Input autoFocus autoComplete="off" maxLength={64} spellCheck={false} />
        </Form.Item>
        <Form.Item name="role" label={texts.role} extra={texts.roleHint}>
          <RoleChoice label={texts.role} />
        </Form.Item>
      </Form>
      {making.isError && <Sentence error={making.error} />}
    </Modal>
  );
}

interface FirstPasswordProps {
  name: string;
  password: string | null | undefined;
  close: () => void;
  title?: string;
}

export function FirstPassword({ name, password, close, title }: FirstPasswordProps) {
  const { users: texts } = useTexts();
  return (
    <ShownOnce title={title ?? texts.made(name)} close={close}>
      <Typography.Text strong>{texts.firstPassword}</Typography.Text>
      {password && <Secret label={texts.firstPassword} text={password} />}
      <Alert type="warning" showIcon title={texts.firstPasswordHint} />
    </ShownOnce>
  );
}
