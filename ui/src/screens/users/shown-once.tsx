/** What is shown once: it cannot be asked for again, so nothing but its button closes it. */

import { Button, Flex, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts';

interface ShownOnceProps {
  title: string;
  close: () => void;
  children: ReactNode;
}

export function ShownOnce({ title, close, children }: ShownOnceProps) {
  const { users: texts } = useTexts();
  return (
    <Modal
      open
      title={title}
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
        {children}
      </Flex>
    </Modal>
  );
}
