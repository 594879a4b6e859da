/** What a test found out about a server. */

import { Alert, Flex, Typography } from 'antd';
import type { ServerFacts, Tested } from '../../api/schema';
import { useSentence } from '../../parts/sentence';
import { useTexts } from '../../texts';

/** `MariaDB 10.11.18`. */
export function serverName(facts: ServerFacts, flavors: Record<string, string>): string {
  return `${flavors[facts.flavor] ?? facts.flavor} ${facts.version}`;
}

/** What a test just found, in words. */
export function TestResult({ tested }: { tested: Tested }) {
  const { connections } = useTexts();
  const sentence = useSentence();
  if (!tested.ok || !tested.server)
    return (
      <Alert
        role="alert"
        type="error"
        showIcon
        title={connections.testFailed}
        description={
          <>
            {tested.error && sentence(tested.error)}
            {tested.hint && <div>{sentence(tested.hint)}</div>}
          </>
        }
      />
    );
  const lacks = tested.server.missing.length > 0;
  return (
    <Alert
      role="status"
      type={lacks ? 'warning' : 'success'}
      showIcon
      title={connections.testOk(serverName(tested.server, connections.flavors))}
      description={<Facts facts={tested.server} />}
    />
  );
}

export function Facts({ facts }: { facts: ServerFacts }) {
  const { connections } = useTexts();
  return (
    <Flex vertical gap={4}>
      <div>{connections.health.databases(facts.databases)}</div>
      {facts.missing.length > 0 && (
        <>
          <div>{connections.health.missing}</div>
          <div>
            {facts.missing.map((privilege) => (
              <Typography.Text code key={privilege}>
                {privilege}
              </Typography.Text>
            ))}
          </div>
        </>
      )}
    </Flex>
  );
}
