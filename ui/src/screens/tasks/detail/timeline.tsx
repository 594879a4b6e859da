/** Who did what with a task, when, and what came of it; the newest first. */

import { Timeline as AntTimeline, Button, Empty, Flex, Skeleton, Typography, theme } from 'antd';
import { useState } from 'react';
import type { Task } from '../../../api/schema';
import { Failure } from '../../../parts/failure';
import { When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import { useTimeline } from '../queries';
import { ITSELF, type TaskEvent, type Tone, told } from '../told';

const PART = 100;

export function Timeline({ task }: { task: Task }) {
  const texts = useTexts();
  const { tasks } = texts;
  const { token } = theme.useToken();
  const events = useTimeline(task);
  const [shown, setShown] = useState(PART);
  if (events.isError && !events.data) return <Failure error={events.error} again={() => events.refetch()} />;
  if (!events.data) return <Skeleton active />;
  if (events.data.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={tasks.timeline.none} />;
  const colors: Record<Tone, string> = {
    good: token.colorSuccess,
    bad: token.colorError,
    warn: token.colorWarning,
    plain: token.colorPrimary,
  };
  return (
    <Flex vertical gap="middle" align="flex-start">
      <AntTimeline
        style={{ marginBlockStart: token.marginSM }}
        items={events.data
          .toReversed()
          .slice(0, shown)
          .map((event) => ({
            key: event.seq,
            color: colors[told(event, texts).tone],
            content: <Entry event={event} />,
          }))}
      />
      {events.data.length > shown && (
        <Button onClick={() => setShown(shown + PART)}>{tasks.timeline.older}</Button>
      )}
    </Flex>
  );
}

function Entry({ event }: { event: TaskEvent }) {
  const texts = useTexts();
  const { sentence, words } = told(event, texts);
  const who = event.who === ITSELF ? texts.tasks.timeline.itself : event.who;
  return (
    <Flex vertical gap={0}>
      <Typography.Text strong>{sentence}</Typography.Text>
      {words && (
        <Typography.Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {words}
        </Typography.Text>
      )}
      <Typography.Text type="secondary">
        <When at={event.at} />
        {who && ` · ${who}`}
      </Typography.Text>
    </Flex>
  );
}
