import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotAnswer, type BotPort, HarnessError } from '../schema/index.js';
import { createBot } from './create-bot.js';
import { context, requestOf } from './fixtures/rigs.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopreplay-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(file: string, content?: string | Buffer): Promise<BotPort> {
  if (content !== undefined) await writeFile(join(folder, file), content);
  const bot = await createBot({ name: 'old', transcript: file }, { ...context, baseDir: folder });
  await bot.open?.(new AbortController().signal);
  return bot;
}

function ask(bot: BotPort, dialogue_id: string, turn: number, trial = 0): BotAnswer {
  return bot.reply(requestOf('x'), { signal: new AbortController().signal, key: { dialogue_id, turn, trial } }) as BotAnswer;
}

async function refusalOf(file: string, content?: string | Buffer): Promise<HarnessError> {
  const error: unknown = await open(file, content).catch((thrown: unknown) => thrown);
  if (error instanceof HarnessError) return error;
  throw new Error('the recording was accepted');
}

const placesOf = (error: HarnessError) => error.problems.map(({ line, field }) => [line, field]);

describe('a table of replies', () => {
  it('has a row a turn: text, intents, slots and the rest', async () => {
    const bot = await open(
      'replies.csv',
      `\ufeffdialogue_id,turn,trial,reply,intents,slots,products,handoff,emotion,latency_ms,first_token_ms\r
a,0,,"亲，""1段""
适合哦",product.suitability|product.ask,"{""age"":""3个月""}",SKU-1|SKU-2,0,neutral,412,80\r
a,1,1,好,"[{""name"":""greet"",""confidence"":0.5}]",,,TRUE,,,\r
\r
a,2,0,没听懂,,,,,,0.5,\r
`,
    );
    expect(ask(bot, 'a', 0)).toEqual({
      reply: {
        text: '亲，"1段"\n适合哦',
        intents: [{ name: 'product.suitability' }, { name: 'product.ask' }],
        slots: { age: '3个月' },
        products: ['SKU-1', 'SKU-2'],
        handoff: false,
        emotion: 'neutral',
      },
      recorded: { latencyMs: 412, firstTokenMs: 80 },
    });
    expect(ask(bot, 'a', 1, 1)).toEqual({
      reply: { text: '好', intents: [{ name: 'greet', confidence: 0.5 }], handoff: true },
      recorded: { latencyMs: null },
    });
    expect(ask(bot, 'a', 2).reply).toEqual({ text: '没听懂', intents: [] });
    expect(ask(bot, 'a', 3)).toMatchObject({ notRun: true });
  });

  it('exposes no intents when no row states one; tabs work as well', async () => {
    const bot = await open('replies.tsv', 'dialogue_id\tturn\tintents\treply\na\t0\t\t你好, 在的\na\t1\t\t\n');
    expect(ask(bot, 'a', 0).reply).toEqual({ text: '你好, 在的' });
    expect(ask(bot, 'a', 1).reply).toEqual({ text: '' });
  });

  it('tells unknown, double and missing columns in the first line', async () => {
    const error = await refusalOf('columns.csv', 'dialogue_id,turn,answer,turn\na,0,x,1\n');
    expect(error.code).toBe('E_TRANSCRIPT');
    expect(placesOf(error)).toEqual([
      [1, 'answer'],
      [1, 'turn'],
      [1, 'reply'],
    ]);
    expect(error.problems.every(({ file }) => file === 'columns.csv')).toBe(true);
  });

  it('tells every row that is amiss, by the line it begins on', async () => {
    const error = await refusalOf(
      'rows.csv',
      `dialogue_id,turn,reply,latency_ms,handoff,slots
a,0,"two
lines",5,,
a,0,again,5,,
a,x,ok,5,,
a,1,ok,fast,,
a,2,ok,5,maybe,
a,3,ok,5,,{oops
,4,ok,5,,
a,5,ok,5,,,surplus
a,6,ok,-5,,
`,
    );
    expect(placesOf(error)).toEqual([
      [4, 'turn'],
      [5, 'turn'],
      [6, 'latency_ms'],
      [7, 'handoff'],
      [8, 'slots'],
      [9, 'dialogue_id'],
      [10, undefined],
      [11, 'latency_ms'],
    ]);
  });

  it('is refused when it is empty, in another encoding, or has an open quote', async () => {
    expect((await refusalOf('empty.csv', '')).message).toContain('holds no reply');
    expect((await refusalOf('header.csv', 'dialogue_id,turn,reply\n')).message).toContain('holds no reply');
    const gb = Buffer.concat([Buffer.from('dialogue_id,turn,reply\na,0,'), Buffer.from([0xba, 0xc3]), Buffer.from('\n')]);
    expect(placesOf(await refusalOf('gb.csv', gb))).toEqual([[2, undefined]]);
    expect((await refusalOf('quote.csv', 'dialogue_id,turn,reply\na,0,"open\n')).problems[0]).toMatchObject({ line: 2 });
  });
});

