/** Below the form of a connection: what came of testing and saving, and the buttons. */

import { Button, Flex, Tooltip } from 'antd';
import { reaches, useMe } from '../../api/me';
import { hasCode } from '../../api/problem';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { Sentence } from '../../parts/failure';
import { useTexts } from '../../texts';
import { TestResult } from './server-facts';
import type { FilledForm } from './use-connection-form';

export function FormFooter({ filled }: { filled: FilledForm }) {
  const { connections: texts, words } = useTexts();
  const { form, saving, test, tryOut, again, giveUp } = filled;
  const mayTest = reaches(useMe().data?.role, 'admin');
  return (
    <Flex vertical gap="small" style={{ maxHeight: '45vh', overflowY: 'auto' }}>
      {test.isError && <Sentence error={test.error} />}
      {test.data && !test.isPending && <TestResult tested={test.data} />}
      {hasCode(saving.error, 'precondition-failed', 'changed') ? (
        <ChangedMeanwhile again={again} />
      ) : (
        saving.isError && <Sentence error={saving.error} />
      )}
      <Flex gap="small">
        <Tooltip title={mayTest ? undefined : texts.testRefused}>
          <Button
            onClick={tryOut}
            loading={test.isPending}
            disabled={!mayTest}
            style={{ marginInlineEnd: 'auto' }}
          >
            {texts.test}
          </Button>
        </Tooltip>
        <Button onClick={giveUp}>{words.cancel}</Button>
        <Button type="primary" onClick={form.submit} loading={saving.isPending}>
          {words.save}
        </Button>
      </Flex>
    </Flex>
  );
}
