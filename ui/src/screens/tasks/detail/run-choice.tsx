/** Which run of the task is shown; recurring tasks have many. */

import { Button, Flex, Select } from 'antd';
import type { Run } from '../../../api/schema';
import { State } from '../../../parts/tags';
import { When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import type { useRuns } from '../queries';

interface RunChoiceProps {
  runs: ReturnType<typeof useRuns>;
  run: Run | undefined;
  choose: (number: number) => void;
}

export function RunChoice({ runs, run, choose }: RunChoiceProps) {
  const { tasks, words } = useTexts();
  if (!run) return null;
  const shown = runs.items.some((one) => one.number === run.number) ? runs.items : [...runs.items, run];
  return (
    <Select
      aria-label={tasks.run.choose}
      style={{ minWidth: 230 }}
      popupMatchSelectWidth={false}
      value={run.number}
      onChange={choose}
      options={shown.map((one) => ({ value: one.number, run: one }))}
      labelRender={() => <Named run={run} />}
      optionRender={({ data }) => (
        <Flex gap="small" align="center">
          <Named run={data.run} />
          <When at={data.run.started_at ?? data.run.queued_at} />
        </Flex>
      )}
      popupRender={(menu) => (
        <>
          {menu}
          {runs.hasNextPage && (
            <Button type="link" block loading={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </>
      )}
    />
  );
}

function Named({ run }: { run: Run }) {
  const { tasks } = useTexts();
  return (
    <Flex gap="small" align="center" component="span">
      {tasks.run.title(run.number)}
      <State of="runStates" word={run.state} />
    </Flex>
  );
}
