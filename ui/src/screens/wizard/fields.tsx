/** A refusal of the API stands at the field that it names; what names none stands below all. */

import { Problem } from '../../api/problem';
import { said } from '../../parts/said';
import { useSentence } from '../../parts/sentence';
import { useTexts } from '../../texts';

/** What `Form.Item` shows at a field: `{...at(error, 'cron')}`. */
export function at(error: unknown, ...fields: string[]) {
  if (!(error instanceof Problem) || !error.field || !fields.includes(error.field)) return {};
  return { validateStatus: 'error' as const, help: <Refusal error={error} /> };
}

function Refusal({ error }: { error: Problem }) {
  const sentence = useSentence();
  const message = said(useTexts(), error);
  return <span role="alert">{error.hint ? `${message} ${sentence(error.hint)}` : message}</span>;
}

/** The error, if none of these fields shows it. */
export function elsewhere(error: unknown, fields: readonly string[]): unknown {
  return error instanceof Problem && error.field && fields.includes(error.field) ? null : error;
}
