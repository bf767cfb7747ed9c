/** `--gate "intent.accuracy[dialect=yue] >= 0.8"` → a gate. */
import { type Gate, HarnessError } from '../schema/index.js';

const SHAPE = /^\s*([a-z_]+\.[a-z0-9_@^]+)\s*(?:\[([^\]]*)\])?\s*(>=|<=)\s*([0-9.]+)\s*(lower-bound|upper-bound)?\s*$/i;

function sliceOf(text: string | undefined, flag: string): Gate['slice'] {
  if (text === undefined || text.trim() === '') return undefined;
  const pairs = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) throw malformed(flag);
  return Object.fromEntries(pairs);
}

function malformed(flag: string): HarnessError {
  return new HarnessError({
    code: 'E_GATE',
    message: `cannot read --gate "${flag}"`,
    expected: 'METRIC[SLICE=VALUE] >= NUMBER, such as "intent.accuracy[dialect=yue] >= 0.8" or "latency.p95_ms <= 800"',
  });
}

/** @throws HarnessError E_GATE */
export function parseGateFlag(flag: string): Gate {
  const match = SHAPE.exec(flag);
  if (match === null) throw malformed(flag);
  const [, metric, slicePart, sign, number, judge] = match;
  const threshold = Number(number);
  if (!Number.isFinite(threshold)) throw malformed(flag);
  const slice = sliceOf(slicePart, flag);
  return {
    metric: metric as string,
    ...(slice === undefined ? {} : { slice }),
    ...(sign === '>=' ? { min: threshold } : { max: threshold }),
    ...(judge === undefined ? {} : { judge: judge.toLowerCase() as 'lower-bound' | 'upper-bound' }),
  };
}
