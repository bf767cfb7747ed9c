/** Gates are checked before the replay: a misspelt gate must not be found out after an hour, or pass because it holds nothing. */
import { type Gate, HarnessError, isAgainstBaseline, type MetricInfo, nearest, type Problem } from '../schema/index.js';

export interface GateGround {
  /** Metrics that the run computes. */
  readonly metrics: readonly MetricInfo[];
  /** Slice name → value → turns, of the dataset. */
  readonly slices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly bots: readonly string[];
}

function oneOf(names: readonly string[], wrong: string): string {
  if (names.length === 0) return 'there are none';
  return `did you mean ${nearest(wrong, names)}? Known: ${names.join(', ')}`;
}

function sliceProblem(field: string, name: string, value: string, ground: GateGround): Problem | undefined {
  const values = ground.slices[name];
  if (values === undefined) {
    return {
      code: 'E_UNKNOWN_SLICE',
      field: `${field}.slice`,
      message: `no dialogue has a slice "${name}"`,
      mend: oneOf(Object.keys(ground.slices), name),
    };
  }
  if (values[value] === undefined) {
    return {
      code: 'E_UNKNOWN_SLICE',
      field: `${field}.slice.${name}`,
      message: `no dialogue has ${name}=${value}`,
      mend: oneOf(Object.keys(values), value),
    };
  }
  return undefined;
}

/** Times by the position of the turn are estimated without any slice of the data. */
const TURN = 'turn';
const POSITIONS = 20;

function isPosition(gate: Gate, ground: GateGround): boolean {
  return gate.slice?.[TURN] !== undefined && ground.slices[TURN] === undefined;
}

function positionProblems(gate: Gate, metric: MetricInfo | undefined, field: string): Problem[] {
  const problem = (message: string, expected: string): Problem => ({
    code: 'E_GATE',
    field: `${field}.slice`,
    message,
    expected,
  });
  const position = Number(gate.slice?.[TURN]);
  if (!(Number.isInteger(position) && position >= 1 && position <= POSITIONS)) {
    return [problem(`turn=${gate.slice?.[TURN]} is no position of a turn`, `a whole number from 1 to ${POSITIONS}`)];
  }
  if (metric !== undefined && metric.unit !== 'ms') {
    return [problem(`${gate.metric} is not estimated by the position of the turn`, 'a time, such as latency.p95_ms')];
  }
  const isAlone = Object.keys(gate.slice ?? {}).length === 1 && !isAgainstBaseline(gate);
  return isAlone ? [] : [problem('turn stands alone', 'one slice, and a limit that is no baseline')];
}

function gateProblems(gate: Gate, index: number, ground: GateGround): Problem[] {
  const field = `gates[${index}]`;
  const problems: Problem[] = [];
  const names = ground.metrics.map((metric) => metric.name);
  const metric = ground.metrics.find(({ name }) => name === gate.metric);
  if (metric === undefined) {
    problems.push({
      code: 'E_UNKNOWN_METRIC',
      field: `${field}.metric`,
      message: `unknown metric "${gate.metric}"`,
      mend: oneOf(names, gate.metric),
    });
  }
  if (metric !== undefined) problems.push(...baselineProblems(gate, metric, field));
  const threshold = gate.min ?? gate.max ?? metric?.range[0] ?? 0;
  if (metric !== undefined && (threshold < metric.range[0] || (metric.range[1] !== 'unbounded' && threshold > metric.range[1]))) {
    problems.push({
      code: 'E_GATE',
      field: `${field}.${gate.min === undefined ? 'max' : 'min'}`,
      message: `${threshold} is outside the range of ${gate.metric}`,
      expected: `a number from ${metric.range[0]} to ${metric.range[1]}`,
    });
  }
  if (gate.bot !== undefined && !ground.bots.includes(gate.bot)) {
    problems.push({
      code: 'E_GATE',
      field: `${field}.bot`,
      message: `unknown bot "${gate.bot}"`,
      mend: oneOf(ground.bots, gate.bot),
    });
  }
  if (isPosition(gate, ground)) return [...problems, ...positionProblems(gate, metric, field)];
  for (const [name, value] of Object.entries(gate.slice ?? {})) {
    const problem = sliceProblem(field, name, value, ground);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/** The metric whose turns {@link Gate.maxNew} counts. */
const CRITICAL = 'relevance.critical_error_rate';

function baselineProblems(gate: Gate, { name, direction, range }: MetricInfo, field: string): Problem[] {
  const problem = (key: string, message: string, expected: string): Problem => ({
    code: 'E_GATE',
    field: `${field}.${key}`,
    message,
    expected,
  });
  if (gate.margin !== undefined && direction === 'none') {
    return [problem('margin', `neither way is better for ${name}`, 'a metric of which higher or lower is better')];
  }
  if (gate.margin !== undefined && range[1] !== 'unbounded' && gate.margin > range[1] - range[0]) {
    return [problem('margin', `${gate.margin} is more than ${name} can differ by`, `a number from 0 to ${range[1] - range[0]}`)];
  }
  if (gate.maxRatio !== undefined && direction !== 'lower') {
    return [problem('maxRatio', `higher is better for ${name}`, 'a metric of which lower is better, such as latency.p95_ms')];
  }
  if (gate.maxNew !== undefined && name !== CRITICAL) {
    return [problem('maxNew', `counts turns with a critical error, not ${name}`, `metric: ${CRITICAL}`)];
  }
  if (gate.maxNew !== undefined && gate.slice !== undefined && Object.keys(gate.slice).length > 0) {
    return [problem('slice', 'new critical errors are counted over everything', 'no slice')];
  }
  return [];
}

/** @throws HarnessError with every problem of every gate. */
export function validateGates(gates: readonly Gate[], ground: GateGround): void {
  const [first, ...rest] = gates.flatMap((gate, index) => gateProblems(gate, index, ground));
  if (first !== undefined) throw new HarnessError([first, ...rest]);
}

/** The gates that hold a bot: those that name it, and the unnamed ones unless it is the baseline among several. */
export function gatesFor(gates: readonly Gate[], bot: string, baseline: string | undefined): readonly Gate[] {
  return gates.filter((gate) => (gate.bot === undefined ? bot !== baseline : gate.bot === bot));
}
