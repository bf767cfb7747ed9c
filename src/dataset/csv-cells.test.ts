import { expect, test } from 'vitest';
import {
  booleanCell,
  CellError,
  listCell,
  nuggetsCell,
  numberCell,
  oneOrMoreCell,
  productsCell,
  slotsCell,
  withoutFormulaGuard,
} from './csv-cells.js';

test.each<[string, string[]]>([
  ['', []],
  ['a', ['a']],
  ['a|b | c', ['a', 'b', 'c']],
  ['a||b|', ['a', 'b']],
  ['a\\|b|c', ['a|b', 'c']],
  ['a\\\\|b', ['a\\', 'b']],
  ['C:\\dir', ['C:\\dir']],
  ['没有|𠮶', ['没有', '𠮶']],
])('list %j', (cell, expected) => {
  expect(listCell(cell)).toEqual(expected);
});

test('one value is no list', () => {
  expect(oneOrMoreCell('a')).toBe('a');
  expect(oneOrMoreCell('a|b')).toEqual(['a', 'b']);
});

test('slots', () => {
  expect(slotsCell('age=3个月 | brand=A|brand=B|brand=C|eq=a=b|x\\=y=1|p=a\\|b')).toEqual({
    age: '3个月',
    brand: ['A', 'B', 'C'],
    eq: 'a=b',
    'x=y': '1',
    p: 'a|b',
  });
  for (const cell of ['age', '=3', 'age=', 'a=1|b']) expect(() => slotsCell(cell)).toThrow(CellError);
});

test('products', () => {
  expect(productsCell('SKU-1:2|a:b:0.5| SKU-7 : 1 ')).toEqual({ 'SKU-1': 2, 'a:b': 0.5, 'SKU-7': 1 });
  for (const cell of ['SKU-1', 'SKU-1:', 'SKU-1:two', ':2', 'A:1|A:2', 'A:Infinity']) {
    expect(() => productsCell(cell)).toThrow(CellError);
  }
});

test('nuggets', () => {
  expect(nuggetsCell('!stage: 1段/一段 | price: =268元|age: $age|unit: 元\\/罐|url:a:b|sign: \\=x')).toEqual([
    { id: 'stage', vital: true, any: ['1段', '一段'] },
    { id: 'price', vital: false, fact: '268元' },
    { id: 'age', vital: false, slot: 'age' },
    { id: 'unit', vital: false, any: ['元/罐'] },
    { id: 'url', vital: false, any: ['a:b'] },
    { id: 'sign', vital: false, any: ['=x'] },
  ]);
  for (const cell of ['stage', '!: x', 'a:', 'a: =', 'a: $', 'a: /']) expect(() => nuggetsCell(cell)).toThrow(CellError);
});

test('booleans and numbers', () => {
  expect(['TRUE', ' true', '1', 'False', '0'].map(booleanCell)).toEqual([true, true, true, false, false]);
  expect(() => booleanCell('yes')).toThrow(CellError);
  expect(numberCell(' 4.5 ')).toBe(4.5);
  for (const cell of ['', 'four', '1e999']) expect(() => numberCell(cell)).toThrow(CellError);
});

test('only what an export guards is unguarded', () => {
  expect(["'=1+1", "'+5", "'-5", "'@x", "'s Gravenhage", "''=1", '=1'].map(withoutFormulaGuard)).toEqual([
    '=1+1',
    '+5',
    '-5',
    '@x',
    "'s Gravenhage",
    "''=1",
    '=1',
  ]);
});
