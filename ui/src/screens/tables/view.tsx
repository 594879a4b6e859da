/** Source and shadow of a table side by side, as the newest analysis saw them. */

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Empty, Flex, Skeleton, Typography } from 'antd';
import { Link } from 'react-router';
import { api, taken } from '../../api/client';
import { reaches } from '../../api/me';
import type { Connection } from '../../api/schema';
import { Failure, Sentence } from '../../parts/failure';
import { PairTabs } from '../../parts/pair-tabs';
import type { Place } from '../../parts/place-choice';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { type Found, NoAnalysis, useAnalyze, useNewestPair } from './analyses';
import { newTaskWith } from './preselect';
import type { TableRow } from './queries';
import { asked, isOutdated } from './rule';

interface TableViewProps {
  table: TableRow;
  place: Place;
  connection: Connection | undefined;
  close: () => void;
}

export function TableView({ table, place, connection, close }: TableViewProps) {
  const { words, analysis } = useTexts();
  const newest = useNewestPair(place, table.name);
  const pair = newest.data?.pair;
  return (
    <Drawer
      open
      onClose={close}
      size="min(1100px, 96vw)"
      title={pair ? analysis.pair(pair.source, pair.shadow) : table.name}
      closable={{ 'aria-label': words.close }}
    >
      <Flex vertical gap="middle">
        {newest.isPending && <Skeleton active />}
        {newest.isError && <Failure error={newest.error} again={() => newest.refetch()} />}
        {newest.isSuccess && (
          <Analyzed table={table} place={place} connection={connection} found={newest.data} />
        )}
      </Flex>
    </Drawer>
  );
}

type AnalyzedProps = Omit<TableViewProps, 'close'> & { found: Found | null };

function Analyzed({ table, place, connection, found }: AnalyzedProps) {
  const { tables: texts, shell } = useTexts();
  const analyze = useAnalyze(place, table.name);
  const what = asked(table, connection?.defaults);
  const may = reaches(connection?.role, 'operator');
  const { foreign_keys, rebuild } = connection?.defaults ?? {};
  const policies = { foreign_keys: foreign_keys ?? undefined, rebuild: rebuild ?? undefined };
  const button = may && what && (
    <Button
      type={found ? 'default' : 'primary'}
      loading={analyze.isPending}
      onClick={() => analyze.mutate({ ...what.rule, ...policies, range: { tables: [what.source] } })}
    >
      {analyze.isPending ? texts.analyzing : found ? texts.again : texts.analyze}
    </Button>
  );
  return (
    <>
      {analyze.isError && <WhyNot error={analyze.error} />}
      {found ? (
        <>
          <Flex gap="middle" align="center" wrap>
            <Typography.Text type="secondary">
              {texts.seenAt}
              <When at={found.analysis.finished_at} />
            </Typography.Text>
            {button}
          </Flex>
          {isOutdated(found.pair, table.pairState) && (
            <Alert type="warning" showIcon title={texts.outdated} />
          )}
          <Detail found={found} />
        </>
      ) : (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.notAnalyzed}>
          <Typography.Paragraph type="secondary">
            {!may ? texts.notAnalyzedViewer : what ? texts.notAnalyzedHint : texts.noRule}
          </Typography.Paragraph>
          {button}
          {may && !what && (
            <Link to={newTaskWith(place.connection ?? '', place.database ?? '', [table.name])}>
              {shell.newTask}
            </Link>
          )}
        </Empty>
      )}
    </>
  );
}

function Detail({ found: { analysis, pair } }: { found: Found }) {
  const detail = useQuery({
    queryKey: ['pair', 'analysis', analysis.id, pair.position],
    queryFn: ({ signal }) => {
      const params = { path: { id: analysis.id, position: pair.position } };
      return taken(api.GET('/api/v1/analyses/{id}/pairs/{position}', { params, signal }));
    },
  });
  if (detail.isError) return <Failure error={detail.error} again={() => detail.refetch()} />;
  return detail.data ? <PairTabs detail={detail.data} first="difference" /> : <Skeleton active />;
}

function WhyNot({ error }: { error: Error }) {
  const { tables: texts } = useTexts();
  if (!(error instanceof NoAnalysis)) return <Sentence error={error} />;
  const words = {
    Failed: texts.analysisFailed(error.message),
    Cancelled: texts.analysisCancelled,
    Done: texts.notInAnalysis,
  };
  return <Sentence error={words[error.state]} />;
}
