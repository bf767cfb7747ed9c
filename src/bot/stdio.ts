/**
 * Adapter for bots that run as a process: one request as a line of JSON to its standard input, one reply as a line from its output.
 *
 * One call at a time. A reply should repeat the request's id: with ids, late and double answers are told apart and dropped; without
 * them, answers are taken in order. A call that is given up (time-out) leaves the process alone; when the answer is still owed at the
 * next call, the process is replaced, for else that call would wait for two replies. A process that has never answered yet is given
 * three such calls, because it may still be loading. Replacements and restarts count into the latency of the call that waits for them.
 * A process may print {"ready": true} when it is loaded; with `start_timeout_ms` it is waited for, before the run and after a restart.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotRequest,
  type CallContext,
  type FailureKind,
  HarnessError,
} from '../schema/index.js';
import { type BotContext, MAX_REPLY_BYTES } from './context.js';
import { decodeReply, oversize } from './decode-reply.js';
import { describeThrown } from './failure-text.js';
import { createExcerpt, createMask, environmentSecrets } from './secrets.js';
import type { StderrWriter } from './stderr-file.js';
import { type Ending, type SpokenLine, StdioSession } from './stdio-session.js';
import { untilAborted } from './until-aborted.js';
import { wireRequest } from './wire-request.js';

type StdioConfig = NonNullable<BotConfig['stdio']>;

/** Deaths in a row without an answer, after which the process is not started again. */
const MAX_DEATHS = 5;
/** Answers that a process may owe at the next call, while it has never answered, and later. */
const OWED_WHILE_LOADING = 2;
const OWED_LATER = 0;
/** open() waits that long for a process that ends at once, such as one whose script is missing. */
const START_GRACE_MS = 250;
const STDOUT_IS_FOR_REPLIES = 'standard output is for replies, print the rest to standard error';

