import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openDataset } from './dataset.js';
import { dialogue, jsonLines, problemsIn, removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

const ONE = jsonLines(dialogue('x'));

/** A folder `d` with dataset.yaml, a.jsonl and more. */
function folderOf(yaml: string | Uint8Array, more: Record<string, string | Uint8Array> = {}): string {
  return tempFolder({ 'd/dataset.yaml': yaml, 'd/a.jsonl': ONE, ...more });
}

describe('paths', () => {
  test('none, missing, not a format, a folder without dataset.yaml: all together', async () => {
    const folder = tempFolder({ 'a.json': '[]', 'b/readme.md': '', 'c.txt': '' });
    expect(await problemsIn(folder, ['none.jsonl', './a.json', 'b', 'c.txt'])).toMatchObject([
      { code: 'E_FILE_MISSING', file: 'none.jsonl' },
      { code: 'E_FILE_FORMAT', file: './a.json', mend: expect.stringContaining("jq -c '.[]' ./a.json > ./a.jsonl") },
      { code: 'E_FILE_MISSING', file: 'b/dataset.yaml', mend: expect.stringContaining('write dataset.yaml') },
      { code: 'E_FILE_FORMAT', file: 'c.txt', expected: expect.stringContaining('.jsonl') },
    ]);
    expect(await problemsIn(folder, [])).toMatchObject([{ code: 'E_USAGE' }]);
  });

  test('the same file twice, under two names', async () => {
    const folder = tempFolder({ 'a.jsonl': ONE });
    symlinkSync('a.jsonl', join(folder, 'b.jsonl'));
    expect(await problemsIn(folder, ['a.jsonl', 'b.jsonl'])).toMatchObject([
      { code: 'E_USAGE', file: 'b.jsonl', message: 'the file is given twice (first as "a.jsonl")' },
    ]);
  });

  test('absolute paths and extensions in any case', async () => {
    const folder = tempFolder({ 'A.NDJSON': ONE });
    const dataset = await openDataset([join(folder, 'A.NDJSON')], {}, '/');
    expect((await dataset.survey()).name).toBe('A.NDJSON');
  });
});

describe('dataset.yaml', () => {
  test('is decoded', async () => {
    const dataset = await openDataset(['d'], {}, folderOf('name: d\nversion: "1"\nfiles: [a.jsonl]\n'));
    expect(dataset.manifest).toEqual({ name: 'd', version: '1', files: ['a.jsonl'] });
    expect(dataset.products).toBeUndefined();
  });

  test('bad YAML, with line and column', async () => {
    const [problem] = await problemsIn(folderOf('name: d\nversion: "1\nfiles: [a.jsonl]\n'), ['d']);
    expect(problem).toMatchObject({ code: 'E_YAML', file: 'd/dataset.yaml', message: expect.stringMatching(/\(column \d+\)$/) });
    const [twice] = await problemsIn(folderOf('name: d\nname: e\n'), ['d']);
    expect(twice).toMatchObject({ code: 'E_YAML', line: 2, message: 'Map keys must be unique (column 1)' });
  });

  test('wrong and unknown keys stand on their lines', async () => {
    const yaml = '# a comment\nname: d\nversion: 1.0\nlicense: MIT\nfiles:\n  - a.jsonl\n  - 7\n';
    expect(await problemsIn(folderOf(yaml), ['d'])).toMatchObject([
      { code: 'E_FIELD', file: 'd/dataset.yaml', line: 3, field: 'version', message: 'got 1', expected: 'non-empty text' },
      { code: 'E_FIELD', line: 7, field: 'files[1]', message: 'got 7' },
      { code: 'E_FIELD', line: 4, field: 'license', message: 'unknown key "license"', mend: 'did you mean "licence"?' },
    ]);
  });

  test.each(['', '# only a comment\n', '- a\n- b\n', 'x'])('%j is no description', async (yaml) => {
    const problems = await problemsIn(folderOf(yaml), ['d']);
    expect(problems[0]).toMatchObject({ file: 'd/dataset.yaml', line: 1 });
    expect(['E_YAML', 'E_FIELD']).toContain(problems[0]?.code);
  });

  test('aliases that explode', async () => {
    const bomb = `a: &a [1,2,3,4,5,6,7,8,9]\n${'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(await problemsIn(folderOf(bomb), ['d'])).toMatchObject([
      { code: 'E_YAML', message: expect.stringContaining('alias') },
    ]);
  });

  test('not UTF-8', async () => {
    const yaml = Buffer.concat([Buffer.from('name: d\nversion: "'), Buffer.from([0xc4, 0xe3]), Buffer.from('"\n')]);
    expect(await problemsIn(folderOf(yaml), ['d'])).toMatchObject([{ code: 'E_ENCODING', file: 'd/dataset.yaml', line: 2 }]);
  });
});

describe('files of a folder', () => {
  test('missing and of another format, on the line of the entry', async () => {
    const yaml = 'name: d\nversion: "1"\nfiles:\n  - a.jsonl\n  - none.jsonl\n  - notes.txt\n  - sub.jsonl\n';
    const folder = folderOf(yaml, { 'd/notes.txt': '' });
    mkdirSync(join(folder, 'd/sub.jsonl'));
    expect(await problemsIn(folder, ['d/'])).toMatchObject([
      { code: 'E_FILE_MISSING', file: 'd/dataset.yaml', line: 5, field: 'files[1]', message: '"d/none.jsonl" does not exist' },
      { code: 'E_FILE_FORMAT', file: 'd/dataset.yaml', line: 6, field: 'files[2]' },
      { code: 'E_FILE_FORMAT', file: 'd/dataset.yaml', line: 7, field: 'files[3]', message: '"d/sub.jsonl" is a folder' },
    ]);
  });

  test('out of the folder: by path, by absolute path, by link', async () => {
    const yaml =
      'name: d\nversion: "1"\nfiles: [../b.jsonl, /etc/a.jsonl, link.jsonl, in/link.jsonl]\ncatalogue: ../p.jsonl\nfaq: sub/../../f\n';
    const folder = folderOf(yaml, { 'b.jsonl': ONE, 'd2/a.jsonl': ONE, 'd/real.jsonl': ONE });
    symlinkSync(join(folder, 'b.jsonl'), join(folder, 'd/link.jsonl'));
    symlinkSync(join(folder, 'd2'), join(folder, 'd/in'));
    writeFileSync(join(folder, 'd2/link.jsonl'), ONE);
    const problems = await problemsIn(folder, ['d']);
    expect(problems.map(({ code, line, field }) => [code, line, field])).toEqual([
      ['E_PATH_ESCAPE', 3, 'files[0]'],
      ['E_PATH_ESCAPE', 3, 'files[1]'],
      ['E_PATH_ESCAPE', 4, 'catalogue'],
      ['E_PATH_ESCAPE', 5, 'faq'],
      ['E_PATH_ESCAPE', 3, 'files[2]'],
      ['E_PATH_ESCAPE', 3, 'files[3]'],
    ]);
    expect(problems[4]?.message).toBe('"link.jsonl" is a symbolic link that leads out of the dataset folder');
  });

  test('a link that stays inside, and a folder that is itself a link', async () => {
    const folder = folderOf('name: d\nversion: "1"\nfiles: [link.jsonl]\n');
    symlinkSync('a.jsonl', join(folder, 'd/link.jsonl'));
    symlinkSync('d', join(folder, 'e'));
    expect((await (await openDataset(['e'], {}, folder)).survey()).dialogues).toBe(1);
  });

  test('the same file twice in a list', async () => {
    const problems = await problemsIn(folderOf('name: d\nversion: "1"\nfiles:\n- a.jsonl\n- a.jsonl\n'), ['d']);
    expect(problems[0]).toMatchObject({
      code: 'E_FIELD',
      line: 5,
      field: 'files[1]',
      message: '"a.jsonl" stands twice in the list',
    });
  });
});

describe('splits', () => {
  const YAML = 'name: d\nversion: "1"\nfiles: [a.jsonl, b.jsonl]\nsplits:\n  train: [b.jsonl]\n  test: [a.jsonl]\n';

  test('pick their files, and only these need exist', async () => {
    const folder = folderOf(YAML);
    expect((await (await openDataset(['d'], { split: 'test' }, folder)).survey()).dialogues).toBe(1);
    expect(await problemsIn(folder, ['d'], { split: 'train' })).toMatchObject([
      { code: 'E_FILE_MISSING', file: 'd/dataset.yaml', line: 5, field: 'splits.train[0]' },
    ]);
  });

  test('unknown, listing those that there are', async () => {
    const folder = folderOf(YAML, { 'd/b.jsonl': jsonLines(dialogue('y')) });
    expect(await problemsIn(folder, ['d'], { split: 'tset' })).toMatchObject([
      { code: 'E_UNKNOWN_SPLIT', file: 'd/dataset.yaml', line: 4, message: 'there is no split "tset"', expected: 'train, test' },
    ]);
    expect(await problemsIn(folder, ['d'], { split: 'constructor' })).toMatchObject([{ code: 'E_UNKNOWN_SPLIT' }]);
    expect(await problemsIn(folder, ['d/a.jsonl'], { split: 'test' })).toMatchObject([
      { code: 'E_UNKNOWN_SPLIT', file: 'd/a.jsonl' },
    ]);
  });

  test('asked of a folder that has none', async () => {
    const folder = folderOf('name: d\nversion: "1"\nfiles: [a.jsonl]\n');
    expect(await problemsIn(folder, ['d'], { split: 'test' })).toMatchObject([
      { code: 'E_UNKNOWN_SPLIT', expected: 'no split: the folder declares none' },
    ]);
  });
});

describe('catalogue', () => {
  const YAML = 'name: d\nversion: "1"\nfiles: [a.jsonl]\ncatalogue: p.jsonl\n';

  test('gives the products by id, with free fields', async () => {
    const folder = folderOf(YAML, { 'd/p.jsonl': jsonLines({ id: 'A', name: '奶粉', price: 268, short_name: '粉' }) });
    const { products } = await openDataset(['d'], {}, folder);
    expect([...(products ?? [])]).toEqual([['A', { id: 'A', name: '奶粉', price: 268, short_name: '粉' }]]);
  });

  test('broken lines, wrong fields and double ids', async () => {
    const lines = `${jsonLines({ id: 'A', name: 'x' }, { id: 'B', name: 'x', price: -1 }, { id: 'A', name: 'y' })}{"id":\n`;
    expect(await problemsIn(folderOf(YAML, { 'd/p.jsonl': lines }), ['d'])).toMatchObject([
      { code: 'E_FIELD', file: 'd/p.jsonl', line: 2, field: 'price', message: 'got -1', expected: 'a number of at least 0' },
      { code: 'E_DUPLICATE_ID', file: 'd/p.jsonl', line: 3, field: 'id', message: 'the product id "A" stands already on line 1' },
      { code: 'E_JSON', file: 'd/p.jsonl', line: 4 },
    ]);
  });

  test('missing, and of another format', async () => {
    expect(await problemsIn(folderOf(YAML), ['d'])).toMatchObject([{ code: 'E_FILE_MISSING', line: 4, field: 'catalogue' }]);
    const csv = folderOf(YAML.replace('p.jsonl', 'p.csv'), { 'd/p.csv': '' });
    expect(await problemsIn(csv, ['d'])).toMatchObject([{ code: 'E_FILE_FORMAT', line: 4, field: 'catalogue' }]);
  });
});
