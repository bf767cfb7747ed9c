/** Rounding: the one place where a number becomes text. Full precision stays in summary.json. */
import { type DefinedEstimate, type Estimate, intervalOf, type MetricInfo } from '../schema/index.js';

export type Unit = MetricInfo['unit'];

/** The level that is not spelled out beside an interval; any other is. */
const USUAL_LEVEL = 0.95;

/** A share as percent with one decimal: 0.9123 → `91.2%`. */
export function shareText(share: number): string {
  return `${plain((share * 100).toFixed(1))}%`;
}

/** Milliseconds: none of the decimals from 10 up, one from 1 up, two significant digits below. */
export function msText(ms: number): string {
  const size = Math.abs(ms);
  const digits = size >= 9.95 ? ms.toFixed(0) : size >= 1 ? ms.toFixed(1) : String(Number(ms.toPrecision(2)));
  return `${plain(digits)} ms`;
}

/** A score (mean relevance, chrF, κ …): three decimals. */
export function scoreText(score: number): string {
  return plain(score.toFixed(3));
}

/** A value in the unit of its metric. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'share') return shareText(value);
  if (unit === 'per_second') return `${Number(value.toPrecision(3))}/s`;
  return unit === 'ms' ? msText(value) : scoreText(value);
}

/** A threshold as the user wrote it, in the unit of the metric; never rounded, at least one decimal for a share. */
export function thresholdText(value: number, unit: Unit): string {
  if (unit === 'ms') return `${value} ms`;
  if (unit === 'per_second') return `${value}/s`;
  if (unit === 'score') return String(value);
  const percent = Number((value * 100).toPrecision(12));
  return `${Number.isInteger(percent * 10) ? percent.toFixed(1) : percent}%`;
}

/**
 * `[88.0, 93.1]` in the unit of the value (without its sign), `[812, ∞)` where it is open above, with the level when it is not 95%; or that
 * there is none.
 */
export function intervalText(estimate: DefinedEstimate, unit: Unit): string {
  const interval = intervalOf(estimate);
  if (interval === undefined) return 'no interval';
  const bare = (bound: number): string => valueText(bound, unit).replace(/(%| ms|\/s)$/, '');
  const level = estimate.level === USUAL_LEVEL ? '' : `${Number((estimate.level * 100).toPrecision(6))}% `;
  const from = interval.lower === Number.NEGATIVE_INFINITY ? '(−∞' : `[${bare(interval.lower)}`;
  const to = interval.upper === Number.POSITIVE_INFINITY ? '∞)' : `${bare(interval.upper)}]`;
  return `${level}${from}, ${to}`;
}

/** `n 812/815 · 3 failed · 240 families`: scored of eligible, failed calls, units of resampling; of a difference, its p. */
export function countsText(estimate: Estimate): string {
  const families = estimate.families === 1 ? '1 family' : `${estimate.families} families`;
  const flags = estimate.status === 'defined' && estimate.flags !== undefined ? estimate.flags.map((flag) => ` · ${flag}`) : [];
  const test = estimate.status === 'defined' && estimate.p !== undefined ? ` · ${pText(estimate.p)}` : '';
  return `n ${estimate.scored}/${estimate.eligible} · ${estimate.failed} failed · ${families}${test}${flags.join('')}`;
}

/** `p 0.031`; below a thousandth only that it is. */
function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${p.toPrecision(2)}`;
}

/** A simulated number: two significant digits, no exponent for the sizes that occur. */
export function twoDigits(value: number): string {
  const digits = value.toPrecision(2);
  return plain(digits.includes('e') ? String(Number(digits)) : digits);
}

/** A simulated share as percent of two significant digits; `signed` adds a plus. */
export function simulatedPercent(share: number, signed = false): string {
  return `${signedText(share, signed)}%`;
}

/** A simulated difference of probabilities in percentage points, signed. */
export function simulatedPoints(difference: number): string {
  return `${signedText(difference, true)} pp`;
}

/** The bounds of a simulated interval with their unit: `90% assumption interval [+0.4, +3.6] pp`. */
export function simulatedInterval(
  interval: { readonly lower: number; readonly upper: number; readonly level: number },
  unit: 'pp' | '%',
): string {
  const level = Number((interval.level * 100).toPrecision(6));
  const bounds = `[${signedText(interval.lower, true)}, ${signedText(interval.upper, true)}]`;
  return `${level}% assumption interval ${bounds}${unit === 'pp' ? ' pp' : '%'}`;
}

function signedText(share: number, signed: boolean): string {
  const text = twoDigits(Number((share * 100).toPrecision(12)));
  return signed && !text.startsWith('-') && Number(text) !== 0 ? `+${text}` : text;
}

/** −0.0 is 0.0. */
function plain(digits: string): string {
  return Number(digits) === 0 ? digits.replace('-', '') : digits;
}
