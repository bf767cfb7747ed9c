import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../schema/index.js';
import { removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { type JsonElement, readJsonElements } from './json-elements.js';

afterEach(removeTempFolders);

async function read(content: string | Uint8Array, nested = false) {
  const elements: JsonElement[] = [];
  const problems: Problem[] = [];
  const path = `${tempFolder({ 'x.json': content })}/x.json`;
  for await (const batch of readJsonElements(path, 'x.json', { nested, report: (problem) => problems.push(problem) })) {
    elements.push(...batch);
  }
  return { elements, problems };
}

describe('elements of a JSON document', () => {
  it('of a list, of an object, and of the lists in an object', async () => {
    expect((await read('[1,\n\n {"a": [2, 3]}]')).elements).toEqual([
      { value: 1, line: 1 },
      { value: { a: [2, 3] }, line: 3 },
    ]);
    const object = '{"a": [1, [2, {"x": "],"}]],\n "b": [], "c": {"d": [4]},\n"e": 5}';
    expect((await read(object)).elements.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'e']);
    expect((await read(object, true)).elements).toEqual([
      { key: 'a', value: 1, line: 1 },
      { key: 'a', value: [2, { x: '],' }], line: 1 },
      { key: 'c', value: { d: [4] }, line: 2 },
      { key: 'e', value: 5, line: 3 },
    ]);
  });

  it.each([
    ['[1, 2', 'E_JSON', 1, /ends in the middle/],
    ['[\n1,\n{"a" 2}]', 'E_JSON', 3, /cannot be parsed/],
    ['[1]\n2', 'E_JSON', 2, /behind the end/],
    ['"text"', 'E_JSON', 1, /neither a list nor an object/],
  ])('%j is wrong', async (text, code, line, message) => {
    expect((await read(text)).problems).toMatchObject([{ code, line, message: expect.stringMatching(message) }]);
  });

  it('bytes that are not UTF-8 are no characters, and the rest is read', async () => {
    const bytes = Buffer.concat([Buffer.from('["好",\n"'), Buffer.from([0xc4, 0xe3]), Buffer.from('",\n"行"]')]);
    const { elements, problems } = await read(bytes);
    expect(elements).toEqual([
      { value: '好', line: 1 },
      { value: '行', line: 3 },
    ]);
    expect(problems).toMatchObject([{ code: 'E_ENCODING', line: 2, mend: expect.stringContaining('iconv') }]);
  });
});
