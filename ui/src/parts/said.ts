/** A refusal in one line: what its code means, where the language has a text for it, and what the server said. */

import { Problem } from '../api/problem';
import type { Texts } from '../texts';

export function said({ problems }: Texts, error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const meaning = problems[error.code];
  return meaning ? `${meaning} ${error.message}` : error.message;
}
