/** `--gate "intent.accuracy[dialect=yue] >= 0.8"` → a gate. */
import { METRIC_INFOS } from '../harness/index.js';
import { type Gate, gateSchema, HarnessError, problemsOf } from '../schema/index.js';

const SHAPE =
  /^\s*([a-z_][a-z0-9_@^.]*)\s*(?:\[([^\]]*)\])?\s*(>=|<=)\s*([0-9.]+(?:e[+-]?\d+)?)\s*(lower-bound|upper-bound)?\s*$/i;
/** Against a baseline: `METRIC >= baseline - 0.01`, `METRIC <= baseline + 0.01`, `METRIC <= 1.2 * baseline`. */
const RELATIVE =
  /^\s*([a-z_][a-z0-9_@^.]*)\s*(?:\[([^\]]*)\])?\s*(>=|<=)\s*(?:baseline\s*(?:([-+−])\s*([0-9.]+(?:e[+-]?\d+)?))?|([0-9.]+)\s*[*×]\s*baseline)\s*$/i;
const NEW_ERRORS = /^\s*(?:no|at most (\d+)) new critical errors?\s*$/i;

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
    expected:
      'METRIC[SLICE=VALUE] >= NUMBER, such as "intent.accuracy[dialect=yue] >= 0.8" or "latency.p95_ms <= 800"; against a baseline "intent.accuracy >= baseline - 0.01", "latency.p95_ms <= 1.2 * baseline" or "no new critical errors"',
  });
}

/** @throws HarnessError E_GATE */
export function parseGateFlag(flag: string): Gate {
  const errors = NEW_ERRORS.exec(flag);
  if (errors !== null) return { metric: 'relevance.critical_error_rate', maxNew: Number(errors[1] ?? 0) };
  const relative = RELATIVE.exec(flag);
  if (relative !== null) return relativeGate(relative, flag);
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

/** The sign has to agree with the metric: a baseline may be missed in the wrong direction only. */
function relativeGate([, metric, slicePart, sign, way, margin, factor]: RegExpExecArray, flag: string): Gate {
  const slice = sliceOf(slicePart, flag);
  const subject = { metric: metric as string, ...(slice === undefined ? {} : { slice }) };
  const number = Number(factor ?? margin ?? 0);
  const isBelow = sign === '>=';
  const waysMatch = way === undefined || (way === '+') !== isBelow;
  if (!Number.isFinite(number) || !waysMatch || (factor !== undefined && (isBelow || number === 0))) throw malformed(flag);
  const direction = METRIC_INFOS.find(({ name }) => name === metric)?.direction;
  if (direction === 'higher' ? !isBelow : direction === 'lower' && isBelow) {
    throw new HarnessError({
      code: 'E_GATE',
      message: `--gate "${flag}" asks for the worse: ${direction} is better for ${metric}`,
      expected: direction === 'higher' ? `${metric} >= baseline - NUMBER` : `${metric} <= baseline + NUMBER`,
    });
  }
  return { ...subject, ...(factor === undefined ? { margin: number } : { maxRatio: number }) };
}
