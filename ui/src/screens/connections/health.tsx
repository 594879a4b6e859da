/** Whether a connection works, as of its last test, and a button that tests it now. */

import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex, Popover, Tag, Typography } from 'antd';
import { reaches } from '../../api/me';
import type { Connection, Tested } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { useSentence } from '../../parts/sentence';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { useTest } from './queries';
import { Facts } from './server-facts';

export function Health({ connection }: { connection: Connection }) {
  const { connections } = useTexts();
  const test = useTest(connection.id);
  const failed = test.data?.ok === false || test.isError;
  return (
    <Flex align="center" gap="small">
      <Flex vertical gap={2} align="flex-start">
        {failed ? <Failed tested={test.data} error={test.error} /> : <Known connection={connection} />}
        {connection.tested_at && !failed && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <When at={connection.tested_at} />
          </Typography.Text>
        )}
      </Flex>
      {reaches(connection.role, 'operator') && (
        <Button
          type="text"
          size="small"
          icon={<ReloadOutlined />}
          title={connections.health.test}
          aria-label={connections.health.testOf(connection.name)}
          loading={test.isPending}
          onClick={() => test.mutate()}
        />
      )}
    </Flex>
  );
}

function Known({ connection: { server } }: { connection: Connection }) {
  const { connections } = useTexts();
  const { health } = connections;
  if (!server) return <Tag>{health.unknown}</Tag>;
  const lacks = server.missing.length > 0;
  return (
    <Popover title={health.asOf} content={<Facts facts={server} />} trigger={['hover', 'focus']}>
      <Tag color={lacks ? 'warning' : 'success'} tabIndex={0}>
        {lacks ? health.lacks : health.works}
      </Tag>
    </Popover>
  );
}

function Failed({ tested, error }: { tested: Tested | undefined; error: Error | null }) {
  const { connections } = useTexts();
  const sentence = useSentence();
  return (
    <Flex vertical gap={2} style={{ maxWidth: 320 }} role="alert">
      <Tag color="error" style={{ alignSelf: 'flex-start' }}>
        {connections.health.failed}
      </Tag>
      {error && <Sentence error={error} />}
      {tested && (
        <Typography.Text style={{ fontSize: 12 }}>
          {tested.error && sentence(tested.error)}
          {tested.hint && <div>{sentence(tested.hint)}</div>}
        </Typography.Text>
      )}
    </Flex>
  );
}
