/** What can go wrong, on every adapter where it can: the same cases by the same names. `npm run -s bots:matrix` prints the table. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { closedPort, FAULTS, type Fault, faultRigs } from './fixtures/fault-rigs.js';
import { callOf, context, gist, outcomeOf, requestOf, TOKEN } from './fixtures/rigs.js';

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

for (const { title, start, faults, refused, leaks } of faultRigs) {
  const open = async (): Promise<BotPort> => {
    const started = await start();
    cleanups.push(started.stop);
    const bot = await createBot(started.config, context);
    cleanups.push(async () => bot.close?.());
    await bot.open?.(new AbortController().signal);
    return bot;
  };
  const givenUp = (bot: BotPort, utterance: string, ms: number) => {
    const reason = new Error('the time is up');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), ms);
    return expect((async () => bot.reply(requestOf(utterance), callOf(controller.signal)))()).rejects.toBe(reason);
  };

  describe(title, () => {
    it.skipIf(refused === undefined)('refused connection', async () => {
      const bot = await createBot(refused?.(await closedPort()) ?? { name: 'x' }, context);
      cleanups.push(async () => bot.close?.());
      await bot.open?.(new AbortController().signal);
      expect(await gist(bot, 'hello')).toBe('failure: transport');
    });

    for (const [fault, utterance] of Object.entries(FAULTS)) {
      const kind = faults[fault as Fault];
      it.skipIf(kind === undefined)(fault, async () => {
        const bot = await open();
        expect(await gist(bot, 'before')).toBe('re: before');
        expect(await gist(bot, utterance)).toBe(`failure: ${kind}`);
        expect(await gist(bot, 'after')).toBe('re: after');
      });
    }

    it('silence', async () => {
      const bot = await open();
      await givenUp(bot, 'never', 100);
      expect(await gist(bot, 'after')).toBe('re: after');
    });

    it('answer after the time-out', async () => {
      const bot = await open();
      expect(await gist(bot, 'before')).toBe('re: before');
      await givenUp(bot, 'slow', 60);
      expect(await gist(bot, 'next')).toBe('re: next');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await gist(bot, 'after')).toBe('re: after');
    });

    it.skipIf(!leaks)('secret in an error', async () => {
      vi.stubEnv('SHOPREPLAY_TEST_TOKEN', TOKEN);
      const outcome = await outcomeOf(await open(), 'leak');
      expect(outcome).toHaveProperty('message', expect.stringContaining('denied for ***'));
      expect(outcome).toHaveProperty('message', expect.not.stringContaining('sk-live'));
    });
  });
}
