/** Fact credit: how far a stated quantity carries the quantity that a label asks for. */
import { CLOCK_HALF, compareFacts, equalFacts, type TypedFact } from '../text/index.js';

/** Dimensions in which a bound is the fact itself: 7天内 is not met by 15天内. In the others (ages, weights) it says what fits. */
const EXACT_BOUNDS = new Set(['time', 'money', 'money:usd', 'money:gbp', 'money:eur', 'ratio', 'date', 'month', 'year', 'clock']);

/** Prices and times that differ by less than this share are the same number written with other decimals. */
const SAME = 1e-6;

function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}

/** The number that a one-sided or exact fact turns on. */
function bound(fact: TypedFact): number {
  return fact.kind === 'at-most' ? fact.high : fact.low;
}

/** Length of what two finite stretches share, over the length of both together. */
function jaccard(a: TypedFact, b: TypedFact): number {
  const shared = Math.min(a.high, b.high) - Math.max(a.low, b.low);
  const all = Math.max(a.high, b.high) - Math.min(a.low, b.low);
  return shared <= 0 ? 0 : shared / all;
}

const HOURS_A_MONTH = 730;
/** Four weeks and thirty days are a month. */
const MONTH_SLACK = 0.09;

/** 30天 and 一个月 are one time, though months are counted as ages; undefined when they are not, or when neither is a month. */
function acrossTime(wanted: TypedFact, stated: TypedFact): number | undefined {
  const months = wanted.dimension === 'age' ? wanted : stated;
  const hours = months === wanted ? stated : wanted;
  if (months.dimension !== 'age' || hours.dimension !== 'time' || months.kind === 'range' || hours.kind === 'range')
    return undefined;
  const ratio = (bound(months) * HOURS_A_MONTH) / bound(hours);
  return Math.abs(ratio - 1) <= MONTH_SLACK ? 1 : undefined;
}

const BARE_G = /^\d+(?:\.\d+)? ?g$/;

/** 12G for 12GB: the letter alone is a gram, but nobody sells memory by the gram. */
function acrossStorage(wanted: TypedFact, stated: TypedFact): number | undefined {
  if (wanted.dimension !== 'data' || stated.dimension !== 'mass' || !BARE_G.test(stated.text)) return undefined;
  return sameNumber(bound(wanted), bound(stated)) ? 1 : 0;
}

/** 75 pounds are a weight first; against a sum in sterling they are one. */
const POUNDS = /^(\d+(?:\.\d+)?) pounds?$/;

function asSterling(stated: TypedFact): TypedFact | undefined {
  const amount = stated.dimension === 'mass' ? POUNDS.exec(stated.text)?.[1] : undefined;
  return amount === undefined ? undefined : { ...stated, dimension: STERLING, low: Number(amount), high: Number(amount) };
}

const STERLING = 'money:gbp';

/** 满8人 is not met by 满4人: of counted things two limits are two rules. */
function isOtherCount(wanted: TypedFact, stated: TypedFact): boolean {
  return wanted.dimension.startsWith('count:') && wanted.kind !== 'point' && stated.kind !== 'point';
}

/** Times of day agree when one of them may be before or after noon and the hands stand alike. */
function clockCredit(wanted: number, stated: number): number {
  const open = wanted < CLOCK_HALF || stated < CLOCK_HALF;
  return open && wanted % CLOCK_HALF === stated % CLOCK_HALF ? 1 : 0;
}

/**
 * In [0,1]: 1 the same or a fitting quantity (3个月 is met by 0-6个月), a share for stretches that overlap, 0 for what does
 * not agree; undefined when the two are of different dimensions.
 */
export function factCredit(wanted: TypedFact, stated: TypedFact): number | undefined {
  if (wanted.dimension !== stated.dimension) {
    const sterling = wanted.dimension === STERLING ? asSterling(stated) : undefined;
    if (sterling !== undefined) return factCredit(wanted, sterling);
    return acrossStorage(wanted, stated) ?? acrossTime(wanted, stated);
  }
  if (equalFacts(wanted, stated)) return 1;
  if (wanted.dimension === 'clock') return clockCredit(wanted.low, stated.low);
  const ranged = wanted.kind === 'range' || stated.kind === 'range';
  const opposite = wanted.kind !== stated.kind && wanted.kind !== 'point' && stated.kind !== 'point';
  if (!ranged && !opposite && sameNumber(bound(wanted), bound(stated))) return 1;
  if (!ranged && (EXACT_BOUNDS.has(wanted.dimension) || isOtherCount(wanted, stated))) return 0;
  if (compareFacts(wanted, stated) !== 'compatible') return 0;
  if (wanted.kind === 'point' || stated.kind === 'point') return 1;
  return Number.isFinite(wanted.high) && Number.isFinite(stated.high) ? jaccard(wanted, stated) : 0.5;
}
