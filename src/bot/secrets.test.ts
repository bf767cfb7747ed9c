import { describe, expect, it } from 'vitest';
import { describeThrown, plainLine } from './failure-text.js';
import { createExcerpt, createMask, createReplyMask, environmentSecrets } from './secrets.js';

describe('createMask', () => {
  it('masks a secret in each form it may come back in', () => {
    const mask = createMask(['Bearer p@ss"word/9']);
    expect(mask('got Bearer p@ss"word/9.')).toBe('got ***.');
    expect(mask('token p@ss"word/9.')).toBe('token ***.');
    expect(mask('{"t":"p@ss\\"word/9"}')).toBe('{"t":"***"}');
    expect(mask('?t=p%40ss%22word%2F9&x')).toBe('?t=***&x');
  });

  it('masks the longer of two secrets first, and leaves short values alone', () => {
    expect(createMask(['abcdef', 'abcdefgh'])('abcdefgh abcdef')).toBe('*** ***');
    expect(createMask(['', 'a', 'abc'])('abc a')).toBe('abc a');
  });
});

describe('createExcerpt', () => {
  it('masks before it clips, and sees through control characters and white space', () => {
    const excerpt = createExcerpt(['topsecret99', 'two words x']);
    expect(excerpt(`${'a'.repeat(296)}topsecret99`)).toBe(`${'a'.repeat(296)}***`);
    expect(excerpt(`${'a'.repeat(298)}topsecret99`)).toBe(`${'a'.repeat(298)}**…`);
    expect(excerpt('two \n words\tx')).toBe('***');
  });

  it('cuts no astral character in two', () => {
    expect(createExcerpt([])('𠮶'.repeat(400), 3)).toBe('𠮶𠮶𠮶…');
    expect(createExcerpt([])('𠮶𠮶𠮶', 3)).toBe('𠮶𠮶𠮶');
  });
});

describe('createReplyMask', () => {
  it('masks every string of a reply, and is absent when there is nothing to mask', () => {
    expect(
      createReplyMask(['muying'])?.({ text: 'at muying', slots: { k: ['muying', 3] }, intents: [{ name: 'muying.a' }] }),
    ).toEqual({
      text: 'at ***',
      slots: { k: ['***', 3] },
      intents: [{ name: '***.a' }],
    });
    expect(createReplyMask(['爱他美'])).toBeUndefined();
  });
});

describe('environmentSecrets', () => {
  it('goes by the name of the variable', () => {
    const env = {
      OPENAI_API_KEY: 'sk-12345678',
      DB_PASSWORD: 'hunter2hunter2',
      HOME: '/home/someone',
      SHORT_TOKEN: 'abc',
      NONE_KEY: undefined,
    };
    expect(environmentSecrets(env)).toEqual(['sk-12345678', 'hunter2hunter2']);
  });
});

describe('describeThrown', () => {
  it('has words for whatever is thrown', () => {
    const thrower = new Proxy(new Error('x'), {
      get: () => {
        throw new RangeError('no');
      },
    });
    const thrown = [
      new Error('a'),
      new TypeError(''),
      undefined,
      null,
      'text',
      { message: 'm' },
      5,
      thrower,
      Object.create(null),
    ];
    expect(thrown.map(describeThrown)).toEqual([
      'a',
      'TypeError',
      'undefined',
      'null',
      'text',
      'm',
      '5',
      'a value that cannot be shown (RangeError)',
      'a value that cannot be shown (TypeError)',
    ]);
  });
});

describe('plainLine', () => {
  it('takes out terminal sequences, controls and marks that reorder text', () => {
    expect(plainLine(' \u001b[31mred\u001b[0m\r\n\ttext\u202e\u200bx\u0085 ')).toBe('red text x');
  });
});
