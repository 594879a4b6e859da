/**
 * What the server says, in the console's words. Reasons, hazards and remarks come as English sentences with names in
 * them; the texts of a language list those that it says otherwise, as the server's sources have them.
 */

import { useTexts } from '../texts';
import type { Sentence } from '../texts/sentence';

/** What varies and is said by the server, too; all else (names, numbers, SQL) stays as it is. */
const SAID = ['why', 'what', 'rows', 'index', 'verdict'];

/** What varies and may be anything; all else holds nothing that stands between sentences. */
const FREE = ['why', 'what', 'sql', 'message', 'model', 'expression', 'holder'];

const ANYTHING = '(.+?)';
const NAME = '((?:(?!; |: ).)+?)';

/** Whatever is in more parts than any sentence of the server is left as it is. */
const MOST_PARTS = 16;

/** A pair as the server writes it, where a sentence about it follows. */
const PAIR = /^(\S+) -> (\S+): (.+)$/s;
const NEXT_PAIR = /; (?=\S+ -> \S+: )/;

interface Known {
  pattern: RegExp;
  /** Whether it begins with anything: it is tried after all that are surer. */
  isOpen: boolean;
  meant: string;
  names: string[];
}

const compiled = new WeakMap<readonly Sentence[], Known[]>();

/** Gives the sentences of the server in the words of the chosen language. */
export function useSentence(): (said: string) => string {
  const { sentences } = useTexts();
  return (said) => sentenceOf(sentences, said);
}

/** A sentence of the server as the console says it; as it is where the language has no other. */
export function sentenceOf(sentences: readonly Sentence[], said: string): string {
  const reading = new Reading(compiled.get(sentences) ?? compile(sentences));
  const ofPair = (text: string) => {
    const [, source, shadow, rest] = PAIR.exec(text) ?? [];
    return rest === undefined
      ? (reading.meaning(text) ?? text)
      : `${source} → ${shadow}${reading.between(': ')}${reading.meaning(rest) ?? rest}`;
  };
  return PAIR.test(said) ? said.split(NEXT_PAIR).map(ofPair).join(reading.between('; ')) : ofPair(said);
}

/** What is fixed in a sentence counts: the one with more of it is tried first. */
function compile(sentences: readonly Sentence[]): Known[] {
  const fixed = ([said]: Sentence) => said.replaceAll(/\{\w+\}/g, '').length;
  const known = [...sentences].sort((one, other) => fixed(other) - fixed(one)).map(knownOf);
  compiled.set(sentences, known);
  return known;
}

function knownOf([said, meant]: Sentence): Known {
  const parts = said.split(/\{(\w+)\}/);
  // Every other part is a name.
  const pattern = parts.map((part, at) =>
    at % 2 === 0 ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : FREE.includes(part) ? ANYTHING : NAME,
  );
  return {
    pattern: new RegExp(`^${pattern.join('')}$`, 's'),
    isOpen: said.startsWith('{message}') || said.startsWith('{why}'),
    meant,
    names: parts.filter((_, at) => at % 2 === 1),
  };
}

/** One reading of a text; what was read once is not read again. */
class Reading {
  readonly #known: Known[];
  readonly #read = new Map<string, string | undefined>();

  constructor(known: Known[]) {
    this.#known = known;
  }

  /** What stands between sentences, in the language. */
  between(sign: string): string {
    return this.#whole(sign, false) ?? sign;
  }

  /** As one sentence, or as several in one. */
  meaning(said: string): string | undefined {
    if (!this.#read.has(said)) {
      const found = this.#whole(said, false) ?? this.#begun(said) ?? this.#whole(said, true);
      this.#read.set(said, found ?? this.#ended(said));
    }
    return this.#read.get(said);
  }

  #whole(said: string, isOpen: boolean): string | undefined {
    for (const { pattern, meant, names, ...one } of this.#known) {
      const found = one.isOpen === isOpen ? pattern.exec(said) : null;
      if (found) return this.#filled(meant, new Map(names.map((name, n) => [name, found[n + 1] ?? ''])));
    }
    return undefined;
  }

  #filled(meant: string, values: Map<string, string>): string {
    return meant.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values.get(name) ?? '';
      // Long lists of codes are to wrap.
      if (name === 'codes') return value.replaceAll(',', ', ');
      return SAID.includes(name) ? (this.meaning(value) ?? value) : value;
    });
  }

  /** The longest beginning that is a sentence, and what follows. */
  #begun(said: string): string | undefined {
    for (const { head, sign, tail } of partsOf(said).toReversed()) {
      const begun = this.#whole(head, false);
      if (begun !== undefined) return `${begun}${this.between(sign)}${this.meaning(tail) ?? tail}`;
    }
    return undefined;
  }

  /** Whatever stands first, and what follows, if that is a sentence. */
  #ended(said: string): string | undefined {
    const [first] = partsOf(said);
    const ended = first && this.meaning(first.tail);
    return ended && `${first.head}${this.between(first.sign)}${ended}`;
  }
}

/** Each way to part a text in two where a sentence may end. */
function partsOf(said: string): { head: string; sign: string; tail: string }[] {
  const signs = [...said.matchAll(/; |: /g)];
  if (signs.length > MOST_PARTS) return [];
  return signs.map(({ 0: sign, index }) => ({
    head: said.slice(0, index),
    sign,
    tail: said.slice(index + sign.length),
  }));
}
