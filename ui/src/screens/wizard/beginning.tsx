/** Where a draft begins: empty, with what another screen chose, from an analysis, or as the clone of a task. */

import { useMutation } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { api, taken } from '../../api/client';
import { allOf } from '../../api/paging';
import { Failure } from '../../parts/failure';
import { ZONE } from '../../parts/when';
import { draftOf, emptyDraft, settingsOf } from './draft';
import { stepOf, wizardPath } from './steps';
import { keep, newDraftId, preselected } from './use-draft';

export function Beginning({ search }: { search: URLSearchParams }) {
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: async () => {
      const id = newDraftId();
      const [task, analysis] = [search.get('clone'), search.get('analysis')];
      if (task) return await clone(id, task);
      if (!analysis) {
        keep(id, { ...emptyDraft(ZONE), ...preselected(search) });
        return wizardPath(id, 'select', null);
      }
      keep(id, draftOf(await found(analysis), ZONE));
      const path = new URLSearchParams(search);
      path.set('draft', id);
      path.set('step', stepOf(search));
      return `/tasks/new?${path}`;
    },
    onSuccess: (path) => navigate(path, { replace: true }),
  });
  const { mutate, isIdle } = begin;
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);
  return begin.isError ? <Failure error={begin.error} again={() => begin.reset()} /> : <Skeleton active />;
}

function found(id: string) {
  return taken(api.GET('/api/v1/analyses/{id}', { params: { path: { id } } }));
}

/**
 * Asks for the analysis of a clone and keeps its draft: the settings, and what was skipped, are those of the task. Gives where
 * it goes on; shadows that are dropped are chosen from those that are there now.
 */
async function clone(id: string, task: string): Promise<string> {
  const path = { id: task };
  const made = await taken(api.POST('/api/v1/tasks/{id}/clone', { params: { path } }));
  const { analysis_id: analysis, drop } = made;
  if (!analysis) {
    const place = { connection: drop?.connection_id ?? '', database: drop?.database ?? '' };
    return `/registry?${new URLSearchParams(place)}`;
  }
  const skipped = await allOf((page) => {
    const params = { path, query: { skipped: true, ...page } };
    return taken(api.GET('/api/v1/tasks/{id}/pairs', { params }));
  });
  keep(id, {
    ...draftOf(await found(analysis), ZONE),
    settings: settingsOf(made.settings, ZONE, Date.now()),
    carried: { analysis, sources: skipped.map((pair) => pair.source) },
  });
  return wizardPath(id, 'settings', analysis);
}
