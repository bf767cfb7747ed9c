import { PassThrough, Writable } from 'node:stream';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import type { ScoredDialogue } from '../../schema/index.js';
import { DIALOGUES, HOSTILE_FORMULA } from '../fixtures/dialogues.js';
import { largeReportFixture, scoredFixture } from '../fixtures/report-fixture.js';
import { renderConfusionCsv } from './confusion.js';
import type { CsvOptions, CsvWriter } from './csv-sheet.js';
import { csvLine } from './csv-sheet.js';
import { openErrorsCsv } from './errors.js';
import { openTurnsCsv } from './turns.js';

const SLICES = ['dialect', 'noise'];
const keyword = DIALOGUES.map((sketch) => scoredFixture(sketch, 'keyword'));

type Open = (stream: Writable, sliceNames: readonly string[], options?: CsvOptions) => CsvWriter<ScoredDialogue>;

async function written(open: Open, dialogues: readonly ScoredDialogue[], options?: CsvOptions): Promise<string> {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const writer = open(stream, SLICES, options);
  for (const scored of dialogues) await writer.write(scored);
  await writer.end();
  return Buffer.concat(chunks).toString('utf8');
}

/** Read back by another program. */
function parsed(text: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  return new Promise((resolve, reject) => {
    parseString(text, { headers: true })
      .on('data', (row: Record<string, string>) => rows.push(row))
      .on('end', () => resolve(rows))
      .on('error', reject);
  });
}

describe('turns.csv', () => {
  it('has exactly the columns of the format, after a byte order mark', async () => {
    const text = await written(openTurnsCsv, []);
    expect(text).toBe(
      '\ufeffdialogue_id,turn,trial,status,utterance,intent_gold,intent_predicted,intent_correct,relevance,critical_error,off_topic,reasons,reply,latency_ms,slice:dialect,slice:noise\n',
    );
    expect(await written(openTurnsCsv, [], { bom: false })).toBe(text.slice(1));
  });

  it('has one row a record, and a CSV reader gets what went in', async () => {
    const rows = await parsed(await written(openTurnsCsv, keyword));
    expect(rows).toHaveLength(7);
    expect(rows[0]).toEqual({
      dialogue_id: 'muying-0012-yue',
      turn: '0',
      trial: '0',
      status: 'ok',
      utterance: 'BB三个月食咩奶粉好呀',
      intent_gold: 'product.recommend',
      intent_predicted: 'chitchat.greet',
      intent_correct: '0',
      relevance: '0.06',
      critical_error: '0',
      off_topic: '1',
      reasons: 'vital nugget "stage" is missing; stock phrase only',
      reply: '亲，在的呢，请问有什么可以帮您？',
      latency_ms: '3.2',
      'slice:dialect': 'yue',
      'slice:noise': '',
    });
    expect(rows[1]).toMatchObject({ critical_error: '1' });
    expect(rows[2]).toMatchObject({ 'slice:noise': 'typo' });
    expect(rows[4]?.reply).toBe(`'${HOSTILE_FORMULA}`);
    expect(rows[4]).toMatchObject({ relevance: '', critical_error: '' });
  });

  it('leaves cells empty for a failed call and for a bot without intents, never 0', async () => {
    const [failed] = await parsed(
      await written(openTurnsCsv, [scoredFixture(DIALOGUES[2] as (typeof DIALOGUES)[number], 'guide')]),
    );
    expect(failed).toMatchObject({
      status: 'timeout',
      reply: '',
      intent_predicted: '',
      intent_correct: '0',
      relevance: '0',
      latency_ms: '5000',
    });
    const first = keyword[0] as ScoredDialogue;
    const hidden = first.score.turns.map((turn) => ({ ...turn, exposed: { ...turn.exposed, intents: false } }));
    const [row] = await parsed(await written(openTurnsCsv, [{ ...first, score: { ...first.score, turns: hidden } }]));
    expect(row).toMatchObject({ intent_gold: 'product.recommend', intent_correct: '' });
  });

  it('joins several values of a slice, and is not fooled by a name that begins alike', async () => {
    const first = keyword[0] as ScoredDialogue;
    const labels = ['dialect=yue', 'dialect=hk=1', 'dialect2=x', 'noise'];
    const [row] = await parsed(await written(openTurnsCsv, [{ ...first, score: { ...first.score, slices: [labels, labels] } }]));
    expect(row).toMatchObject({ 'slice:dialect': 'yue|hk=1', 'slice:noise': '' });
  });
});

