/** Replayed dialogues in, everything a report needs out: one pass in the order of the dataset. */
import { type Aggregate, Aggregator, type Section } from '../aggregate/index.js';
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
import { SCORERS, scoreDialogue, scorersFor } from '../score/index.js';
import { NORMALISER_VERSION } from '../text/index.js';
import { dialogueEventsOf, EventColumns } from '../uplift/index.js';
import type { CsvSinks } from './csv-sinks.js';
import type { SizedSettings } from './settings.js';
import { WrongDialogues } from './wrong-dialogues.js';

/** Scores that the simulation of conversions reads, beside the metrics'. */
const UPLIFT_SECTIONS: readonly Section[] = ['intent', 'slots', 'relevance', 'handoff', 'emotion'];
const EVERYTHING_EXPOSED = { intents: true, slots: true, handoff: true } as const;

const SCORER_SIGNATURES = Object.fromEntries(
  SCORERS.map(({ id, version }) => [id, `${id}:v${version}(norm:v${NORMALISER_VERSION})`]),
);

export interface Scored {
  readonly aggregate: Aggregate;
  readonly aggregator: Aggregator;
  readonly wrong: WrongDialogues;
  /** Events as if the bot exposed everything; masked when two bots are compared. Absent without a simulation. */
  readonly events: EventColumns | undefined;
  readonly retries: number;
}

export interface PipelineOptions {
  readonly settings: Pick<SizedSettings, 'metrics' | 'level' | 'seed' | 'resamples'>;
  readonly gates: readonly Gate[];
  readonly products: ReadonlyMap<string, Product> | undefined;
  readonly simulate: boolean;
  readonly csv: CsvSinks | undefined;
}

export class ScorePipeline {
  private readonly scorers: ReturnType<typeof scorersFor>;
  private readonly aggregator: Aggregator;
  private readonly wrong = new WrongDialogues();
  private readonly events: EventColumns | undefined;
  private readonly context: Parameters<typeof scoreDialogue>[4];
  private retries = 0;

  constructor(private readonly options: PipelineOptions) {
    const { settings, gates, products, simulate } = options;
    const sections = new Set(settings.metrics.flatMap((metric) => metric.sections));
    if (simulate) for (const section of UPLIFT_SECTIONS) sections.add(section);
    this.scorers = scorersFor([...sections]);
    const catalogue = products === undefined ? {} : { products, productIds: new Set(products.keys()) };
    this.context = { ...catalogue, charF1Only: !settings.metrics.some(({ name }) => name === 'relevance.chrf2') };
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
    const score: DialogueScore = scoreDialogue(dialogue, records, trial, this.scorers, this.context);
    const scored: ScoredDialogue = { dialogue, trial, records, score };
    this.retries += records.reduce((sum, record) => sum + Math.max(0, record.attempts - 1), 0);
    this.aggregator.add(score);
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
