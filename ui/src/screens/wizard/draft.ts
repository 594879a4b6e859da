/** What was chosen in the wizard so far. It is kept in the tab, so that neither a reload nor Back loses it. */

import type {
  Analysis,
  AnalysisRequest,
  Connection,
  ErrorPolicy,
  Mode,
  TaskSettings,
} from '../../api/schema';
import type { Affix } from './naming';

/** How a task is to be carried out, as far as it was said. */
export interface SettingsDraft {
  mode: Mode;
  startAt: string | null;
  cron: string;
  timeZone: string;
  errorPolicy: ErrorPolicy;
  driftPolicy: 'Refuse' | 'Reanalyze';
  hazards: string[];
  parallel: number;
  lockWaitMs: number;
  remarks: string;
}

/** The sources that are to be skipped in an analysis because they were in the one that it replaces. */
export interface Carried {
  analysis: string;
  sources: string[];
}

export interface Draft {
  connection: string | null;
  database: string | null;
  range: 'tables' | 'all';
  affix: Affix;
  tables: string[];
  foreignKeys: string;
  rebuild: string;
  exclude: string[];
  adopt: string[];
  registry: string | null;
  settings: SettingsDraft;
  /** The connection whose defaults were taken over. */
  defaultsOf: string | null;
  /** Skip marks that are still to be set. */
  carried: Carried | null;
  /** The analysis that was made last. */
  analysis: string | null;
}

/** A fresh draft. */
export function emptyDraft(zone: string): Draft {
  return {
    connection: null,
    database: null,
    range: 'tables',
    affix: { kind: 'prefix', text: '' },
    tables: [],
    foreignKeys: 'retarget',
    rebuild: 'copy',
    exclude: [],
    adopt: [],
    registry: null,
    settings: {
      mode: 'Immediately',
      startAt: null,
      cron: '0 2 * * *',
      timeZone: zone,
      errorPolicy: 'Abort',
      driftPolicy: 'Refuse',
      hazards: [],
      parallel: 1,
      lockWaitMs: 5000,
      remarks: '',
    },
    defaultsOf: null,
    carried: null,
    analysis: null,
  };
}

/** The draft with what its connection says new tasks start with. A naming rule that was typed stays. */
export function withDefaults(draft: Draft, connection: Connection): Draft {
  if (draft.defaultsOf === connection.id) return draft;
  const { defaults } = connection;
  const typed = draft.affix.text !== '' && draft.defaultsOf === null;
  const affix: Affix = defaults.suffix
    ? { kind: 'suffix', text: defaults.suffix }
    : { kind: 'prefix', text: defaults.prefix ?? '_test_' };
  return {
    ...draft,
    affix: typed ? draft.affix : affix,
    foreignKeys: defaults.foreign_keys ?? 'retarget',
    rebuild: defaults.rebuild ?? 'copy',
    settings: {
      ...draft.settings,
      hazards: defaults.allowed_hazards ?? [],
      parallel: defaults.parallel ?? 1,
      lockWaitMs: defaults.lock_wait_ms ?? 5000,
    },
    defaultsOf: connection.id,
  };
}

/** What an analysis is asked for. */
export function requestOf(draft: Draft): AnalysisRequest {
  return {
    [draft.affix.kind]: draft.affix.text,
    range: draft.range === 'all' ? 'all' : { tables: draft.tables },
    exclude: draft.range === 'all' ? draft.exclude : [],
    foreign_keys: draft.foreignKeys,
    rebuild: draft.rebuild,
    adopt: draft.adopt,
    ...(draft.registry ? { registry: draft.registry } : {}),
  };
}

/** The draft from which an analysis was asked for. */
export function draftOf(analysis: Analysis, zone: string): Draft {
  const { request } = analysis;
  const tables = typeof request.range === 'object' && 'tables' in request.range ? request.range.tables : [];
  return {
    ...emptyDraft(zone),
    connection: analysis.connection_id,
    database: analysis.database,
    range: request.range === 'all' ? 'all' : 'tables',
    affix: request.suffix
      ? { kind: 'suffix', text: request.suffix }
      : { kind: 'prefix', text: request.prefix ?? '' },
    tables,
    foreignKeys: request.foreign_keys ?? 'retarget',
    rebuild: request.rebuild ?? 'copy',
    exclude: request.exclude ?? [],
    adopt: request.adopt ?? [],
    registry: request.registry ?? null,
    defaultsOf: analysis.connection_id,
    analysis: analysis.id,
  };
}

/** Settings as they were submitted before. A time of the past has to be chosen anew. */
export function settingsOf(settings: TaskSettings, zone: string, now: number): SettingsDraft {
  const isAhead = settings.start_at ? Date.parse(settings.start_at) > now : false;
  return {
    mode: settings.mode,
    startAt: isAhead ? (settings.start_at ?? null) : null,
    cron: settings.cron ?? '0 2 * * *',
    timeZone: settings.time_zone ?? (settings.mode === 'Cron' ? 'UTC' : zone),
    errorPolicy: settings.error_policy,
    driftPolicy: settings.drift_policy === 'Reanalyze' ? 'Reanalyze' : 'Refuse',
    hazards: settings.hazards ?? [],
    parallel: settings.parallel ?? 1,
    lockWaitMs: settings.lock_wait_ms ?? 5000,
    remarks: settings.remarks ?? '',
  };
}

/** What is submitted: only what its mode is about. */
export function submissionOf(settings: SettingsDraft, gates: string[], needsApproval: boolean): TaskSettings {
  const { mode } = settings;
  return {
    mode,
    ...(mode === 'At' ? { start_at: settings.startAt } : {}),
    ...(mode === 'Cron' ? { cron: settings.cron.trim(), time_zone: settings.timeZone } : {}),
    error_policy: settings.errorPolicy,
    ...(needsApproval ? {} : { drift_policy: settings.driftPolicy }),
    // A recurring task meets other hazards at each firing: what was allowed for them stays allowed.
    hazards: settings.hazards.filter((code) => mode === 'Cron' || gates.includes(code)),
    parallel: settings.parallel,
    lock_wait_ms: settings.lockWaitMs,
    remarks: settings.remarks.trim() || null,
  };
}

/** Whether two requests ask for the same, whatever the order of their tables. */
export function asksTheSame(one: AnalysisRequest, other: AnalysisRequest): boolean {
  return canonical(one) === canonical(other);
}

function canonical(request: AnalysisRequest): string {
  const { range } = request;
  const tables = typeof range === 'object' && 'tables' in range ? [...range.tables].sort() : range;
  return JSON.stringify([
    request.prefix ?? null,
    request.suffix ?? null,
    tables,
    request.exclude ?? [],
    request.foreign_keys ?? 'retarget',
    request.rebuild ?? 'copy',
    [...(request.adopt ?? [])].sort(),
    request.registry ?? null,
  ]);
}
