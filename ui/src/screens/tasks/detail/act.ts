/** Doing something with a task. Of two people who press at the same moment, the second is told and sees what is now. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api, taken } from '../../../api/client';
import { hasCode } from '../../../api/problem';
import type { Task } from '../../../api/schema';
import { useTexts } from '../../../texts';
import type { Action } from '../possible';
import { ofTask, TASKS } from '../queries';

/** What is asked before it is done. */
export type Asked = Exclude<Action, 'clone'>;

interface Wanted {
  action: Asked;
  comment: string | null;
}

function send(id: string, { action, comment }: Wanted): Promise<Task> {
  const params = { path: { id } };
  const body = { comment };
  switch (action) {
    case 'approve':
      return taken(api.POST('/api/v1/tasks/{id}/approve', { params, body }));
    case 'reject':
      return taken(api.POST('/api/v1/tasks/{id}/reject', { params, body }));
    case 'cancel':
      return taken(api.POST('/api/v1/tasks/{id}/cancel', { params, body }));
    case 'execute':
      return taken(api.POST('/api/v1/tasks/{id}/execute', { params }));
    case 'pause':
      return taken(api.POST('/api/v1/tasks/{id}/pause', { params }));
    case 'resume':
      return taken(api.POST('/api/v1/tasks/{id}/resume', { params }));
    case 'retry':
      return taken(api.POST('/api/v1/tasks/{id}/retry', { params }));
  }
}

export function useAct(task: Task, close: () => void) {
  const { tasks } = useTexts();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) => send(task.id, wanted),
    onSuccess: (now, { action }) => {
      queries.setQueryData(ofTask(task.id), now);
      message.success(tasks.done[action]);
      close();
    },
    onError: (error) => {
      if (!hasCode(error, 'not-in-this-state', 'changed', 'precondition-failed')) return;
      message.warning(tasks.faster(error.message), 8);
      close();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: TASKS }),
  });
}
