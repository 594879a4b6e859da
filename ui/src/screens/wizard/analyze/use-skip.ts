/** Skip and Undo Skip: of one pair, of several, of all that fit a filter. */

import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { api, taken } from '../../../api/client';
import type { SkipRequest } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import { marksChanged } from '../queries';

export function useSkip(analysis: string) {
  const { wizard } = useTexts();
  const { message, notification } = App.useApp();
  return useMutation({
    mutationFn: (body: SkipRequest) =>
      taken(api.POST('/api/v1/analyses/{id}/skip', { params: { path: { id: analysis } }, body })),
    onSuccess: async ({ changed }, { skipped }) => {
      await marksChanged(analysis);
      message.success(
        skipped ? wizard.analyze.skipped(amount(changed)) : wizard.analyze.unskipped(amount(changed)),
      );
    },
    onError: (error) => notification.error({ title: wizard.analyze.notSkipped, description: error.message }),
  });
}
