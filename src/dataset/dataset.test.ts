import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Dialogue } from '../schema/index.js';
import { type Dataset, openDataset } from './dataset.js';
import { allDialogues, dialogue, jsonLines, removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

const STREAMED = { keptBytes: 0, chunkBytes: 64 };

async function drain(dataset: Dataset): Promise<Dialogue[]> {
  const out: Dialogue[] = [];
  for await (const batch of dataset.dialogues()) out.push(...batch);
  return out;
}

const MANY = Array.from({ length: 12 }, (_, i) =>
  dialogue(i % 3 === 2 ? `d${i - 1}-yue` : `d${i}`, i % 3 === 2 ? { parent: `d${i - 1}` } : {}),
);

describe('the dialogues', () => {
  test('are the same kept and streamed, in any chunks, under any selection', async () => {
    const folder = tempFolder({ 'a.jsonl': jsonLines(...MANY.slice(0, 5)), 'b.jsonl': jsonLines(...MANY.slice(5)) });
    const paths = ['a.jsonl', 'b.jsonl'];
    expect(await allDialogues(folder, paths)).toEqual(MANY);
    const selection = fc.record(
      { pattern: fc.constantFrom('yue', 'd[0-4]', 'd'), limit: fc.integer({ min: 1, max: 12 }) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(selection, fc.integer({ min: 1, max: 200 }), async (chosen, chunkBytes) => {
        expect(await allDialogues(folder, paths, chosen, { chunkBytes, keptBytes: 0 })).toEqual(
          await allDialogues(folder, paths, chosen),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('come in batches, none empty, and begin anew with each call', async () => {
    const dataset = await openDataset(
      ['a.jsonl'],
      { pattern: 'd1$|d9' },
      tempFolder({ 'a.jsonl': jsonLines(...MANY) }),
      STREAMED,
    );
    for (let pass = 0; pass < 2; pass += 1) {
      const sizes: number[] = [];
      for await (const batch of dataset.dialogues()) sizes.push(batch.length);
      expect(sizes).toEqual([1, 1]);
    }
  });

  test('are surveyed first', async () => {
    const dataset = await openDataset(['a.jsonl'], {}, tempFolder({ 'a.jsonl': '{"id":1}\n' }), STREAMED);
    await expect(drain(dataset)).rejects.toMatchObject({ code: 'E_FIELD' });
  });

  test('stand in the survey with the counts that come', async () => {
    const dataset = await openDataset(
      ['a.jsonl'],
      { shard: { index: 2, count: 2 } },
      tempFolder({ 'a.jsonl': jsonLines(...MANY) }),
      STREAMED,
    );
    expect((await dataset.survey()).dialogues).toBe((await drain(dataset)).length);
  });

  test('a consumer may stop early', async () => {
    const dataset = await openDataset(['a.jsonl'], {}, tempFolder({ 'a.jsonl': jsonLines(...MANY) }), STREAMED);
    for await (const batch of dataset.dialogues()) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('a file that changes between survey and replay', () => {
  const content = jsonLines(...MANY);

  async function changedBy(change: (path: string) => void, options = STREAMED) {
    const folder = tempFolder({ 'a.jsonl': content });
    const dataset = await openDataset(['a.jsonl'], {}, folder, options);
    await dataset.survey();
    change(join(folder, 'a.jsonl'));
    return drain(dataset);
  }

  test('longer: before the first dialogue', async () => {
    const folder = tempFolder({ 'a.jsonl': content });
    const dataset = await openDataset(['a.jsonl'], {}, folder, STREAMED);
    await dataset.survey();
    appendFileSync(join(folder, 'a.jsonl'), '\n');
    const first = dataset.dialogues()[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({ code: 'E_DATASET_CHANGED', problems: [{ file: 'a.jsonl' }] });
  });

  test('other bytes of the same length: at the end', async () => {
    await expect(changedBy((path) => writeFileSync(path, content.replace('d10', 'dXX')))).rejects.toMatchObject({
      code: 'E_DATASET_CHANGED',
    });
  });

  test('broken with the same length', async () => {
    await expect(changedBy((path) => writeFileSync(path, content.replace('{"id"', '("id"')))).rejects.toMatchObject({
      code: 'E_DATASET_CHANGED',
    });
  });

  test('is not read again when it was kept', async () => {
    expect(await changedBy((path) => appendFileSync(path, '\n'), { keptBytes: 1 << 20, chunkBytes: 64 })).toEqual(MANY);
  });
});

test('the first catalogue wins where two know a product', async () => {
  const yaml = 'name: x\nversion: "1"\nfiles: [a.jsonl]\ncatalogue: p.jsonl\n';
  const folder = tempFolder({
    'x/dataset.yaml': yaml,
    'x/a.jsonl': jsonLines(dialogue('a')),
    'x/p.jsonl': jsonLines({ id: 'P', name: 'first' }),
    'y/dataset.yaml': yaml,
    'y/a.jsonl': jsonLines(dialogue('b')),
    'y/p.jsonl': jsonLines({ id: 'P', name: 'second' }, { id: 'Q', name: 'q' }),
  });
  const dataset = await openDataset(['x', 'y'], {}, folder);
  expect(dataset.products?.get('P')?.name).toBe('first');
  expect((await dataset.survey()).productIds).toEqual(['P', 'Q']);
});
