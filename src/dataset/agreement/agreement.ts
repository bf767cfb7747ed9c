/** Agreement of two labellings of the same dialogues, label by label, with what they differ on. */
import { type AgreementReport, type Dialogue, familyOf, type Label, type LabelAgreement } from '../../schema/index.js';
import { FamilyResampler, familyWeights, quantileSorted } from '../../stats/index.js';
import { openDataset } from '../dataset.js';
import { LABEL_KINDS, type LabelKind, type Said } from './label-kinds.js';

const RESAMPLES = 1000;
/** Fewer resamples with a value than this say nothing of the spread. */
const DEFINED_SHARE = 0.9;

interface Pair {
  readonly dialogue: string;
  readonly family: string;
  readonly turn: number;
  readonly first: Label;
  readonly second: Label;
}

/**
 * Compares the turns that have a label in both datasets (paths as `--dataset` takes them), found by dialogue id and turn. A label
 * that one of the two leaves out counts as none, not as missing.
 * @throws HarnessError when one of them cannot be read.
 */
export async function labelAgreement(first: string, second: string, cwd: string, seed = 0): Promise<AgreementReport> {
  const others = new Map<string, Dialogue>();
  for await (const dialogue of dialoguesOf(second, cwd)) others.set(dialogue.id, dialogue);
  const pairs: Pair[] = [];
  for await (const dialogue of dialoguesOf(first, cwd)) {
    const other = others.get(dialogue.id);
    for (const [turn, { label }] of dialogue.turns.entries()) {
      const theirs = other?.turns[turn]?.label;
      if (label !== undefined && theirs !== undefined) {
        pairs.push({ dialogue: dialogue.id, family: familyOf(dialogue), turn, first: label, second: theirs });
      }
    }
  }
  return {
    format_version: 1,
    first,
    second,
    turns: pairs.length,
    families: new Set(pairs.map(({ family }) => family)).size,
    labels: LABEL_KINDS.map((kind) => agreementOn(kind, pairs, seed)),
    differences: pairs.flatMap((pair) => LABEL_KINDS.flatMap((kind) => difference(kind, pair))),
  };
}

async function* dialoguesOf(path: string, cwd: string): AsyncGenerator<Dialogue> {
  for await (const batch of (await openDataset([path], {}, cwd)).dialogues()) yield* batch;
}

function textOf(said: Said): string {
  return typeof said === 'string' ? said : said.join(', ') || '(none)';
}

function difference({ label, of }: LabelKind, { dialogue, turn, first, second }: Pair) {
  const [mine, theirs] = [textOf(of(first)), textOf(of(second))];
  return mine === theirs ? [] : [{ dialogue, turn, label, first: mine, second: theirs }];
}

function agreementOn(kind: LabelKind, pairs: readonly Pair[], seed: number): LabelAgreement {
  const { label, measure, of } = kind;
  const said = pairs.map(({ first, second }) => [of(first), of(second)] as const);
  const same = said.filter(([a, b]) => textOf(a) === textOf(b)).length;
  const base = { label, measure, same: pairs.length === 0 ? 0 : same / pairs.length, turns: pairs.length };
  const value = chanceCorrected(kind, said);
  if (value === undefined) {
    return { ...base, reason: pairs.length === 0 ? 'no turn is labelled by both' : 'both always say the same one thing' };
  }
  return { ...base, value, ...spread(kind, pairs, said, seed) };
}

function chanceCorrected(kind: LabelKind, said: readonly (readonly [Said, Said])[]): number | undefined {
  return said.length === 0
    ? undefined
    : kind.agreement(
        said.map(([a]) => a),
        said.map(([, b]) => b),
      );
}

/** Percentiles over families drawn with replacement: turns of a family are not independent. */
function spread(
  kind: LabelKind,
  pairs: readonly Pair[],
  said: readonly (readonly [Said, Said])[],
  seed: number,
): { readonly lower?: number; readonly upper?: number } {
  const families = new Map<string, (readonly [Said, Said])[]>();
  for (const [i, { family }] of pairs.entries())
    families.set(family, [...(families.get(family) ?? []), said[i] as readonly [Said, Said]]);
  const groups = [...families.values()];
  if (groups.length < 2) return {};
  const resampler = new FamilyResampler(seed, 'label agreement', groups.length);
  const values: number[] = [];
  for (let r = 0; r < RESAMPLES; r += 1) {
    const value = chanceCorrected(kind, drawn(groups, resampler, r));
    if (value !== undefined) values.push(value);
  }
  if (values.length < DEFINED_SHARE * RESAMPLES) return {};
  const sorted = Float64Array.from(values).sort();
  return { lower: quantileSorted(sorted, 0.025), upper: quantileSorted(sorted, 0.975) };
}

/** The turns of as many families as there are, drawn with replacement; a function of the resample alone. */
function drawn<T>(groups: readonly (readonly T[])[], resampler: FamilyResampler, resample: number): T[] {
  const weights = familyWeights(groups.length);
  resampler.draw(resample, weights);
  return groups.flatMap((group, i) => Array.from({ length: weights[i] as number }, () => group).flat());
}
