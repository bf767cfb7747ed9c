/** Planning: what a data set can show, and how much data a difference needs. */
import { tailOf } from './level.js';
import { normalQuantile } from './normal.js';
import { studentQuantile } from './student.js';

/** The error rates of a plan. */
export interface PowerPlan {
  /** Confidence level: two-sided for differences, one-sided for margins. Default 0.95. */
  readonly level?: number;
  /** Chance of finding what is there, in [0.5, 1). Default 0.8. */
  readonly power?: number;
}

function quantilesOf({ level = 0.95, power = 0.8 }: PowerPlan): {
  readonly both: number;
  readonly one: number;
  readonly power: number;
} {
  if (!(power >= 0.5 && power < 1)) throw new RangeError(`power must lie in [0.5, 1), got ${power}`);
  return { both: -normalQuantile(tailOf(level)), one: normalQuantile(level), power: normalQuantile(power) };
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${name} must be a number above 0, got ${value}`);
}

function requireDiscordance(discordance: number, least: number): void {
  if (!(discordance >= least && discordance <= 1)) {
    throw new RangeError(`the share of discordant pairs must lie in [|difference|, 1], got ${discordance}`);
  }
}

/**
 * Independent pairs that a two-sided McNemar test needs to find a difference of paired proportions, not rounded.
 * `discordance` is the share of pairs on which the two runs differ. Times the design effect where pairs come in families.
 * Source: R. J. Connor, Biometrics 43 (1987).
 * @throws RangeError when the difference is 0, or exceeds the discordance.
 */
export function pairsForDifference(difference: number, discordance: number, plan: PowerPlan = {}): number {
  const delta = Math.abs(difference);
  requirePositive('the difference', delta);
  requireDiscordance(discordance, delta);
  const { both, power } = quantilesOf(plan);
  return ((both * Math.sqrt(discordance) + power * Math.sqrt(discordance - delta * delta)) / delta) ** 2;
}

/**
 * Independent pairs that a one-sided non-inferiority test needs when nothing changed: (z_α + z_β)²·discordance/margin², not rounded.
 * @throws RangeError when the margin is not above 0 or the discordance is outside of [0,1].
 */
export function pairsForMargin(margin: number, discordance: number, plan: PowerPlan = {}): number {
  requirePositive('the margin', margin);
  requireDiscordance(discordance, 0);
  const { one, power } = quantilesOf(plan);
  return ((one + power) ** 2 * discordance) / (margin * margin);
}

/**
 * The smallest true difference that a two-sided test over so many families finds with the given power, in the unit of `se`:
 * (t_{1−α/2} + t_{power})·se with G−1 degrees of freedom. `se` is the standard error of the difference with these families.
 * Source: H. S. Bloom, Evaluation Review 19 (1995).
 * @throws RangeError unless se ≥ 0 and df > 0.
 */
export function minimumDetectableDifference(se: number, df: number, plan: PowerPlan = {}): number {
  if (!(se >= 0 && se < Number.POSITIVE_INFINITY)) throw new RangeError(`a standard error must be ≥ 0, got ${se}`);
  const { level = 0.95, power = 0.8 } = plan;
  quantilesOf(plan);
  return (studentQuantile(1 - tailOf(level), df) + studentQuantile(power, df)) * se;
}

/**
 * Families (whole, ≥ 2) with which {@link minimumDetectableDifference} is at most `difference`, when families scatter by
 * `familySd` = se·√G as observed.
 * @throws RangeError when the difference is 0 or familySd is negative.
 */
export function familiesForDifference(familySd: number, difference: number, plan: PowerPlan = {}): number {
  const { both, power } = quantilesOf(plan);
  return leastFamilies(familySd, Math.abs(difference), both + power, (families) =>
    minimumDetectableDifference(familySd / Math.sqrt(families), families - 1, plan),
  );
}

/**
 * Families (whole, ≥ 2) with which a one-sided non-inferiority test passes with the given power when nothing changed:
 * (t_{level} + t_{power})·familySd/√G ≤ margin.
 * @throws RangeError when the margin is not above 0 or familySd is negative.
 */
export function familiesForMargin(familySd: number, margin: number, plan: PowerPlan = {}): number {
  const { level = 0.95, power = 0.8 } = plan;
  const { one, power: zPower } = quantilesOf(plan);
  return leastFamilies(
    familySd,
    margin,
    one + zPower,
    (families) =>
      ((studentQuantile(level, families - 1) + studentQuantile(power, families - 1)) * familySd) / Math.sqrt(families),
  );
}

/** The normal quantiles give a number that is slightly too low; from there the t quantiles are tried one by one. */
function leastFamilies(familySd: number, distance: number, z: number, reach: (families: number) => number): number {
  requirePositive('what is to be found', distance);
  if (!(familySd >= 0 && familySd < Number.POSITIVE_INFINITY)) throw new RangeError(`a spread must be ≥ 0, got ${familySd}`);
  let families = Math.max(2, Math.floor(((z * familySd) / distance) ** 2));
  // t quantiles above ½ fall towards the normal ones as families grow, so the first that does is the least.
  while (reach(families) > distance) families += 1;
  return families;
}
