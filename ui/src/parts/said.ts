/** A refusal in one line: what its code means, where the language has a text for it, and what the server said. */

import { Problem } from '../api/problem';
import type { Texts } from '../texts';
import { sentenceOf } from './sentence';

export function said({ problems, sentences }: Texts, error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const meaning = problems[error.code];
  const message = sentenceOf(sentences, error.message);
  return meaning ? `${meaning} ${message}` : message;
}
