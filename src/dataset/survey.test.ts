import { createHash } from 'node:crypto';
import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openDataset } from './dataset.js';
import { dialogue, errorIn, jsonLines, labelled, problemsIn, removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

const YAML =
  'name: shop\nversion: 1.0.0\nfiles: [a.jsonl, b.jsonl]\nintents: [price.ask, stock.ask]\ncatalogue: products.jsonl\n';
const PRODUCTS = jsonLines({ id: 'SKU-1', name: '奶粉' }, { id: 'SKU-7', name: '尿布' });

/** A folder with intents and catalogue. */
function shop(a: string, b = jsonLines(dialogue('b'))): string {
  return tempFolder({ 'shop/dataset.yaml': YAML, 'shop/products.jsonl': PRODUCTS, 'shop/a.jsonl': a, 'shop/b.jsonl': b });
}

describe('what is wrong with a dialogue', () => {
  test('a wrong type and an unknown key, both told', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('ok'), { id: 7, turns: [{ utterence: '在吗' }] }) });
    expect(await problemsIn(folder, ['./a.jsonl'])).toMatchObject([
      { code: 'E_FIELD', file: './a.jsonl', line: 2, field: 'id', message: 'got 7', expected: 'non-empty text' },
      { code: 'E_FIELD', file: './a.jsonl', line: 2, field: 'turns[0].utterance', message: 'is missing' },
      { code: 'E_FIELD', file: './a.jsonl', line: 2, field: 'turns[0].utterence', mend: 'did you mean "utterance"?' },
    ]);
  });

  test('an intent that is not declared; oos always is', async () => {
    const folder = shop(
      jsonLines(
        labelled('x', { intent: 'oos' }),
        labelled('y', { intent: 'price.aks' }),
        labelled('z', { intent: ['stock.ask', 'other'] }),
      ),
    );
    expect(await problemsIn(folder, ['shop'])).toMatchObject([
      {
        code: 'E_UNKNOWN_INTENT',
        file: 'shop/a.jsonl',
        line: 2,
        field: 'turns[0].label.intent',
        message: 'the intent "price.aks" is not declared',
        mend: 'did you mean "price.ask"?',
      },
      { code: 'E_UNKNOWN_INTENT', line: 3, field: 'turns[0].label.intent[1]', mend: 'add it to the intents of dataset.yaml' },
    ]);
  });

  test('a product that the catalogue does not hold', async () => {
    const folder = shop(jsonLines(labelled('x', { products: { 'SKU-1': 2, 'SKU-77': 1 } })));
    expect(await problemsIn(folder, ['shop'])).toMatchObject([
      {
        code: 'E_UNKNOWN_PRODUCT',
        file: 'shop/a.jsonl',
        line: 1,
        field: 'turns[0].label.products.SKU-77',
        mend: 'did you mean "SKU-7"?',
      },
    ]);
  });

  test('the same nugget id twice in a turn; in two turns it may stand', async () => {
    const nugget = { id: 'stage', vital: true, any: ['1段'] };
    const answer = (nuggets: unknown[]) => ({ answer: { nuggets } });
    const folder = tempFolder({
      'a.jsonl': jsonLines(
        { id: 'x', turns: [1, 2].map(() => ({ utterance: 'u', label: answer([nugget]) })) },
        labelled('y', answer([nugget, { ...nugget, id: 'other' }, nugget])),
      ),
    });
    expect(await problemsIn(folder, ['a.jsonl'])).toMatchObject([
      {
        code: 'E_FIELD',
        line: 2,
        field: 'turns[0].label.answer.nuggets[2].id',
        message: 'the nugget id "stage" stands twice in this turn',
      },
    ]);
  });

  test('without intents or catalogue, any will do', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(labelled('x', { intent: 'anything', products: { ANY: 1 } })) });
    const survey = await (await openDataset(['a.jsonl'], {}, folder)).survey();
    expect(survey.intents).toEqual({ anything: 1 });
    expect(survey).not.toHaveProperty('declaredIntents');
    expect(survey).not.toHaveProperty('productIds');
  });
});

