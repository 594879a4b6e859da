/** A question before something that can't be taken back; a refusal is shown in it. */

import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts';
import { Sentence } from './failure';

interface ConfirmProps {
  title: string;
  /** What will happen, to what. */
  children: ReactNode;
  okText: string;
  danger?: boolean;
  act: () => Promise<unknown>;
  /** Whether it stays when it was done, since something else is shown then. */
  keepOpen?: boolean;
  close: () => void;
}

export function Confirm({ title, children, okText, danger = false, act, keepOpen, close }: ConfirmProps) {
  const { words } = useTexts();
  const action = useMutation({ mutationFn: act, onSuccess: keepOpen ? undefined : close });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger }}
      cancelText={words.cancel}
      confirmLoading={action.isPending}
      onOk={() => action.mutate()}
      onCancel={close}
    >
      {children}
      {action.isError && <Sentence error={action.error} />}
    </Modal>
  );
}
