import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openDataset } from './dataset.js';
import { allDialogues, jsonLines, problemsIn, removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

const CSV = `dialogue_id,parent,turn,lang,utterance,intent,slots,references,answerable,nuggets,forbidden,products,handoff,emotion,emotion_handling,satisfaction,gold_reply,slice:vertical,slice:noise
m1,,1,zh-CN,"BB三个月食咩奶粉好呀, 急",product.recommend|price.ask,age=3个月|brand=A|brand=B,选1段|一段就好,TRUE,!stage: 1段/一段|price: =268元|own: $age,2段|3段,SKU-1:2|SKU-7:0.5,none,anxious,soothe,4,"亲，选1段
哦",mother-baby,asr|typo
m1,,2,,𠮶系几钱？,oos,,,,,,,,,,,,mother-baby,
m1-yue,m1,1,zh-HK,'=几钱,,,,,,,,,,,,,,
m1-yue,,2,,好,,,,,,,,,,,,,,
`;

const SAME = [
  {
    id: 'm1',
    lang: 'zh-CN',
    slices: { vertical: 'mother-baby' },
    turns: [
      {
        utterance: 'BB三个月食咩奶粉好呀, 急',
        label: {
          intent: ['product.recommend', 'price.ask'],
          slots: { age: '3个月', brand: ['A', 'B'] },
          answer: {
            references: ['选1段', '一段就好'],
            answerable: true,
            nuggets: [
              { id: 'stage', vital: true, any: ['1段', '一段'] },
              { id: 'price', vital: false, fact: '268元' },
              { id: 'own', vital: false, slot: 'age' },
            ],
            forbidden: ['2段', '3段'],
          },
          products: { 'SKU-1': 2, 'SKU-7': 0.5 },
          handoff: 'none',
          emotion: 'anxious',
          emotion_handling: 'soothe',
          satisfaction: 4,
        },
        gold_reply: '亲，选1段\n哦',
        slices: { noise: ['asr', 'typo'] },
      },
      { utterance: '𠮶系几钱？', label: { intent: 'oos' } },
    ],
  },
  { id: 'm1-yue', parent: 'm1', lang: 'zh-HK', turns: [{ utterance: '=几钱' }, { utterance: '好' }] },
];

/** Bytes of `text` in GB18030: two characters that it writes in four bytes included. */
const GB18030 = Buffer.concat([
  Buffer.from('dialogue_id,utterance\r\nx,'),
  // 在吗，𠮶 — 在 D4DA, 吗 C2F0, ， A3AC, 𠮶 (U+20BB6) 95 34 B2 34
  Buffer.from([0xd4, 0xda, 0xc2, 0xf0, 0xa3, 0xac, 0x95, 0x34, 0xb2, 0x34]),
  Buffer.from('\r\n'),
]);

describe('the same dialogues', () => {
  test('as JSON lines, with the same survey but for name and digest', async () => {
    const folder = tempFolder({ 'a.csv': CSV, 'a.jsonl': jsonLines(...SAME) });
    expect(await allDialogues(folder, ['a.csv'])).toEqual(SAME);
    const [csv, jsonl] = await Promise.all(
      ['a.csv', 'a.jsonl'].map(async (path) => (await openDataset([path], {}, folder)).survey()),
    );
    expect({ ...csv, name: '', digest: '' }).toEqual({ ...jsonl, name: '', digest: '' });
    expect(csv?.digest).toBe(`sha256:${createHash('sha256').update(CSV).digest('hex')}`);
  });

  test.each([
    ['with a byte-order mark', `\ufeff${CSV}`],
    ['with CRLF, but for the break within a cell', CSV.replace(/\n(?!哦)/g, '\r\n')],
    ['without an end to the last line', CSV.trimEnd()],
    ['with blank lines and empty rows', `\n${CSV.replace('m1,,2', `${','.repeat(18)}\n\nm1,,2`)}`],
    ['counting turns from 0', CSV.replace(/^([^,\n]+,[^,\n]*),([12])(?=,)/gm, (_, head, turn) => `${head},${Number(turn) - 1}`)],
    ['in chunks of 7 bytes', CSV],
  ])('%s', async (name, content) => {
    const options = name.includes('chunks') ? { chunkBytes: 7 } : {};
    expect(await allDialogues(tempFolder({ 'a.csv': content }), ['a.csv'], {}, options)).toEqual(SAME);
  });

  test('with tabs', async () => {
    const content = 'dialogue_id\tutterance\tintent\nx\t几钱, 呀\ta|b\n';
    expect(await allDialogues(tempFolder({ 'a.tsv': content }), ['a.tsv'])).toEqual([
      { id: 'x', turns: [{ utterance: '几钱, 呀', label: { intent: ['a', 'b'] } }] },
    ]);
  });

  test('whatever the size of a chunk', async () => {
    const folder = tempFolder({ 'a.csv': CSV });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 900 }), async (chunkBytes) => {
        expect(await allDialogues(folder, ['a.csv'], {}, { chunkBytes, keptBytes: 0 })).toEqual(SAME);
      }),
      { numRuns: 25 },
    );
  });
});

