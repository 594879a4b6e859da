/** The connection and the database that a screen is about: they stand in the address. */

import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useConnectionChoices, useDatabases } from '../api/connections';
import { lastPlace, rememberPlace } from '../api/last-place';
import type { Connection } from '../api/schema';
import { useAddress } from './address';
import type { Place } from './place-choice';

interface UsedPlace {
  place: Place;
  choose: (place: Place) => void;
  /** The chosen connection, once it is known. */
  connection: Connection | undefined;
}

/** `path` is the screen's address without a connection in it. */
export function usePlace(path: string): UsedPlace {
  const inPath = useParams().id;
  const navigate = useNavigate();
  const [params, change] = useAddress();
  const connections = useConnectionChoices().data;
  const place: Place = {
    connection: inPath ?? params.get('connection') ?? undefined,
    database: params.get('database') ?? undefined,
  };
  const choose = (next: Place) => {
    rememberPlace(next);
    const after = new URLSearchParams(params);
    for (const name of ['connection', 'database', 'view']) after.delete(name);
    if (next.connection) after.set('connection', next.connection);
    if (next.database) after.set('database', next.database);
    navigate({ pathname: path, search: after.toString() }, { replace: true });
  };
  useOnly(place, change, Boolean(inPath));
  return { place, choose, connection: connections?.find((one) => one.id === place.connection) };
}

/** Where there is only one to choose, or where one came from, it is chosen. */
function useOnly(
  { connection, database }: Place,
  change: (place: { connection?: string; database?: string }) => void,
  inPath: boolean,
) {
  const connections = useConnectionChoices().data;
  const databases = useDatabases(connection).data;
  useEffect(() => {
    if (connection || inPath || !connections) return;
    const last = lastPlace();
    const known = connections.find((one) => one.id === last.connection);
    const only = connections.length === 1 ? connections[0] : undefined;
    if (known) change(last);
    else if (only) change({ connection: only.id });
  }, [connection, inPath, connections, change]);
  useEffect(() => {
    const only = databases?.length === 1 ? databases[0] : undefined;
    if (connection && !database && only) change({ database: only.name });
  }, [connection, database, databases, change]);
}
