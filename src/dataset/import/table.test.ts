import { afterEach, describe, expect, it } from 'vitest';
import { imported } from '../fixtures/imported.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { workbook } from '../fixtures/workbook.js';
import { unpackedSize } from './xlsx.js';

afterEach(removeTempFolders);

const SHEET = [
  ['会话', '角色', '问题', '意图', '渠道'],
  ['s1', '客服', '您好', '', 'app'],
  ['s1', '用户', '奶粉几段', '适用', 'app'],
  ['s1', '客服', '亲，一段', '', 'app'],
  ['s1', '客服', '0到6个月喝的', '', 'app'],
  ['s1', '用户', '包邮吗', '运费', 'app'],
  ['s2', '用户', '在吗', '', 'web'],
  ['s2', '用户', '', '运费', 'web'],
  ['s3', '客服', '有人吗', '', 'web'],
];
const SPEC = '?utterance=问题&intent=意图&dialogue_id=会话&slice:channel=渠道&role=角色&shopper=用户&lang=zh-CN';
const DIALOGUES = [
  {
    id: 's1',
    lang: 'zh-CN',
    slices: { channel: 'app' },
    turns: [
      { utterance: '奶粉几段', label: { intent: '适用' }, gold_reply: '亲，一段\n0到6个月喝的' },
      { utterance: '包邮吗', label: { intent: '运费' } },
    ],
    meta: { opening: '您好' },
  },
  { id: 's2', lang: 'zh-CN', slices: { channel: 'web' }, turns: [{ utterance: '在吗' }] },
];
const SKIPPED = { 'a dialogue without a word of the shopper': 1, 'no utterance': 1 };

const csv = (rows: readonly (readonly string[])[], delimiter = ',') => rows.map((row) => row.join(delimiter)).join('\n');
const objects = SHEET.slice(1).map((row) => Object.fromEntries((SHEET[0] ?? []).map((name, i) => [name, row[i]])));
const FILES = {
  'a.csv': csv(SHEET),
  'a.tsv': csv(SHEET, '\t'),
  'a.jsonl': objects.map((row) => JSON.stringify(row)).join('\n'),
  'a.json': JSON.stringify(objects, null, 2),
  'a.xlsx': workbook(SHEET),
};

describe('a table with a mapping of its columns', () => {
  it.each(Object.keys(FILES))('reads %s: rows of an id are turns, replies go to the turn before', async (name) => {
    const found = await imported(tempFolder(FILES), `table:${name}${SPEC}`);
    expect(found.problems).toEqual([]);
    expect(found.dialogues).toEqual(DIALOGUES);
    expect(found.skipped).toEqual(SKIPPED);
    expect(found.rows).toBe(8);
  });

  it('makes a dialogue of each row without ids, with slots, several values a cell and meta', async () => {
    const folder = tempFolder({
      'q.csv': 'q;tags;size;sku;who;mark\n"two; lines\nhere";a/b;M;S1/S2;x,y;4\nno tags;;;;;',
    });
    const spec =
      'table:q.csv?utterance=q&intent=tags&slot:size=size&products=sku&meta:who=who&satisfaction=mark&delimiter=;&list=/';
    expect((await imported(folder, spec)).dialogues).toEqual([
      {
        id: 'q-1',
        turns: [
          {
            utterance: 'two; lines\nhere',
            label: { intent: ['a', 'b'], slots: { size: 'M' }, products: { S1: 1, S2: 1 }, satisfaction: 4 },
            meta: { who: 'x,y' },
          },
        ],
      },
      { id: 'q-2', turns: [{ utterance: 'no tags' }] },
    ]);
  });

  it('finds members of members in JSON, and knows roles by their usual words', async () => {
    const rows = [
      { d: 1, m: { text: 'hi', by: 'Customer' }, t: ['a', 'b'] },
      { d: 1, m: { text: 'hello', by: 'AGENT' } },
    ];
    const folder = tempFolder({ 'r.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') });
    const found = await imported(folder, 'table:r.jsonl?utterance=m.text&role=m.by&dialogue_id=d&intent=t');
    expect(found.dialogues).toEqual([
      { id: '1', turns: [{ utterance: 'hi', label: { intent: ['a', 'b'] }, gold_reply: 'hello' }] },
    ]);
  });

  it('reads GB18030, as Chinese spreadsheets are saved', async () => {
    // 问,意 and 在吗,闲
    const bytes = [0xce, 0xca, 0x2c, 0xd2, 0xe2, 0x0a, 0xd4, 0xda, 0xc2, 0xf0, 0x2c, 0xcf, 0xd0, 0x0a];
    const found = await imported(tempFolder({ 'g.csv': Uint8Array.from(bytes) }), 'table:g.csv?utterance=问&intent=意');
    expect(found.dialogues).toEqual([{ id: 'g-1', turns: [{ utterance: '在吗', label: { intent: '闲' } }] }]);
  });
});

