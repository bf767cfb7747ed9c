/** The gates of a run together: the more are asked, the likelier one fails by chance, so failures have to survive Holm. */
import type { GateResult } from '../schema/index.js';
import { holm } from '../stats/index.js';
import { decideGate, type GateCase } from './decide.js';
import { EVIDENCE_LEVEL } from './evidence.js';

/** One-sided levels at which the bounds of a difference, and of an estimate with a 95% interval, decide. */
const ALPHA = { against: (1 - EVIDENCE_LEVEL) / 2, threshold: 0.025 };

/**
 * In the order of the cases. Passing needs no adjustment: all gates have to pass together. A gate that fails by its interval, but not
 * after Holm's adjustment over all gates judged so, is inconclusive. Gates judged by the point have no p and stand as they are.
 */
export function decideGates(cases: readonly GateCase[]): GateResult[] {
  const results = cases.map(decideGate);
  const tested = results.flatMap((result, i) => (result.p === undefined ? [] : [{ i, p: result.p }]));
  const adjusted = holm(tested.map(({ p }) => p));
  tested.forEach(({ i }, k) => {
    const result = results[i] as GateResult;
    const p = adjusted[k] as number;
    const alpha = result.against === undefined ? ALPHA.threshold : ALPHA.against;
    const isByChance = result.verdict === 'fail' && tested.length > 1 && p > alpha;
    results[i] = {
      ...result,
      p_adjusted: p,
      ...(isByChance
        ? { verdict: 'inconclusive' as const, reason: `${result.reason}; not surely below among ${tested.length} gates (Holm)` }
        : {}),
    };
  });
  return results;
}