describe('ids and families', () => {
  test('a double id names both lines, over files too', async () => {
    const folder = tempFolder({ 'a.jsonl': `\n${jsonLines(dialogue('x'))}`, 'b.jsonl': jsonLines(dialogue('y'), dialogue('x')) });
    expect(await problemsIn(folder, ['a.jsonl', 'b.jsonl'])).toMatchObject([
      {
        code: 'E_DUPLICATE_ID',
        file: 'b.jsonl',
        line: 2,
        field: 'id',
        message: 'the dialogue id "x" stands already in a.jsonl:2',
        mend: 'rename one of the two, or remove it',
      },
    ]);
  });

  test('a parent may stand behind its variant and in another file', async () => {
    const folder = tempFolder({
      'a.jsonl': jsonLines(dialogue('x-yue', { parent: 'x' }), dialogue('y')),
      'b.jsonl': jsonLines(dialogue('x'), dialogue('y-yue', { parent: 'y' })),
    });
    const survey = await (await openDataset(['a.jsonl', 'b.jsonl'], {}, folder)).survey();
    expect(survey).toMatchObject({ dialogues: 4, families: 2 });
  });

  test('an unknown parent', async () => {
    const folder = tempFolder({
      'a.jsonl': jsonLines(dialogue('mb-0012'), dialogue('v', { parent: 'mb-0013' }), dialogue('w', { parent: 'zzz' })),
    });
    expect(await problemsIn(folder, ['a.jsonl'])).toMatchObject([
      { code: 'E_UNKNOWN_PARENT', file: 'a.jsonl', line: 2, field: 'parent', mend: 'did you mean "mb-0012"?' },
      { code: 'E_UNKNOWN_PARENT', line: 3, field: 'parent', mend: 'read the file that holds it too, or remove the parent' },
    ]);
  });

  test('a parent that is a variant, and a dialogue that is its own parent', async () => {
    const folder = tempFolder({
      'a.jsonl': jsonLines(
        dialogue('x'),
        dialogue('v', { parent: 'x' }),
        dialogue('w', { parent: 'v' }),
        dialogue('s', { parent: 's' }),
      ),
    });
    expect(await problemsIn(folder, ['a.jsonl'])).toMatchObject([
      {
        code: 'E_FIELD',
        line: 3,
        field: 'parent',
        message: 'the parent "v" is itself a variant (of "x")',
        mend: 'write "parent": "x"',
      },
      { code: 'E_FIELD', line: 4, field: 'parent', message: 'the dialogue is its own parent' },
    ]);
  });

  test('a variant with more turns than its parent', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('x'), dialogue('v', { parent: 'x' }, ['1', '2'])) });
    expect(await problemsIn(folder, ['a.jsonl'])).toMatchObject([
      { code: 'E_FIELD', line: 2, field: 'turns', message: 'the variant has 2 turns, its parent "x" (a.jsonl:1) has 1 turn' },
    ]);
  });

  test('the variants of a broken parent are not blamed', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines({ id: 'x', turns: 5 }, dialogue('v', { parent: 'x' }), dialogue('x')) });
    expect((await problemsIn(folder, ['a.jsonl'])).map(({ code, line }) => [code, line])).toEqual([
      ['E_FIELD', 1],
      ['E_DUPLICATE_ID', 3],
    ]);
  });

  test('a family that straddles splits, told with and without a split', async () => {
    const files = {
      'd/dataset.yaml':
        'name: d\nversion: "1"\nfiles: [train.jsonl, test.jsonl]\nsplits: {train: [train.jsonl], test: [test.jsonl]}\n',
      'd/train.jsonl': jsonLines(dialogue('x')),
      'd/test.jsonl': jsonLines(dialogue('v', { parent: 'x' })),
    };
    const folder = tempFolder(files);
    expect(await problemsIn(folder, ['d'])).toMatchObject([
      {
        code: 'E_FIELD',
        file: 'd/test.jsonl',
        line: 1,
        field: 'parent',
        message: 'the family straddles splits: this variant stands in "test", its parent "x" in "train"',
      },
    ]);
    expect(await problemsIn(folder, ['d'], { split: 'test' })).toMatchObject([
      { code: 'E_UNKNOWN_PARENT', file: 'd/test.jsonl', line: 1 },
    ]);
    expect((await (await openDataset(['d'], { split: 'train' }, folder)).survey()).dialogues).toBe(1);
  });
});

