/** Conversations of an HTTP bot: a jar of cookies for each, a request that opens it, and one that ends it. */
import { BotFailure, type HttpConfig } from '../schema/index.js';
import { compileExpression, type Expression } from './expression.js';
import type { Send } from './http-client.js';
import { CookieJar } from './http-cookies.js';
import { isSuccess } from './http-exchange.js';
import { type Excerpt, readJson, statusFailure } from './http-reading.js';
import { compileRequest, type RequestTemplate } from './http-request.js';
import type { Scope, TemplateRules } from './http-template.js';
import { MOMENT_NAMES, momentScope } from './http-values.js';

export interface Conversation {
  readonly cookies: CookieJar | undefined;
  /** `{{session.NAME}}` */
  readonly values: Scope;
}

export interface SessionOptions {
  readonly send: Send;
  readonly maxBytes: number;
  readonly excerptFor: (conversationId: string) => Excerpt;
}

type SessionSettings = Pick<HttpConfig, 'cookies' | 'session' | 'end' | 'charset'>;

/** The end of a conversation is a courtesy, which is not waited for any longer. */
const END_LIMIT_MS = 5_000;

/** Names that a session's map defines. */
export function sessionNames({ session }: Pick<HttpConfig, 'session'>): readonly string[] {
  return Object.keys(session?.map ?? {});
}

/** The conversations that are under way. */
export class Conversations {
  private readonly open = new Map<string, { cookies: CookieJar | undefined; values: Scope | undefined }>();
  private readonly opening: RequestTemplate | undefined;
  private readonly ending: RequestTemplate | undefined;
  private readonly map: readonly (readonly [name: string, value: Expression])[];

  /** @throws HarnessError E_BOT_SPEC */
  constructor(
    private readonly settings: SessionSettings,
    environment: TemplateRules['environment'],
    private readonly options: SessionOptions,
  ) {
    const { session, end } = settings;
    const { map = {}, ...opening } = session ?? { map: {} };
    const names = { ...MOMENT_NAMES, ...(session === undefined ? {} : { session: sessionNames(settings) }) };
    this.opening = 'url' in opening ? compileRequest(opening, 'http.session', { names: MOMENT_NAMES, environment }) : undefined;
    this.ending = end === undefined ? undefined : compileRequest(end, 'http.end', { names, environment });
    this.map = Object.entries(map).map(
      ([name, source]) => [name, compileExpression(source, `http.session.map.${name}`)] as const,
    );
  }

  /**
   * The conversation, opened by its first call. One that could not be opened is tried again at the next.
   * Rejects with a BotFailure whose message begins with `session: `, and with the signal's reason.
   */
  async begin(id: string, signal: AbortSignal): Promise<Conversation> {
    const state = this.open.get(id) ?? {
      cookies: this.settings.cookies === true ? new CookieJar() : undefined,
      values: undefined,
    };
    this.open.set(id, state);
    const { cookies } = state;
    state.values ??= this.opening === undefined ? {} : await this.request(id, this.opening, cookies, signal);
    return { cookies, values: state.values };
  }

  /** What must not be quoted: the conversation's cookies and session values. */
  secretsOf(id: string): readonly string[] {
    const { cookies, values } = this.open.get(id) ?? {};
    return [...(cookies?.secrets ?? []), ...Object.values(values ?? {}).filter((value) => typeof value === 'string')];
  }

  /** Says goodbye, if the conversation had begun, and forgets it. */
  async end(id: string): Promise<void> {
    const state = this.open.get(id);
    try {
      if (this.ending === undefined || state?.values === undefined) return;
      const prepared = this.ending.fill({ ...momentScope(id), session: state.values });
      const signal = AbortSignal.timeout(END_LIMIT_MS);
      const answer = await this.options.send(prepared, { signal, cookies: state.cookies, maxBytes: this.options.maxBytes });
      if (!isSuccess(answer.status)) throw statusFailure(answer, { ...this.settings, excerpt: this.options.excerptFor(id) });
    } finally {
      this.open.delete(id);
    }
  }

  private async request(
    id: string,
    opening: RequestTemplate,
    cookies: CookieJar | undefined,
    signal: AbortSignal,
  ): Promise<Scope> {
    const { send, maxBytes, excerptFor } = this.options;
    const { charset } = this.settings;
    try {
      const answer = await send(opening.fill(momentScope(id)), { signal, maxBytes, cookies });
      if (this.map.length === 0 && isSuccess(answer.status)) return {};
      const body = readJson(answer, { charset, excerpt: excerptFor(id) });
      const values: Record<string, unknown> = {};
      for (const [name, expression] of this.map) {
        values[name] = await expression(body);
        if (values[name] === undefined || values[name] === null) throw new BotFailure('protocol', `map.${name} gave nothing`);
      }
      return values;
    } catch (error) {
      if (!(error instanceof BotFailure)) throw error;
      const { kind, message, retryAfterMs } = error;
      throw new BotFailure(kind, `session: ${message}`, retryAfterMs === undefined ? {} : { retryAfterMs });
    }
  }
}
