/** SQL Preview: exactly what will run, in its order, as the server says it now. */

import { useQuery } from '@tanstack/react-query';
import { Drawer, Empty, Skeleton, Typography } from 'antd';
import { api, taken } from '../../../api/client';
import { Failure } from '../../../parts/failure';
import { Sql } from '../../../parts/sql';
import { useTexts } from '../../../texts';

interface PreviewProps {
  analysis: string;
  isOpen: boolean;
  onClose: () => void;
}

export function Preview({ analysis, isOpen, onClose }: PreviewProps) {
  const { words, wizard } = useTexts();
  const found = useQuery({
    queryKey: ['analysis', analysis, 'preview'],
    enabled: isOpen,
    // What was seen before a mark changed must never be taken for what runs.
    staleTime: 0,
    queryFn: async ({ signal }): Promise<string> => {
      const params = { path: { id: analysis }, query: { format: 'sql' as const } };
      const sql = await taken(api.GET('/api/v1/analyses/{id}/preview', { params, parseAs: 'text', signal }));
      // An empty answer comes as none at all.
      return sql ?? '';
    },
  });
  const text = found.data;
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size="min(1100px, 96vw)"
      title={wizard.analyze.preview}
      closable={{ 'aria-label': words.close }}
      destroyOnHidden
    >
      <Typography.Paragraph type="secondary">{wizard.analyze.previewHint}</Typography.Paragraph>
      {found.isError && <Failure error={found.error} again={() => found.refetch()} />}
      {found.isFetching && <Skeleton active />}
      {!found.isFetching && text === '' && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={wizard.analyze.nothingRuns} />
      )}
      {!found.isFetching && text && (
        <Sql text={text} label={wizard.analyze.preview} file="preview.sql" maxHeight="calc(100vh - 220px)" />
      )}
    </Drawer>
  );
}