describe('the turns.csv of a run', () => {
  const HEADER =
    'dialogue_id,turn,trial,status,utterance,intent_gold,intent_predicted,intent_correct,relevance,critical_error,off_topic,reasons,reply,latency_ms,slice:dialect\n';

  it('is replayed with its statuses and latencies, the guard against formulas taken off', async () => {
    const bot = await open(
      'turns.csv',
      `\ufeff${HEADER}a,0,0,ok,在吗,greet,greet,1,1,0,0,,'=1+1 亲,3.2,yue
a,1,0,ok,x,stock,,0,0,0,0,,"'不是公式",4,yue
a,2,0,timeout,x,stock,,0,0,0,0,,,5000,yue
a,3,0,error,x,,,,,,,,,12,yue
a,4,0,not-run,x,,,,,,,,,,yue
`,
    );
    expect(ask(bot, 'a', 0)).toEqual({ reply: { text: '=1+1 亲', intents: [{ name: 'greet' }] }, recorded: { latencyMs: 3.2 } });
    expect(ask(bot, 'a', 1).reply).toEqual({ text: "'不是公式", intents: [] });
    expect(ask(bot, 'a', 2).recordedFailure).toMatchObject({ status: 'timeout', latencyMs: 5000 });
    expect(ask(bot, 'a', 3).recordedFailure).toMatchObject({ status: 'error', kind: 'bot', latencyMs: 12 });
    expect(ask(bot, 'a', 4)).toMatchObject({ notRun: true });
  });

  it('with a column of its own or a status that there is not is refused', async () => {
    expect(placesOf(await refusalOf('t1.csv', HEADER.replace('relevance', 'grade')))).toEqual([[1, 'grade']]);
    expect(placesOf(await refusalOf('t2.csv', `${HEADER}a,0,0,fine,x,,,,,,,,y,1,\n`))).toEqual([[2, 'status']]);
  });
});

describe('the folder of a run', () => {
  const record = { dialogue_id: 'a', turn: 0, trial: 0, status: 'ok', reply: { text: 'x' }, latency_ms: 5, attempts: 1 };

  it('gives its records', async () => {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'run', 'records.jsonl'), `${JSON.stringify(record)}\n`);
    expect(ask(await open('run'), 'a', 0)).toEqual({ reply: { text: 'x' }, recorded: { latencyMs: 5 } });
    await writeFile(join(folder, 'run', 'records.jsonl'), `${JSON.stringify({ ...record, mood: 1 })}\n`);
    expect((await refusalOf('run')).problems[0]).toMatchObject({ file: join('run', 'records.jsonl'), line: 1 });
  });

  it('of several bots names their folders', async () => {
    await mkdir(join(folder, 'both', 'old'), { recursive: true });
    await writeFile(join(folder, 'both', 'old', 'records.jsonl'), `${JSON.stringify(record)}\n`);
    const error = await refusalOf('both');
    expect(error).toMatchObject({ code: 'E_FILE_MISSING', message: expect.stringContaining(`one bot: ${join('both', 'old')}`) });
    await mkdir(join(folder, 'nothing'));
    expect((await refusalOf('nothing')).message).toContain('holds no records.jsonl');
  });
});
