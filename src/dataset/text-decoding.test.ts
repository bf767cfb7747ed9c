import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteOrderMark, decodeUtf8, encodingProblem, firstInvalidByte, isUtf16, lineRanges } from './text-decoding.js';

test('decodes ASCII, Chinese and astral characters, and nothing that is not UTF-8', () => {
  expect(decodeUtf8(Buffer.from(''))).toBe('');
  expect(decodeUtf8(Buffer.from('abc'))).toBe('abc');
  expect(decodeUtf8(Buffer.from('𠮶界😀é'))).toBe('𠮶界😀é');
  expect(decodeUtf8(Buffer.from([0x61, 0xff]))).toBeUndefined();
  // A surrogate encoded as UTF-8 is not UTF-8.
  expect(decodeUtf8(Buffer.from([0xed, 0xa0, 0x80]))).toBeUndefined();
});

test('decodes as Node does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text);
      expect(decodeUtf8(bytes)).toBe(bytes.toString('utf8'));
    }),
  );
});

test('the first invalid byte is where the longest valid prefix ends', () => {
  expect(firstInvalidByte(Buffer.from('界'))).toBe(-1);
  expect(firstInvalidByte(Buffer.from([0x41, 0xe4, 0x41]))).toBe(1);
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => [...Buffer.from(text)]),
    fc.array(fc.integer({ min: 0x41, max: 0xff }), { maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const bytes = Buffer.from(pieces.flat());
      let longest = bytes.length;
      while (!isUtf8(bytes.subarray(0, longest))) longest -= 1;
      expect(firstInvalidByte(bytes)).toBe(longest === bytes.length ? -1 : longest);
    }),
    { numRuns: 1000 },
  );
});

test('names the byte and its offset in the file', () => {
  const problem = encodingProblem('a.jsonl', 3, Buffer.from([0x7b, 0xc4, 0xe3]), 100);
  expect(problem).toMatchObject({ code: 'E_ENCODING', file: 'a.jsonl', line: 3, expected: 'UTF-8' });
  expect(problem.message).toBe('byte 0xC4 at offset 101 of the file is not UTF-8');
  expect(problem.mend).toContain('iconv -f GB18030 -t UTF-8 a.jsonl');
});

test('marks', () => {
  expect(byteOrderMark(Buffer.from('\ufeffa'))).toBe(3);
  expect(byteOrderMark(Buffer.from('a'))).toBe(0);
  expect(isUtf16(Buffer.from('\ufeffa', 'utf16le'))).toBe(true);
  expect(isUtf16(Buffer.from('\ufeffa'))).toBe(false);
});

test('lines of bytes', () => {
  expect([...lineRanges(Buffer.from('a\n\nbc'))]).toEqual([
    [0, 1],
    [2, 2],
    [3, 5],
  ]);
});
