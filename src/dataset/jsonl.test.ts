import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Problem } from '../schema/index.js';
import { removeTempFolders, tempFolder } from './fixtures/temp-folder.js';
import { readJsonl } from './jsonl.js';

afterEach(removeTempFolders);

async function read(content: string | Uint8Array, options: { chunkBytes?: number; maxLineBytes?: number } = {}) {
  const folder = tempFolder({ 'a.jsonl': content });
  const problems: Problem[] = [];
  const values: unknown[] = [];
  const lines: number[] = [];
  const report = (problem: Problem) => problems.push(problem);
  for await (const batch of readJsonl({ path: join(folder, 'a.jsonl'), shown: 'a.jsonl' }, { ...options, report })) {
    values.push(...batch.values);
    lines.push(...batch.lines);
  }
  return { values, lines, problems };
}

test('LF, CRLF, a byte-order mark, blank lines and a last line without an end', async () => {
  expect(await read('\ufeff{"a":1}\r\n\n  \r\n{"a":"𠮶\\n"}\n[3]')).toEqual({
    values: [{ a: 1 }, { a: '𠮶\n' }, [3]],
    lines: [1, 4, 5],
    problems: [],
  });
  expect(await read('')).toEqual({ values: [], lines: [], problems: [] });
  expect(await read('\ufeff')).toEqual({ values: [], lines: [], problems: [] });
});

describe('broken lines are placed, and the others read', () => {
  test('invalid JSON, with the column', async () => {
    const { values, problems } = await read('{"a":1}\n{"话":"在",}\n{"a":2}\n');
    expect(values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems).toEqual([
      {
        code: 'E_JSON',
        file: 'a.jsonl',
        line: 2,
        message: 'invalid JSON at column 10: found "}"',
        expected: 'a key in double quotes',
        mend: 'mend the line',
      },
    ]);
  });

  test('a list around the dialogues', async () => {
    const { problems } = await read('[\n{"a":1},\n{"a":2}\n]\n');
    expect(problems.map(({ line, mend }) => [line, mend])).toEqual([
      [1, 'write each dialogue on one line, without a list around them'],
      [2, 'mend the line'],
      [4, 'write each dialogue on one line, without a list around them'],
    ]);
  });

  test('a torn last line is called so; an invalid one is not', async () => {
    const torn = await read('{"a":1}\n{"a":"x');
    expect(torn.problems[0]).toMatchObject({
      code: 'E_JSON',
      line: 2,
      message: expect.stringContaining('the file ends in the middle'),
    });
    const invalid = await read('{"a":1}\n{"a":x}');
    expect(invalid.problems[0]?.message).toBe('invalid JSON at column 6: found "x}"');
  });

  test('bytes that are not UTF-8, with the offset in the file', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"界"}\n{"b":"'), Buffer.from([0xc4, 0xe3]), Buffer.from('"}\n{"c":3}\n')]);
    const { values, lines, problems } = await read(bytes);
    expect(values).toEqual([{ a: '界' }, { c: 3 }]);
    expect(lines).toEqual([1, 3]);
    // 12 bytes of the first line, its feed included, and 6 before the byte.
    expect(problems).toMatchObject([{ code: 'E_ENCODING', line: 2, message: 'byte 0xC4 at offset 18 of the file is not UTF-8' }]);
    expect(problems[0]?.mend).toContain('iconv');
  });

  test('a torn character at the end of the file', async () => {
    const { problems } = await read(Buffer.from('{"a":"界').subarray(0, 8));
    expect(problems).toMatchObject([{ code: 'E_ENCODING', line: 1, message: 'byte 0xE7 at offset 6 of the file is not UTF-8' }]);
  });

  test('NUL bytes and UTF-16', async () => {
    expect((await read('{"a":"\0"}\n')).problems).toMatchObject([
      { code: 'E_ENCODING', line: 1, message: expect.stringContaining('column 7') },
    ]);
    const utf16 = await read(Buffer.from('\ufeff{"a":1}\n', 'utf16le'));
    expect(utf16.problems).toMatchObject([
      { code: 'E_ENCODING', message: 'the file is UTF-16', mend: expect.stringContaining('iconv -f UTF-16') },
    ]);
  });

  test('a line beyond the limit', async () => {
    const { values, lines, problems } = await read(`{"a":1}\n"${'x'.repeat(30)}"\n{"a":2}\n`, {
      maxLineBytes: 20,
      chunkBytes: 7,
    });
    expect(values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(lines).toEqual([1, 3]);
    expect(problems).toMatchObject([{ code: 'E_FILE_FORMAT', line: 2, message: 'the line is longer than 20 bytes' }]);
  });

  test('the limit is 16 MiB', async () => {
    const { values, problems } = await read(
      `{"a":"${'x'.repeat((16 << 20) - 8)}"}\n{"a":"${'x'.repeat((16 << 20) - 7)}"}\n{"a":2}\n`,
    );
    expect(values).toHaveLength(2);
    expect(problems).toMatchObject([{ line: 2, message: 'the line is longer than 16 MiB' }]);
  });
});

test('the size of a chunk changes nothing, within characters and lines alike', async () => {
  const bad = fc.constantFrom('{"x":', '\0', '}', '\u00ff', '');
  const good = fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => JSON.stringify({ text }));
  const line = fc.oneof({ weight: 4, arbitrary: good }, bad);
  const content = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 8 })
    .map((parts) => Buffer.from(parts.flat().join(''), 'utf8'))
    // Latin-1 pieces break the UTF-8.
    .chain((bytes) =>
      fc.nat({ max: bytes.length }).map((cut) => (cut % 3 === 0 ? Buffer.concat([bytes, Buffer.from([0xe4, 0x0a])]) : bytes)),
    );
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 40 }), async (bytes, chunkBytes) => {
      expect(await read(bytes, { chunkBytes, maxLineBytes: 30 })).toEqual(await read(bytes, { maxLineBytes: 30 }));
    }),
    { numRuns: 150 },
  );
});

test('a chunk of the usual size that ends within a character and within a line', async () => {
  // The 1 MiB boundary falls on the second byte of a character of the second line.
  const first = JSON.stringify({ a: 'x'.repeat((1 << 20) - 30) });
  const padding = (1 << 20) - (first.length + 1) - '{"a":"'.length - 1;
  const second = JSON.stringify({ a: `${'y'.repeat(padding)}界𠮶` });
  const bytes = Buffer.from(`${first}\n${second}\n{"a":"z"}\n`);
  expect(bytes.subarray((1 << 20) - 1, (1 << 20) + 2).toString()).toBe('界');
  const { values, problems } = await read(bytes);
  expect(problems).toEqual([]);
  expect(values).toEqual([JSON.parse(first), JSON.parse(second), { a: 'z' }]);
});
