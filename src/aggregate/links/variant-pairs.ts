/** Every labelled turn of a variant beside the same turn of its parent, in the same trial. */
import type { TurnLedger } from '../turn-ledger.js';

export interface VariantPair {
  readonly family: number;
  readonly variant: number;
  readonly parent: number;
}

/** A variant whose parent was not replayed has no pair. */
export function* variantPairs(ledger: TurnLedger): Generator<VariantPair> {
  const parents = new Map<number, number>();
  for (let c = 0; c < ledger.length; c += 1) {
    const { isStandard, family, trial } = ledger.at(c);
    if (isStandard) parents.set(family * ledger.trialLimit + trial, c);
  }
  for (let c = 0; c < ledger.length; c += 1) {
    const { isStandard, family, trial, first, end } = ledger.at(c);
    const standard = isStandard ? undefined : parents.get(family * ledger.trialLimit + trial);
    if (standard === undefined) continue;
    const parent = ledger.at(standard);
    for (let t = 0; t < Math.min(end - first, parent.end - parent.first); t += 1) {
      const pair = { family, variant: first + t, parent: parent.first + t };
      if (ledger.hasIntentLabel(pair.variant) && ledger.hasIntentLabel(pair.parent)) yield pair;
    }
  }
}
