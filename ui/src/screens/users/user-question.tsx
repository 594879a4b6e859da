/** What is asked before a user changes or goes. A change that somebody else made meanwhile is not written over. */

import { App, Flex, Modal, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import type { Role, User } from '../../api/schema';
import { Confirm } from '../../parts/confirm';
import { Failure } from '../../parts/failure';
import { useTexts } from '../../texts';
import { FirstPassword } from './create-user';
import { makePassword } from './password';
import { changeUser, deleteUser, useForgetUsers, useUser } from './queries';
import { RoleChoice } from './role-choice';

export type Question = 'role' | 'password' | 'disable' | 'enable' | 'delete';

interface UserQuestionProps {
  user: User;
  question: Question;
  close: () => void;
}

export function UserQuestion({ user, question, close }: UserQuestionProps) {
  const found = useUser(user.id);
  if (!found.data)
    return (
      <Modal open title={user.name} footer={null} onCancel={close}>
        {found.isError ? <Failure error={found.error} /> : <Skeleton active />}
      </Modal>
    );
  const asked = { user: found.data.value, etag: found.data.etag, close };
  if (question === 'role') return <ChangeRole {...asked} />;
  if (question === 'password') return <NewPassword {...asked} />;
  if (question === 'delete') return <DeleteUser {...asked} />;
  return <Disable {...asked} disabled={question === 'disable'} />;
}

interface Asked {
  user: User;
  etag: string;
  close: () => void;
}

/** Does it, says so and shows the list anew. */
function useDone() {
  const { message } = App.useApp();
  const forget = useForgetUsers();
  return async (what: Promise<unknown>, words: string) => {
    await what;
    message.success(words);
    await forget();
  };
}

function ChangeRole({ user, etag, close }: Asked) {
  const { users: texts, words } = useTexts();
  const done = useDone();
  const [role, setRole] = useState<Role>(user.role);
  return (
    <Confirm
      title={texts.roleOf(user.name)}
      okText={words.save}
      close={close}
      act={() => done(changeUser(user.id, etag, { role }), texts.roleChanged(user.name))}
    >
      <Flex vertical gap="small">
        <RoleChoice label={texts.role} value={role} onChange={setRole} />
        <Typography.Text type="secondary">{texts.loggedOut(user.name)}</Typography.Text>
      </Flex>
    </Confirm>
  );
}

function Disable({ user, etag, close, disabled }: Asked & { disabled: boolean }) {
  const { users: texts } = useTexts();
  const done = useDone();
  const { name } = user;
  return (
    <Confirm
      title={disabled ? texts.disableTitle(name) : texts.enableTitle(name)}
      okText={(disabled ? texts.disable : texts.enable).replace('…', '')}
      danger={disabled}
      close={close}
      act={() =>
        done(
          changeUser(user.id, etag, { disabled }),
          disabled ? texts.disabledDone(name) : texts.enabledDone(name),
        )
      }
    >
      {disabled ? texts.disableWhat(name) : texts.enableWhat(name)}
    </Confirm>
  );
}

function NewPassword({ user, etag, close }: Asked) {
  const { users: texts, words } = useTexts();
  const forget = useForgetUsers();
  const [password] = useState(makePassword);
  const [isDone, setIsDone] = useState(false);
  if (isDone)
    return (
      <FirstPassword
        name={user.name}
        title={texts.resetDone(user.name)}
        password={password}
        close={async () => {
          close();
          await forget();
        }}
      />
    );
  return (
    <Confirm
      title={texts.resetTitle(user.name)}
      okText={words.yes}
      close={close}
      keepOpen
      act={async () => {
        await changeUser(user.id, etag, { password });
        setIsDone(true);
      }}
    >
      {texts.resetWhat(user.name)}
    </Confirm>
  );
}

function DeleteUser({ user, etag, close }: Asked) {
  const { users: texts, words } = useTexts();
  const done = useDone();
  return (
    <Confirm
      title={texts.deleteTitle(user.name)}
      okText={words.delete}
      danger
      close={close}
      act={() => done(deleteUser(user.id, etag), texts.deleted(user.name))}
    >
      {texts.deleteWhat(user.name)}
    </Confirm>
  );
}
