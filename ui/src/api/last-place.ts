/** The connection and database that somebody looked at last, in this browser's tab. */

const KEY = 'shadowtable-place';

export interface LastPlace {
  connection?: string;
  database?: string;
}

export function lastPlace(): LastPlace {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function rememberPlace(place: LastPlace) {
  sessionStorage.setItem(KEY, JSON.stringify(place));
}
