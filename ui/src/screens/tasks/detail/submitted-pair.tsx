/** The pair of a source as it was submitted. A run may number its pairs anew, so it is found by its name. */

import { useQuery } from '@tanstack/react-query';
import { api, taken } from '../../../api/client';
import type { Task } from '../../../api/schema';
import { PairView } from '../../../parts/pair-view';
import { ofTask } from '../queries';

interface SubmittedPairProps {
  task: Task;
  /** Nothing is shown while it is null. */
  source: string | null;
  close: () => void;
}

export function SubmittedPair({ task, source, close }: SubmittedPairProps) {
  const found = useQuery({
    queryKey: [...ofTask(task.id), 'pair of', source],
    enabled: source !== null,
    queryFn: async ({ signal }) => {
      const params = { path: { id: task.id }, query: { search: source ?? '', limit: 1000 } };
      const { items } = await taken(api.GET('/api/v1/tasks/{id}/pairs', { params, signal }));
      return items.find((pair) => pair.source === source)?.position ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <PairView
      of={{ kind: 'task', id: task.id }}
      position={source === null ? null : (found.data ?? null)}
      onClose={close}
    />
  );
}
