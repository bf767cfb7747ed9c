/** Fact bounds: the words around a quantity that make it a limit (不超过, 以内, 以上, 左右). */
import { UnitSet } from './unit-set.js';

/** How a quantity is bounded: `point` 3个月 · `range` 0-6个月 · `at-most` 7天内 · `at-least` 99元以上. */
export type FactKind = 'point' | 'range' | 'at-most' | 'at-least';

export interface FactBounds {
  readonly kind: FactKind;
  readonly low: number;
  readonly high: number;
  /** Of the quantity with the words that bound it. */
  readonly start: number;
  readonly end: number;
}

const AT_MOST_BEFORE =
  /(?:不超过|不多于|不高于|不大于|最多|至多|最高|封顶|低于|小于|少于|不满|不足|不够|不到|未满|未到|没到|没满|没够|[没未]超?过|[没未]超出?|≤|<|under|below|less than|no more than|max(?:imum)?\.?(?: of)?|within|up to|until|at most) ?$/;
const AT_LEAST_BEFORE =
  /(?:不少于|不低于|不小于|至少|起码|最少|最低|超过|超出|大于|高于|多于|满|够|≥|>|over|above|more than|no less than|minimum(?: of)?|at least|from|only after) ?$/;
const ABOUT_BEFORE = /(?:大约|大概|差不多|约|about|around) ?$/;
const AT_MOST_AFTER =
  /^(?:以内|之内|以下|及以下|或以下|内(?![衣裤裆胆置容])| ?or (?:less|under|below|younger|fewer)| (?:tops|max|maximum|at most)\b| is the (?:most|maximum|limit)\b)/;
const AT_LEAST_AFTER =
  /^(?:以上|及以上|或以上|起(?![来泡球])|\+| ?or (?:more|older|over|above)| ?and (?:up|above|over)| is the (?:least|minimum)\b| minimum\b)/;
const ABOUT_AFTER = /^(?:左右|上下)/;
const LATER = /^(?:之后|以后|过后|后)/;
const EARLIER = /^(?:之前|以前|前)/;
/** How far "about" reaches, as a share: further for 约100元 than for 约1.51元. */
const ABOUT_SLACK = 0.1;
const ABOUT_SLACK_DECIMAL = 0.01;

/** The characters that such words end or start with; behind or before any other, nothing is looked for. */
const endings = new UnitSet('过于高大多低少满足够超到≤<≥>出约概码 ');
const beginnings = new UnitSet('以之内及或起+左上下后前过 oa');
/** Longest of the words. */
const WINDOW = 14;

/** A quantity without bounding words. */
function plain(low: number, high: number, start: number, end: number): FactBounds {
  return { kind: low < high ? 'range' : 'point', low, high, start, end };
}

function atLeast(low: number, start: number, end: number): FactBounds {
  return { kind: 'at-least', low, high: Number.POSITIVE_INFINITY, start, end };
}

function boundedBefore(
  before: string,
  low: number,
  high: number,
  start: number,
  end: number,
  timed: boolean,
  dimension: string,
): FactBounds | undefined {
  const most = AT_MOST_BEFORE.exec(before);
  if (most !== null) return { kind: 'at-most', low: 0, high, start: start - most[0].length, end };
  const least = AT_LEAST_BEFORE.exec(before);
  // 满3个月 is an age reached, 满99元 a threshold; 够3个人吃 is enough for three.
  if (least === null || (timed && least[0] === '满') || (least[0] === '够' && !dimension.startsWith('money'))) return undefined;
  return atLeast(low, start - least[0].length, end);
}

function boundedAfter(
  after: string,
  low: number,
  high: number,
  start: number,
  end: number,
  dimension: string,
): FactBounds | undefined {
  const timed = dimension === 'age' || dimension === 'time';
  const most = AT_MOST_AFTER.exec(after) ?? (timed ? EARLIER.exec(after) : null);
  if (most !== null) {
    const to = end + most[0].length;
    return low < high ? plain(low, high, start, to) : { kind: 'at-most', low: 0, high, start, end: to };
  }
  const least = AT_LEAST_AFTER.exec(after) ?? (dimension === 'age' ? LATER.exec(after) : null);
  return least === null ? undefined : atLeast(low, start, end + least[0].length);
}

function around(low: number, high: number, start: number, end: number): FactBounds {
  const slack = Number.isInteger(low) ? ABOUT_SLACK : ABOUT_SLACK_DECIMAL;
  return { kind: 'range', low: low * (1 - slack), high: high * (1 + slack), start, end };
}

/** Whether anything around the stretch `start`–`end` may bound it; without, a quantity is a plain one. */
export function mayBeBounded(text: string, start: number, end: number): boolean {
  return endings.has(text.charCodeAt(start - 1)) || beginnings.has(text.charCodeAt(end));
}

/** The bounds of the quantity `low`–`high` that stands at `start`–`end` of a text in matching form. */
export function readBounds(text: string, start: number, end: number, low: number, high: number, dimension: string): FactBounds {
  const hasBefore = start > 0 && endings.has(text.charCodeAt(start - 1));
  const hasAfter = end < text.length && beginnings.has(text.charCodeAt(end));
  const before = hasBefore ? text.slice(Math.max(0, start - WINDOW), start) : '';
  const after = hasAfter ? text.slice(end, end + WINDOW) : '';
  const timed = dimension === 'age' || dimension === 'time';
  const bounded =
    (hasBefore ? boundedBefore(before, low, high, start, end, timed, dimension) : undefined) ??
    (hasAfter ? boundedAfter(after, low, high, start, end, dimension) : undefined);
  if (bounded !== undefined) return bounded;
  const about = ABOUT_AFTER.exec(after);
  if (low === high && (about !== null || ABOUT_BEFORE.test(before)))
    return around(low, high, start, end + (about?.[0].length ?? 0));
  return plain(low, high, start, end);
}
