/** Typed facts: the quantities that a text states, as intervals in a canonical unit, and whether two of them agree. */
import { calendarAt } from './calendar.js';
import { type FactKind, mayBeBounded, readBounds } from './fact-bounds.js';
import { isDigitUnit, isWordUnit } from './phrase-table.js';
import { isPlainPrice } from './plain-price.js';
import { endOfUnit, readUnit, type Unit } from './unit.js';
import { UnitSet } from './unit-set.js';

export interface TypedFact {
  /** See {@link Unit.dimension}; only facts of one dimension speak of the same thing. */
  readonly dimension: string;
  readonly kind: FactKind;
  /** In the canonical unit; `low` ≤ `high`, `high` may be infinite. */
  readonly low: number;
  readonly high: number;
  /** As written, and where: `text.slice(start, end)` of the matching form. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type { FactKind };

export type Agreement = 'compatible' | 'contradicts' | 'unrelated';

/** 3月 alone is a date; these make it an age. */
const MONTHS_AFTER = /^(?:龄|大|整|的?(?:宝|娃|孩)|以上|以内|以下|起|-)/;
const MONTHS_BEFORE = /(?:宝宝|娃|宝|孩子|满|刚|才|-\d{1,2}|\d-\d{1,2})$/;
const PERCENT_OFF_BEFORE = /(?:优惠|立减|减|降|便宜|省|返|saves? |saving |discount of )了?$/;
const PERCENT_OFF_AFTER = /^(?: ?off| discount| reduction| cheaper|的?优惠)(?![a-z])/;
/** Room for the longest of them. */
const OFF_WINDOW = 12;

interface PlainNumber {
  readonly value: number;
  readonly end: number;
}

/** So many digits make a whole number that is exact as it is added up. */
const EXACT_DIGITS = 15;
const ZERO = 48;
const DOT = 46;
const HYPHEN = 45;

function readNumber(text: string, at: number): PlainNumber | undefined {
  let end = at;
  let value = 0;
  for (let unit = text.charCodeAt(end); isDigitUnit(unit); unit = text.charCodeAt(end)) {
    value = value * 10 + unit - ZERO;
    end += 1;
  }
  if (end === at) return undefined;
  if (text.charCodeAt(end) === DOT && isDigitUnit(text.charCodeAt(end + 1))) {
    end += 2;
    while (isDigitUnit(text.charCodeAt(end))) end += 1;
  } else if (end - at <= EXACT_DIGITS) return { value, end };
  return { value: Number(text.slice(at, end)), end };
}

interface Spread {
  readonly first: number;
  readonly last: number;
  readonly firstUnit: Unit | undefined;
  readonly unit: Unit | undefined;
  readonly ranged: boolean;
  readonly end: number;
}

/** `3个月`, `0-6个月`, `6个月-1岁`; the unit may be missing. */
function readSpread(text: string, at: number): Spread | undefined {
  const first = readNumber(text, at);
  if (first === undefined) return undefined;
  const firstUnit = readUnit(text, first.end);
  const firstEnd = endOfUnit(text, first.end, firstUnit);
  const second = text.charCodeAt(firstEnd) === HYPHEN ? readNumber(text, firstEnd + 1) : undefined;
  if (second === undefined || second.value <= 0) {
    return { first: first.value, last: first.value, firstUnit, unit: firstUnit, ranged: false, end: firstEnd };
  }
  const own = readUnit(text, second.end);
  const end = endOfUnit(text, second.end, own);
  return { first: first.value, last: second.value, firstUnit, unit: own ?? firstUnit, ranged: true, end };
}

/** Latin words that may stand right before a number without making it a model's. */
const LEADING_WORD = /(?:rmb|stage|under|within|over|about|for|is|at)$/;

function isLatin(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

const ORDINAL = '第'.charCodeAt(0);
/** Within numbers: 9:30, 1/2, 1.2.3. */
const parting = new UnitSet(':/.');

/** Whether what stands before a number makes it part of something else: a model (b6), a time (9:30), an ordinal (第3). */
function isPart(text: string, start: number): boolean {
  if (start === 0) return false;
  const before = text.charCodeAt(start - 1);
  if (before === ORDINAL) return true;
  if (parting.has(before)) return isWordUnit(text.charCodeAt(start - 2));
  return isLatin(before) && !LEADING_WORD.test(text.slice(Math.max(0, start - 8), start));
}

/** Dates (3月15号, 2024年), times of day and model numbers are no quantities. */
function isQuantity(text: string, start: number, { unit, first, ranged, end }: Spread): boolean {
  if (isPart(text, start)) return false;
  if (unit === undefined) return text[end] !== ':' || !isDigitUnit(text.charCodeAt(end + 1));
  if (unit.word === '年') return first < 100;
  if (unit.word === '号') return false;
  if (unit.word === '日') return text[start - 1] !== '月';
  if (unit.word !== '月') return true;
  if (isDigitUnit(text.charCodeAt(end)) || text[start - 1] === '年') return false;
  return ranged || MONTHS_AFTER.test(text.slice(end, end + 3)) || MONTHS_BEFORE.test(text.slice(Math.max(0, start - 4), start));
}

interface PlainUnit {
  readonly dimension: string;
  readonly factor: number;
}

const YUAN: PlainUnit = { dimension: 'money', factor: 1 };
/** Signs and words of money before a number; the yen sign is the yuan's here. */
const MONEY_BEFORE: readonly (readonly [sign: RegExp, unit: PlainUnit])[] = [
  [/(?:¥|rmb) ?$/, YUAN],
  [/\$$/, { dimension: 'money:usd', factor: 1 }],
  [/£ ?$/, { dimension: 'money:gbp', factor: 1 }],
  [/€ ?$/, { dimension: 'money:eur', factor: 1 }],
];
const YEARS: Unit = { word: 'years', dimension: 'age', factor: 12 };
const STAGE: PlainUnit = { dimension: 'stage', factor: 1 };
const MONTH: PlainUnit = { dimension: 'age', factor: 1 };
const babies = new UnitSet('宝娃');
const generic = new UnitSet('个次款种位人');
/** The characters that signs and words for a unit before a number end with: ¥, rmb, $, £, €, stage. */
const leading = new UnitSet('¥b$£€e ');
/** Room for the longest of them. */
const LEADING_WINDOW = 6;

interface UnitBefore {
  readonly unit: PlainUnit;
  /** Where its sign begins. */
  readonly start: number;
}

/** Money that is written before the number at `start`; undefined without it. */
function moneyBefore(text: string, start: number): UnitBefore | undefined {
  if (!leading.has(text.charCodeAt(start - 1))) return undefined;
  const words = text.slice(Math.max(0, start - LEADING_WINDOW), start);
  for (const [sign, unit] of MONEY_BEFORE) {
    const found = sign.exec(words);
    if (found !== null) return { unit, start: start - found[0].length };
  }
  return undefined;
}

/** The unit by context: stage 1, 宝3m; 1 that merely counts (一个) is none. */
function unitOf(text: string, start: number, { unit, first, ranged }: Spread): PlainUnit | undefined {
  if (unit === undefined) {
    const may = leading.has(text.charCodeAt(start - 1));
    return may && /stage ?$/.test(text.slice(Math.max(0, start - LEADING_WINDOW), start)) ? STAGE : undefined;
  }
  const { word } = unit;
  if (word === 'm' && babies.has(text.charCodeAt(start - 1))) return MONTH;
  return first === 1 && !ranged && word.length === 1 && generic.has(word.charCodeAt(0)) ? undefined : unit;
}

/** Whole numbers up to here stay themselves when rounded. */
const EXACT_TO = 9_000_000;

/** Rounded to nine significant decimals, so that 1.1斤 and 550g meet. */
function tidy(value: number): number {
  if (value <= EXACT_TO && Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Math.round(value * 1e9) / 1e9 : value;
}

/** 1岁3个月 is one age. */
function readTail(text: string, { unit, ranged, end }: Spread): Spread | undefined {
  if (unit?.dimension !== 'age' || unit.factor !== 12 || ranged) return undefined;
  const tail = readSpread(text, end);
  return tail?.unit?.dimension === 'age' && tail.unit.factor === 1 && !tail.ranged ? tail : undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** 优惠20% and 20% off leave 80% of the price: where the words that say so end; undefined without them. */
function offAt(text: string, start: number, end: number): Stretch | undefined {
  const before = PERCENT_OFF_BEFORE.exec(text.slice(Math.max(0, start - OFF_WINDOW), start));
  if (before !== null) return { start: start - before[0].length, end };
  const after = PERCENT_OFF_AFTER.exec(text.slice(end, end + OFF_WINDOW));
  return after === null ? undefined : { start, end: end + after[0].length };
}

/** A share of the price: 8折 and 80% are 0.8, 85折 0.85. */
function ratioOf(value: number, unit: PlainUnit, off: boolean): number {
  if (unit.dimension === 'discount') return value * (value >= 10 ? 0.01 : 0.1);
  return off ? 1 - value * unit.factor : value * unit.factor;
}

function factAt(text: string, start: number, spread: Spread): TypedFact | undefined {
  if (!isQuantity(text, start, spread)) return undefined;
  const money = moneyBefore(text, start);
  const unit = money?.unit ?? unitOf(text, start, spread);
  if (unit === undefined) return undefined;
  const tail = readTail(text, spread);
  const isRatio = unit.dimension === 'ratio' || unit.dimension === 'discount';
  const off = isRatio ? offAt(text, start, spread.end) : undefined;
  const own = spread.firstUnit?.dimension === unit.dimension ? spread.firstUnit : unit;
  const months = tail?.first ?? 0;
  const a = isRatio ? ratioOf(spread.first, unit, off !== undefined) : spread.first * own.factor + months;
  const b = isRatio ? ratioOf(spread.last, unit, off !== undefined) : spread.last * unit.factor + months;
  const dimension = isRatio ? 'ratio' : unit.dimension;
  const from = money?.start ?? off?.start ?? start;
  return bounded(text, from, tail?.end ?? off?.end ?? spread.end, tidy(Math.min(a, b)), tidy(Math.max(a, b)), dimension);
}

/** What a number without a unit is, by the words around it: a date, a time of day or a price. */
function unitlessAt(text: string, start: number, spread: Spread): TypedFact | undefined {
  if (isPart(text, start)) return undefined;
  const { value, end } = readNumber(text, start) as PlainNumber;
  const point = calendarAt(text, start, end, value);
  if (point !== undefined) {
    const { dimension, value: low } = point;
    return {
      dimension,
      kind: 'point',
      low,
      high: low,
      text: text.slice(point.start, point.end),
      start: point.start,
      end: point.end,
    };
  }
  if (spread.unit !== undefined || spread.ranged) return undefined;
  const unit = unitBehind(text, end);
  if (unit !== undefined) return bounded(text, start, end, tidy(value * unit.factor), tidy(value * unit.factor), unit.dimension);
  if (!isPlainPrice(text, start, end)) return undefined;
  return bounded(text, start, end, value, value, YUAN.dimension);
}

/** The unit of 120×65×90厘米 is that of each. */
const DIMENSIONS = /(?:×\d+(?:\.\d+)?)+/y;
const TIMES = '×'.charCodeAt(0);

function sharedUnit(text: string, end: number): Unit | undefined {
  DIMENSIONS.lastIndex = end;
  if (!DIMENSIONS.test(text)) return undefined;
  const unit = readUnit(text, DIMENSIONS.lastIndex);
  return unit?.dimension === 'length' ? unit : undefined;
}

/** 25 or older speaks of years. */
const OF_AGE = /^ (?:or|and) (?:older|younger)\b/;
const SPACE = 32;

/** The unit that a number without one has by what follows it. */
function unitBehind(text: string, end: number): Unit | undefined {
  const next = text.charCodeAt(end);
  if (next === TIMES) return sharedUnit(text, end);
  return next === SPACE && OF_AGE.test(text.slice(end, end + OFF_WINDOW)) ? YEARS : undefined;
}

/** The quantity `low`–`high` with the words around it that bound it. */
function bounded(text: string, start: number, end: number, low: number, high: number, dimension: string): TypedFact {
  if (!mayBeBounded(text, start, end)) {
    return { dimension, kind: low < high ? 'range' : 'point', low, high, text: text.slice(start, end), start, end };
  }
  const bounds = readBounds(text, start, end, low, high, dimension);
  return {
    dimension,
    kind: bounds.kind,
    low: bounds.low,
    high: bounds.high,
    text: text.slice(bounds.start, bounds.end),
    start: bounds.start,
    end: bounds.end,
  };
}

/** The facts of a text in matching form ({@link matchingForm}), from left to right. */
export function findFacts(text: string): readonly TypedFact[] {
  let facts: TypedFact[] | undefined;
  for (let i = 0; i < text.length; i += 1) {
    if (!isDigitUnit(text.charCodeAt(i))) continue;
    const spread = readSpread(text, i);
    if (spread === undefined) continue;
    const fact = factAt(text, i, spread) ?? unitlessAt(text, i, spread);
    if (fact !== undefined) {
      facts ??= [];
      facts.push(fact);
    }
    // What a spread joined may be two times of day: 8点-20点 is none, 10:00-16:00 is.
    i = (fact?.end ?? spread.end) - 1;
  }
  return facts ?? [];
}

/** Intervals as closely equal as rounding allows. */
export function equalFacts(a: TypedFact, b: TypedFact): boolean {
  return a.dimension === b.dimension && near(a.low, b.low) && near(a.high, b.high);
}

function near(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/**
 * Whether two facts can both be true of one thing: of different dimensions they are unrelated; else their intervals
 * must meet. Two stretches that only touch (0-6个月 and 6-12个月) contradict; a point on a border is inside.
 */
export function compareFacts(a: TypedFact, b: TypedFact): Agreement {
  if (a.dimension !== b.dimension) return 'unrelated';
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const point = near(a.low, a.high) || near(b.low, b.high);
  if (near(low, high)) return point ? 'compatible' : 'contradicts';
  return low < high ? 'compatible' : 'contradicts';
}
