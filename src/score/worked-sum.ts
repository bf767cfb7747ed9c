/**
 * Worked sums: an example that a reply works out by a rule of the label, right or wrong (9折: 100元 makes 90元; 满300减40: 320 makes 280; 一张20元: five make
 * 100元). The rules: a share of a price, a reduction from a threshold on, the price of one.
 */
import { clauseAt, equalFacts, type Reading, type TypedFact } from '../text/index.js';
import type { NuggetScene } from './nugget-scene.js';
import { once } from './once.js';

export interface Working {
  readonly isRight: boolean;
  /** Of a wrong one, in words. */
  readonly reason: string;
  /** The counts of the example, which are no other counts than the label's. */
  readonly counts: readonly TypedFact[];
}

/** An amount of money, with its unit or bare. */
interface Amount {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** Not a limit. */
  readonly isPoint: boolean;
}

interface Rules {
  /** 0.9 for 9折, with the count it holds from (三件8折). */
  readonly shares: readonly { readonly share: number; readonly from: number | undefined }[];
  readonly thresholds: readonly number[];
  /** From `threshold` on, `off` less. */
  readonly reductions: readonly { readonly threshold: number; readonly off: number }[];
  /** The price of one, by the dimension of its count; of times, `unit` is one in hours (每小时5元). */
  readonly prices: readonly { readonly dimension: string; readonly price: number; readonly unit: number }[];
}

const MAY_BE_EACH = /每|[$£€]/;
const EACH_TIME =
  /每个?(小时|天|晚|分钟)[^\d,;。]{0,3}(\d+(?:\.\d+)?)元|[$£€](\d+(?:\.\d+)?) (?:an?|per) (hour|day|night|minute)\b/g;
const UNITS: Readonly<Record<string, { readonly dimension: string; readonly unit: number }>> = {
  小时: { dimension: 'time', unit: 1 },
  天: { dimension: 'time', unit: 24 },
  分钟: { dimension: 'time', unit: 1 / 60 },
  晚: { dimension: 'count:晚', unit: 1 },
};
const ENGLISH: Readonly<Record<string, string>> = { hour: '小时', day: '天', minute: '分钟', night: '晚' };

const NEAR = 1e-6;
/** Between the amounts of an example stands how the second comes of the first. */
const MAKES =
  /变|是|为|只?要|就|=|→|付|到手|减完|折后|算|退|收|共|计|的话|下来|\b(?:is|are|makes?|for|comes? to|becomes?|pays?|costs?|total)\b/;
/** What stands beside an amount, or is what it came of, is not made of it. */
const APART = /[超过够满达后价比从省合连约%]|\b(?:above|over|under|below|than|from|saves?|off)\b/;
const BETWEEN = 16;
const BETWEEN_LATIN = 30;
const LATIN = /^[\x20-\x7e]*$/;
const SHORT = '差';
const SHORT_OF = /差(?:个|了)?$/;
/** Smaller bare numbers count things. */
const LEAST_BARE = 10;

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= NEAR * Math.max(1, Math.abs(a), Math.abs(b));
}

function isMoney({ dimension, kind }: TypedFact): boolean {
  return dimension.startsWith('money') && kind !== 'range';
}

function isCount({ dimension, kind }: TypedFact): boolean {
  return dimension.startsWith('count:') && kind === 'point';
}

function amountOf({ low, high, start, end, kind }: TypedFact): Amount {
  return { value: low > 0 || !Number.isFinite(high) ? low : high, start, end, isPoint: kind === 'point' };
}

const amountsOf = once(({ facts, bareNumbers }: Reading): readonly Amount[] => {
  const bare = bareNumbers.map(({ text, start }) => ({ value: Number(text), start, end: start + text.length, isPoint: true }));
  return [...facts.filter(isMoney).map(amountOf), ...bare.filter(({ value }) => value >= LEAST_BARE)].sort(
    (a, b) => a.start - b.start,
  );
});

