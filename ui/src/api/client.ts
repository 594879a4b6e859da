/** Requests to the API, typed by its OpenAPI document. Whatever goes wrong is thrown as a `Problem` or `Unreachable`. */

import createClient from 'openapi-fetch';
import { lost, reached } from './link';
import { Problem, Unreachable } from './problem';
import type { paths } from './schema';

async function send(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    lost();
    throw new Unreachable(cause);
  }
  // A proxy in front of a server that is away answers in its place.
  if (response.status === 502 && !response.headers.get('content-type')?.includes('json')) lost();
  else reached();
  return response;
}

/** The API: `await taken(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } }))`. */
export const api = createClient<paths>({ baseUrl: '', fetch: send, credentials: 'same-origin' });

type Answer<T> = { data?: T; error?: unknown; response: Response };

function problem(answer: Answer<unknown>): Problem {
  const status = answer.response.status;
  const body = answer.error;
  return typeof body === 'object' && body !== null
    ? new Problem({ ...body, status })
    : new Problem({
        status,
        detail: typeof body === 'string' && body !== '' ? body : answer.response.statusText,
      });
}

/** The body of an answer; throws its problem. */
export async function taken<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.response.ok) throw problem(answer);
  return answer.data as T;
}

/** A thing together with its version, which a change must send back. */
export interface Versioned<T> {
  value: T;
  etag: string;
}

/** As `taken`, with the `ETag` of the answer. */
export async function versioned<T>(asked: Promise<Answer<T>>): Promise<Versioned<T>> {
  const answer = await asked;
  if (!answer.response.ok) throw problem(answer);
  return { value: answer.data as T, etag: answer.response.headers.get('etag') ?? '' };
}

/** A key that makes a creation that is sent twice happen once. */
export function idempotencyKey(): string {
  // `randomUUID` is there for pages of https and of this machine only; the console may be neither.
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return [...numbers].map((number) => number.toString(16).padStart(8, '0')).join('');
}
