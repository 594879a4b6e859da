/** Where a task works: its connection, with the environment in its color, and the database. */

import { Flex, Typography } from 'antd';
import { useConnectionChoices } from '../../api/connections';
import { Environment } from '../../parts/tags';
import { useTexts } from '../../texts';

/** The connection of a task; undefined while it is asked for, or when it is gone. */
export function useConnectionOf(id: string) {
  const { data, isPending } = useConnectionChoices();
  return { connection: data?.find((one) => one.id === id), isPending };
}

export function Place({ connectionId, database }: { connectionId: string; database: string }) {
  const { tasks } = useTexts();
  const { connection, isPending } = useConnectionOf(connectionId);
  const name = connection?.name ?? (isPending ? '…' : tasks.goneConnection);
  return (
    <Flex vertical gap={0}>
      <Flex gap="small" align="center">
        <Typography.Text ellipsis style={{ maxWidth: 170 }} title={name}>
          {name}
        </Typography.Text>
        <Environment label={connection?.environment} color={connection?.color} />
      </Flex>
      <Typography.Text type="secondary" ellipsis style={{ maxWidth: 220 }} title={database}>
        {database}
      </Typography.Text>
    </Flex>
  );
}
