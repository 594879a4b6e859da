/** The question before something is done with a task: what will happen, to what, and with which words. */

import { Flex, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import type { Run, Task } from '../../../api/schema';
import { Sentence } from '../../../parts/failure';
import { useFormDraft } from '../../../parts/form-draft';
import { useTexts } from '../../../texts';
import { type Asked, useAct } from './act';
import { Consequence } from './consequence';

interface AskProps {
  task: Task;
  action: Asked;
  lastRun: Run | undefined;
  connection: string;
  close: () => void;
}

const WITH_WORDS: readonly Asked[] = ['approve', 'reject', 'cancel'];

export function Ask({ task, action, lastRun, connection, close }: AskProps) {
  const { tasks } = useTexts();
  const { ask } = tasks;
  const draft = useFormDraft<{ comment: string }>(`${action}-${task.id}`);
  const [comment, setComment] = useState(draft.restored?.values.comment ?? '');
  const write = (comment: string) => {
    setComment(comment);
    draft.keep({ comment });
  };
  const giveUp = () => {
    draft.forget();
    close();
  };
  const act = useAct(task, giveUp);
  const isNeeded = action === 'reject';
  const isDangerous = action === 'reject' || action === 'cancel';
  return (
    <Modal
      open
      title={ask.title[action](tasks.task(task.number))}
      okText={tasks.actions[action]}
      okButtonProps={{ danger: isDangerous, disabled: isNeeded && comment.trim() === '' }}
      cancelText={tasks.keep}
      confirmLoading={act.isPending}
      onOk={() => act.mutate({ action, comment: comment.trim() || null })}
      onCancel={giveUp}
    >
      <Flex vertical gap="small">
        <Typography.Text strong>{ask.where(task.database, connection)}</Typography.Text>
        <Consequence task={task} action={action} lastRun={lastRun} />
        {WITH_WORDS.includes(action) && (
          <Form layout="vertical" component={false}>
            <Form.Item
              label={isNeeded ? tasks.comment : `${tasks.comment} (${tasks.optional})`}
              htmlFor="task-comment"
              required={isNeeded}
              extra={isNeeded ? tasks.commentNeeded : undefined}
              style={{ marginBlockEnd: 0 }}
            >
              <Input.TextArea
                id="task-comment"
                autoFocus
                rows={3}
                maxLength={1000}
                value={comment}
                onChange={(event) => write(event.target.value)}
              />
            </Form.Item>
          </Form>
        )}
        {act.isError && <Sentence error={act.error} />}
      </Flex>
    </Modal>
  );
}
