/** What stands in the form of a connection, and how it becomes what the API takes. */

import type { Connection, ConnectionRequest, Defaults, DriftPolicy, SslMode } from '../../api/schema';

export interface Values {
  name: string;
  by: 'host' | 'socket';
  host: string;
  port: number | null;
  socket: string;
  user: string;
  /** What becomes of a password that is kept already. */
  keep: 'keep' | 'new' | 'none';
  password: string;
  ssl: SslMode;
  ca: string;
  environment: string;
  color: string | undefined;
  affix: 'none' | 'prefix' | 'suffix';
  affixText: string;
  foreignKeys: string;
  rebuild: string;
  hazards: string[];
  /** In seconds. */
  lockWait: number | null;
  parallel: number | null;
  windowed: boolean;
  from: string;
  to: string;
  zone: string;
  needsApproval: boolean;
  drift: DriftPolicy;
}

/** The word of a choice that says nothing. */
export const NOTHING = '';

/** What the form of a connection begins with; that of a new one when there is none yet. */
export function valuesOf(connection: Connection | undefined, zone: string): Values {
  const defaults = connection?.defaults ?? {};
  const { window } = defaults;
  const affix = defaults.prefix ? 'prefix' : defaults.suffix ? 'suffix' : 'none';
  return {
    name: connection?.name ?? '',
    by: connection?.socket ? 'socket' : 'host',
    host: connection?.host ?? '',
    port: connection ? (connection.port ?? null) : 3306,
    socket: connection?.socket ?? '',
    user: connection?.user ?? '',
    keep: connection?.has_password ? 'keep' : 'new',
    password: '',
    ssl: connection?.ssl_mode ?? (connection?.ssl_ca ? 'VERIFY_CA' : 'PREFERRED'),
    ca: connection?.ssl_ca ?? '',
    environment: connection?.environment ?? '',
    color: connection?.color ?? undefined,
    affix,
    affixText: defaults.prefix ?? defaults.suffix ?? '',
    foreignKeys: defaults.foreign_keys ?? NOTHING,
    rebuild: defaults.rebuild ?? NOTHING,
    hazards: defaults.allowed_hazards ?? [],
    lockWait: defaults.lock_wait_ms ? defaults.lock_wait_ms / 1000 : null,
    parallel: defaults.parallel ?? null,
    windowed: Boolean(window),
    from: window?.from ?? '22:00',
    to: window?.to ?? '05:30',
    zone: window?.time_zone ?? zone,
    needsApproval: connection?.needs_approval ?? false,
    drift: connection?.drift_on_approval ?? 'Refuse',
  };
}

/** What is sent. `before` is the connection that is being changed. */
export function requestOf(values: Values, before: Connection | undefined): ConnectionRequest {
  const byHost = values.by === 'host';
  return {
    name: values.name.trim(),
    host: byHost ? values.host.trim() : null,
    port: byHost ? values.port : null,
    socket: byHost ? null : values.socket.trim(),
    user: values.user.trim(),
    password: passwordOf(values, before),
    ssl_mode: sslOf(values, before),
    ssl_ca: verifies(values.ssl) ? values.ca.trim() || null : null,
    defaults: defaultsOf(values),
    environment: values.environment.trim() || null,
    color: values.color ?? null,
    needs_approval: values.needsApproval,
    drift_on_approval: values.drift,
  };
}

/** Whether a mode of encryption looks at the certificate. */
export function verifies(mode: SslMode): boolean {
  return mode === 'VERIFY_CA' || mode === 'VERIFY_IDENTITY';
}

// Absent: what is kept stays. Empty: there is none.
function passwordOf({ keep, password }: Values, before: Connection | undefined): string | undefined {
  if (!before?.has_password) return password || undefined;
  if (keep === 'keep') return undefined;
  return keep === 'none' ? '' : password;
}

// A mode that nobody chose stays unsaid: the server takes another mode for another place, and asks for the password.
function sslOf({ ssl }: Values, before: Connection | undefined): SslMode | null {
  const unsaid = valuesOf(before, '').ssl;
  return before && !before.ssl_mode && ssl === unsaid ? null : ssl;
}

function defaultsOf(values: Values): Defaults {
  const affix = values.affixText.trim() || undefined;
  const { from, to, zone } = values;
  return {
    prefix: values.affix === 'prefix' ? affix : undefined,
    suffix: values.affix === 'suffix' ? affix : undefined,
    foreign_keys: values.foreignKeys || undefined,
    rebuild: values.rebuild || undefined,
    allowed_hazards: values.hazards,
    window: values.windowed ? { from, to, time_zone: zone } : undefined,
    lock_wait_ms: values.lockWait ? Math.round(values.lockWait * 1000) : undefined,
    parallel: values.parallel ?? undefined,
  };
}

/** Whether a kept password would go to the same account of the same server, as well protected: only then it stays. */
export function isSamePlace(request: ConnectionRequest, before: Connection): boolean {
  const same = (one: unknown, other: unknown) => (one ?? null) === (other ?? null);
  return (
    same(request.host, before.host) &&
    same(request.port, before.port) &&
    same(request.socket, before.socket) &&
    same(request.user, before.user) &&
    same(request.ssl_mode, before.ssl_mode) &&
    same(request.ssl_ca, before.ssl_ca)
  );
}

/** The field of the form that a field of the API stands in. */
export function fieldOf(field: string | undefined): keyof Values | undefined {
  const fields: Record<string, keyof Values> = {
    name: 'name',
    host: 'host',
    port: 'port',
    socket: 'socket',
    user: 'user',
    password: 'password',
    ssl_mode: 'ssl',
    ssl_ca: 'ca',
    'defaults.prefix': 'affixText',
    'defaults.suffix': 'affixText',
    'defaults.window': 'from',
    'defaults.parallel': 'parallel',
    'defaults.lock_wait_ms': 'lockWait',
  };
  return field === undefined ? undefined : fields[field];
}
