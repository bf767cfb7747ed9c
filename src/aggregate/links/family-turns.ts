/** The same turn in all variants of a family (and all trials), where there are several variants. */
import type { TurnLedger } from '../turn-ledger.js';

export interface FamilyTurn {
  readonly family: number;
  /** Labelled turns of at least two dialogues. */
  readonly turns: readonly number[];
}

export function* familyTurns(ledger: TurnLedger): Generator<FamilyTurn> {
  const byFamily = new Map<number, number[]>();
  for (let c = 0; c < ledger.length; c += 1) {
    const { family } = ledger.at(c);
    const members = byFamily.get(family);
    if (members === undefined) byFamily.set(family, [c]);
    else members.push(c);
  }
  for (const [family, members] of byFamily) {
    const conversations = members.map((c) => ledger.at(c));
    if (conversations.every(({ dialogue }) => dialogue === conversations[0]?.dialogue)) continue;
    const longest = Math.max(...conversations.map(({ first, end }) => end - first));
    for (let t = 0; t < longest; t += 1) {
      const holding = conversations.filter(({ first, end }) => first + t < end && ledger.hasIntentLabel(first + t));
      if (new Set(holding.map(({ dialogue }) => dialogue)).size > 1)
        yield { family, turns: holding.map(({ first }) => first + t) };
    }
  }
}
