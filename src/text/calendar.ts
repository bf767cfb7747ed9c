/** Calendar: dates, months, years and times of day that stand at a number, as points on scales of their own. */
import { isDigitUnit } from './phrase-table.js';

/** A point on a scale: `date` 31·month + day · `month` · `year` · `clock` minutes, see {@link CLOCK_HALF}. */
export interface CalendarPoint {
  readonly dimension: 'date' | 'month' | 'year' | 'clock';
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A time of day that may be before or after noon (7点半) counts its minutes from 0 to 720; one known to be after noon goes on
 * to 1440, and one known to be before it stands a day further on. Times agree when they can be the same.
 */
export const CLOCK_HALF = 720;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}`;
const MONTH_BEFORE = new RegExp(`(?:^|[^a-z])${MONTH}\\.? $`);
const MONTH_AFTER = new RegExp(`^(?:st|nd|rd|th)?(?: of)? ${MONTH}(?![a-z])`);
const DAY_AFTER = /^月(\d{1,2})(?:日|号)?(?!\d)/;
const MINUTES = /^(?::(\d\d)|点(半|1刻|3刻|\d{1,2}(?:分|(?!\d)))?(?![几多心评击赞菜餐单缀]))/;
const NOON = /^ ?([ap])\.?m\b/;
const MORNING_BEFORE = /(?:早上|早晨|上午|凌晨|今早|明早|清晨|早)$/;
const EVENING_BEFORE = /(?:下午|晚上|傍晚|今晚|明晚|晚间|夜里|中午|晚)$/;
const WINDOW = 12;

function clockValue(hour: number, minute: number, half: 'a' | 'p' | undefined): number {
  const minutes = (hour % 12) * 60 + minute;
  if (hour > 12 || half === 'p') return CLOCK_HALF + minutes;
  return half === 'a' ? 2 * CLOCK_HALF + minutes : minutes;
}

const PARTS: Readonly<Record<string, number>> = { 半: 30, '1刻': 15, '3刻': 45 };

function minuteOf(written: string | undefined): number {
  return written === undefined ? 0 : (PARTS[written] ?? Number.parseInt(written, 10));
}

function clockAt(text: string, start: number, end: number, hour: number): CalendarPoint | undefined {
  if (hour > 24) return undefined;
  const after = text.slice(end, end + WINDOW);
  const parts = MINUTES.exec(after);
  const to = end + (parts?.[0].length ?? 0);
  const noon = NOON.exec(text.slice(to, to + WINDOW));
  if (parts === null && noon === null) return undefined;
  const before = text.slice(Math.max(0, start - 2), start);
  const spoken = MORNING_BEFORE.test(before) ? 'a' : EVENING_BEFORE.test(before) ? 'p' : undefined;
  const half = (noon?.[1] as 'a' | 'p' | undefined) ?? spoken;
  const value = clockValue(hour, minuteOf(parts?.[1] ?? parts?.[2]), half);
  return { dimension: 'clock', value, start, end: to + (noon?.[0].length ?? 0) };
}

function dateOf(month: number, day: number, start: number, end: number): CalendarPoint | undefined {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? { dimension: 'date', value: 31 * month + day, start, end }
    : undefined;
}

function englishDateAt(text: string, start: number, end: number, day: number): CalendarPoint | undefined {
  const before = text.slice(Math.max(0, start - WINDOW), start);
  const earlier = MONTH_BEFORE.exec(before);
  if (earlier !== null) {
    const from = start - earlier[0].replace(/^[^a-z]/, '').length;
    return dateOf(MONTHS.indexOf(earlier[1] as string) + 1, day, from, end);
  }
  const later = MONTH_AFTER.exec(text.slice(end, end + 2 * WINDOW));
  return later === null ? undefined : dateOf(MONTHS.indexOf(later[1] as string) + 1, day, start, end + later[0].length);
}

const YEAR_UNIT = '年'.charCodeAt(0);
const MONTH_UNIT = '月'.charCodeAt(0);
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/** The date or time of day whose first number, `value`, stands at `start`–`end` of a text in matching form. */
export function calendarAt(text: string, start: number, end: number, value: number): CalendarPoint | undefined {
  if (!Number.isInteger(value) || isDigitUnit(text.charCodeAt(start - 1))) return undefined;
  const unit = text.charCodeAt(end);
  if (unit === YEAR_UNIT) {
    return value >= FIRST_YEAR && value <= LAST_YEAR ? { dimension: 'year', value, start, end: end + 1 } : undefined;
  }
  if (unit === MONTH_UNIT) {
    const day = DAY_AFTER.exec(text.slice(end, end + 4));
    if (day !== null) return dateOf(value, Number(day[1]), start, end + day[0].length);
    return value >= 1 && value <= 12 ? { dimension: 'month', value, start, end: end + 1 } : undefined;
  }
  return clockAt(text, start, end, value) ?? englishDateAt(text, start, end, value);
}
