import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CountColumn, type Hash128, hash128, IdTable, NumberColumn, TextColumn } from './index.js';

const BEYOND_A_CHUNK = 9000;

test('a count column gives back what was set, however wide, across chunks', () => {
  const writes = fc.array(
    fc.tuple(fc.nat(BEYOND_A_CHUNK), fc.oneof(fc.nat(3), fc.nat(70_000), fc.constantFrom(255, 256, 65_535, 65_536, 2 ** 32 - 1))),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(writes, (list) => {
      const column = new CountColumn();
      const expected = new Map<number, number>();
      for (const [index, value] of list) {
        column.set(index, value);
        expected.set(index, value);
      }
      for (let i = 0; i <= BEYOND_A_CHUNK; i += 97) expect(column.at(i)).toBe(expected.get(i) ?? 0);
      for (const [index, value] of expected) expect(column.at(index)).toBe(value);
      expect(column.length).toBe(Math.max(0, ...[...expected.keys()].map((index) => index + 1)));
      expect(column.toArray()).toEqual(Uint32Array.from({ length: column.length }, (_, i) => expected.get(i) ?? 0));
    }),
  );
});

test('a count takes a byte, and a column of zeros nothing', () => {
  const [small, zeros, wide] = [new CountColumn(), new CountColumn(), new CountColumn()];
  for (let i = 0; i < 8192; i += 1) {
    small.push(i % 256);
    zeros.push(0);
    wide.push(i === 5000 ? 256 : 1);
  }
  expect(small.byteLength).toBe(8192);
  expect(zeros.byteLength).toBe(0);
  // Only the chunk with the large number is wider.
  expect(wide.byteLength).toBe(4096 + 2 * 4096);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('%d is no count', (value) => {
  const column = new CountColumn();
  expect(() => column.push(value)).toThrow(RangeError);
  column.set(0, 1);
  expect(() => column.set(0, value)).toThrow(RangeError);
});

test('a number column keeps every double, and its copy is in one piece', () => {
  const column = new NumberColumn();
  const values = Array.from({ length: BEYOND_A_CHUNK }, (_, i) => i / 7 - 100);
  for (const value of values) column.push(value);
  expect(column.length).toBe(BEYOND_A_CHUNK);
  expect([...column.toArray()]).toEqual(values);
  expect(column.at(4097)).toBe(values[4097]);
});

test('places of a number column that were skipped are 0', () => {
  const column = new NumberColumn();
  column.set(10_000, 1.5);
  expect(column.at(3)).toBe(0);
  expect(column.at(10_000)).toBe(1.5);
  expect(column.toArray()).toEqual(Float64Array.from({ length: 10_001 }, (_, i) => (i === 10_000 ? 1.5 : 0)));
});

/** What the table stands for, by searching. */
function numbered(ids: readonly string[]): number[] {
  const distinct = [...new Set(ids)];
  return ids.map((id) => distinct.indexOf(id));
}

test('ids are numbered in the order of their first appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 })), (ids) => {
      const table = new IdTable();
      expect(ids.map((id) => table.add(id))).toEqual(numbered(ids));
      expect(table.size).toBe(new Set(ids).size);
      for (const id of ids) expect(table.indexOf(id)).toBe(table.add(id));
    }),
  );
});

test('a table that grew many times still knows every id', () => {
  const table = new IdTable();
  const ids = Array.from({ length: 30_000 }, (_, i) => `dialogue-${i}`);
  for (const [i, id] of ids.entries()) expect(table.add(id)).toBe(i);
  for (const [i, id] of ids.entries()) expect(table.indexOf(id)).toBe(i);
  expect(table.indexOf('dialogue-30000')).toBeUndefined();
});

test('ids that meet in a slot, and agree in three of four words, are kept apart', () => {
  const alike: Hash128 = (id, out) => out.set([7, 1, 2, Number(id)]);
  const table = new IdTable(alike);
  for (let i = 0; i < 2000; i += 1) expect(table.add(String(i))).toBe(i);
  for (let i = 0; i < 2000; i += 1) expect(table.indexOf(String(i))).toBe(i);
  expect(table.indexOf('2000')).toBeUndefined();
});

test('every word of the hash tells near ids apart', () => {
  const out = new Uint32Array(4);
  const seen = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()];
  const ids = Array.from({ length: 20_000 }, (_, i) => `s-${i}`).concat('a', 'a\0', 'a\0\0', '', 'ab', 'ba');
  for (const id of ids) {
    hash128(id, out);
    for (const [w, words] of seen.entries()) words.add(out[w] as number);
  }
  // Of 20,000 random words of 32 bits, about 0.05 pairs agree.
  for (const words of seen) expect(words.size).toBeGreaterThanOrEqual(ids.length - 3);
});

test('texts come out of their column as they went in', () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '宝宝-1', '\ud800', 'é')));
  fc.assert(
    fc.property(texts, (list) => {
      const column = new TextColumn();
      for (const text of list) column.push(text);
      expect([...column]).toEqual(list);
      expect(column.length).toBe(list.length);
      expect(() => column.at(list.length)).toThrow(RangeError);
    }),
  );
});

test('texts stay whole at the ends of chunks, and beyond their size', () => {
  const column = new TextColumn();
  const texts = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'x' : '界').repeat(i === 77 ? 70_000 : 997 + i));
  for (const text of texts) column.push(text);
  for (const [i, text] of texts.entries()) expect(column.at(i) === text).toBe(true);
});
