/** Schedules as people choose them, and when they fire. */

/** The presets, each with its expression: minute hour day month weekday. */
export const PRESETS = {
  hourly: '0 * * * *',
  daily: '0 2 * * *',
  weekdays: '0 2 * * 1-5',
  weekly: '0 2 * * 0',
  monthly: '0 2 1 * *',
} as const;

export type Preset = keyof typeof PRESETS | 'own';

/** The preset that an expression is. */
export function presetOf(cron: string): Preset {
  const text = cron.trim().replace(/\s+/g, ' ');
  for (const key of ['hourly', 'daily', 'weekdays', 'weekly', 'monthly'] as const)
    if (PRESETS[key] === text) return key;
  return 'own';
}

/** Every time zone that the browser knows, UTC first. */
export function zones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** A moment as clocks of a time zone show it, with the weekday: `Mon 2026-11-30 02:00`. */
export function inZone(at: string, zone: string, language: string): string {
  const moment = new Date(at);
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short' }).format(moment);
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment);
  return `${day} ${clock}`;
}
