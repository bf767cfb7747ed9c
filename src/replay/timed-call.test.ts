import { expect, it } from 'vitest';
import type { BotAnswer, BotPort, BotRequest, Clock } from '../schema/index.js';
import { timedCall } from './timed-call.js';

const request: BotRequest = { protocol: 1, id: 'q', conversation_id: 'c', turn: 0, utterance: 'x', history: [] };
const key = { dialogue_id: 'd', turn: 0, trial: 0 };
const clock: Clock = { now: () => 1000, wall: () => '', after: () => () => undefined };
const call = (answer: Partial<BotAnswer>) => {
  const bot: BotPort = { name: 'b', maxInFlight: 1, description: {}, reply: async () => ({ reply: { text: 'a' }, ...answer }) };
  return timedCall(bot, request, key, { timeoutMs: 9, clock, interrupt: new AbortController().signal });
};

it('takes the latency from the call, or from when an adapter that held it back let it go', async () => {
  expect(await call({ answeredAt: 1300, firstTokenAt: 1200 })).toMatchObject({ latencyMs: 300, firstTokenMs: 200 });
  expect(await call({ askedAt: 1100, answeredAt: 1300, firstTokenAt: 1200 })).toMatchObject({
    latencyMs: 200,
    firstTokenMs: 100,
  });
});
