/** An event of a task in words. Kinds are an open set: one that is not known here is shown as it came. */

import { sentenceOf } from '../../parts/sentence';
import { duration } from '../../parts/when';
import type { Texts } from '../../texts';

export interface TaskEvent {
  seq: number;
  at: string;
  who?: string | null;
  run_id?: string | null;
  kind: string;
  body: Record<string, unknown>;
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain';

export interface Told {
  sentence: string;
  /** A comment or a reason: somebody's own words. */
  words?: string;
  tone: Tone;
}

const text = (body: TaskEvent['body'], name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const number = (body: TaskEvent['body'], name: string): number | undefined => {
  const value = body[name];
  return typeof value === 'number' ? value : undefined;
};

/** What nobody pressed, Shadowtable did by itself. */
export const ITSELF = 'shadowtable';

const RUN_TONES: Record<string, Tone> = {
  Succeeded: 'good',
  SucceededWithErrors: 'warn',
  Failed: 'bad',
  NeedsAttention: 'bad',
  Cancelled: 'warn',
};

const TONES: Record<string, Tone> = {
  approve: 'good',
  reject: 'bad',
  expire: 'warn',
  miss: 'warn',
  cancel: 'warn',
  'ask-again': 'warn',
};

export function told(event: TaskEvent, texts: Texts): Told {
  const { kind, body } = event;
  const run = number(body, 'run') ?? 0;
  const { timeline } = texts.tasks;
  const said = (name: string) => meant(text(body, name), texts);
  switch (kind) {
    case 'log':
      return { sentence: said('message') ?? '', tone: 'plain' };
    case 'step':
      return step(body, texts);
    case 'run-started':
      return { sentence: timeline.runStarted(run), tone: 'plain' };
    case 'run-taken-over':
      return { sentence: timeline.runTakenOver(run), tone: 'warn' };
    case 'run-ended':
      return ended(run, body, texts);
    case 'submitted': {
      const state = text(body, 'state') ?? '';
      const sentence = timeline.events.submitted(texts.words.taskStates[state] ?? state);
      return { sentence, words: text(body, 'remarks'), tone: 'plain' };
    }
    default:
      return act(event, texts);
  }
}

/** What the server said, in the console's words. */
function meant(said: string | undefined, texts: Texts): string | undefined {
  return said === undefined ? undefined : sentenceOf(texts.sentences, said);
}

function act({ kind, body, who }: TaskEvent, texts: Texts): Told {
  const { tasks } = texts;
  const known: Record<string, unknown> = tasks.timeline.events;
  const name = known[kind];
  if (typeof name !== 'string') return { sentence: kind, words: JSON.stringify(body), tone: 'plain' };
  const late = number(body, 'late_ms') ?? 0;
  const sentence = late >= 60_000 ? tasks.timeline.aside(name, tasks.timeline.late(duration(late))) : name;
  const comment = text(body, 'comment');
  // What a person wrote stays as it is.
  const words = who === ITSELF ? meant(comment, texts) : comment;
  return { sentence, words, tone: TONES[kind] ?? 'plain' };
}

function ended(run: number, body: TaskEvent['body'], texts: Texts): Told {
  const { tasks, words } = texts;
  const state = text(body, 'state') ?? '';
  const counts = Object.entries(Object(body.counts)).map(
    ([result, count]) => `${words.pairResults[result] ?? result} ${count}`,
  );
  const shown = tasks.timeline.runEnded(run, words.runStates[state] ?? state);
  const sentence = counts.length > 0 ? tasks.timeline.aside(shown, counts.join(words.comma)) : shown;
  return { sentence, words: meant(text(body, 'reason'), texts), tone: RUN_TONES[state] ?? 'plain' };
}

function step(body: TaskEvent['body'], texts: Texts): Told {
  const { tasks, words } = texts;
  const state = text(body, 'state') ?? '';
  const place = (number(body, 'position') ?? 0) + 1;
  const shown = tasks.timeline.step(text(body, 'shadow') ?? '', place, words.stepStates[state] ?? state);
  const took = number(body, 'took_ms');
  const sentence = took === undefined ? shown : tasks.timeline.after(shown, duration(took));
  const refusal = [number(body, 'code'), text(body, 'message'), meant(text(body, 'remark'), texts)];
  return {
    sentence,
    words: refusal.filter((part) => part !== undefined).join(' ') || undefined,
    tone: state === 'Failed' ? 'bad' : state === 'Unknown' ? 'warn' : 'plain',
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** A moment in the browser's time zone, to the millisecond; quick, since a log has very many. */
export function stamp(at: string): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** An event as a line of the log. */
export function line(event: TaskEvent, texts: Texts): string {
  const { timeline } = texts.tasks;
  const { sentence, words } = told(event, texts);
  const inRun = number(event.body, 'run');
  const named = event.kind.startsWith('run-') || inRun === undefined;
  const said = named ? sentence : timeline.inRun(inRun, sentence);
  const whole = words ? said + sentenceOf(texts.sentences, '; ') + words : said;
  return `${stamp(event.at)}  ${event.who ? timeline.aside(whole, event.who) : whole}`;
}
