/** A cron expression in a shape that there are words for. */

export type Rhythm =
  | { every: 'minutes'; step: number }
  | { every: 'hours'; step: number; minute: number }
  /** `days` are those of the week, Sunday is 0; `null` is all of them. */
  | { every: 'week'; days: number[] | null; times: string[] }
  | { every: 'month'; days: number[]; times: string[] }
  | { every: 'year'; months: number[]; days: number[]; times: string[] };

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** More times of the day than these are no sentence. */
const MOST_TIMES = 6;

/** The rhythm; `null` if the expression says something that is best read as it is. */
export function rhythm(cron: string): Rhythm | null {
  const fields = cron.trim().toLowerCase().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (fields.length !== 5) return null;
  const always = [day, month, weekday].every((field) => field === '*' || field === '?');
  const step = stepOf(minute);
  if (step !== null && hour === '*' && always) return { every: 'minutes', step };
  const minutes = listOf(minute, 0, 59);
  if (minutes === null) return null;
  const hours = stepOf(hour);
  const [only] = minutes;
  if (hours !== null && always && only !== undefined && minutes.length === 1)
    return { every: 'hours', step: hours, minute: only };
  const times = timesOf(minutes, listOf(hour, 0, 23));
  return times && ofDays({ day, month, weekday }, times);
}

function ofDays(fields: { day: string; month: string; weekday: string }, times: string[]): Rhythm | null {
  const { day, month, weekday } = fields;
  const anyDay = day === '*' || day === '?';
  const anyWeekday = weekday === '*' || weekday === '?';
  if (anyDay && month === '*') {
    const days = anyWeekday ? null : listOf(weekday, 0, 7, WEEKDAYS);
    if (!anyWeekday && days === null) return null;
    return { every: 'week', days: days && inOrder(days.map((one) => one % 7)), times };
  }
  const days = listOf(day, 1, 31);
  if (!anyWeekday || days === null) return null;
  if (month === '*') return { every: 'month', days, times };
  const months = listOf(month, 1, 12, MONTHS, 1);
  return months && { every: 'year', months, days, times };
}

/** The step of a field that means "each" or "each n-th". */
function stepOf(field: string): number | null {
  if (field === '*') return 1;
  const found = /^\*\/(\d+)$/.exec(field);
  const step = found ? Number(found[1]) : 0;
  return step > 0 ? step : null;
}

function inOrder(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}

/** The numbers of a field of numbers, names, ranges and commas; `null` if it says anything else. */
function listOf(
  field: string,
  least: number,
  most: number,
  names: string[] = [],
  first = 0,
): number[] | null {
  const found: number[] = [];
  for (const part of field.split(',')) {
    const ends = part.split('-').map((word) => {
      const name = names.indexOf(word);
      return name >= 0 ? name + first : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    });
    const [from = Number.NaN, to = from] = ends;
    if (ends.length > 2 || !(from >= least && from <= to && to <= most)) return null;
    for (let number = from; number <= to; number += 1) found.push(number);
  }
  return inOrder(found);
}

function timesOf(minutes: number[], hours: number[] | null): string[] | null {
  if (hours === null || hours.length * minutes.length > MOST_TIMES) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  return hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));
}