describe('errors.csv', () => {
  it('has the wrong turns alone, with reference and error', async () => {
    const guide = DIALOGUES.map((sketch) => scoredFixture(sketch, 'guide'));
    const rows = await parsed(await written(openErrorsCsv, guide));
    expect(rows.map((row) => [row.dialogue_id, row.turn, row.status])).toEqual([
      ['muying-0044', '0', 'timeout'],
      ['muying-0044', '1', 'error'],
      ['muying-0058-sichuan', '0', 'ok'],
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      'dialogue_id,turn,trial,status,utterance,intent_gold,intent_predicted,confidence,relevance,critical_error,reasons,reference,reply,error,slice:dialect,slice:noise'.split(
        ',',
      ),
    );
    expect(rows[0]).toMatchObject({
      error: 'timeout: no reply within 5000 ms',
      reference: '非常抱歉给您带来不便，马上为您转接人工客服。',
    });
    expect(rows[2]).toMatchObject({ confidence: '0.52', intent_predicted: 'price.ask' });
  });
});

describe('confusion.csv', () => {
  it('is the whole matrix', () => {
    const confusion = [
      { gold: 'b', predicted: 'a', count: 2 },
      { gold: 'a', predicted: 'a', count: 7 },
      { gold: '=x', predicted: '(none)', count: 1 },
    ];
    expect(renderConfusionCsv({ confusion }, { bom: false })).toBe(
      ["gold \\ predicted,(none),'=x,a,b", '(none),0,0,0,0', "'=x,1,0,0,0", 'a,0,0,7,0', 'b,0,0,2,0', ''].join('\n'),
    );
    expect(renderConfusionCsv({ confusion: [] })).toBe('\ufeffgold \\ predicted\n');
  });
});

describe('the writer', () => {
  it('quotes what must be quoted and refuses a number that is none', () => {
    expect(csvLine(['a"b', 'c,d', 'e\nf', 'g', 1.5, undefined])).toBe('"a""b","c,d","e\nf",g,1.5,\n');
    expect(() => csvLine([Number.NaN])).toThrow(RangeError);
  });

  it('asks to wait while the stream is full, and loses nothing', async () => {
    let waits = 0;
    let bytes = 0;
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _, done) {
        bytes += chunk.length;
        setImmediate(done);
      },
    });
    const writer = openTurnsCsv(slow, SLICES);
    const many = largeReportFixture(400).bots[0].wrong;
    for (const scored of many) {
      const wait = writer.write(scored);
      if (wait !== undefined) {
        waits += 1;
        await wait;
        expect(slow.writableLength).toBe(0);
      }
    }
    await writer.end();
    expect(waits).toBeGreaterThan(0);
    expect(bytes).toBe(Buffer.byteLength(await written(openTurnsCsv, many)));
  });

  it('rejects when the stream fails, and when it is closed under it', async () => {
    const full = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    const writer = openTurnsCsv(full, SLICES);
    await expect(
      (async () => {
        for (const scored of largeReportFixture(400).bots[0].wrong) await writer.write(scored);
        await writer.end();
      })(),
    ).rejects.toThrow('disk full');
    await expect(writer.end()).rejects.toThrow('disk full');

    const closed = new Writable({ highWaterMark: 1, write: () => undefined });
    const other = openTurnsCsv(closed, SLICES);
    const pending = (async () => {
      for (const scored of largeReportFixture(400).bots[0].wrong) await other.write(scored);
    })();
    setImmediate(() => closed.destroy());
    await expect(pending).rejects.toThrow('closed before everything was written');
  });
});
