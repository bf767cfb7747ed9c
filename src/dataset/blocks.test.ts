import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { readBlocks } from './blocks.js';
import { removeTempFolders, tempFolder } from './fixtures/temp-folder.js';

afterEach(removeTempFolders);

/** Lines with their offsets, as the blocks give them; `null` for one that is too long. */
async function linesOf(content: Uint8Array, chunkBytes: number, maxLineBytes: number) {
  const path = join(tempFolder({ f: content }), 'f');
  const lines: { offset: number; text: string | null }[] = [];
  const seen: Buffer[] = [];
  const onBytes = (chunk: Uint8Array) => seen.push(Buffer.from(chunk));
  for await (const block of readBlocks(path, { chunkBytes, maxLineBytes, onBytes })) {
    if (block.overlong) lines.push({ offset: block.offset, text: null });
    else {
      const text = block.bytes.toString('latin1');
      const parts = text.split('\n');
      if (block.terminated) parts.pop();
      let offset = block.offset;
      for (const part of parts) {
        lines.push({ offset, text: part });
        offset += part.length + 1;
      }
    }
  }
  return { lines, seen: Buffer.concat(seen) };
}

test('lines, their offsets and the bytes seen do not depend on the size of a chunk', async () => {
  const content = fc.array(fc.constantFrom(...'ab\n界'), { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')));
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 9 }), async (bytes, chunk, limit) => {
      const { lines, seen } = await linesOf(bytes, chunk, limit);
      // By hand: split the whole, and strike out what is beyond the limit.
      const parts = bytes.toString('latin1').split('\n');
      if (parts.at(-1) === '') parts.pop();
      let offset = 0;
      const expected = parts.map((part) => {
        const line = { offset, text: part.length > limit ? null : part };
        offset += part.length + 1;
        return line;
      });
      expect(lines.map((line) => line.text)).toEqual(expected.map((line) => line.text));
      for (const [i, line] of lines.entries()) if (line.text !== null) expect(line.offset).toBe(expected[i]?.offset);
      expect(seen.equals(bytes)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('an empty file has no block', async () => {
  expect((await linesOf(Buffer.alloc(0), 4, 10)).lines).toEqual([]);
});

test('only the unfinished last line is not terminated', async () => {
  const path = join(tempFolder({ f: 'a\nb' }), 'f');
  const flags: boolean[] = [];
  for await (const block of readBlocks(path)) flags.push(block.terminated);
  expect(flags).toEqual([true, false]);
});

test('a chunk of many lines comes in several blocks, none of which cuts a line', async () => {
  const line = `${'x'.repeat(999)}\n`;
  const path = join(tempFolder({ f: line.repeat(1500) }), 'f');
  const sizes: number[] = [];
  for await (const { bytes } of readBlocks(path)) {
    sizes.push(bytes.length);
    expect(bytes.length % 1000).toBe(0);
  }
  expect(sizes.length).toBeGreaterThan(8);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(1_500_000);
});
