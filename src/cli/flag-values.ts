/** Values of flags that several commands read alike. */
import { HarnessError, type SliceRef } from '../schema/index.js';

/** The value, when it is absent or good. @throws HarnessError E_USAGE */
export function within(
  name: string,
  value: number | undefined,
  isGood: (value: number) => boolean,
  expected: string,
): number | undefined {
  if (value === undefined || isGood(value)) return value;
  throw new HarnessError({ code: 'E_USAGE', message: `--${name} has no usable value`, expected });
}

/** `--level`, `--seed` and `--resamples`. @throws HarnessError E_USAGE */
export function resamplingOf(argv: {
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
  readonly resamples?: number | undefined;
}): { readonly level: number | undefined; readonly seed: number | undefined; readonly resamples: number | undefined } {
  return {
    level: within('level', argv.level, (level) => level > 0 && level < 1, 'a number between 0 and 1, such as 0.95'),
    seed: within('seed', argv.seed, (seed) => Number.isSafeInteger(seed) && seed >= 0, 'a whole number from 0'),
    resamples: within(
      'resamples',
      argv.resamples,
      (n) => Number.isSafeInteger(n) && n >= 0 && n <= 100_000,
      'a whole number from 0 to 100000',
    ),
  };
}

/** `dialect=yue` or `dialect=yue,stage=pre-sale`. @throws HarnessError E_USAGE */
export function sliceOf(text: string): SliceRef {
  const pairs = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  if (pairs.every((pair) => pair.length === 2 && !pair.includes(''))) return Object.fromEntries(pairs);
  throw new HarnessError({
    code: 'E_USAGE',
    message: `cannot read --slice "${text}"`,
    expected: 'NAME=VALUE, such as dialect=yue',
  });
}
