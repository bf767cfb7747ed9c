import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LIGHT } from './content-token.js';
import { Reading } from './reading.js';
import { answerCoverage, contentShare } from './text-query.js';

const reading = fc
  .string({ unit: fc.constantFrom('段', '喝', '罐', '的', '了'), maxLength: 20 })
  .map((text) => new Reading(`x${text}x`));
const weight = (character: string) => ('的了'.includes(character) ? LIGHT : 1);
const tokensOf = ({ content }: Reading): readonly string[] => content.match(/[a-z]+|[^a-z]/g) ?? [];
const weigh = (tokens: readonly string[]) => tokens.reduce((sum, token) => sum + weight(token), 0);

/** What of `tokens` stands in `by`, each as often as there. */
function shared(tokens: readonly string[], by: readonly string[]): string[] {
  const left = [...by];
  return tokens.filter((token) => {
    const at = left.indexOf(token);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

it('shares what the multisets of tokens share, whichever texts were compared before', () => {
  fc.assert(
    fc.property(reading, reading, reading, (of, by, question) => {
      for (const [a, b] of [
        [of, by],
        [question, by],
        [of, by],
        [by, of],
      ] as const) {
        expect(contentShare(a, b).coverage).toBeCloseTo(weigh(shared(tokensOf(a), tokensOf(b))) / weigh(tokensOf(a)), 10);
      }
      const added = tokensOf(of).filter((token) => !tokensOf(question).includes(token));
      const found = answerCoverage(of, by, question);
      if (weigh(added) < 1) expect(found).toBeUndefined();
      else expect(found).toBeCloseTo(weigh(shared(added, tokensOf(by))) / weigh(added), 10);
    }),
  );
});
