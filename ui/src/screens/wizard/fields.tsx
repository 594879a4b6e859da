/** A refusal of the API stands at the field that it names; what names none stands below all. */

import { Problem } from '../../api/problem';

/** What `Form.Item` shows at a field: `{...at(error, 'cron')}`. */
export function at(error: unknown, ...fields: string[]) {
  if (!(error instanceof Problem) || !error.field || !fields.includes(error.field)) return {};
  const help = error.hint ? `${error.message} ${error.hint}` : error.message;
  return { validateStatus: 'error' as const, help: <span role="alert">{help}</span> };
}

/** The error, if none of these fields shows it. */
export function elsewhere(error: unknown, fields: readonly string[]): unknown {
  return error instanceof Problem && error.field && fields.includes(error.field) ? null : error;
}
