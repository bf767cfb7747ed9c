/** What can go wrong, on every adapter where it can: the same cases by the same names. `npm run -s bots:matrix` prints the table. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

for (const { title, start: startBot, faults, refused, opening, leaks } of faultRigs) {
  const open = async (start = startBot): Promise<BotPort> => {
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
      const started = await refused?.(await closedPort());
      if (started === undefined) return;
      cleanups.push(started.stop);
      const bot = await createBot(started.config, context);
      cleanups.push(async () => bot.close?.());
      await bot.open?.(new AbortController().signal);
      expect(await gist(bot, 'hello')).toBe('failure: transport');
    });

    for (const [fault, utterance] of Object.entries(FAULTS)) {
      const kind = faults[fault as Fault];
      const unopened = opening?.[fault as Fault];
      if (unopened !== undefined) {
        it(fault, async () => expect(await gist(await open(unopened.start), 'x')).toBe(`failure: ${unopened.kind}`));
        continue;
      }
      it.skipIf(kind === undefined)(fault, async () => {
        const bot = await open();
        expect(await gist(bot, 'before')).toBe('re: before');
        expect(await gist(bot, utterance)).toBe(`failure: ${kind}`);
        expect(await gist(bot, 'after')).toBe('re: after');
      });
    }

    it.skipIf(title === 'botium' || (faults['429'] === undefined && opening === undefined))('Retry-After of a 429', async () => {
      const bot = await open(opening?.['429']?.start);
      expect(await outcomeOf(bot, FAULTS['429'])).toMatchObject({ kind: 'transport', retryAfterMs: 1_000 });
    });

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

describe('transcript', () => {
  const line = (text: string) => `{"dialogue_id":"a","turn":0,"reply":{"text":"${text}"}}\n`;
  const refused = async (file: string, content?: string | Buffer): Promise<unknown> => {
    const folder = await mkdtemp(join(tmpdir(), 'shopreplay-faults-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    if (content !== undefined) await writeFile(join(folder, file), content);
    const bot = await createBot({ name: 't', transcript: file }, { ...context, baseDir: folder });
    return Promise.resolve(bot.open?.(new AbortController().signal)).catch((error: unknown) => error);
  };

  it('refused connection', async () => {
    expect(await refused('none.jsonl')).toMatchObject({ code: 'E_FILE_MISSING' });
  });

  it.each<[string, string, string | Buffer]>([
    ['truncated JSON', 'a.jsonl', line('x') + line('y').slice(0, 30)],
    ['wrong content type', 'a.jsonl', '<html>hi</html>'],
    ['wrong encoding', 'a.jsonl', Buffer.from(line('caf\xe9'), 'latin1')],
    ['wrong encoding in a table', 'a.csv', Buffer.from('dialogue_id,turn,reply\na,0,caf\xe9\n', 'latin1')],
    ['50 MB answer', 'a.jsonl', line('x'.repeat(50 * 1024 * 1024))],
    ['50 MB answer in a table', 'a.csv', `dialogue_id,turn,reply\na,0,${'x'.repeat(50 * 1024 * 1024)}\n`],
  ])('%s', async (_title, file, content) => {
    expect(await refused(file, content)).toMatchObject({ code: 'E_TRANSCRIPT', problems: [{ file, line: expect.any(Number) }] });
  });
});
