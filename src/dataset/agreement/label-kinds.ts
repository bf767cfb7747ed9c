/** The kinds of labels that two people can differ on: what of a turn is compared, and by which measure. */
import { goldIntents, type Label } from '../../schema/index.js';
import { cohenKappa, krippendorffAlpha, masi } from '../../stats/index.js';

/** What one labeller said of one turn: one word, or a set of words. */
export type Said = string | readonly string[];

export interface LabelKind {
  readonly label: string;
  readonly measure: string;
  readonly of: (label: Label) => Said;
  /** @returns undefined where chance cannot disagree. */
  readonly agreement: (first: readonly Said[], second: readonly Said[]) => number | undefined;
}

const HANDOFFS = ['none', 'optional', 'required'];

const kappa = (first: readonly Said[], second: readonly Said[]) => cohenKappa(first as string[], second as string[]);
const alpha = (first: readonly Said[], second: readonly Said[]) =>
  krippendorffAlpha(
    first.map((said, i) => [said as readonly string[], second[i] as readonly string[]]),
    masi,
  );

const sorted = (words: Iterable<string>) => [...new Set(words)].sort();

export const LABEL_KINDS: readonly LabelKind[] = [
  { label: 'intent', measure: 'α (MASI)', of: (label) => sorted(goldIntents(label) ?? []), agreement: alpha },
  { label: 'main intent', measure: 'κ', of: (label) => goldIntents(label)?.[0] ?? '(none)', agreement: kappa },
  {
    label: 'slots',
    measure: 'α (MASI)',
    of: ({ slots = {} }) =>
      sorted(Object.entries(slots).flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`))),
    agreement: alpha,
  },
  { label: 'answerable', measure: 'κ', of: ({ answer }) => (answer?.answerable === false ? 'no' : 'yes'), agreement: kappa },
  {
    label: 'handoff',
    measure: 'κ (quadratic)',
    of: ({ handoff = 'none' }) => handoff,
    agreement: (first, second) => cohenKappa(first as string[], second as string[], 'quadratic', HANDOFFS),
  },
  { label: 'emotion', measure: 'κ', of: ({ emotion = 'none' }) => emotion, agreement: kappa },
  { label: 'emotion_handling', measure: 'κ', of: ({ emotion_handling: handling = 'none' }) => handling, agreement: kappa },
  {
    label: 'products',
    measure: 'α (MASI)',
    of: ({ products = {} }) => sorted(Object.entries(products).flatMap(([id, grade]) => (grade > 0 ? [id] : []))),
    agreement: alpha,
  },
];
