/** The log of a task, live: searched, followed and downloaded. */

import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Empty, Flex, Spin, Typography } from 'antd';
import { useMemo, useState } from 'react';
import type { Run, Task } from '../../../api/schema';
import { Failure } from '../../../parts/failure';
import { SearchField } from '../../../parts/search-field';
import { useTexts } from '../../../texts';
import { line } from '../told';
import { Lines } from './lines';
import { useLogLines } from './log-lines';

interface LogProps {
  task: Task;
  run: Run | undefined;
  tick: number;
}

export default function Log({ task, run, tick }: LogProps) {
  const texts = useTexts();
  const { log } = texts.tasks;
  const [ofAll, setOfAll] = useState(false);
  const [search, setSearch] = useState('');
  const [follows, setFollows] = useState(true);
  const { found, isPending, error, again } = useLogLines(task.id, ofAll ? undefined : run?.id, tick);
  const all = useMemo(() => found.map((event) => line(event, texts)), [found, texts]);
  const shown = useMemo(() => {
    const wanted = search.toLowerCase();
    return wanted === '' ? all : all.filter((one) => one.toLowerCase().includes(wanted));
  }, [all, search]);
  if (error !== undefined && found.length === 0) return <Failure error={error} again={again} />;
  return (
    <Flex vertical gap="small">
      <Flex gap="middle" wrap align="center">
        <SearchField value={search} search={setSearch} label={log.search} wait={100} />
        <Checkbox checked={follows} onChange={(event) => setFollows(event.target.checked)}>
          {log.follow}
        </Checkbox>
        {run && (
          <Checkbox checked={ofAll} onChange={(event) => setOfAll(event.target.checked)}>
            {log.allRuns}
          </Checkbox>
        )}
        <Typography.Text type="secondary" style={{ marginInlineEnd: 'auto' }} role="status">
          {search ? log.found(shown.length, all.length) : log.lines(all.length)}
        </Typography.Text>
        {isPending && <Spin size="small" />}
        <Button
          icon={<DownloadOutlined />}
          href={`/api/v1/tasks/${task.id}/log`}
          download={`task-${task.number}.log`}
        >
          {log.download}
        </Button>
      </Flex>
      {shown.length > 0 ? (
        <Lines lines={shown} marked={search} label={log.label} follows={follows} setFollows={setFollows} />
      ) : (
        !isPending && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={search ? log.nothingFound : log.none} />
        )
      )}
    </Flex>
  );
}
