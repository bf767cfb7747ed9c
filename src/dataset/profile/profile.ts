/** The profile of a dataset: counts per split, slice, intent and label, lengths, variety, and what its families cost. */
import {
  type DatasetManifest,
  type DatasetProfile,
  type DesignEffect,
  type Dialogue,
  familyOf,
  goldIntents,
  type Slices,
  type Spread,
} from '../../schema/index.js';
import { designEffect, mean, quantileSorted } from '../../stats/index.js';
import { openDataset } from '../dataset.js';
import { inspectSource } from '../inspection.js';
import { resolveSources } from '../sources.js';
import { LabelCounts } from './label-counts.js';
import { Presences } from './presences.js';
import { MovingVariety, tokensOf } from './variety.js';

/** Assumed likeness of turns of one family; what bots show on dialogues with variants lies about here. */
const ASSUMED_ICC = [0.05, 0.1, 0.2, 0.4] as const;

/** @returns undefined for no values */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  return {
    mean: mean(sorted),
    min: sorted[0] as number,
    median: quantileSorted(sorted, 0.5),
    p95: quantileSorted(sorted, 0.95),
    max: sorted.at(-1) as number,
  };
}

/** exp H of the counts; undefined when all are 0. */
export function effectiveNumber(counts: readonly number[]): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  return Math.exp(counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log(count / total)), 0));
}

/**
 * The profile of the dataset at `path`, a file or a folder with dataset.yaml.
 * @throws HarnessError with all problems when it cannot be read.
 */
export async function profileDataset(path: string, cwd: string): Promise<DatasetProfile> {
  // Surveyed first, so that what is counted is valid.
  const { digest, skipped } = await (await openDataset([path], {}, cwd, { keptBytes: 0 })).survey();
  const [source] = await resolveSources([path], undefined, cwd);
  if (source === undefined) throw new Error(`no source for ${path}`);
  const counter = new Counter();
  await inspectSource(source, {
    see: (dialogue, { splits }) => counter.add(dialogue, splits),
    report: ({ message }) => {
      throw new Error(`surveyed, and yet: ${message}`);
    },
  });
  return { ...counter.result(source.shown, digest, source.manifest), ...(skipped === undefined ? {} : { skipped }) };
}

class Counter {
  private readonly whole = new Presences();
  private readonly splits = new Presences();
  private readonly intents = new Presences();
  private readonly slices = new Map<string, Presences>();
  private readonly labels = new LabelCounts();
  private readonly variety = new MovingVariety();
  private readonly lengths: number[] = [];
  private readonly dialogueTurns: number[] = [];
  private readonly familyTurns = new Map<string, number>();
  private readonly utterances = new Map<string, number>();
  private readonly base = { dialogues: 0, turns: 0 };

  add(dialogue: Dialogue, splits: readonly string[]): void {
    const { id, turns } = dialogue;
    const family = familyOf(dialogue);
    this.whole.add('all', turns.length, id, family);
    for (const split of splits) this.splits.add(split, turns.length, id, family);
    if (dialogue.parent === undefined) {
      this.base.dialogues += 1;
      this.base.turns += turns.length;
    }
    this.dialogueTurns.push(turns.length);
    this.familyTurns.set(family, (this.familyTurns.get(family) ?? 0) + turns.length);
    for (const turn of turns) {
      this.labels.add(turn);
      this.addUtterance(turn.utterance);
      for (const intent of new Set(goldIntents(turn.label) ?? [])) this.intents.add(intent, 1, id, family);
      this.addSlices({ ...dialogue.slices, ...turn.slices }, id, family);
    }
  }

  result(dataset: string, digest: string, manifest: DatasetManifest | undefined): DatasetProfile {
    const intents = this.intents.result();
    const effective = effectiveNumber(Object.values(intents).map(({ turns }) => turns));
    const repeated = [...this.utterances.values()].reduce((sum, count) => (count > 1 ? sum + count : sum), 0);
    return {
      format_version: 1,
      dataset,
      ...(manifest === undefined ? {} : { version: manifest.version }),
      digest,
      all: this.whole.result().all ?? { turns: 0, dialogues: 0, families: 0 },
      base: this.base,
      splits: this.splits.result(),
      slices: Object.fromEntries(
        [...this.slices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, counts]) => [name, counts.result()]),
      ),
      intents,
      ...(effective === undefined ? {} : { effectiveIntents: effective }),
      labels: this.labels.result(),
      ...optional('turnsPerDialogue', spreadOf(this.dialogueTurns)),
      ...optional('utteranceLength', spreadOf(this.lengths)),
      ...optional('lexicalVariety', this.variety.value),
      repeatedUtterances: this.lengths.length === 0 ? 0 : repeated / this.lengths.length,
      ...optional('turnsPerFamily', spreadOf([...this.familyTurns.values()])),
      designEffects: this.designEffects(),
    };
  }

  private addUtterance(utterance: string): void {
    this.lengths.push([...utterance].length);
    this.utterances.set(utterance, (this.utterances.get(utterance) ?? 0) + 1);
    for (const token of tokensOf(utterance)) this.variety.add(token);
  }

  private addSlices(slices: Slices, dialogue: string, family: string): void {
    for (const [name, values] of Object.entries(slices)) {
      let counts = this.slices.get(name);
      if (counts === undefined) {
        counts = new Presences();
        this.slices.set(name, counts);
      }
      for (const value of new Set([values].flat())) counts.add(value, 1, dialogue, family);
    }
  }

  private designEffects(): readonly DesignEffect[] {
    const sizes = [...this.familyTurns.values()];
    return ASSUMED_ICC.flatMap((icc) => {
      const effect = designEffect(sizes, icc);
      return effect === undefined ? [] : [{ icc, effect, effectiveTurns: this.lengths.length / effect }];
    });
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
