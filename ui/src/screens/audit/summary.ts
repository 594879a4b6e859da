/** The detail of an entry of the audit log in one line, as in `Name: shop · Port: 3306`. */

import type { Texts } from '../../texts';

type Spoken = Pick<Texts, 'audit' | 'settings' | 'words'>;

/** What has no word in the language is shown as it came: entries outlive the release that wrote them. */
export function summary(detail: unknown, texts: Spoken): string {
  if (typeof detail !== 'object' || detail === null) return detail === null ? '' : String(detail);
  const { audit } = texts;
  return facts(detail)
    .map(([name, value]) => audit.detail(audit.details[name] ?? name, said(name, value, texts)))
    .join(' · ');
}

/** What is in an object is told like what stands beside it. */
function facts(detail: object): [string, unknown][] {
  return Object.entries(detail).flatMap(([name, value]): [string, unknown][] => {
    if (value === null || value === undefined || value === '' || UNREADABLE.has(name)) return [];
    return typeof value === 'object' && !Array.isArray(value) ? facts(value) : [[name, value]];
  });
}

/** Ids: who opens the entry sees them. */
const UNREADABLE = new Set(['connection']);

function said(name: string, value: unknown, texts: Spoken): string {
  const { words } = texts;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string') ? words.list(value) : String(value.length);
  if (typeof value !== 'string') return JSON.stringify(value);
  const meanings = meaningsOf(name, texts);
  // Roles stand in the log as in the store, with a capital.
  return meanings[value] ?? meanings[value.toLowerCase()] ?? value;
}

function meaningsOf(name: string, { settings, words }: Spoken): Record<string, string> {
  switch (name) {
    case 'role':
    case 'scope':
      return words.roles;
    case 'state':
    case 'to':
      return words.taskStates;
    case 'mode':
      return words.modes;
    case 'template':
      return settings.templates;
    default:
      return {};
  }
}
