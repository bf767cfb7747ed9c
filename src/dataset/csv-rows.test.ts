import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvFault, type CsvRow, CsvRowReader } from './csv-rows.js';

async function read(pieces: readonly string[], delimiter = ','): Promise<{ rows: CsvRow[]; faults: CsvFault[] }> {
  const faults: CsvFault[] = [];
  const reader = new CsvRowReader(delimiter, (fault) => faults.push(fault));
  const rows: CsvRow[] = [];
  for (const piece of pieces) rows.push(...(await reader.push(piece)));
  rows.push(...(await reader.end()));
  return { rows, faults };
}

test('rows carry the line they begin on, across quoted line breaks, blank lines and CRLF', async () => {
  const { rows, faults } = await read(['a,b\r\n"x\ny\r\nz",1\n\n"q""q",\nlast,2']);
  expect(faults).toEqual([]);
  expect(rows).toEqual([
    { cells: ['a', 'b'], line: 1 },
    { cells: ['x\ny\r\nz', '1'], line: 2 },
    { cells: [], line: 5 },
    { cells: ['q"q', ''], line: 6 },
    { cells: ['last', '2'], line: 7 },
  ]);
});

test('a row with text behind a quote is left out, and the rest read', async () => {
  const { rows, faults } = await read(['a,b\n1,"2\n3"x,\n4,5\n"6"7,8\n9,0\n']);
  expect(faults.map((fault) => fault.line)).toEqual([2, 5]);
  expect(rows.map((row) => [row.line, row.cells])).toEqual([
    [1, ['a', 'b']],
    [4, ['4', '5']],
    [6, ['9', '0']],
  ]);
});

test('a quote that is never closed is placed where its row begins', async () => {
  const { rows, faults } = await read(['a,b\n1,2\n3,"4\n5,6\n']);
  expect(faults).toEqual([{ line: 3, message: 'a quote that is opened in this row is never closed' }]);
  expect(rows.map((row) => row.line)).toEqual([1, 2]);
});

test('quotes within an unquoted cell and tabs', async () => {
  expect((await read(['5" x\ty\n'], '\t')).rows).toEqual([{ cells: ['5" x', 'y'], line: 1 }]);
});

test('where the pieces end changes nothing', async () => {
  const cell = fc.constantFrom('', 'a', '界𠮶', '"b"', '"c\nd"', '"e\r\nf"', '"g,""h"', ' x ', '"bad"y');
  const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
  const text = fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n')), { maxLength: 6 }).map((rows) => rows.flat().join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 8 }), async (whole, size) => {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.slice(i * size, (i + 1) * size));
      expect(await read(pieces)).toEqual(await read([whole]));
    }),
    { numRuns: 150 },
  );
});
