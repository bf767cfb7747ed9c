import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from './json-fault.js';

test.each([
  ['{"a": tru}', 6, 'a value'],
  ['{"id":"x",}', 10, 'a key in double quotes'],
  ['{"id":"a" "b":1}', 10, ', or }'],
  ['{"id":"x"', 9, ', or }'],
  ['{"a":"b', 7, 'a closing "'],
  ['{a:1}', 1, 'a key in double quotes'],
  ['{"a" 1}', 5, ':'],
  ['{"a":1}}', 7, 'the end of the line'],
  ['{"a":1} {"b":2}', 8, 'the end of the line'],
  ['{"a":01}', 6, ', or }'],
  ['{"a":"\\q"}', 6, 'an escape such as \\n or \\"'],
  ['{"a":"\t"}', 6, 'no control character within a text'],
  ['[1,]', 3, 'a value'],
  ['', 0, 'a value'],
  ["{'a':1}", 1, 'a key in double quotes'],
  ['{"话":"在吗",}', 10, 'a key in double quotes'],
])('%s fails at %i: %s', (text, at, expected) => {
  expect(jsonFault(text)).toEqual({ at, expected });
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
});

test('agrees with JSON.parse on what is JSON, and with its position where that is given', () => {
  const damaged = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', '\\', '{', '1', 'tru', ' ', ':', '\u0007'),
      fc.nat({ max: 2 }),
    )
    .map(([json, at, piece, drop]) => {
      const i = at % (json.length + 1);
      return json.slice(0, i) + piece + json.slice(i + drop);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (text) => {
      let message: string | undefined;
      try {
        JSON.parse(text);
      } catch (error) {
        message = (error as SyntaxError).message;
      }
      const fault = jsonFault(text);
      expect(fault === undefined).toBe(message === undefined);
      // Within numbers and escapes V8 points elsewhere; the other kinds have one place.
      const position = /^(?:Expected [',dp]|Unterminated string).* at position (\d+)/.exec(message ?? '')?.[1];
      if (position !== undefined) expect(fault?.at).toBe(Number(position));
    }),
    { numRuns: 3000 },
  );
});

test('a text of megabytes and deep nesting do not exhaust the stack', () => {
  expect(jsonFault(`{"a":"${'界'.repeat(1 << 20)}`)?.expected).toBe('a closing "');
  expect(jsonFault('['.repeat(1 << 18))?.at).toBe(1 << 18);
});
