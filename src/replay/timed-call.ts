/** One call of a bot under a time-out: the only place where latency is taken. */
import { setMaxListeners } from 'node:events';
import { type BotAnswer, BotFailure, type BotPort, type BotRequest, type Clock, type TurnKey } from '../schema/index.js';

/** How one attempt ended. `latencyMs` is the time to the complete reply, or the time waited. */
export type CallOutcome =
  | { readonly kind: 'answer'; readonly answer: BotAnswer; readonly latencyMs: number; readonly firstTokenMs?: number }
  | { readonly kind: 'failure'; readonly failure: BotFailure; readonly latencyMs: number }
  | { readonly kind: 'timeout'; readonly latencyMs: number }
  | { readonly kind: 'interrupted' };

/**
 * Making a controller costs more than most synchronous bots. One whose call has returned was never aborted, so the next calls
 * can have it; but not for ever, because what a bot hung on its signal would pile up.
 */
const CALLS_A_CONTROLLER = 64;
let spare: AbortController | undefined;
let spareCalls = 0;

function takeController(): AbortController {
  const controller = spare ?? new AbortController();
  if (spare === undefined) setMaxListeners(0, controller.signal);
  spare = undefined;
  return controller;
}

function giveBack(controller: AbortController): void {
  spareCalls = (spareCalls + 1) % CALLS_A_CONTROLLER;
  spare = spareCalls === 0 ? undefined : controller;
}

const TIMED_OUT = Symbol('timed out');
const INTERRUPTED = Symbol('interrupted');

function asFailure(error: unknown): BotFailure {
  if (error instanceof BotFailure) return error;
  return new BotFailure('bot', error instanceof Error ? error.message : 'the bot failed without a message');
}

function answered(answer: BotAnswer, calledAt: number, now: number): CallOutcome {
  const startedAt = answer.askedAt ?? calledAt;
  const latencyMs = Math.max(0, (answer.answeredAt ?? now) - startedAt);
  return answer.firstTokenAt === undefined
    ? { kind: 'answer', answer, latencyMs }
    : { kind: 'answer', answer, latencyMs, firstTokenMs: Math.max(0, answer.firstTokenAt - startedAt) };
}

/**
 * Calls the bot once. A synchronous answer returns at once, without a timer; a promise is raced against the time-out and
 * against `interrupt`. Whatever the bot does after losing the race is ignored.
 */
export function timedCall(
  bot: BotPort,
  request: BotRequest,
  key: TurnKey,
  options: { readonly timeoutMs: number; readonly clock: Clock; readonly interrupt: AbortSignal },
): CallOutcome | Promise<CallOutcome> {
  const { clock } = options;
  const controller = takeController();
  const startedAt = clock.now();
  let pending: BotAnswer | Promise<BotAnswer>;
  try {
    pending = bot.reply(request, { signal: controller.signal, key });
  } catch (error) {
    return { kind: 'failure', failure: asFailure(error), latencyMs: clock.now() - startedAt };
  }
  if (!(pending instanceof Promise)) {
    const now = clock.now();
    giveBack(controller);
    // A synchronous bot cannot be interrupted, but it is held to the same limit as the others.
    return now - startedAt > options.timeoutMs
      ? { kind: 'timeout', latencyMs: now - startedAt }
      : answered(pending, startedAt, now);
  }
  return race(pending, controller, startedAt, options);
}

function race(
  pending: Promise<BotAnswer>,
  controller: AbortController,
  startedAt: number,
  { timeoutMs, clock, interrupt }: { readonly timeoutMs: number; readonly clock: Clock; readonly interrupt: AbortSignal },
): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: CallOutcome, reason?: symbol) => {
      cancelTimer();
      interrupt.removeEventListener('abort', onInterrupt);
      resolve(outcome);
      if (reason !== undefined) controller.abort(reason);
    };
    const onInterrupt = () => settle({ kind: 'interrupted' }, INTERRUPTED);
    const cancelTimer = clock.after(timeoutMs, () => settle({ kind: 'timeout', latencyMs: clock.now() - startedAt }, TIMED_OUT));
    interrupt.addEventListener('abort', onInterrupt);
    if (interrupt.aborted) onInterrupt();
    pending.then(
      (answer) => settle(answered(answer, startedAt, clock.now())),
      (error: unknown) => settle({ kind: 'failure', failure: asFailure(error), latencyMs: clock.now() - startedAt }),
    );
  });
}
