/** What the differences of two runs come to. */
import type { Difference, DifferenceVerdict, Judged } from '../../schema/index.js';

/** Of the differences over everything; slices stand apart. */
export function concluded(differences: readonly Difference[]): Judged {
  const verdicts = { better: 0, worse: 0, same: 0, inconclusive: 0, different: 0, undefined: 0 };
  for (const difference of differences) {
    if (Object.keys(difference.slice).length > 0) continue;
    verdicts[difference.status === 'defined' ? difference.verdict : 'undefined'] += 1;
  }
  return { overall: overallOf(verdicts), verdicts, differences: [...differences] };
}

/** `same` only when every metric with a value is. */
function overallOf({ better, worse, inconclusive, different, same }: Record<DifferenceVerdict, number>): Judged['overall'] {
  if (better > 0 && worse > 0) return 'mixed';
  if (better > 0) return 'better';
  if (worse > 0) return 'worse';
  return inconclusive + different > 0 || same === 0 ? 'inconclusive' : 'same';
}