describe('a workbook', () => {
  it('of our own columns needs no mapping, and is known by its name', async () => {
    const rows = [
      ['dialogue_id', 'utterance', 'intent', 'slots'],
      ['w', '一段有吗', 'a|b', 'stage=1段'],
    ];
    const folder = tempFolder({ 'w.xlsx': workbook(rows) });
    const expected = [{ id: 'w', turns: [{ utterance: '一段有吗', label: { intent: ['a', 'b'], slots: { stage: '1段' } } }] }];
    for (const spec of ['w.xlsx', 'table:w.xlsx']) expect((await imported(folder, spec)).dialogues).toEqual(expected);
  });

  it('has sheets by name or number, numbers, and text of several lines', async () => {
    const folder = tempFolder({
      's.xlsx': workbook(
        [['x']],
        [
          ['q', 'n'],
          ['two\nlines', 3.5],
        ],
      ),
    });
    for (const sheet of ['2', 'Sheet2']) {
      const { dialogues } = await imported(folder, `table:s.xlsx?utterance=q&slot:n=n&sheet=${sheet}`);
      expect(dialogues[0]?.turns).toEqual([{ utterance: 'two\nlines', label: { slots: { n: '3.5' } } }]);
    }
    expect((await imported(folder, 'table:s.xlsx?utterance=q&sheet=Nope')).problems).toMatchObject([
      { code: 'E_USAGE', message: expect.stringContaining('Nope') },
    ]);
  });

  it('that is none, or would burst, is refused', async () => {
    const bomb = Buffer.from(workbook([['q']]));
    // The directory says what the first member unpacks to.
    const entry = bomb.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bomb.writeUInt32LE(0x7fffffff, entry + 24);
    const folder = tempFolder({ 'b.xlsx': bomb, 'old.xlsx': Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 't.xlsx': 'PK no' });
    const of = async (name: string) => (await imported(folder, `table:${name}?utterance=q`)).problems;
    expect(await of('b.xlsx')).toMatchObject([{ code: 'E_FILE_FORMAT', message: expect.stringContaining('512 MiB') }]);
    expect(await of('old.xlsx')).toMatchObject([{ code: 'E_FILE_FORMAT', message: expect.stringContaining('.xls') }]);
    expect(await of('t.xlsx')).toMatchObject([{ code: 'E_FILE_FORMAT', mend: expect.stringContaining('CSV') }]);
    expect(unpackedSize(Buffer.from(workbook([['q']])))).toBeGreaterThan(100);
  });
});

describe('what is wrong with a table', () => {
  it.each(Object.keys(FILES))('a column that %s does not have, with those that it has', async (name) => {
    const { problems } = await imported(tempFolder(FILES), `table:${name}?utterance=问题&intent=意途`);
    expect(problems).toMatchObject([
      { code: 'E_CSV', message: 'there is no column "意途"', expected: expect.stringContaining('会话, 角色, 问题, 意图, 渠道') },
    ]);
  });

  it.each([
    ['table:a.csv?utterence=问题', 'E_USAGE', /no option "utterence"/, /did you mean "utterance"/],
    ['table:a.csv?utterance=问题&role=角色', 'E_USAGE', /role needs dialogue_id/, /dialogue_id=COLUMN/],
    ['table:a.csv?utterance=问题&shopper=用户', 'E_USAGE', /role column/, /role=COLUMN/],
    ['table:a.csv?utterance=', 'E_USAGE', /"utterance" is empty/, /leave it out/],
    [
      'table:a.csv?utterance=问题&dialogue_id=会话&role=角色&shopper=用户&bot=机器人',
      'E_FIELD',
      /nobody is known as "客服"/,
      /shopper=WORD/,
    ],
    ['tables:a.csv', 'E_USAGE', /no format "tables"/, /did you mean "table"/],
  ])('%s', async (spec, code, message, mend) => {
    const { problems } = await imported(tempFolder(FILES), spec);
    expect(problems[0]).toMatchObject({ code, message: expect.stringMatching(message), mend: expect.stringMatching(mend) });
  });

  it('an encoding that is mixed, a quote that is not closed, a row without end: each with its line', async () => {
    const mixed = Buffer.concat([Buffer.from('q\n好的\n行\n'), Buffer.from([0xc4, 0xe3, 0x0a])]);
    const folder = tempFolder({ 'mixed.csv': mixed, 'quote.csv': 'q\na\n"b\nc\n', 'long.csv': `q\na\n"${'x'.repeat(17 << 20)}` });
    const of = async (name: string) => (await imported(folder, `table:${name}?utterance=q`)).problems;
    expect(await of('mixed.csv')).toMatchObject([{ code: 'E_ENCODING', line: 4, mend: expect.stringContaining('iconv') }]);
    expect(await of('quote.csv')).toMatchObject([{ code: 'E_CSV', line: 3 }]);
    expect(await of('long.csv')).toMatchObject([{ code: 'E_FILE_FORMAT', line: 3, message: expect.stringContaining('16 MiB') }]);
  });
});
