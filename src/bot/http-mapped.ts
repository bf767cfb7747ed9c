/** The whole HTTP adapter: requests from templates, answers by maps, streams, polls and callbacks, in sessions. */
import { type BotRequest, HarnessError, type HttpConfig } from '../schema/index.js';
import type { BotContext } from './context.js';
import { Environment } from './environment.js';
import { askByCallback, CallbackServer } from './http-callback.js';
import { createSend, type Send } from './http-client.js';
import { describeSettings } from './http-description.js';
import { compileMap, type ReplyMap } from './http-map.js';
import { compilePoll, type Poll } from './http-poll.js';
import { type Excerpt, readJson } from './http-reading.js';
import { compileRequest, type RequestTemplate } from './http-request.js';
import type { Asked, HttpCall, HttpService } from './http-service.js';
import { Conversations, sessionNames } from './http-session.js';
import { askByStream, compileStream } from './http-stream.js';
import type { CompiledStream } from './http-stream-reader.js';
import type { NameKind, Scope, TemplateRules } from './http-template.js';
import { openTransport, type Transport } from './http-transport.js';
import { MOMENT_NAMES, momentScope, TURN_NAMES, turnScope } from './http-values.js';
import { createExcerpt } from './secrets.js';

export class MappedService implements HttpService {
  readonly description: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  /** Also what is masked in messages alone, because a reply may well hold such a word. */
  private readonly masked: readonly string[];
  private readonly transport: Transport;
  private readonly send: Send;
  private readonly request: RequestTemplate;
  private readonly conversations: Conversations;
  private readonly map: ReplyMap | undefined;
  private readonly stream: CompiledStream | undefined;
  private readonly poll: Poll | undefined;
  private readonly callback: CallbackServer | undefined;

  /** @throws HarnessError E_BOT_SPEC for a setting that cannot be used, before anything is sent. */
  constructor(
    private readonly http: HttpConfig,
    { env, now, baseDir }: BotContext,
    private readonly maxBytes: number,
  ) {
    const { map, stream, poll, callback, join, charset } = http;
    const environment = new Environment(env);
    const rules: TemplateRules = { names: namesOf(http), environment };
    assertAsks(http);
    this.transport = openTransport(http, baseDir, environment);
    this.send = createSend(http, this.transport, now);
    this.request = compileRequest({ ...http, method: http.method ?? 'POST' }, 'http', rules, (scope) => scope.request);
    this.map = map === undefined ? undefined : compileMap(map, { field: 'http.map', join });
    this.stream = stream === undefined ? undefined : compileStream(stream, join);
    this.poll = poll === undefined ? undefined : compilePoll(poll, rules);
    const excerptFor = (id: string) => this.excerptFor(id);
    const reading = { charset, excerpt: excerptFor('') };
    this.callback = callback === undefined ? undefined : new CallbackServer(callback, { maxBytes, now, reading });
    this.conversations = new Conversations(http, environment, { send: this.send, maxBytes, excerptFor });
    const { described, secrets } = describeSettings(http);
    this.secrets = [...environment.secrets, ...this.request.headers.secrets];
    this.masked = [...this.secrets, ...secrets];
    this.description = { ...described, headers: this.request.headers.described };
  }

  excerptFor(conversationId: string): Excerpt {
    // Made when there is something to quote: most calls quote nothing.
    return (text, length) => createExcerpt([...this.masked, ...this.conversations.secretsOf(conversationId)])(text, length);
  }

  async open(): Promise<void> {
    await this.callback?.open();
  }

  async ask(request: BotRequest, signal: AbortSignal): Promise<Asked> {
    signal.throwIfAborted();
    const id = request.conversation_id;
    const { cookies, values } = await this.conversations.begin(id, signal);
    const scope = { ...momentScope(id), ...turnScope(request), session: values, callback_url: this.callback?.url };
    const { maxBytes } = this;
    const call: HttpCall = {
      prepared: this.request.fill(scope),
      ids: [request.id, id],
      signal,
      maxBytes,
      reading: { charset: this.http.charset, excerpt: this.excerptFor(id) },
      send: (prepared, other) => this.send(prepared, { signal, maxBytes, cookies, ...other }),
    };
    const asked = await this.answer(call, (answer) => ({ ...scope, ...momentScope(id), answer }));
    return this.map === undefined ? asked : { ...asked, value: await this.map(asked.value) };
  }

  async end(conversationId: string): Promise<void> {
    await this.conversations.end(conversationId);
  }

  async close(): Promise<void> {
    await Promise.all([this.transport.destroy(), this.callback?.close()]);
  }

  private async answer(call: HttpCall, pollScope: (answer: unknown) => Scope): Promise<Asked> {
    if (this.stream !== undefined) return askByStream(this.stream, call);
    if (this.callback !== undefined) return askByCallback(this.callback, call);
    if (this.poll !== undefined) return this.poll(call, pollScope);
    const answer = await call.send(call.prepared);
    return { value: readJson(answer, call.reading), answeredAt: answer.answeredAt };
  }
}

function namesOf(http: HttpConfig): Record<string, NameKind> {
  return {
    ...MOMENT_NAMES,
    ...TURN_NAMES,
    ...(http.session === undefined ? {} : { session: sessionNames(http) }),
    ...(http.callback === undefined ? {} : { callback_url: 'plain' as const }),
  };
}

/** A request of its own form must say somewhere what the shopper asks; to forget it is an easy mistake, and a bot may answer anyway. */
function assertAsks({ url, method, headers, query, body }: HttpConfig): void {
  if (body === undefined && method !== 'GET') return;
  if (/\{\{\s*(utterance|history|request)\b/.test(JSON.stringify([url, headers, query, body]))) return;
  throw new HarnessError({
    code: 'E_BOT_SPEC',
    field: method === 'GET' ? 'http.query' : 'http.body',
    message: 'the request never says what the shopper asks',
    mend: 'put {{utterance}} where the bot looks for it',
  });
}