describe('encodings', () => {
  test('GB18030 is noticed, astral characters included', async () => {
    expect(await allDialogues(tempFolder({ 'a.csv': GB18030 }), ['a.csv'])).toEqual([
      { id: 'x', turns: [{ utterance: '在吗，𠮶' }] },
    ]);
  });

  test('one damaged character does not turn UTF-8 into GB18030', async () => {
    // The last byte of 在 is missing; as GB18030 the two that are left would be a character too.
    const bytes = Buffer.concat([
      Buffer.from('dialogue_id,utterance\nx,在吗\nx,在\nx,'),
      Buffer.from([0xe5, 0x9c]),
      Buffer.from('\n'),
    ]);
    expect(await problemsIn(tempFolder({ 'a.csv': bytes }), ['a.csv'])).toMatchObject([
      { code: 'E_ENCODING', file: 'a.csv', line: 4, message: expect.stringContaining('0xE5') },
    ]);
  });

  test('neither', async () => {
    const bytes = Buffer.concat([Buffer.from('dialogue_id,utterance\nx,'), Buffer.from([0xff, 0xff]), Buffer.from('\n')]);
    expect(await problemsIn(tempFolder({ 'a.csv': bytes }), ['a.csv'])).toMatchObject([{ code: 'E_ENCODING', line: 2 }]);
  });

  test('UTF-16 and NUL', async () => {
    const utf16 = Buffer.from(`\ufeff${CSV}`, 'utf16le');
    expect(await problemsIn(tempFolder({ 'a.csv': utf16 }), ['a.csv'])).toMatchObject([
      { code: 'E_ENCODING', message: 'the file is UTF-16' },
    ]);
    expect(await problemsIn(tempFolder({ 'a.csv': 'dialogue_id,utterance\nx,a\nx,b\0\n' }), ['a.csv'])).toMatchObject([
      { code: 'E_ENCODING', line: 3, message: expect.stringContaining('NUL byte at column 4') },
    ]);
  });
});

/** Problems of a spreadsheet, as [line, field, message]. */
async function wrong(content: string, file = 'a.csv') {
  const problems = await problemsIn(tempFolder({ [file]: content }), [file]);
  for (const problem of problems) expect(problem.file).toBe(file);
  return problems.map(({ code, line, field, message }) => [code, line, field, message]);
}

