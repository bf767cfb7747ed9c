/** One life of a stdio bot's process: the process, what it owes, whether it has proven to work, and how it ended. */
import { BotFailure } from '../schema/index.js';
import { BotProcess, type ProcessOptions } from './bot-process.js';
import { ReplyLedger } from './reply-ledger.js';
import { readStdioLine, type StdioLine } from './stdio-line.js';

export type SpokenLine = Exclude<StdioLine, { kind: 'blank' } | { kind: 'ready' }>;

export interface SessionEvents {
  readonly line: (session: StdioSession, line: SpokenLine, bytes: Buffer) => void;
  readonly overlong: (session: StdioSession) => void;
  readonly ended: (session: StdioSession) => void;
}

export interface Ending {
  readonly how: string;
  readonly error?: NodeJS.ErrnoException | undefined;
}

export class StdioSession {
  readonly process: BotProcess;
  readonly ledger = new ReplyLedger();
  /** It has answered, be it late. */
  answered = false;
  ending: Ending | undefined;
  /** Settles when it says that it is ready, and when it ends. */
  private readonly ready: Promise<void>;
  private saidReady = false;
  private markReady: () => void = () => undefined;

  constructor(
    options: ProcessOptions,
    private readonly excerpt: (text: string, length?: number) => string,
    events: SessionEvents,
  ) {
    this.ready = new Promise((settle) => {
      this.markReady = settle;
    });
    this.process = new BotProcess(options, {
      line: (bytes) => {
        const line = readStdioLine(bytes);
        if (line.kind === 'ready') this.becomeReady();
        else if (line.kind !== 'blank') events.line(this, line, bytes);
      },
      overlong: () => events.overlong(this),
      ended: (how, error) => {
        this.ending = { how, error };
        this.markReady();
        events.ended(this);
      },
    });
  }

  /** It works: it has said that it is ready, or answered. */
  get proven(): boolean {
    return this.saidReady || this.answered;
  }

  /**
   * Resolves when the process says that it is ready; without `limitMs`, at the latest after `graceMs`.
   * @throws BotFailure `exit` when it ends before, or is not ready within `limitMs` (and is killed).
   */
  async untilReady(limitMs: number | undefined, graceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<'time up'>((settle) => {
      timer = setTimeout(settle, limitMs ?? graceMs, 'time up' as const);
    });
    const first = await Promise.race([this.ready, timeUp]);
    clearTimeout(timer);
    if (this.ending !== undefined) throw new BotFailure('exit', this.endingText());
    if (first !== 'time up' || limitMs === undefined) return;
    this.process.kill();
    throw new BotFailure('exit', `the process did not print {"ready": true} in ${limitMs} ms${this.stderrText()}`);
  }

  /** How it ended, with the last lines of its standard error. */
  endingText(): string {
    return `the process is gone: ${this.ending?.how ?? 'unknown'}${this.stderrText()}`;
  }

  private stderrText(): string {
    const tail = this.excerpt(this.process.stderrTail(), 500);
    return tail === '' ? '' : `; standard error: ${tail}`;
  }

  private becomeReady(): void {
    this.saidReady = true;
    this.markReady();
  }
}
