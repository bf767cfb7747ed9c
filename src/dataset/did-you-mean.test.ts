import { expect, test } from 'vitest';
import { didYouMean, nearest } from './did-you-mean.js';

test.each([
  ['utterence', ['utterance', 'intent'], 'utterance'],
  ['Intent', ['utterance', 'intent'], 'intent'],
  ['price.bargin', ['price.ask', 'price.bargain'], 'price.bargain'],
  // One of three characters may differ, two may not.
  ['价格问', ['价格询', '价格'], '价格询'],
  ['xyz', ['utterance', 'intent'], undefined],
  ['ab', ['cd'], undefined],
  ['a', [], undefined],
  ['', ['utterance'], undefined],
])('%s among %j: %s', (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

test('the mend is the suggestion, or what is given instead', () => {
  expect(didYouMean('tran', ['train', 'test'])).toEqual({ mend: 'did you mean "train"?' });
  expect(didYouMean('x', ['train'], 'remove it')).toEqual({ mend: 'remove it' });
  expect(didYouMean('x', ['train'])).toEqual({});
});
