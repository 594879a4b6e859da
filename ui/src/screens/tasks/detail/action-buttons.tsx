/** What can be done with a task, as buttons. What the role does not allow is not there. */

import { App, Button, Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../../api/me';
import type { Run, Task } from '../../../api/schema';
import { copyText } from '../../../parts/take-away';
import { useTexts } from '../../../texts';
import { useConnectionOf } from '../place';
import { type Action, possible } from '../possible';
import { Ask } from './ask';

/** What one came for, when it can be done; there is one such button. */
const FIRST: readonly Action[] = ['approve', 'execute', 'resume', 'retry'];

export function ActionButtons({ task, lastRun }: { task: Task; lastRun: Run | undefined }) {
  const { tasks } = useTexts();
  const me = useMe().data;
  const { connection } = useConnectionOf(task.connection_id);
  const [asked, setAsked] = useState<Action | null>(null);
  const found = possible(task, lastRun, { name: me?.user.name ?? '', role: connection?.role });
  const first = found.find(({ action, but }) => FIRST.includes(action) && !but)?.action;
  return (
    <>
      {found.map(({ action, but }) =>
        action === 'clone' ? (
          <Link key={action} to={`/tasks/new?clone=${task.id}`}>
            <Button tabIndex={-1}>{tasks.actions.clone}</Button>
          </Link>
        ) : (
          <Tooltip key={action} title={but && tasks.but[but]}>
            <Button
              type={action === first ? 'primary' : 'default'}
              danger={action === 'cancel' || action === 'reject'}
              disabled={but !== undefined}
              onClick={() => setAsked(action)}
            >
              {tasks.actions[action]}
            </Button>
          </Tooltip>
        ),
      )}
      <Share />
      {asked && asked !== 'clone' && (
        <Ask
          task={task}
          action={asked}
          lastRun={lastRun}
          connection={connection?.name ?? tasks.goneConnection}
          close={() => setAsked(null)}
        />
      )}
    </>
  );
}

function Share() {
  const { tasks } = useTexts();
  const { message } = App.useApp();
  const share = async () => {
    if (await copyText(location.href)) message.success(tasks.shared);
    else message.error(tasks.notCopied);
  };
  return <Button onClick={share}>{tasks.actions.share}</Button>;
}
