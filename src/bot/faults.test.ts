/** What can go wrong, on every adapter where it can: the same cases by the same names. `npm run -s bots:matrix` prints the table. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BotPort } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { FAULTS, type Fault, faultRigs } from './fixtures/fault-rigs.js';
import {
  callOf,
  context,
  gist,
  giveUp,
  hasPython,
  heldOf,
  itOccurs,
  outcomeOf,
  requestOf,
  type Started,
  TOKEN,
} from './fixtures/rigs.js';

const cleanups: (() => Promise<void> | undefined)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function opened(start: () => Promise<Started>): Promise<{ bot: BotPort; held: ReturnType<typeof heldOf> }> {
  const started = await start();
  cleanups.push(started.stop);
  const bot = await createBot(started.config, context);
  cleanups.push(async () => bot.close?.());
  await bot.open?.(new AbortController().signal);
  return { bot, held: heldOf(started) };
}

for (const rig of faultRigs) {
  const missing = rig.title.includes('python3') && !hasPython;
  const { kinds, cannot, opening, start } = rig;

  describe.skipIf(missing)(missing ? `${rig.title}: NOT RUN, python3 is not installed` : rig.title, () => {
    itOccurs('refused connection', cannot['refused connection'], async () => {
      const { bot } = await opened(rig.refused);
      expect(await gist(bot, 'hello')).toBe('failure: transport');
    });

    for (const [fault, utterance] of Object.entries(FAULTS) as [Fault, string][]) {
      itOccurs(fault, cannot[fault], async () => {
        const refusing = opening?.[fault];
        const { bot } = await opened(refusing ?? start);
        if (refusing === undefined) expect(await gist(bot, 'before')).toBe('re: before');
        expect(await gist(bot, utterance)).toBe(`failure: ${kinds[fault]}`);
        if (refusing === undefined) expect(await gist(bot, 'after')).toBe('re: after');
      });
    }

    itOccurs('Retry-After of a 429', cannot['Retry-After of a 429'], async () => {
      const { bot } = await opened(opening?.['429'] ?? start);
      expect(await outcomeOf(bot, FAULTS['429'])).toMatchObject({ kind: 'transport', retryAfterMs: 1_000 });
    });

    it('silence', async () => {
      const { bot, held } = await opened(start);
      expect(await gist(bot, 'before')).toBe('re: before');
      await giveUp(bot, 'never', held);
      expect(await gist(bot, 'after')).toBe('re: after');
      held.letGo();
    });

    it('answer after the time-out', async () => {
      const { bot, held } = await opened(start);
      expect(await gist(bot, 'before')).toBe('re: before');
      await giveUp(bot, 'slow', held);
      // Before the next question has been asked …
      held.letGo();
      expect(await gist(bot, 'next')).toBe('re: next');
      await giveUp(bot, 'slow', held);
      // … and behind it.
      expect(await gist(bot, 'next but one')).toBe('re: next but one');
      held.letGo();
      expect(await gist(bot, 'after')).toBe('re: after');
    });

    it('secret in an error', async () => {
      vi.stubEnv('SHOPREPLAY_TEST_TOKEN', TOKEN);
      const outcome = await outcomeOf((await opened(start)).bot, 'leak');
      expect(outcome).toHaveProperty('message', expect.stringContaining('denied for ***'));
      expect(outcome).toHaveProperty('message', expect.not.stringContaining('sk-live'));
    });
  });
}

describe('transcript', () => {
  const line = (text: string) => `{"dialogue_id":"a","turn":0,"reply":{"text":"${text}"}}\n`;
  const record = (more: object) =>
    `${JSON.stringify({ dialogue_id: 'muying-0012-yue', turn: 0, trial: 0, attempts: 1, ...more })}\n`;
  const recording = async (file: string, content?: string | Buffer): Promise<BotPort> => {
    const folder = await mkdtemp(join(tmpdir(), 'shopreplay-faults-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    if (content !== undefined) await writeFile(join(folder, file), content);
    return createBot({ name: 't', transcript: file }, { ...context, baseDir: folder });
  };
  const refused = async (file: string, content?: string | Buffer): Promise<unknown> => {
    const bot = await recording(file, content);
    return Promise.resolve(bot.open?.(new AbortController().signal)).catch((error: unknown) => error);
  };
  const replayed = async (content: string): Promise<unknown> => {
    const bot = await recording('records.jsonl', content);
    await bot.open?.(new AbortController().signal);
    return bot.reply(requestOf('x'), callOf());
  };

  it('refused connection', async () => {
    expect(await refused('none.jsonl')).toMatchObject({ code: 'E_FILE_MISSING' });
  });

  it.each<[string, string, string | Buffer]>([
    ['truncated JSON', 'a.jsonl', line('x') + line('y').slice(0, 30)],
    ['wrong content type', 'a.jsonl', '<html>hi</html>'],
    ['wrong encoding', 'a.jsonl', Buffer.from(line('caf\xe9'), 'latin1')],
    ['wrong encoding', 'a.csv', Buffer.from('dialogue_id,turn,reply\na,0,caf\xe9\n', 'latin1')],
    ['50 MB answer', 'a.jsonl', line('x'.repeat(50 * 1024 * 1024))],
    ['50 MB answer', 'a.csv', `dialogue_id,turn,reply\na,0,${'x'.repeat(50 * 1024 * 1024)}\n`],
  ])('%s', async (_title, file, content) => {
    expect(await refused(file, content)).toMatchObject({ code: 'E_TRANSCRIPT', problems: [{ file, line: expect.any(Number) }] });
  });

  // What became of a call of a former run becomes of it again.
  it.each([
    ['429', 'transport'],
    ['500', 'bot'],
    ['redirect loop', 'bot'],
    ['endless stream', 'oversize'],
    ['crash in mid-dialogue', 'exit'],
  ])('%s', async (title, kind) => {
    const failed = await replayed(record({ status: 'error', latency_ms: 5, error: { kind, message: title } }));
    expect(failed).toMatchObject({ recordedFailure: { status: 'error', kind, message: title, latencyMs: 5 } });
  });

  it('silence', async () => {
    const silent = record({ status: 'timeout', latency_ms: 100, error: { kind: 'timeout', message: 'no reply' } });
    expect(await replayed(silent)).toMatchObject({ recordedFailure: { status: 'timeout', latencyMs: 100 } });
    expect(await replayed(line('of another dialogue'))).toMatchObject({ notRun: true });
  });

  const CANNOT = {
    'Retry-After of a 429': 'nothing is asked, so nothing is tried again',
    'answer after the time-out': 'a recording holds one answer a turn',
    'answer to the wrong id': 'answers are found by dialogue and turn',
    'secret in an error': 'nothing is sent, so no secret comes back',
  };
  for (const [title, cannot] of Object.entries(CANNOT)) itOccurs(title, cannot, async () => undefined);
});
