/** Drives a bot over dialogues: concurrently, within a bounded window, and hands the results on in the order of the jobs. */
import type { BotPort, Dialogue, TurnRecord } from '../schema/index.js';
import { type DialogueOptions, replayDialogue } from './dialogue-replay.js';

/** One dialogue × trial to do; `stored` are its records when an earlier session has done it. */
export interface ReplayJob {
  readonly dialogue: Dialogue;
  readonly trial: number;
  readonly stored?: readonly TurnRecord[];
}

export interface Replayed {
  readonly dialogue: Dialogue;
  readonly trial: number;
  readonly records: readonly TurnRecord[];
}

export interface ReplayOptions extends DialogueOptions {
  /** Dialogues in flight at once; never more than the bot's own limit. */
  readonly maxConcurrency: number;
}

/**
 * How far the fastest dialogue may run ahead of the slowest one. It bounds what waits in memory for its turn to be handed
 * on; results leave in the order of the jobs, so that nothing downstream depends on which reply came first.
 */
const WINDOW = 1024;
/**
 * Dialogues handed on at once. Scoring them keeps the loop from noticing replies that arrive meanwhile, and so would lengthen
 * their latency: after each few, the loop gets its turn.
 */
const BATCH = 4;
/**
 * Finished dialogues that may wait to be handed on before the workers pause. A synchronous bot never yields by itself; without
 * the pause it would fill the window, and signals, progress and the log would starve.
 */
const BACKLOG = 16;

/**
 * Replays all jobs. Yields batches of finished dialogues, in the order of the jobs and without gaps. When `interrupt` fires,
 * what is finished up to the first gap is yielded and the generator returns.
 * A failure of the source or of `onRecord` rejects; a failure of the bot is a record.
 */
export async function* replay(
  bot: BotPort,
  jobs: AsyncIterable<readonly ReplayJob[]>,
  options: ReplayOptions,
): AsyncGenerator<readonly Replayed[], void, undefined> {
  const schedule = new Schedule(jobs);
  const workers = Math.max(1, Math.min(options.maxConcurrency, bot.maxInFlight));
  const work = Promise.all(Array.from({ length: workers }, () => runWorker(bot, schedule, options))).then(
    () => schedule.end(),
    (error: unknown) => schedule.fail(error),
  );
  try {
    for (;;) {
      const batch = await schedule.finished();
      if (batch === undefined) break;
      yield batch;
      await nextTurnOfLoop();
    }
  } finally {
    schedule.stop();
    await work;
  }
}

function nextTurnOfLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function runWorker(bot: BotPort, schedule: Schedule, options: ReplayOptions): Promise<void> {
  for (;;) {
    const next = schedule.take() ?? (await schedule.next());
    if (next === undefined || options.interrupt.aborted) return;
    const { order, job } = next;
    const records = job.stored ?? (await replayDialogue(bot, job.dialogue, job.trial, options));
    if (records === undefined) return;
    schedule.done(order, { dialogue: job.dialogue, trial: job.trial, records });
    while (schedule.backlog > BACKLOG) await schedule.nextTurnOfLoop();
  }
}

/**
 * Results that wait for their turn, by order modulo the window. A map would do, but for what it costs: every table that it grows out of keeps its
 * entries and points to the next, so that once one is old in the heap, all that come after it survive as well.
 */
class Waiting {
  private readonly slots = new Array<Replayed | undefined>(WINDOW).fill(undefined);
  size = 0;

  at(order: number): Replayed | undefined {
    return this.slots[order % WINDOW];
  }

  put(order: number, result: Replayed): void {
    this.slots[order % WINDOW] = result;
    this.size += 1;
  }

  take(order: number): Replayed | undefined {
    const result = this.at(order);
    if (result === undefined) return undefined;
    this.slots[order % WINDOW] = undefined;
    this.size -= 1;
    return result;
  }
}

type Numbered = { readonly order: number; readonly job: ReplayJob };

/** Deals jobs out in order, and puts results back into that order. */
class Schedule {
  private readonly source: AsyncIterator<readonly ReplayJob[]>;
  private batch: readonly ReplayJob[] = [];
  private position = 0;
  private dealt = 0;
  private emitted = 0;
  private readonly waiting = new Waiting();
  private fetching: Promise<void> | undefined;
  private exhausted = false;
  private ended = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;
  private wakeReader: (() => void) | undefined;
  private room: Promise<void> | undefined;
  private loopTurn: Promise<void> | undefined;

  constructor(jobs: AsyncIterable<readonly ReplayJob[]>) {
    this.source = jobs[Symbol.asyncIterator]();
  }

  /** The next job, when one is at hand and within the window. */
  take(): Numbered | undefined {
    const job = this.batch[this.position];
    if (job === undefined || this.exhausted || this.dealt - this.emitted >= WINDOW) return undefined;
    this.position += 1;
    this.dealt += 1;
    return { order: this.dealt - 1, job };
  }

  /** The next job, waited for; undefined at the end. */
  async next(): Promise<Numbered | undefined> {
    for (;;) {
      if (this.exhausted) return undefined;
      const job = this.take();
      if (job !== undefined) return job;
      if (this.dealt - this.emitted >= WINDOW) {
        this.room ??= new Promise((resolve) => {
          this.wake = resolve;
        });
        await this.room;
      } else {
        this.fetching ??= this.fetch();
        await this.fetching;
      }
    }
  }

  /** Finished dialogues that only wait for the reader; 0 when they wait for an earlier one that is still under way. */
  get backlog(): number {
    return this.waiting.at(this.emitted) !== undefined && !this.exhausted ? this.waiting.size : 0;
  }

  /** One for all workers that pause. */
  nextTurnOfLoop(): Promise<void> {
    this.loopTurn ??= nextTurnOfLoop().then(() => {
      this.loopTurn = undefined;
    });
    return this.loopTurn;
  }

  done(order: number, result: Replayed): void {
    this.waiting.put(order, result);
    if (order === this.emitted) this.wakeReader?.();
  }

  /** Results from the first one not yet handed on, as far as they reach; undefined when there will be no more. */
  async finished(): Promise<readonly Replayed[] | undefined> {
    for (;;) {
      const batch: Replayed[] = [];
      while (batch.length < BATCH) {
        const next = this.waiting.take(this.emitted);
        if (next === undefined) break;
        this.emitted += 1;
        batch.push(next);
      }
      if (batch.length > 0) {
        this.makeRoom();
        return batch;
      }
      if (this.failure !== undefined) throw this.failure.error;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => {
        this.wakeReader = resolve;
      });
    }
  }

  end(): void {
    this.ended = true;
    this.wakeReader?.();
  }

  fail(error: unknown): void {
    this.failure = { error };
    this.stop();
    this.wakeReader?.();
  }

  /** No further job is dealt out. */
  stop(): void {
    this.exhausted = true;
    this.makeRoom();
  }

  private makeRoom(): void {
    this.room = undefined;
    this.wake?.();
    this.wake = undefined;
  }

  private async fetch(): Promise<void> {
    const { value, done } = await this.source.next();
    this.batch = done === true ? [] : value;
    this.position = 0;
    if (done === true) this.exhausted = true;
    this.fetching = undefined;
  }
}
