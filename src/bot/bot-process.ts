/** A bot's process: started without a shell in a group of its own, read line by line, ended with all that it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { LineSplitter } from './line-splitter.js';
import type { StderrWriter } from './stderr-file.js';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly maxLineBytes: number;
  /** Gets all of its standard error. */
  readonly stderr?: StderrWriter | undefined;
}

export interface ProcessEvents {
  /** A line of its standard output. */
  readonly line: (bytes: Buffer) => void;
  readonly overlong: () => void;
  /** Once, after the last line: it ended or could not be started. `how` says which, in words. */
  readonly ended: (how: string, error?: NodeJS.ErrnoException) => void;
}

const STDERR_KEPT = 8_192;
const STDERR_QUOTED_LINES = 5;
/** What a process leaves in its pipes is read for that long after its end; a child of its own may hold them open for ever. */
const DRAIN_MS = 200;
/** close(): time after the end of its input, and then after SIGTERM. */
const INPUT_GRACE_MS = 500;
const TERM_GRACE_MS = 1_500;
const GONE: ReadonlySet<string | undefined> = new Set(['ESRCH', 'EPERM']);
const WINDOWS = process.platform === 'win32';

/** Processes that still run; when this process exits, they go with it. */
const running = new Set<BotProcess>();
let watching = false;

export class BotProcess {
  private readonly child: ChildProcess;
  private stderr = Buffer.alloc(0);
  private over = false;
  private drain: NodeJS.Timeout | undefined;
  private readonly whenOver: Promise<void>;
  private resolveOver: () => void = () => undefined;

  /** Starts at once; a command that cannot be started is told by `ended` with its error. */
  constructor(
    options: ProcessOptions,
    private readonly events: ProcessEvents,
  ) {
    this.whenOver = new Promise((resolve) => {
      this.resolveOver = resolve;
    });
    this.child = spawn(options.command, [...options.args], {
      cwd: options.cwd,
      env: { PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: !WINDOWS,
      windowsHide: true,
    });
    this.listen(options);
    running.add(this);
    if (!watching) process.on('exit', killAll);
    watching = true;
  }

  get alive(): boolean {
    return !this.over;
  }

  /** Writes a line; one that can no longer be taken is told by the end of the process. */
  send(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** The last lines of its standard error, of the last 8 KiB. */
  stderrTail(): string {
    return this.stderr.toString('utf8').trimEnd().split('\n').slice(-STDERR_QUOTED_LINES).join(' | ');
  }

  /** Ends the whole group at once. */
  kill(): void {
    this.signal('SIGKILL');
  }

  /** Closes its input, then SIGTERM, then SIGKILL; resolves when it is over. Children it left behind are killed. */
  async stop(): Promise<void> {
    if (this.over) return;
    this.child.stdin?.end();
    const term = setTimeout(() => this.signal('SIGTERM'), INPUT_GRACE_MS);
    const kill = setTimeout(() => this.signal('SIGKILL'), INPUT_GRACE_MS + TERM_GRACE_MS);
    await this.whenOver;
    clearTimeout(term);
    clearTimeout(kill);
  }

  private listen({ maxLineBytes, stderr }: ProcessOptions): void {
    const { child, events } = this;
    const lines = new LineSplitter(maxLineBytes, events);
    child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = Buffer.concat([this.stderr, chunk]).subarray(-STDERR_KEPT);
      stderr?.push(chunk);
    });
    // A broken pipe is the process's end or leads to it: without input it is of no use.
    child.stdin?.on('error', () => this.kill());
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) this.finish(`it cannot be started (${error.code ?? error.message})`, error);
    });
    child.once('exit', (code, signal) => {
      const how = signal === null ? `it ended with code ${code ?? 'unknown'}` : `it was ended by ${signal}`;
      const last = () => {
        lines.end();
        stderr?.end();
        this.finish(how);
      };
      child.once('close', last);
      this.drain = setTimeout(last, DRAIN_MS);
    });
  }

  private finish(how: string, error?: NodeJS.ErrnoException): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.drain);
    running.delete(this);
    this.signal('SIGKILL');
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.child.stdin?.destroy();
    this.resolveOver();
    this.events.ended(how, error);
  }

  private signal(name: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      if (WINDOWS) this.child.kill(name);
      else process.kill(-pid, name);
    } catch (error) {
      // No such group, or (macOS) none but zombies in it: all of it is gone, which is what was wanted.
      if (!GONE.has((error as NodeJS.ErrnoException).code)) throw error;
    }
  }
}

function killAll(): void {
  for (const bot of running) bot.kill();
}
