/** The way to a new task with tables that are selected already. */

/** More names than this would make an address that proxies refuse. */
const IN_ADDRESS = 200;
const KEY = 'shadowtable-preselected';

/** The address of a new task; many tables, and names with a comma, are kept beside it. */
export function newTaskWith(connection: string, database: string, tables: string[]): string {
  const params = new URLSearchParams({ connection, database });
  const fits = tables.length <= IN_ADDRESS && !tables.some((name) => name.includes(','));
  if (tables.length > 0) params.set('tables', fits ? tables.join(',') : 'kept');
  if (tables.length > 0 && !fits)
    sessionStorage.setItem(KEY, JSON.stringify({ connection, database, tables }));
  return `/tasks/new?${params}`;
}
