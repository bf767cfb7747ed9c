import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from './line-splitter.js';

function split(chunks: readonly Buffer[], maxBytes = 1_000): string[] {
  const seen: string[] = [];
  const lines = new LineSplitter(maxBytes, {
    line: (bytes) => seen.push(bytes.toString('utf8')),
    overlong: () => seen.push('<overlong>'),
  });
  for (const chunk of chunks) lines.push(chunk);
  lines.end();
  return seen;
}

/** `bytes` cut at the given places. */
function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...at].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
}

describe('LineSplitter', () => {
  it('gives the same lines wherever the bytes are cut, within characters too', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), (lines, at) => {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(''));
        expect(split(cut(bytes, at))).toEqual(lines);
      }),
    );
  });

  it('needs no newline at the end', () => {
    expect(split([Buffer.from('a\nb')])).toEqual(['a', 'b']);
    expect(split([Buffer.from('a\n')])).toEqual(['a']);
    expect(split([])).toEqual([]);
  });

  it('tells of an overlong line once, as soon as it is over, and goes on with the next', () => {
    expect(split([Buffer.from('123'), Buffer.from('45'), Buffer.from('678\nab\n')], 4)).toEqual(['<overlong>', 'ab']);
    expect(split([Buffer.from('1234\n12345')], 4)).toEqual(['1234', '<overlong>']);
  });
});
