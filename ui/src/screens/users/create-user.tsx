/** A new user, whose first password is shown once. */

import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Typography } from 'antd';
import type { MadeUser, NewUser } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { useFormDraft } from '../../parts/form-draft';
import { Restored } from '../../parts/restored';
import { Secret } from '../../parts/secret';
import { useTexts } from '../../texts';
import { createUser, useForgetUsers } from './queries';
import { RoleChoice } from './role-choice';

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
  const draft = useFormDraft<NewUser>('user-new');
  const giveUp = () => {
    draft.forget();
    close();
  };
  const again = () => {
    draft.forget();
    form.setFieldsValue(BLANK);
  };
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
        initialValues={{ ...BLANK, ...draft.restored?.values }}
        onValuesChange={() => draft.keep(form.getFieldsValue(true))}
        onFinish={({ name, role }) => making.mutate({ name: name.trim(), role })}
      >
        {draft.restored && <Restored again={again} />}
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

/** It can not be asked for again, so nothing but its button closes it. */
export function FirstPassword({ name, password, close, title }: FirstPasswordProps) {
  const { users: texts } = useTexts();
  return (
    <Modal
      open
      title={title ?? texts.made(name)}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={close}>
          {texts.done}
        </Button>
      }
    >
      <Flex vertical gap="small">
        <Typography.Text strong>{texts.firstPassword}</Typography.Text>
        {password && <Secret label={texts.firstPassword} text={password} />}
        <Alert type="warning" showIcon title={texts.firstPasswordHint} />
      </Flex>
    </Modal>
  );
}
