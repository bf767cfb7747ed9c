import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../schema/index.js';
import { derivationsOf, evaluate } from './derivation.js';

const resultsOf = (...derive: unknown[]) =>
  derivationsOf({ utterance: 'x', meta: { derive } } as Turn).map(({ result }) => result);

describe('a derivation', () => {
  it('is an equation whose sides agree, to the cent', () => {
    expect(resultsOf('268*2-40 = 496', '163.5/108 = 1.51', '(99+6)*0.9=94.5', '18/2 = 9')).toEqual([496, 1.51, 94.5, 9]);
  });

  it.each([
    '268*2 = 535',
    '163.5/108 = 1.53',
    '1 = 1 = 1',
    '268*2',
    '= 4',
    '2** 3 = 8',
    '1/0 = 1',
    'x = 3',
    '(1+2 = 3',
    '1+2) = 3',
    '',
  ])('is not: %s', (text) => {
    expect(resultsOf(text)).toEqual([undefined]);
  });

  it('stands in meta.derive and nowhere else', () => {
    expect(derivationsOf({ utterance: 'x' })).toEqual([]);
    expect(derivationsOf({ utterance: 'x', meta: 'derive' })).toEqual([]);
    expect(derivationsOf({ utterance: 'x', meta: { derive: '1=1' } })).toEqual([]);
  });
});

describe('evaluate', () => {
  it('knows precedence, brackets, signs and left association', () => {
    expect(['2+3*4', '(2+3)*4', '10-4-3', '24/4/2', '-3+5', '2*-3', '1.5*2'].map(evaluate)).toEqual([14, 20, 3, 3, 2, -6, 3]);
  });

  it('agrees with JavaScript on any sum', () => {
    const number = fc.integer({ min: 1, max: 999 }).map(String);
    const { sum } = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4 },
        number,
        fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      ),
    }));
    fc.assert(
      fc.property(sum, (text) => {
        const expected = new Function(`return ${text}`)() as number;
        expect(evaluate(text)).toBe(Number.isFinite(expected) ? expected : undefined);
      }),
    );
  });
});
