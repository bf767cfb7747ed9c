/** A measured difference → a verdict in the direction of the metric, and how many more families would settle an open one. */
import type { DifferenceVerdict, Direction } from '../../schema/index.js';
import { familiesForDifference, familiesUntil, planningSd } from '../../stats/index.js';
import type { MeasuredDifference } from './measured.js';

export interface Judgement {
  readonly verdict: DifferenceVerdict;
  readonly familiesMore?: number;
}

/** Differences by which a user is not moved, unless told otherwise: a point of a share, a twentieth of a time. */
export const DEFAULT_MARGIN = { share: 0.01, score: 0.01, msShare: 0.05 } as const;

/**
 * `same` when the whole interval lies within ± margin, whatever the p: what does not matter is no finding. `better` or `worse` when the
 * adjusted p and the interval agree that there is a difference. Else `inconclusive`.
 */
export function judgeDifference(
  measured: MeasuredDifference,
  adjusted: number | undefined,
  { direction, margin, level }: { readonly direction: Direction; readonly margin: number; readonly level: number },
): Judgement {
  const { interval, difference, differing } = measured;
  // Where no family differs there is nothing to be uncertain of, however few they are.
  if (differing === 0 && margin > 0) return { verdict: 'same' };
  // What was not exactly the same has to be shown to be so by its interval.
  if (interval !== undefined && interval.lower > -margin && interval.upper < margin) return { verdict: 'same' };
  const excludesNone = interval === undefined || interval.lower > 0 || interval.upper < 0;
  if (difference !== 0 && adjusted !== undefined && adjusted <= 1 - level && excludesNone) {
    if (direction === 'none') return { verdict: 'different' };
    return { verdict: difference > 0 === (direction === 'higher') ? 'better' : 'worse' };
  }
  const more = familiesMore(measured, margin, level);
  return { verdict: 'inconclusive', ...(more === undefined ? {} : { familiesMore: more }) };
}

/**
 * A difference within the margin has to be shown to lie in it, a larger one to be there (with a power of 80%); if difference and scatter
 * stay as they are. Undefined without scatter to plan by, or when no number would do.
 */
function familiesMore({ spread, difference, families }: MeasuredDifference, margin: number, level: number): number | undefined {
  if (spread === undefined) return undefined;
  const familySd = planningSd({ ...spread, families }, 1 - (1 - level) / 2);
  const size = Math.abs(difference);
  const needed =
    size < margin
      ? familiesUntil(familySd, margin - size, 1 - (1 - level) / 2)
      : size > 0
        ? familiesForDifference(familySd, size, { level })
        : undefined;
  return needed === undefined ? undefined : Math.max(1, needed - families);
}