describe('all problems together', () => {
  test('of all files, in order, and those of the families last', async () => {
    const folder = tempFolder({
      'a.jsonl': `{\n${jsonLines(dialogue('v', { parent: 'none' }))}`,
      'b.csv': 'dialogue_id,utterance\nx,\n',
    });
    expect((await problemsIn(folder, ['a.jsonl', 'b.csv'])).map(({ code, file, line }) => [code, file, line])).toEqual([
      ['E_JSON', 'a.jsonl', 1],
      ['E_FIELD', 'b.csv', 2],
      ['E_UNKNOWN_PARENT', 'a.jsonl', 2],
    ]);
  });

  test('twenty are shown and all counted', async () => {
    const error = await errorIn(tempFolder({ 'a.jsonl': 'x\n'.repeat(57) }), ['a.jsonl']);
    expect(error.problems).toHaveLength(20);
    expect(error.problemCount).toBe(57);
    expect(error.exitCode).toBe(2);
  });

  test('what is not selected is checked too', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('x'), { id: 'y' }) });
    expect(await problemsIn(folder, ['a.jsonl'], { pattern: '^x$', limit: 1 })).toMatchObject([{ line: 2, field: 'turns' }]);
  });
});

describe('an empty dataset', () => {
  test.each(['', '\n\n', '\ufeff'])('%j', async (content) => {
    expect(await problemsIn(tempFolder({ 'a.jsonl': content }), ['a.jsonl'])).toMatchObject([
      { code: 'E_EMPTY_DATASET', file: 'a.jsonl', message: 'there is no dialogue in it' },
    ]);
  });

  test('emptied by the selection', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('x'), dialogue('y')) });
    expect(await problemsIn(folder, ['a.jsonl'], { pattern: 'z' })).toMatchObject([
      { code: 'E_EMPTY_DATASET', message: 'the selection (pattern "z") leaves none of 2 dialogues', mend: 'widen the selection' },
    ]);
  });
});

test('a file that vanishes before the survey', async () => {
  const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('x')) });
  const dataset = await openDataset(['a.jsonl'], {}, folder);
  unlinkSync(join(folder, 'a.jsonl'));
  await expect(dataset.survey()).rejects.toMatchObject({ code: 'E_FILE_MISSING', problems: [{ file: 'a.jsonl' }] });
});

test('the survey: names, counts, families, slices, intents, products and the digest of the bytes', async () => {
  const a = jsonLines(
    labelled('x', { intent: 'price.ask' }, { slices: { dialect: 'std' } }),
    labelled('x-yue', { intent: ['price.ask', 'stock.ask'] }, { parent: 'x', slices: { dialect: 'yue' } }),
  );
  const b = '\ufeff{"id":"b","turns":[{"utterance":"在吗"},{"utterance":"在"}]}\r\n';
  const survey = await (await openDataset(['./shop/'], {}, shop(a, b))).survey();
  expect(survey).toEqual({
    name: 'shop',
    version: '1.0.0',
    digest: `sha256:${createHash('sha256')
      .update(a + b)
      .digest('hex')}`,
    dialogues: 3,
    turns: 4,
    families: 2,
    slices: { dialect: { std: 1, yue: 1 } },
    intents: { 'price.ask': 2, 'stock.ask': 1 },
    declaredIntents: ['price.ask', 'stock.ask'],
    productIds: ['SKU-1', 'SKU-7'],
  });
});

test('the counts are of the selection, the digest of the files', async () => {
  const folder = tempFolder({ 'a.jsonl': jsonLines(dialogue('x'), dialogue('x-yue', { parent: 'x' }), dialogue('y')) });
  const whole = await (await openDataset(['a.jsonl'], {}, folder)).survey();
  const some = await (await openDataset(['a.jsonl'], { pattern: 'yue' }, folder)).survey();
  expect(some).toMatchObject({ dialogues: 1, turns: 1, families: 1, digest: whole.digest });
});

test('several sources: names joined, intents and products only where all declare them', async () => {
  const folder = shop(jsonLines(dialogue('x')));
  writeFileSync(join(folder, 'shop2.jsonl'), jsonLines(dialogue('z')));
  const dataset = await openDataset(['shop', 'shop2.jsonl'], {}, folder);
  expect(await dataset.survey()).toMatchObject({ name: 'shop+shop2.jsonl', dialogues: 3 });
  expect(await dataset.survey()).not.toHaveProperty('declaredIntents');
  expect(await dataset.survey()).not.toHaveProperty('version');
  expect(dataset.manifest).toBeUndefined();
  expect(dataset.products?.get('SKU-1')?.name).toBe('奶粉');
});