describe('what is wrong with a spreadsheet', () => {
  test('columns: missing, unknown, twice', async () => {
    expect(await wrong('id,utterence,lang,lang\nx,a,b,c\n')).toEqual([
      ['E_CSV', 1, 'id', 'unknown column "id"'],
      ['E_CSV', 1, 'utterence', 'unknown column "utterence"'],
      ['E_CSV', 1, 'lang', 'the column "lang" stands twice'],
      ['E_CSV', 1, 'dialogue_id', 'the column "dialogue_id" is missing'],
      ['E_CSV', 1, 'utterance', 'the column "utterance" is missing'],
    ]);
    const problems = await problemsIn(tempFolder({ 'a.csv': 'dialogue_id,utterence,utterance,slice_dialect\n' }), ['a.csv']);
    expect(problems.map((problem) => problem.mend)).toEqual(['did you mean "utterance"?', 'did you mean "slice:dialect"?']);
  });

  test('turns that do not count on', async () => {
    expect(await wrong('dialogue_id,turn,utterance\nx,1,a\nx,3,b\ny,0,c\nz,,d\nw,eins,e\n')).toEqual([
      ['E_FIELD', 3, 'turn', 'got "3"'],
      ['E_FIELD', 4, 'turn', 'got "0"'],
      ['E_FIELD', 6, 'turn', 'got "eins"'],
    ]);
    expect(await wrong('dialogue_id,turn,utterance\nx,2,a\n')).toEqual([['E_FIELD', 2, 'turn', 'got "2"']]);
  });

  test('rows of a dialogue apart', async () => {
    const problems = await problemsIn(tempFolder({ 'a.csv': 'dialogue_id,utterance\nx,a\ny,b\nx,c\n' }), ['a.csv']);
    expect(problems).toMatchObject([
      {
        code: 'E_DUPLICATE_ID',
        line: 4,
        field: 'dialogue_id',
        mend: expect.stringContaining('put the rows of a dialogue together'),
      },
    ]);
  });

  test('cells, by row and column', async () => {
    const head = 'dialogue_id,utterance,slots,nuggets,products,handoff,satisfaction,answerable,lang\n';
    expect(await wrong(`${head}x,a,age,,,,,,zh\nx,b,,stage,,,,,en\nx,,,,SKU-1,maybe,nine,no,\n,c,,,,,,,\n`)).toEqual([
      ['E_FIELD', 2, 'slots', '"age" is no slot'],
      ['E_FIELD', 3, 'lang', '"en" on this row, "zh" on another of dialogue "x"'],
      ['E_FIELD', 3, 'nuggets', '"stage" is no nugget'],
      ['E_FIELD', 4, 'answerable', 'got "no"'],
      ['E_FIELD', 4, 'products', '"SKU-1" is no graded product'],
      ['E_FIELD', 4, 'satisfaction', 'got "nine"'],
      ['E_FIELD', 4, 'utterance', 'got an empty text'],
      ['E_FIELD', 4, 'handoff', 'got "maybe"'],
      ['E_FIELD', 5, 'dialogue_id', 'is missing'],
    ]);
  });

  test('labels that only the dataset can judge, by row and column', async () => {
    const folder = tempFolder({
      'd/dataset.yaml': 'name: d\nversion: "1"\nfiles: [a.csv]\nintents: [price.ask]\ncatalogue: p.jsonl\n',
      'd/p.jsonl': jsonLines({ id: 'A', name: 'x' }),
      'd/a.csv': 'dialogue_id,utterance,intent,products,nuggets\nx,a,price.ask,A:1,\nx,b,price.aks,B:1,n: a|n: b\n',
    });
    const problems = await problemsIn(folder, ['d']);
    expect(problems.map(({ code, file, line, field }) => [code, file, line, field])).toEqual([
      ['E_UNKNOWN_INTENT', 'd/a.csv', 3, 'intent'],
      ['E_UNKNOWN_PRODUCT', 'd/a.csv', 3, 'products'],
      ['E_FIELD', 'd/a.csv', 3, 'nuggets'],
    ]);
  });

  test('rows with too many cells, and quotes', async () => {
    expect(await wrong('dialogue_id,utterance\nx,a,b\nx,"c"d\nx,e\nx,"f\n')).toEqual([
      ['E_CSV', 2, undefined, 'the row has 3 cells'],
      ['E_CSV', 3, undefined, 'text stands behind a closing quote'],
      ['E_CSV', 5, undefined, 'a quote that is opened in this row is never closed'],
    ]);
    expect(await wrong('dialogue_id,utterance\n')).toEqual([
      ['E_EMPTY_DATASET', undefined, undefined, 'there is no dialogue in it'],
    ]);
  });

  test('a row that does not end', async () => {
    const problems = await problemsIn(
      tempFolder({ 'a.csv': `dialogue_id,utterance\nx,"${'a\n'.repeat(60)}` }),
      ['a.csv'],
      {},
      {
        maxLineBytes: 100,
        chunkBytes: 16,
      },
    );
    expect(problems).toMatchObject([{ code: 'E_FILE_FORMAT', line: 2, message: 'the row is longer than 100 bytes' }]);
  });
});
