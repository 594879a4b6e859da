/** The detail of an entry of the audit log in one line, as in `Name: shop · Port: 3306`. */

import type { Texts } from '../../texts';

/** Where the words of a value stand; any other value is shown as it is. */
const MEANINGS = {
  role: 'roles',
  scope: 'roles',
  state: 'taskStates',
  to: 'taskStates',
  mode: 'modes',
} as const;

/** What has no word in the language is shown as it came: entries outlive the release that wrote them. */
export function summary(detail: unknown, { audit, words }: Pick<Texts, 'audit' | 'words'>): string {
  if (typeof detail !== 'object' || detail === null) return detail === null ? '' : String(detail);
  const said = (name: string, value: unknown) => {
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value !== 'string') return JSON.stringify(value);
    if (!(name in MEANINGS)) return value;
    const meanings = words[MEANINGS[name as keyof typeof MEANINGS]];
    // Roles stand in the log as in the store, with a capital.
    return meanings[value] ?? meanings[value.toLowerCase()] ?? value;
  };
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => audit.detail(audit.details[name] ?? name, said(name, value)))
    .join(' · ');
}
