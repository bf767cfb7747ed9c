/** Answers on disk: kept, found again, and mended after a kill. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../schema/index.js';
import { AnswerStore, questionKey } from './answer-store.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const decode = (value: unknown) => (typeof value === 'number' ? value : undefined);
const open = () => AnswerStore.open(join(folder, 'cache'), decode);
const file = () => join(folder, 'cache', 'answers.jsonl');

describe('the store', () => {
  it('keeps answers over sessions', async () => {
    const store = await open();
    await Promise.all([store.put('a', 1), store.put('b', 2)]);
    const again = await open();
    expect([again.get('a'), again.get('b'), again.get('c')]).toEqual([1, 2, undefined]);
  });

  it('cuts off a torn last line before it writes on', async () => {
    await (await open()).put('a', 1);
    appendFileSync(file(), '{"key":"b","ans');
    const store = await open();
    expect([store.get('a'), store.get('b')]).toEqual([1, undefined]);
    await store.put('c', 3);
    expect(readFileSync(file(), 'utf8')).toBe('{"key":"a","answer":1}\n{"key":"c","answer":3}\n');
  });

  it('names every broken line', async () => {
    await (await open()).put('a', 1);
    appendFileSync(file(), 'no\n{"key":"b","answer":"2"}\n');
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HarnessError);
    expect((error as HarnessError).problems.map(({ code, line }) => [code, line])).toEqual([
      ['E_JUDGE_CACHE', 2],
      ['E_JUDGE_CACHE', 3],
    ]);
  });

  it('says so when it cannot write', async () => {
    writeFileSync(join(folder, 'cache'), 'a file');
    await expect((await open()).put('a', 1)).rejects.toMatchObject({ code: 'E_OUTPUT' });
  });
});

it('the key changes with the path and the body', () => {
  expect(new Set([questionKey('a', 'b'), questionKey('a', 'c'), questionKey('ab', '')]).size).toBe(3);
});
