/** A new user, whose first password is shown once. */

import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Typography } from 'antd';
import type { NewUser } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { Secret } from '../../parts/secret';
import { useTexts } from '../../texts';
import { createUser, useForgetUsers } from './queries';
import { RoleChoice } from './role-choice';

export function CreateUser({ close }: { close: () => void }) {
  const { users: texts, words } = useTexts();
  const [form] = Form.useForm<NewUser>();
  const forget = useForgetUsers();
  const making = useMutation({ mutationFn: createUser, onSuccess: forget });
  if (making.data)
    return <FirstPassword name={making.data.user.name} password={making.data.password} close={close} />;
  return (
    <Modal
      open
      title={texts.create}
      okText={words.save}
      cancelText={words.cancel}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<NewUser>
        form={form}
        layout="vertical"
        initialValues={{ role: 'operator' }}
        onFinish={({ name, role }) => making.mutate({ name: name.trim(), role })}
      >
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
