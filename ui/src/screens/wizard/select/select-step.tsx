/** The first step: what is to be synchronized, and how the shadows are called. */

import { useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useEffect, useMemo } from 'react';
import { useConnection } from '../../../api/connections';
import { reaches } from '../../../api/me';
import type { Analysis } from '../../../api/schema';
import { Failure, Sentence } from '../../../parts/failure';
import { Foot } from '../../../parts/foot';
import { useTexts } from '../../../texts';
import { asksTheSame, type Draft, requestOf, withDefaults } from '../draft';
import { elsewhere } from '../fields';
import { affixFault, fits, knownOf, offer, warnings } from '../naming';
import { analyze, useAnalysis, useTables } from '../queries';
import { replace } from '../replace';
import type { Change } from '../use-draft';
import { Advanced } from './advanced';
import { NamingField } from './naming-field';
import { Objects } from './objects';
import { Place } from './place';

const FIELDS = ['connection_id', 'database', 'range', 'rule', 'request'];

interface SelectStepProps {
  draft: Draft;
  change: Change;
  /** The analysis that was made of the draft before, if one was. */
  analysisId: string | null;
  go: (analysisId: string) => void;
}

export function SelectStep({ draft, change, analysisId, go }: SelectStepProps) {
  const { wizard } = useTexts();
  const connection = useConnection(draft.connection ?? undefined);
  const tables = useTables(draft.connection, draft.database);
  const before = useAnalysis(analysisId);
  const found = connection.data?.value;
  useEffect(() => {
    if (found) change((now) => (now.connection === found.id ? withDefaults(now, found) : now));
  }, [found, change]);

  const list = useMemo(() => tables.data ?? [], [tables.data]);
  const offered = useMemo(() => offer(list, draft.affix), [list, draft.affix]);
  const covered = useMemo(() => {
    if (draft.range === 'tables') return draft.tables;
    return offered.sources.filter((name) => !draft.exclude.some((pattern) => fits(pattern, name)));
  }, [draft.range, draft.tables, draft.exclude, offered]);
  const known = useMemo(() => knownOf(list), [list]);
  const inTheWay = useMemo(() => warnings(covered, known, draft.affix), [covered, known, draft.affix]);

  const next = useMutation({
    mutationFn: () => analysisOf(draft, before.data, change),
    onSuccess: go,
  });
  const mayNot = found && !reaches(found.role, 'operator');
  const isReady =
    !mayNot &&
    draft.connection &&
    draft.database &&
    !affixFault(draft.affix) &&
    covered.length > 0 &&
    tables.data;
  return (
    <Form layout="vertical" requiredMark={false} onFinish={() => next.mutate()}>
      <Place draft={draft} change={change} error={next.error} />
      {tables.isError && <Failure error={tables.error} again={() => tables.refetch()} />}
      <NamingField
        draft={draft}
        change={change}
        examples={covered.length > 0 ? covered : offered.sources}
        error={next.error}
      />
      <Objects
        draft={draft}
        change={change}
        offered={offered}
        covered={covered}
        tables={list}
        isLoading={tables.isFetching && !tables.data}
        warnings={inTheWay}
        error={next.error}
      />
      <Advanced draft={draft} change={change} />
      {next.isError && elsewhere(next.error, FIELDS) !== null && <Sentence error={next.error} />}
      <Foot>
        <span>{mayNot && wizard.select.mayNot}</span>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={next.isPending}>
          {wizard.select.next}
        </Button>
      </Foot>
    </Form>
  );
}

/** The analysis of the draft: the one before, if it still answers what is asked, or a new one. Returns its id. */
async function analysisOf(draft: Draft, before: Analysis | undefined, change: Change): Promise<string> {
  const request = requestOf(draft);
  if (before && isOf(before, draft) && asksTheSame(before.request, request)) return before.id;
  if (before?.connection_id === draft.connection && before.database === draft.database) {
    const { id, carried } = await replace(before, request, draft.carried);
    change({ carried });
    return id;
  }
  const body = { connection_id: draft.connection ?? '', database: draft.database ?? '', request };
  return (await analyze(body)).id;
}

function isOf(analysis: Analysis, draft: Draft): boolean {
  const isUsable = analysis.state !== 'Failed' && analysis.state !== 'Cancelled';
  return isUsable && analysis.connection_id === draft.connection && analysis.database === draft.database;
}