const NO_RULES: Rules = { shares: [], thresholds: [], reductions: [], prices: [] };

/** The rules that a text of the label states, from quantities that follow each other in a clause. */
const rulesOf = once((reading: Reading): Rules => {
  const { form, facts, clauses } = reading;
  const hasEach = MAY_BE_EACH.test(form);
  if (!hasEach && !facts.some(isRule)) return NO_RULES;
  const shares: Rules['shares'][number][] = [];
  const thresholds: number[] = [];
  const reductions: Rules['reductions'][number][] = [];
  const prices: Rules['prices'][number][] = [];
  for (let i = 0; i < facts.length; i += 1) {
    const fact = facts[i] as TypedFact;
    if (!isRule(fact)) continue;
    const clause = clauseAt(clauses, fact.start)?.start;
    const [before, after] = [facts[i - 1], facts[i + 1]].map((other) =>
      other !== undefined && clauseAt(clauses, other.start)?.start === clause ? other : undefined,
    );
    if (fact.dimension === 'ratio') {
      shares.push({ share: fact.low, from: before !== undefined && isCount(before) ? before.low : undefined });
    } else if (isMoney(fact)) {
      thresholds.push(fact.low);
      if (after?.dimension === fact.dimension) reductions.push({ threshold: fact.low, off: after.low });
    } else {
      const price = [after, before].find((other) => other !== undefined && isMoney(other) && other.kind === 'point');
      if (price !== undefined) prices.push({ dimension: fact.dimension, price: price.low, unit: 1 });
    }
  }
  for (const [, unit, price, dollars, each] of hasEach ? form.matchAll(EACH_TIME) : []) {
    const of = UNITS[unit ?? (ENGLISH[each ?? ''] as string)];
    if (of !== undefined) prices.push({ ...of, price: Number(price ?? dollars) });
  }
  return { shares, thresholds, reductions, prices };
});

/** A share of a price, a threshold, or one of something. */
function isRule(fact: TypedFact): boolean {
  const { dimension, kind, low } = fact;
  if (dimension === 'ratio') return kind === 'point' && low > 0 && low < 1;
  return dimension.startsWith('money') ? kind === 'at-least' : isCount(fact) && low === 1;
}

/** What an amount makes by the rules; nothing when none applies to it. */
function resultsOf(amount: number, rules: Rules, counts: readonly number[], stated: readonly number[]): number[] {
  const held = rules.shares.filter(({ from }) => from !== undefined && counts.includes(from));
  const named = rules.shares.filter(({ share }) => stated.some((own) => near(own, share)));
  const shares = named.length > 0 ? named : held.length > 0 ? held : rules.shares;
  const results: number[] = [];
  for (const whole of [amount, ...counts.map((n) => amount * n)]) {
    for (const { share } of shares) results.push(whole * share, whole * (1 - share));
    const reached = rules.reductions.filter(({ threshold }) => threshold <= whole).sort((a, b) => b.threshold - a.threshold);
    const best = reached[0];
    if (best === undefined) continue;
    results.push(whole - best.off, whole - best.off * Math.floor(whole / best.threshold));
  }
  return results;
}

function text({ form }: Reading, { start, end }: Amount): string {
  return form.slice(start, end);
}

/** 42, 还差7: together they have to reach a threshold. */
function shortfall(
  reply: Reading,
  amounts: readonly Amount[],
  { thresholds }: Rules,
  known: (value: number) => boolean,
): boolean | undefined {
  if (!reply.form.includes(SHORT)) return undefined;
  const short = amounts.find(({ start }) => SHORT_OF.test(reply.form.slice(Math.max(0, start - 3), start)));
  if (short === undefined) return undefined;
  const bases = amounts.filter(({ end }) => end < short.start);
  if (bases.length === 0 || thresholds.length === 0 || known(short.value)) return undefined;
  return bases.some((base) => thresholds.some((threshold) => near(base.value + short.value, threshold)));
}

