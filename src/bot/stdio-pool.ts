/** Several processes of one stdio bot: a conversation stays with its process, and each process takes one call at a time. */
import { resolve } from 'node:path';
import type { BotAnswer, BotConfig, BotPort, BotRequest, CallContext } from '../schema/index.js';
import type { BotContext } from './context.js';
import { createMask, environmentSecrets } from './secrets.js';
import { StderrFile } from './stderr-file.js';
import { StdioBot } from './stdio.js';

type StdioConfig = NonNullable<BotConfig['stdio']>;

/** A pool of one process unless `processes` says otherwise. */
export function createStdioBot(config: BotConfig, context: BotContext): BotPort {
  if (config.stdio === undefined) throw new TypeError('a stdio bot needs its stdio section');
  return new StdioPool(config.name, config.stdio, context);
}

interface Worker {
  readonly bot: StdioBot;
  conversations: number;
}

class StdioPool implements BotPort {
  readonly maxInFlight: number;
  readonly description: Readonly<Record<string, unknown>>;
  private readonly workers: readonly [Worker, ...Worker[]];
  private readonly stderrFile: StderrFile | undefined;
  /** Conversations that are under way. */
  private readonly places = new Map<string, Worker>();

  constructor(
    readonly name: string,
    config: StdioConfig,
    context: BotContext,
  ) {
    const { processes = 1, stderr_file } = config;
    const file =
      stderr_file === undefined
        ? undefined
        : new StderrFile(resolve(context.baseDir, stderr_file), stderr_file, createMask(environmentSecrets(context.env)));
    const worker = (i: number): Worker => {
      const label = processes === 1 ? '' : `[${i + 1}] `;
      return { bot: new StdioBot(name, config, context, file?.writer(label)), conversations: 0 };
    };
    const [first, ...rest] = Array.from({ length: processes }, (_, i) => worker(i));
    this.workers = [first ?? worker(0), ...rest];
    this.stderrFile = file;
    this.maxInFlight = this.workers.length;
    this.description = { ...this.workers[0].bot.description, ...(processes === 1 ? {} : { processes }) };
  }

  /** @throws HarnessError E_BOT_START when one of the processes does not start; E_BOT_SPEC for a file that cannot be written. */
  async open(signal: AbortSignal): Promise<void> {
    await this.stderrFile?.open();
    try {
      await Promise.all(this.workers.map(({ bot }) => bot.open(signal)));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Rejects as {@link StdioBot.reply} does. */
  reply(request: BotRequest, call: CallContext): Promise<BotAnswer> {
    return this.place(request.conversation_id).bot.reply(request, call);
  }

  endConversation(conversationId: string): void {
    const worker = this.places.get(conversationId);
    if (worker !== undefined) worker.conversations -= 1;
    this.places.delete(conversationId);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map(({ bot }) => bot.close()));
    await this.stderrFile?.close();
  }

  /** The process of the conversation; a new conversation goes to the one that has the fewest. */
  private place(conversationId: string): Worker {
    const known = this.places.get(conversationId);
    if (known !== undefined) return known;
    const worker = this.workers.reduce((best, next) => (next.conversations < best.conversations ? next : best));
    worker.conversations += 1;
    this.places.set(conversationId, worker);
    return worker;
  }
}