interface Call {
  readonly id: string;
  readonly resolve: (answer: BotAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/** One process at a time, which is started again when it has died. */
export class StdioBot {
  readonly description: Readonly<Record<string, unknown>>;
  private readonly cwd: string;
  private readonly maxBytes: number;
  private readonly excerpt: (text: string, length?: number) => string;
  private session: StdioSession | undefined;
  private call: Call | undefined;
  private deaths = 0;
  private closed = false;

  constructor(
    readonly name: string,
    private readonly config: StdioConfig,
    private readonly context: BotContext,
    private readonly stderr?: StderrWriter,
  ) {
    const secrets = environmentSecrets(context.env);
    const mask = createMask(secrets);
    this.cwd = resolve(context.baseDir, config.cwd ?? '.');
    this.maxBytes = config.max_reply_bytes ?? MAX_REPLY_BYTES;
    this.excerpt = createExcerpt(secrets);
    this.description = { adapter: 'stdio', command: mask(config.command), args: (config.args ?? []).map(mask) };
  }

  /** @throws HarnessError E_BOT_START when the command cannot be started, ends at once, or is not ready in time. */
  async open(signal: AbortSignal): Promise<void> {
    this.assertFolder();
    const session = this.launch();
    try {
      await untilAborted(signal, session.untilReady(this.config.start_timeout_ms, START_GRACE_MS));
    } catch (error) {
      session.process.kill();
      if (signal.aborted) throw signal.reason;
      throw this.startError(error, session.ending);
    }
  }

  /** Rejects with a BotFailure (`protocol`, `oversize`, `exit`), or with the signal's reason. */
  async reply(request: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    signal.throwIfAborted();
    if (this.call !== undefined) throw new Error('a stdio bot takes one call at a time');
    const session = this.workingSession();
    const limit = this.config.start_timeout_ms;
    if (!session.proven && limit !== undefined) await untilAborted(signal, session.untilReady(limit, 0));
    return this.ask(session, request, signal);
  }

  /** Ends the process: end of input, SIGTERM, SIGKILL. */
  async close(): Promise<void> {
    this.closed = true;
    await this.session?.process.stop();
  }

  /** The running process; a new one when there is none or it is stuck. @throws BotFailure `exit` when it keeps dying */
  private workingSession(): StdioSession {
    if (this.closed) throw new BotFailure('exit', 'the bot is closed');
    const session = this.session;
    if (session?.process.alive === true) {
      if (session.ledger.owing <= (session.proven ? OWED_LATER : OWED_WHILE_LOADING)) return session;
      this.drop(session);
    }
    if (this.deaths < MAX_DEATHS) return this.launch();
    const last = session === undefined ? '' : `; last time ${session.endingText()}`;
    throw new BotFailure(
      'exit',
      `the process ended ${MAX_DEATHS} times in a row without an answer and is not started again${last}`,
    );
  }

  private launch(): StdioSession {
    const { config, cwd, context, maxBytes: maxLineBytes } = this;
    const { command, args = [] } = config;
    const session = new StdioSession({ command, args, cwd, env: context.env, maxLineBytes, stderr: this.stderr }, this.excerpt, {
      line: (speaker, line, bytes) => this.session === speaker && this.onLine(speaker, line, bytes),
      overlong: (speaker) => this.session === speaker && this.onOverlong(speaker),
      ended: (speaker) => this.session === speaker && this.onEnd(speaker),
    });
    this.session = session;
    return session;
  }

  /** What a dropped process still says is nobody's answer. */
  private drop(session: StdioSession): void {
    this.session = undefined;
    session.process.kill();
  }

  private ask(session: StdioSession, request: BotRequest, signal: AbortSignal): Promise<BotAnswer> {
    return new Promise((settle, fail) => {
      if (session.ending !== undefined) throw new BotFailure('exit', session.endingText());
      const onAbort = () => {
        session.ledger.giveUp();
        this.call = undefined;
        fail(signal.reason);
      };
      const ending =
        <T>(end: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', onAbort);
          end(value);
        };
      signal.addEventListener('abort', onAbort, { once: true });
      this.call = { id: request.id, resolve: ending(settle), reject: ending(fail) };
      session.ledger.ask(request.id);
      session.process.send(JSON.stringify(wireRequest(request)));
    });
  }

  /** Outside of a call, whatever comes is nobody's answer and dropped. */
  private onLine(session: StdioSession, line: SpokenLine, bytes: Buffer): void {
    const answeredAt = this.context.now();
    if (line.kind === 'unreadable') {
      this.fail(session, 'protocol', `${line.why}: ${this.excerpt(bytes.toString('utf8'))} (${STDOUT_IS_FOR_REPLIES})`);
      return;
    }
    const standing = session.ledger.classify(line.id);
    if (standing === 'unknown') {
      this.fail(session, 'protocol', `id: the reply answers "${this.excerpt(line.id ?? '', 80)}", which was not asked`);
      return;
    }
    session.answered = true;
    this.deaths = 0;
    if (standing === 'current') this.answer(session, line.value, answeredAt);
  }

  private answer(session: StdioSession, value: unknown, answeredAt: number): void {
    const id = this.call?.id;
    if (id === undefined) return;
    try {
      const reply = decodeReply(value, { id, maxBytes: this.maxBytes });
      this.settle(session)?.resolve({ reply, answeredAt });
    } catch (error) {
      if (!(error instanceof BotFailure)) throw error;
      this.fail(session, error.kind, error.message);
    }
  }

  private onOverlong(session: StdioSession): void {
    this.drop(session);
    this.fail(session, 'oversize', oversize(this.maxBytes).message);
  }

  private onEnd(session: StdioSession): void {
    if (!session.answered) this.deaths += 1;
    this.fail(session, 'exit', session.endingText());
  }

  private fail(session: StdioSession, kind: FailureKind, message: string): void {
    this.settle(session)?.reject(new BotFailure(kind, this.excerpt(message, 900)));
  }

  private settle(session: StdioSession): Call | undefined {
    const call = this.call;
    this.call = undefined;
    if (call !== undefined) session.ledger.settle();
    return call;
  }

  private assertFolder(): void {
    if (statSync(this.cwd, { throwIfNoEntry: false })?.isDirectory() === true) return;
    const message = `there is no folder "${this.config.cwd ?? '.'}"`;
    throw new HarnessError({ code: 'E_BOT_START', field: 'stdio.cwd', message, mend: 'name an existing one' });
  }

  private startError(cause: unknown, ending: Ending | undefined): HarnessError {
    const command = this.excerpt(this.config.command, 200);
    const message = `the bot "${this.name}" did not start (${command}): ${describeThrown(cause)}`;
    return new HarnessError(
      { code: 'E_BOT_START', field: 'stdio.command', message, mend: startMend(ending?.error?.code) },
      { cause },
    );
  }
}

function startMend(code: string | undefined): string {
  if (code === 'ENOENT') return 'see that the command is installed and on the PATH, or give its path';
  if (code === 'EACCES') return 'make the file executable, or start it by its interpreter';
  return 'run the command by hand to see what it says';
}
