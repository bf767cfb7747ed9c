/** How the turns spread over the intents: unused and rare ones measure nothing, a dominant one makes accuracy mislead. */
import { goldIntents } from '../../schema/index.js';
import type { LintContext, Rule, RulePass } from './rule.js';

/** Fewer families than this say nothing about an intent. */
const RARE_BELOW = 5;
/** Share of the turns from which accuracy alone misleads. */
const DOMINANT_FROM = 0.3;

/** Counts by intent: turns, families, and the splits in which it stands; judged at the end. */
function counting(context: LintContext, judge: (counts: IntentCounts) => void): RulePass {
  const counts = new IntentCounts(context.intents ?? []);
  return {
    see(dialogue, { splits }) {
      const family = dialogue.parent ?? dialogue.id;
      for (const { label } of dialogue.turns) for (const intent of goldIntents(label) ?? []) counts.add(intent, family, splits);
    },
    finish: () => judge(counts),
  };
}

class IntentCounts {
  readonly of = new Map<string, { turns: number; readonly families: Set<string>; readonly splits: Set<string> }>();
  turns = 0;

  constructor(declared: readonly string[]) {
    for (const intent of declared) this.entry(intent);
  }

  add(intent: string, family: string, splits: readonly string[]): void {
    const entry = this.entry(intent);
    entry.turns += 1;
    this.turns += 1;
    entry.families.add(family);
    for (const split of splits) entry.splits.add(split);
  }

  private entry(intent: string) {
    const known = this.of.get(intent) ?? { turns: 0, families: new Set<string>(), splits: new Set<string>() };
    this.of.set(intent, known);
    return known;
  }
}

export const rareIntent: Rule = {
  id: 'rare-intent',
  severity: 'warning',
  says: `An intent stands in fewer than ${RARE_BELOW} families, or is declared and never used.`,
  open: (report, context) =>
    counting(context, (counts) => {
      for (const [intent, { families }] of counts.of) {
        if (families.size >= RARE_BELOW) continue;
        const where = families.size === 0 ? 'no turn' : families.size === 1 ? 'one family' : `${families.size} families`;
        report({
          message: `the intent "${intent}" stands in ${where}`,
          mend: 'write dialogues that need it, or merge it with its neighbour',
        });
      }
    }),
};

export const dominantIntent: Rule = {
  id: 'dominant-intent',
  severity: 'warning',
  says: `One intent has over ${DOMINANT_FROM * 100}% of the labelled turns.`,
  open: (report, context) =>
    counting(context, (counts) => {
      for (const [intent, { turns }] of counts.of) {
        if (counts.of.size < 3 || turns <= DOMINANT_FROM * counts.turns) continue;
        const share = Math.round((100 * turns) / counts.turns);
        report({
          message: `the intent "${intent}" has ${share}% of the labelled turns`,
          mend: 'read macro-F1 beside the accuracy',
        });
      }
    }),
};

export const untrainedIntent: Rule = {
  id: 'untrained-intent',
  severity: 'warning',
  says: 'An intent stands in another split, but not in "train".',
  open: (report, context) =>
    context.splits.includes('train') && context.splits.length > 1
      ? counting(context, (counts) => {
          for (const [intent, { splits }] of counts.of) {
            if (splits.size === 0 || splits.has('train')) continue;
            report({ message: `the intent "${intent}" stands in ${[...splits].sort().join(', ')}, but not in train` });
          }
        })
      : undefined,
};
