/** One bot over the dialogues: replay, records, scores. */
import { join } from 'node:path';
import { CountColumn, IdTable } from '../columns/index.js';
import type { Dataset } from '../dataset/index.js';
import { type OpenRun, openRun, writeManifest } from '../record/index.js';
import { type ReplayJob, replay } from '../replay/index.js';
import { type BotPort, type Clock, HarnessError, isAnswered, type RunManifest, type TurnRecord } from '../schema/index.js';
import { CsvSinks } from './csv-sinks.js';
import type { RunObserver } from './run-observer.js';
import { failuresIn, type PipelineOptions, type Scored, ScorePipeline } from './score-pipeline.js';
import type { SizedSettings } from './settings.js';

export interface BotRun {
  readonly settings: SizedSettings;
  readonly bot: BotPort;
  readonly dataset: Dataset;
  readonly folder: string;
  readonly manifest: (bot: BotPort) => RunManifest;
  readonly pipeline: Omit<PipelineOptions, 'csv' | 'settings'>;
  readonly sliceNames: readonly string[];
  /** Dialogues × trials, and dialogues × turns × trials, that the run is to do. */
  readonly expected: { readonly jobs: number; readonly turns: number };
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly observer: RunObserver;
  /** Part of the conversation ids; differs from run to run. */
  readonly salt: string;
}

export interface BotRunResult {
  readonly manifest: RunManifest;
  readonly scored: Scored;
}

/**
 * @throws HarnessError when the bot cannot start (E_BOT_START), the run is interrupted (E_INTERRUPTED) or bails out
 * (E_BOT_ERRORS); the records so far are kept and `resume` goes on from them.
 */
export async function runBot(run: BotRun): Promise<BotRunResult> {
  const { settings, clock, bot } = run;
  const started = { started_at: clock.wall(), at: clock.now() };
  const manifest: RunManifest = { ...run.manifest(bot), sessions: [{ started_at: started.started_at }] };
  const open = await openRun(run.folder, manifest, settings.resume ? { turnCount: await turnCounts(run.dataset) } : undefined);
  run.observer.botStarted?.(bot.name, run.folder);
  const csv = settings.reporters.includes('csv') ? await CsvSinks.open(run.folder, run.sliceNames) : undefined;
  const end = async (state: RunManifest['state']) => {
    const session = { started_at: started.started_at, ended_at: clock.wall(), wall_ms: clock.now() - started.at };
    const ended = { ...manifest, sessions: [...open.earlierSessions, session], state };
    await writeManifest(run.folder, ended);
    return ended;
  };
  try {
    const pipeline = new ScorePipeline({ ...run.pipeline, settings, csv });
    const outcome = await drive(run, bot, open, pipeline);
    if (outcome !== 'complete') {
      await end(outcome);
      throw stopped(outcome, run);
    }
    await csv?.finish();
    await open.log.flush();
    const ended = await end('complete');
    return { manifest: ended, scored: pipeline.finish(ended) };
  } catch (error) {
    await csv?.discard();
    throw error;
  } finally {
    await open.close();
  }
}

/** Opens the bot, feeds it, and closes it in any case. */
async function drive(
  run: BotRun,
  bot: BotPort,
  open: OpenRun,
  pipeline: ScorePipeline,
): Promise<'complete' | 'interrupted' | 'bailed'> {
  const { settings } = run;
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  run.signal.addEventListener('abort', onInterrupt);
  if (run.signal.aborted) stop.abort();
  const counter = new Counter(run, bot.name, open.stored?.count ?? 0, stop);
  let handedOn = 0;
  try {
    await bot.open?.(stop.signal);
    const jobs = jobsOf(run.dataset, settings.trials, open, counter);
    const options = {
      history: settings.history,
      salt: run.salt,
      maxConcurrency: settings.maxConcurrency,
      timeoutMs: settings.timeoutMs,
      retries: settings.retries,
      clock: run.clock,
      interrupt: stop.signal,
      onRecord: (record: TurnRecord) => {
        counter.count(record);
        return open.log.append(record);
      },
    };
    for await (const batch of replay(bot, jobs, options)) {
      handedOn += batch.length;
      for (const replayed of batch) {
        const wait = pipeline.add(replayed);
        if (wait !== undefined) await wait;
      }
    }
  } finally {
    run.signal.removeEventListener('abort', onInterrupt);
    await closeBot(bot);
  }
  run.observer.botFinished?.(bot.name);
  if (counter.bailed) return 'bailed';
  return handedOn === run.expected.jobs ? 'complete' : 'interrupted';
}

/** Counts what was done and what failed; tells the observer; pulls the brake for --bail. */
class Counter {
  bailed = false;
  private done: number;
  private failed = 0;

  constructor(
    private readonly run: BotRun,
    private readonly bot: string,
    private readonly resumed: number,
    private readonly stop: AbortController,
  ) {
    this.done = resumed;
  }

  stored(records: readonly TurnRecord[]): void {
    this.failed += failuresIn(records);
  }

  count(record: TurnRecord): void {
    this.done += 1;
    if (!isAnswered(record)) {
      this.failed += 1;
      const { bail } = this.run.settings;
      if (bail !== undefined && this.failed >= bail) {
        this.bailed = true;
        this.stop.abort();
      }
    }
    const { done, failed, resumed, bot } = this;
    this.run.observer.progressed?.({ bot, done, total: this.run.expected.turns, failed, resumed });
  }
}

async function* jobsOf(dataset: Dataset, trials: number, open: OpenRun, counter: Counter): AsyncGenerator<readonly ReplayJob[]> {
  for await (const batch of dataset.dialogues()) {
    const jobs: ReplayJob[] = [];
    for (const dialogue of batch) {
      for (let trial = 0; trial < trials; trial += 1) {
        const stored = open.stored?.read(dialogue.id, trial, dialogue.turns.length);
        if (stored !== undefined) counter.stored(stored);
        jobs.push(stored === undefined ? { dialogue, trial } : { dialogue, trial, stored });
      }
    }
    yield jobs;
  }
}

async function turnCounts(dataset: Dataset): Promise<(id: string) => number | undefined> {
  const ids = new IdTable();
  const counts = new CountColumn();
  for await (const batch of dataset.dialogues()) for (const { id, turns } of batch) counts.set(ids.add(id), turns.length);
  return (id) => {
    const index = ids.indexOf(id);
    return index === undefined ? undefined : counts.at(index);
  };
}

/** A bot that does not close well has done its work all the same. */
async function closeBot(bot: BotPort): Promise<void> {
  try {
    await bot.close?.();
  } catch {
    // Every record is written; there is nothing that this failure could change.
  }
}

function stopped(outcome: 'interrupted' | 'bailed', run: BotRun): HarnessError {
  const mend = `finish it with the same command and --resume --out ${run.settings.out?.path ?? join(run.folder)}`;
  return outcome === 'bailed'
    ? new HarnessError({ code: 'E_BOT_ERRORS', message: `stopped after ${run.settings.bail} failed calls (--bail)`, mend })
    : new HarnessError({ code: 'E_INTERRUPTED', message: 'the run was interrupted; what was done is kept', mend });
}