/** The pair of amounts of which the second is to come of the first. */
function exampleOf(
  reply: Reading,
  amounts: readonly Amount[],
  labelled: (value: number) => boolean,
): readonly [Amount, Amount] | undefined {
  for (let i = 1; i < amounts.length; i += 1) {
    const [from, to] = [amounts[i - 1] as Amount, amounts[i] as Amount];
    const apart = to.start - from.end;
    if (!to.isPoint || apart <= 0 || apart > BETWEEN_LATIN) continue;
    const between = reply.form.slice(from.end, to.start);
    if (apart > BETWEEN && !LATIN.test(between)) continue;
    if (!MAKES.test(between) || APART.test(between) || labelled(to.value)) continue;
    return [from, to];
  }
  return undefined;
}

/** Free times of the reference may have been taken off, and what was begun be paid in full. */
function isMultiple(sum: number, n: number, price: number, free: readonly number[]): boolean {
  return [0, ...free].some((off) => [n - off, Math.ceil(n - off)].some((paid) => near(paid * price, sum)));
}

function isCountOf({ dimension, kind, low }: TypedFact, wanted: string, unit: number): boolean {
  return dimension === wanted && kind === 'point' && low > unit;
}

/** Counts of the reply with the price that stands behind them, by the price of one of the reference. */
function multiple(reply: Reading, reference: Reading, rules: Rules): Working | undefined {
  for (const { dimension, price, unit } of rules.prices) {
    const at = reply.facts.findIndex(
      (fact) => isCountOf(fact, dimension, unit) && !reference.facts.some((known) => equalFacts(known, fact)),
    );
    const [count, sum] = [reply.facts[at], reply.facts[at + 1]];
    if (count === undefined || sum === undefined || sum.kind !== 'point' || !isMoney(sum) || near(sum.low, price)) continue;
    if (clauseAt(reply.clauses, count.start)?.start !== clauseAt(reply.clauses, sum.start)?.start) continue;
    const free = reference.facts.filter((fact) => fact.dimension === dimension).map(({ low }) => low / unit);
    const isRight = isMultiple(sum.low, count.low / unit, price, dimension === 'time' ? free : []);
    return { isRight, reason: `says ${sum.text} for ${count.text} at ${price} each`, counts: [count] };
  }
  return undefined;
}

/** What a reply works out by the rules of a reference; undefined when it works out nothing, or there is no rule. */
export function workedSum(reference: Reading, { reply, utterance }: NuggetScene): Working | undefined {
  const rules = rulesOf(reference);
  if (rules === NO_RULES) return undefined;
  const multiplied = multiple(reply, reference, rules);
  if (multiplied !== undefined) return multiplied;
  if (rules.shares.length + rules.thresholds.length === 0) return undefined;
  const amounts = amountsOf(reply);
  if (amounts.length < 2) return undefined;
  const isKnown = (value: number) =>
    [reference, utterance].some((text) => amountsOf(text).some((amount) => near(amount.value, value)));
  const short = shortfall(reply, amounts, rules, isKnown);
  if (short !== undefined) return { isRight: short, reason: 'does not reach a limit of the reference', counts: [] };
  if (rules.shares.length + rules.reductions.length === 0) return undefined;
  const example = exampleOf(reply, amounts, isKnown);
  return example === undefined ? undefined : judged(reply, rules, example);
}

function judged(reply: Reading, rules: Rules, [from, to]: readonly [Amount, Amount]): Working | undefined {
  const counts = reply.facts.filter(isCount).map(({ low }) => low);
  const shares = reply.facts.filter(({ dimension }) => dimension === 'ratio').map(({ low }) => low);
  const results = resultsOf(from.value, rules, counts, shares);
  // What is more than all of it was never made of it.
  if (results.length === 0 || to.value > from.value * Math.max(1, ...counts)) return undefined;
  const isRight = results.some((result) => near(result, to.value));
  const reason = `makes ${text(reply, to)} of ${text(reply, from)} against the reference's rule`;
  return { isRight, reason, counts: [] };
}
