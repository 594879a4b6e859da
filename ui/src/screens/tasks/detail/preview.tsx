/** All statements of a task, as they were submitted. */

import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Flex, Skeleton, Typography } from 'antd';
import type { Task } from '../../../api/schema';
import { Failure } from '../../../parts/failure';
import { Sql } from '../../../parts/sql';
import { useTexts } from '../../../texts';
import { usePreview } from '../queries';

/** More than that is no reading matter; a file has all of them. */
const MOST = 5_000;

export default function Preview({ task }: { task: Task }) {
  const { tasks, words } = useTexts();
  const preview = usePreview(task.id);
  if (preview.isError && !preview.data)
    return <Failure error={preview.error} again={() => preview.refetch()} />;
  if (!preview.data) return <Skeleton active />;
  const all = preview.data;
  if (all.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={tasks.sql.none} />;
  const isLong = all.length > MOST;
  const file = `task-${task.number}.sql`;
  const text = all
    .slice(0, MOST)
    .map(({ sql }) => `${sql};\n`)
    .join('');
  return (
    <Flex vertical gap="middle">
      {task.settings.mode === 'Cron' && <Alert type="info" showIcon title={tasks.sql.cron} />}
      <Flex align="center" justify="space-between" gap="middle" wrap>
        <Typography.Text type="secondary">
          {isLong ? tasks.sql.long(MOST) : tasks.sql.statements(all.length)}
        </Typography.Text>
        {isLong && (
          <Button
            icon={<DownloadOutlined />}
            href={`/api/v1/tasks/${task.id}/preview?format=sql`}
            download={file}
          >
            {words.download}
          </Button>
        )}
      </Flex>
      <Sql
        text={text}
        label={tasks.sql.label}
        file={isLong ? undefined : file}
        copyable={!isLong}
        maxHeight="62vh"
      />
    </Flex>
  );
}
