/** Answers that are fetched: the bot takes the question, and its reply is polled for until it is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PollConfig } from '../schema/index.js';
import { compileExpression, holds } from './expression.js';
import { isSuccess } from './http-exchange.js';
import { readJson, statusFailure } from './http-reading.js';
import { compileRequest } from './http-request.js';
import type { Asked, HttpCall } from './http-service.js';
import type { Scope, TemplateRules } from './http-template.js';

/** Pause between two requests unless the configuration says otherwise. */
const EVERY_MS = 1_000;

/**
 * Asks at once, then after each pause, until the condition holds; rejects with the signal's reason when that comes first, and with a
 * BotFailure for an answer that is none. `scopeFor` gives the values of each request; it is given the body of the first answer.
 */
export type Poll = (call: HttpCall, scopeFor: (answer: unknown) => Scope) => Promise<Asked>;

/** @throws HarnessError E_BOT_SPEC */
export function compilePoll({ every_ms: everyMs = EVERY_MS, until, ...request }: PollConfig, rules: TemplateRules): Poll {
  const template = compileRequest(request, 'http.poll', { ...rules, names: { ...rules.names, answer: 'any' } });
  const done = compileExpression(until, 'http.poll.until');
  return async (call, scopeFor) => {
    const accepted = await call.send(call.prepared);
    if (!isSuccess(accepted.status)) throw statusFailure(accepted, call.reading);
    const first = accepted.body.length === 0 ? undefined : readJson(accepted, call.reading);
    for (;;) {
      const answer = await call.send(template.fill(scopeFor(first)));
      const value = readJson(answer, call.reading);
      if (holds(await done(value))) return { value, answeredAt: answer.answeredAt };
      await pause(everyMs, call.signal);
    }
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
