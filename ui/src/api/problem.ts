/** What the API answers when something went wrong. */

import type { Problem as ProblemBody } from './schema';

/** An error with the server's own code, sentence and hint. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly hint: string | undefined;

  constructor(body: Partial<ProblemBody> & { status: number }) {
    super(body.detail ?? body.title ?? `HTTP ${body.status}`);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code ?? `http-${body.status}`;
    this.field = body.field ?? undefined;
    this.hint = body.hint ?? undefined;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the server cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

/** Whether an error is the API's refusal with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): error is Problem {
  return error instanceof Problem && codes.includes(error.code);
}
