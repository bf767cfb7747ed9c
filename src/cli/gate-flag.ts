/** `--gate "intent.accuracy[dialect=yue] >= 0.8"` → a gate. */
import { type Gate, gateSchema, HarnessError, problemsOf } from '../schema/index.js';

const SHAPE =
  /^\s*([a-z_]+\.[a-z0-9_@^]+)\s*(?:\[([^\]]*)\])?\s*(>=|<=)\s*([0-9.]+(?:e[+-]?\d+)?)\s*(lower-bound|upper-bound)?\s*$/i;

function sliceOf(text: string | undefined, flag: string): Gate['slice'] {
  if (text === undefined || text.trim() === '') return undefined;
  const pairs = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) throw malformed(flag);
  const names = pairs.map(([name]) => name);
  if (new Set(names).size < names.length) {
    throw new HarnessError({
      code: 'E_GATE',
      message: `--gate "${flag}" names a slice twice`,
      expected: 'each slice once; a turn has to stand in all of them',
    });
  }
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
  const gate = {
    metric: metric as string,
    ...(slice === undefined ? {} : { slice }),
    ...(sign === '>=' ? { min: threshold } : { max: threshold }),
    ...(judge === undefined ? {} : { judge: judge.toLowerCase() as 'lower-bound' | 'upper-bound' }),
  };
  const decoded = gateSchema.safeParse(gate);
  if (!decoded.success) throw new HarnessError(problemsOf(decoded.error, 'E_GATE', { prefix: `--gate "${flag}"` }));
  return decoded.data;
}
