import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotAnswer, type BotPort, describeProblem, HarnessError } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { context, requestOf } from './fixtures/rigs.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopreplay-transcript-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(content: string | Buffer, file = 'replies.jsonl'): Promise<BotPort> {
  await writeFile(join(folder, file), content);
  const bot = await createBot({ name: 'old', transcript: file }, { ...context, baseDir: folder });
  await bot.open?.(new AbortController().signal);
  return bot;
}

const jsonl = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function ask(bot: BotPort, dialogue_id: string, turn: number, trial = 0): unknown {
  return bot.reply(requestOf('x'), { signal: new AbortController().signal, key: { dialogue_id, turn, trial } });
}

async function refusalOf(content: string | Buffer): Promise<HarnessError> {
  const error: unknown = await open(content).catch((thrown: unknown) => thrown);
  if (error instanceof HarnessError) return error;
  throw new Error('the recording was accepted');
}

describe('a recorded transcript', () => {
  it('answers synchronously, with the latency that is stated and no other', async () => {
    const bot = await open(
      jsonl(
        { dialogue_id: 'a', turn: 0, trial: 0, reply: { text: '好呀𠮶', intents: [] }, latency_ms: 412, first_token_ms: 80 },
        { dialogue_id: 'a', turn: 1, reply: { text: 'no latency', mood: 1 } },
        { dialogue_id: 'a', turn: 1, trial: 1, reply: { text: 'second trial' }, latency_ms: 0 },
      ),
    );
    expect(ask(bot, 'a', 0)).toEqual({ reply: { text: '好呀𠮶', intents: [] }, recorded: { latencyMs: 412, firstTokenMs: 80 } });
    expect(ask(bot, 'a', 1)).toEqual({ reply: { text: 'no latency' }, recorded: { latencyMs: null } });
    expect(ask(bot, 'a', 1, 1)).toEqual({ reply: { text: 'second trial' }, recorded: { latencyMs: 0 } });
    expect(bot.description).toEqual({ adapter: 'transcript', transcript: 'replies.jsonl' });
  });

  it('does not run a turn without a line', async () => {
    const bot = await open(jsonl({ dialogue_id: 'a', turn: 0, reply: { text: 'x' } }));
    for (const missing of [ask(bot, 'a', 1), ask(bot, 'b', 0), ask(bot, 'a', 0, 1)])
      expect(missing).toMatchObject({ notRun: true });
  });

  it('tells dialogue ids with odd characters apart', async () => {
    const bot = await open(
      jsonl({ dialogue_id: '1/0/a', turn: 0, reply: { text: 'x' } }, { dialogue_id: 'a', turn: 0, reply: { text: 'y' } }),
    );
    expect(ask(bot, '1/0/a', 0)).toMatchObject({ reply: { text: 'x' } });
    expect(ask(bot, '0/a', 1)).toMatchObject({ notRun: true });
  });

  it('reads a byte order mark, carriage returns, blank lines and a last line without newline', async () => {
    const bot = await open(
      '\ufeff{"dialogue_id":"a","turn":0,"reply":{"text":"x"}}\r\n\r\n{"dialogue_id":"a","turn":1,"reply":{"text":"y"}}',
    );
    expect(ask(bot, 'a', 1)).toMatchObject({ reply: { text: 'y' } });
  });

  it('plays the records of a run back, failures included', async () => {
    const key = { dialogue_id: 'a', trial: 0, attempts: 1 };
    const bot = await open(
      jsonl(
        { ...key, turn: 0, status: 'ok', reply: { text: 'x' }, latency_ms: 5 },
        { ...key, turn: 1, status: 'empty', reply: { text: '' }, latency_ms: 6 },
        { ...key, turn: 2, status: 'timeout', latency_ms: 1000, error: { kind: 'timeout', message: 'no reply in 1000 ms' } },
        { ...key, turn: 3, status: 'error', error: { kind: 'protocol', message: 'text: missing' } },
        { ...key, turn: 4, status: 'error', error: { kind: 'transport', message: 'refused' } },
        { ...key, turn: 5, status: 'not-run', attempts: 0 },
      ),
    );
    expect(ask(bot, 'a', 0)).toEqual({ reply: { text: 'x' }, recorded: { latencyMs: 5 } });
    expect(ask(bot, 'a', 1)).toEqual({ reply: { text: '' }, recorded: { latencyMs: 6 } });
    const failures = [2, 3, 4].map((turn) => (ask(bot, 'a', turn) as BotAnswer).recordedFailure);
    expect(failures).toEqual([
      { status: 'timeout', kind: 'timeout', message: 'no reply in 1000 ms', latencyMs: 1000 },
      { status: 'error', kind: 'protocol', message: 'text: missing', latencyMs: null },
      { status: 'error', kind: 'transport', message: 'refused', latencyMs: null },
    ]);
    expect(ask(bot, 'a', 5)).toMatchObject({ notRun: true });
  });
});

describe('a recording with mistakes', () => {
  it('is told all of them at once, with line and field', async () => {
    const good = { dialogue_id: 'a', turn: 0, reply: { text: 'x' } };
    const error = await refusalOf(
      Buffer.concat([
        Buffer.from(jsonl(good, { ...good, latency_ms: 5 })),
        Buffer.from('{"dialogue_id":\n'),
        Buffer.from('{"dialogue_id":"caf\xe9"}\n', 'latin1'),
        Buffer.from(
          jsonl(
            { ...good, turn: -1 },
            { ...good, turn: 5, reply: { intents: [] } },
            { ...good, turn: 6, latency: 3 },
            { ...good, turn: 7, latency_ms: 3, first_token_ms: 4 },
            [1],
            { ...good, turn: 8, status: 'fine', trial: 0, attempts: 1 },
          ),
        ),
      ]),
    );
    expect(error.code).toBe('E_TRANSCRIPT');
    expect(error.problems.map((problem) => [problem.line, problem.field])).toEqual([
      [2, 'turn'],
      [3, undefined],
      [4, undefined],
      [5, 'turn'],
      [6, 'reply'],
      [7, undefined],
      [8, 'first_token_ms'],
      [9, undefined],
      [10, 'status'],
    ]);
    expect(error.problems.every((problem) => problem.file === 'replies.jsonl' && problem.code === 'E_TRANSCRIPT')).toBe(true);
    expect(describeProblem(error.problems[0] ?? { code: 'E_JSON', message: '' })).toBe(
      'replies.jsonl:2: turn: a/0/0 is recorded already in line 1. To mend: keep one of them',
    );
  });

  it('shows the first twenty and counts them all', async () => {
    const error = await refusalOf('oops\n'.repeat(57));
    expect([error.problems.length, error.problemCount]).toEqual([20, 57]);
  });

  it.each(['', '\n \n'])('is refused when it is empty: %j', async (content) => {
    expect((await refusalOf(content)).message).toContain('holds no reply');
  });

  it('is refused when it is missing', async () => {
    const bot = await createBot({ name: 'old', transcript: 'none.jsonl' }, { ...context, baseDir: folder });
    await expect(bot.open?.(new AbortController().signal)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});
