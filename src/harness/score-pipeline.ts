/** Replayed dialogues in, everything a report needs out: one pass in the order of the dataset. */
import { type Aggregate, Aggregator, type Section } from '../aggregate/index.js';
import type { GateEvidence } from '../gate/index.js';
import type { Replayed } from '../replay/index.js';
import {
  type DialogueScore,
  type Gate,
  isAnswered,
  type Product,
  type RunManifest,
  type ScoredDialogue,
  type SliceRef,
  type TurnRecord,
} from '../schema/index.js';
import { dialogueEventsOf, EventColumns } from '../uplift/index.js';
import { baselineKey, type GateBaselines } from './baseline.js';
import type { BaselineComparison } from './baseline-comparison.js';
import type { CsvSinks } from './csv-sinks.js';
import { SCORER_SIGNATURES, Scoring } from './scoring.js';
import type { SizedSettings } from './settings.js';
import { WrongDialogues } from './wrong-dialogues.js';

/** Scores that the simulation of conversions reads, beside the metrics'. */
const UPLIFT_SECTIONS: readonly Section[] = ['intent', 'slots', 'relevance', 'handoff', 'emotion'];
const EVERYTHING_EXPOSED = { intents: true, slots: true, handoff: true } as const;

export interface Scored {
  readonly aggregate: Aggregate;
  readonly aggregator: Aggregator;
  readonly wrong: WrongDialogues;
  /** Events as if the bot exposed everything; masked when two bots are compared. Absent without a simulation. */
  readonly events: EventColumns | undefined;
  readonly retries: number;
  /** Undefined for a gate that is not held against a baseline. */
  readonly evidenceOf: (gate: Gate) => GateEvidence | undefined;
}

export interface PipelineOptions {
  readonly settings: Pick<SizedSettings, 'metrics' | 'level' | 'seed' | 'resamples'>;
  readonly gates: readonly Gate[];
  /** Of the gates that hold the run against one. */
  readonly baselines: GateBaselines;
  readonly products: ReadonlyMap<string, Product> | undefined;
  readonly simulate: boolean;
  readonly csv: CsvSinks | undefined;
  /** Told of every score. */
  readonly onScore?: ((score: DialogueScore) => void) | undefined;
}

export class ScorePipeline {
  private readonly scoring: Scoring;
  private readonly aggregator: Aggregator;
  private readonly wrong = new WrongDialogues();
  private readonly events: EventColumns | undefined;
  private readonly comparisons: ReadonlySet<BaselineComparison>;
  private retries = 0;

  constructor(private readonly options: PipelineOptions) {
    const { settings, gates, products, simulate } = options;
    this.comparisons = new Set(options.baselines.values());
    this.scoring = new Scoring(settings.metrics, products, simulate ? UPLIFT_SECTIONS : []);
    this.events = simulate ? new EventColumns() : undefined;
    this.aggregator = new Aggregator({
      metrics: settings.metrics,
      level: settings.level,
      seed: settings.seed,
      resamples: settings.resamples,
      scorerSignatures: SCORER_SIGNATURES,
      conjunctions: conjunctionsOf(gates),
      watch: gates.flatMap((gate) => {
        const metric = settings.metrics.find(({ name }) => name === gate.metric);
        return metric === undefined ? [] : [{ metric, slice: gate.slice ?? {} }];
      }),
    });
  }

  /** Dialogues come in the order of the dataset. A promise means that a file lags behind. */
  add(replayed: Replayed): Promise<void> | undefined {
    const { dialogue, trial, records } = replayed;
    const score = this.scoring.score(dialogue, records, trial);
    const scored: ScoredDialogue = { dialogue, trial, records, score };
    for (const { attempts } of records) this.retries += Math.max(0, attempts - 1);
    this.aggregator.add(score);
    this.options.onScore?.(score);
    for (const comparison of this.comparisons) comparison.add(score);
    this.wrong.see(scored);
    this.events?.append(dialogueEventsOf(score, EVERYTHING_EXPOSED));
    return this.options.csv?.write(scored);
  }

  finish(manifest: RunManifest): Scored {
    return {
      aggregate: this.aggregator.finish(wallMsOf(manifest)),
      aggregator: this.aggregator,
      wrong: this.wrong,
      events: this.events,
      retries: this.retries,
      evidenceOf: (gate) => this.options.baselines.get(baselineKey(gate))?.evidenceOf(gate),
    };
  }
}

/** Time of all sessions; undefined when one was cut off, and for a recording, whose pace is not the bot's. */
function wallMsOf({ sessions, bot }: RunManifest): number | undefined {
  const times = sessions.flatMap(({ wall_ms }) => (wall_ms === undefined ? [] : [wall_ms]));
  if (times.length < sessions.length || bot.description.adapter === 'transcript') return undefined;
  return times.reduce((sum, time) => sum + time, 0);
}

function conjunctionsOf(gates: readonly Gate[]): SliceRef[] {
  const several = gates.map((gate) => gate.slice ?? {}).filter((slice) => Object.keys(slice).length > 1);
  const unique = new Map(several.map((slice) => [JSON.stringify(Object.entries(slice).sort()), slice]));
  return [...unique.values()];
}

/** Failed calls of a conversation. */
export function failuresIn(records: readonly TurnRecord[]): number {
  return records.filter((record) => !isAnswered(record)).length;
}
