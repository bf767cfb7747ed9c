/** Adapter for bots behind HTTP: one that speaks the protocol, or any other service that the settings describe. */
import {
  type BotAnswer,
  type BotConfig,
  BotFailure,
  type BotPort,
  type BotReply,
  type BotRequest,
  type CallContext,
  type HttpConfig,
} from '../schema/index.js';
import { type BotContext, MANY_IN_FLIGHT, MAX_REPLY_BYTES } from './context.js';
import { decodeReply } from './decode-reply.js';
import { PlainService } from './http-plain.js';
import { assertNoCredentials } from './http-request.js';
import type { HttpService } from './http-service.js';
import { createReplyMask } from './secrets.js';

/** What the plain way takes; any other setting needs the whole adapter, which brings jsonata. */
const PLAIN: ReadonlySet<string> = new Set(['url', 'headers', 'max_reply_bytes']);

function isPlain(http: HttpConfig): boolean {
  const given = Object.entries(http).filter(([, value]) => value !== undefined);
  return given.every(([key]) => PLAIN.has(key)) && !JSON.stringify([http.url, http.headers]).includes('{{');
}

/**
 * @throws HarnessError E_BOT_SPEC for credentials in the URL, a missing environment variable, an impossible header, and templates,
 *   expressions, files and addresses that cannot be used.
 */
export async function createHttpBot({ name, http }: BotConfig, context: BotContext): Promise<BotPort> {
  if (http === undefined) throw new TypeError('an HTTP bot needs its http section');
  assertNoCredentials(new URL(http.url), 'http');
  const maxBytes = http.max_reply_bytes ?? MAX_REPLY_BYTES;
  if (isPlain(http)) return new HttpBot(name, new PlainService(http, context, maxBytes), { adapter: 'http', maxBytes });
  const { MappedService } = await import('./http-mapped.js');
  return new HttpBot(name, new MappedService(http, context, maxBytes), { adapter: 'http', maxBytes });
}

export interface HttpBotOptions {
  /** For the manifest. */
  readonly adapter: string;
  /** Bytes that a reply may have. */
  readonly maxBytes: number;
  readonly maxInFlight?: number | undefined;
}

/** A service as a port: replies decoded, secrets masked in them and in failures. */
export class HttpBot implements BotPort {
  readonly maxInFlight: number;
  readonly description: Readonly<Record<string, unknown>>;
  /** Rejects with a BotFailure when the service did not take the goodbye. Absent, and so without cost, where it needs none. */
  readonly endConversation?: (conversationId: string) => Promise<void>;
  private readonly maxBytes: number;
  private readonly maskReply: ((reply: BotReply) => BotReply) | undefined;

  constructor(
    readonly name: string,
    private readonly service: HttpService,
    { adapter, maxBytes, maxInFlight = MANY_IN_FLIGHT }: HttpBotOptions,
  ) {
    this.maxBytes = maxBytes;
    this.maxInFlight = maxInFlight;
    this.description = { adapter, ...service.description };
    this.maskReply = createReplyMask(service.secrets);
    if (service.end !== undefined) this.endConversation = (id) => this.goodbye(id);
  }

  async open(): Promise<void> {
    await this.service.open?.();
  }

  /** Rejects with a BotFailure (`transport`, `bot`, `protocol`, `oversize`), or with the signal's reason. */
  async reply(request: BotRequest, { signal }: CallContext): Promise<BotAnswer> {
    try {
      const { value, ...times } = await this.service.ask(request, signal);
      const reply = decodeReply(value, { id: request.id, maxBytes: this.maxBytes });
      return { reply: this.maskReply?.(reply) ?? reply, ...times };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw this.masked(error, request.conversation_id);
    }
  }

  async close(): Promise<void> {
    await this.service.close();
  }

  private async goodbye(conversationId: string): Promise<void> {
    try {
      await this.service.end?.(conversationId);
    } catch (error) {
      throw this.masked(error, conversationId);
    }
  }

  private masked(error: unknown, conversationId: string): unknown {
    if (!(error instanceof BotFailure)) return error;
    const { kind, message, retryAfterMs } = error;
    const excerpt = this.service.excerptFor(conversationId);
    return new BotFailure(kind, excerpt(message, 600), { cause: kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
}
