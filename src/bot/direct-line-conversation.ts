/** A conversation over Direct Line 3.0: starting it, posting to it, and telling what comes for which turn. */
import { z } from 'zod';
import { BotFailure } from '../schema/index.js';
import { type Activity, readActivitySet } from './activities.js';
import { ActivityTurn } from './activity-turn.js';
import type { JsonService } from './json-service.js';
import { SocketLink } from './socket-link.js';

export interface ConversationOptions {
  readonly service: JsonService;
  readonly user: string;
  readonly stream: boolean;
  readonly pollMs: number;
  readonly quietMs: number;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly excerpt: (text: string, length?: number) => string;
}

const startedSchema = z.looseObject({ conversationId: z.string().min(1), streamUrl: z.string().nullish() });
const postedSchema = z.looseObject({ id: z.string().min(1) });

export class DirectLineConversation {
  private id = '';
  private streamUrl: string | undefined;
  private watermark: string | undefined;
  private link: SocketLink | undefined;
  /** Ids that our activities were given, oldest first. */
  private readonly posted: string[] = [];
  private turn: ActivityTurn | undefined;
  /** What came on the stream before the id of our activity did. */
  private early: [Activity, number][] | undefined;
  /** A post was given up before its id came: an answer to an unknown activity may be the answer to that one. */
  private lostPost = false;
  /** The bot says what it answers, so that late activities can be told. */
  sawReplyIds = false;

  constructor(private readonly options: ConversationOptions) {}

  /** @throws BotFailure when it cannot be started. */
  async start(signal: AbortSignal): Promise<void> {
    const { value } = await this.options.service.call({ method: 'POST', path: '/conversations', body: {} }, signal);
    const { conversationId, streamUrl } = decoded(startedSchema, value, 'conversation');
    this.id = conversationId;
    this.streamUrl = streamUrl ?? undefined;
  }

  /** Posts the activity and waits until the reply is whole. @throws BotFailure; the signal's reason on abort. */
  async say(activity: Record<string, unknown>, signal: AbortSignal): Promise<ActivityTurn> {
    const { quietMs, maxBytes, stream } = this.options;
    const turn = new ActivityTurn(quietMs, maxBytes);
    this.turn = turn;
    this.early = [];
    const lost = this.lostPost;
    try {
      if (stream && this.streamUrl !== undefined) await this.connect(signal);
      this.lostPost = true;
      const posted = await this.post(activity, signal);
      this.lostPost = lost;
      this.posted.push(posted);
      const { early } = this;
      this.early = undefined;
      for (const [came, at] of early ?? []) this.take(came, at);
      await (this.link === undefined ? this.poll(turn, signal) : this.await(turn, signal));
      return turn;
    } finally {
      this.turn = undefined;
    }
  }

  /** Tells the bot that the conversation is over, and lets go of the stream. */
  async end(signal: AbortSignal): Promise<void> {
    try {
      await this.post({ type: 'endOfConversation' }, signal);
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.link?.drop();
  }

  private get path(): string {
    return `/conversations/${encodeURIComponent(this.id)}/activities`;
  }

  private async post(activity: Record<string, unknown>, signal: AbortSignal): Promise<string> {
    const body = { ...activity, from: { id: this.options.user, role: 'user' } };
    const { value } = await this.options.service.call({ method: 'POST', path: this.path, body }, signal);
    return decoded(postedSchema, value, 'posted activity').id;
  }

  private async poll(turn: ActivityTurn, signal: AbortSignal): Promise<void> {
    const { service, pollMs, now } = this.options;
    while (!turn.isWhole(now())) {
      const query = this.watermark === undefined ? '' : `?watermark=${encodeURIComponent(this.watermark)}`;
      const { value, answeredAt } = await service.call({ method: 'GET', path: this.path + query }, signal);
      this.takeSet(value, answeredAt);
      if (!turn.isWhole(now())) await turn.changed(pollMs, signal);
    }
  }

  private async await(turn: ActivityTurn, signal: AbortSignal): Promise<void> {
    const { quietMs, now } = this.options;
    while (!turn.isWhole(now())) await turn.changed(Math.max(1, quietMs - (now() - (turn.answeredAt ?? now()))), signal);
  }

  /** The stream of the conversation; a dropped one is opened again with a fresh URL, from the watermark on. */
  private async connect(signal: AbortSignal): Promise<void> {
    if (this.link?.alive === true) return;
    if (this.link !== undefined) await this.renew(signal);
    const { maxBytes, excerpt, now } = this.options;
    const link = new SocketLink(
      { url: this.streamUrl ?? '', maxBytes, excerpt },
      {
        text: (text) => this.onText(text, now()),
        over: (failure) => this.turn?.fail(failure),
      },
    );
    this.link = link;
    await link.opened;
    signal.throwIfAborted();
  }

  private async renew(signal: AbortSignal): Promise<void> {
    const query = this.watermark === undefined ? '' : `?watermark=${encodeURIComponent(this.watermark)}`;
    const { value } = await this.options.service.call(
      { method: 'GET', path: `/conversations/${encodeURIComponent(this.id)}${query}` },
      signal,
    );
    this.streamUrl = decoded(startedSchema, value, 'conversation').streamUrl ?? this.streamUrl;
  }

  private onText(text: string, at: number): void {
    // An empty message keeps the connection alive.
    if (text.trim() === '') return;
    try {
      this.takeSet(JSON.parse(text), at);
    } catch (error) {
      const said =
        error instanceof BotFailure ? error : new BotFailure('protocol', `a frame is not JSON: ${this.options.excerpt(text)}`);
      this.turn?.fail(said);
    }
  }

  private takeSet(value: unknown, at: number): void {
    const { activities, watermark } = readActivitySet(value);
    if (watermark !== undefined) this.watermark = watermark;
    for (const activity of activities) {
      if (activity.from?.id === this.options.user) continue;
      if (this.early === undefined) this.take(activity, at);
      else this.early.push([activity, at]);
    }
  }

  /** An activity that answers an earlier turn is late, one that answers what was never posted a failure. */
  private take(activity: Activity, at: number): void {
    const answers = activity.replyToId;
    if (answers) this.sawReplyIds = true;
    if (!answers || answers === this.posted.at(-1)) this.turn?.add(activity, at);
    else if (!this.posted.includes(answers) && !this.lostPost)
      this.turn?.fail(
        new BotFailure(
          'protocol',
          `replyToId: the activity answers "${this.options.excerpt(answers, 80)}", which was not posted`,
        ),
      );
  }
}

function decoded<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BotFailure('protocol', `${what}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'amiss'}`.replace(/\s+/g, ' '));
}
