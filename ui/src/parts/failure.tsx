/** What is shown when something went wrong: the server's sentence and code, and what to do. */

import { Alert, Button, Result } from 'antd';
import { useNavigate } from 'react-router';
import { Problem, Unreachable } from '../api/problem';
import { useTexts } from '../texts';
import { useSentence } from './sentence';

/** In the place of a page or a table that could not be loaded. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const { shell, words } = useTexts();
  const navigate = useNavigate();
  const elsewhere = <Button onClick={() => navigate('/tasks')}>{shell.toTasks}</Button>;
  const button = again && <Button onClick={again}>{words.retry}</Button>;
  if (error instanceof Problem && (error.status === 403 || error.status === 404)) {
    const [title, hint] =
      error.status === 403 ? [shell.forbidden, shell.forbiddenHint] : [shell.notFound, shell.notFoundHint];
    return <Result status={error.status} title={title} subTitle={error.hint ?? hint} extra={elsewhere} />;
  }
  if (error instanceof Unreachable)
    return (
      <Result status="warning" title={shell.unreachable} subTitle={shell.unreachableHint} extra={button} />
    );
  return <Result status="error" title={shell.failed} subTitle={<Words error={error} />} extra={button} />;
}

/** Within a form or a dialog. */
export function Sentence({ error }: { error: unknown }) {
  return (
    <Alert type="error" showIcon title={<Words error={error} />} style={{ marginBlock: 12 }} role="alert" />
  );
}

function Words({ error }: { error: unknown }) {
  const { shell, problems } = useTexts();
  const sentence = useSentence();
  if (error instanceof Unreachable) return shell.unreachable;
  if (!(error instanceof Problem)) return String(error);
  const meaning = problems[error.code];
  return (
    <>
      {meaning && <div>{meaning}</div>}
      {sentence(error.message)}
      {error.hint && <div>{sentence(error.hint)}</div>}
      <div>
        <small>{shell.code(error.code)}</small>
      </div>
    </>
  );
}
