/**
 * The conversion model: the exact probability that a dialogue ends in a purchase, over the shopper's unknown readiness.
 * Everything here is simulated; see docs/simulation.md for the equations.
 */
import type { TurnEvents } from '../schema/index.js';
import { gaussHermite, type Quadrature } from '../stats/index.js';
import { CRITICAL_CODES, EMOTION_CODES, EventColumns, type EventView, HANDOFF_CODES, INTENT_CODES } from './columns.js';
import type { UpliftParameters } from './parameters.js';

/** Nodes of the Gauss–Hermite rule. */
export const NODES = 21;
const NEUTRAL_MATCH = 0.5;

/** One turn of the trace. */
export interface TurnTrace {
  /** Satisfaction after the turn. */
  readonly z: number;
  /** Probability of leaving at this turn, given that the shopper was still there. */
  readonly quit: number;
  /** Probability of still being there after it. */
  readonly survival: number;
}

/** Parameters made ready for many dialogues: gains by event code, nodes, and what a leaver buys. */
export interface ConversionModel {
  readonly parameters: UpliftParameters;
  readonly intentGain: Float64Array;
  readonly criticalGain: Float64Array;
  readonly emotionGain: Float64Array;
  readonly handoffGain: Float64Array;
  /** Log-odds of a purchase at each node before anything happened in the dialogue. */
  readonly logOdds: Float64Array;
  readonly weights: Float64Array;
  /** Probability that a shopper who left buys anyway. */
  readonly leaverConversion: number;
}

/** Every draw needs the same rule, and finding its nodes costs more than a draw. */
const DEFAULT_RULE = gaussHermite(NODES);

/** `rule` integrates over the shopper's readiness, a standard normal. */
export function conversionModel(parameters: UpliftParameters, rule: Quadrature = DEFAULT_RULE): ConversionModel {
  const { weights } = rule;
  const logOdds = rule.nodes.map((x) => parameters.purchaseBase + parameters.shopperSpread * x);
  const { intentWeight, emotionWeight, handoffWeight } = parameters;
  return {
    parameters,
    intentGain: gains(3, [INTENT_CODES.right, intentWeight], [INTENT_CODES.wrong, -parameters.lossAversion * intentWeight]),
    criticalGain: gains(3, [CRITICAL_CODES.yes, -parameters.criticalErrorWeight]),
    emotionGain: gains(4, [EMOTION_CODES[1], emotionWeight], [EMOTION_CODES[-1], -emotionWeight]),
    handoffGain: gains(
      5,
      [HANDOFF_CODES.correct, handoffWeight],
      [HANDOFF_CODES.unneeded, -handoffWeight],
      [HANDOFF_CODES.missed, -handoffWeight],
    ),
    logOdds,
    weights,
    leaverConversion: parameters.leaverPurchaseShare * purchase(logOdds, weights, 0),
  };
}

/** A table from code to gain; codes that are not named add nothing. */
function gains(codes: number, ...entries: readonly (readonly [code: number, gain: number])[]): Float64Array {
  const table = new Float64Array(codes);
  for (const [code, gain] of entries) table[code] = gain;
  return table;
}

/** E_u[σ(β0 + u + shift)]. */
function purchase(logOdds: Float64Array, weights: Float64Array, shift: number): number {
  let sum = 0;
  for (let i = 0; i < logOdds.length; i += 1) {
    sum += (weights[i] as number) / (1 + Math.exp(-((logOdds[i] as number) + shift)));
  }
  return sum;
}

/**
 * Probability of a purchase in dialogue `index` of the columns, in [0,1]. A dialogue without turns leaves the shopper as they came.
 * `trace` collects the turns when given.
 *
 * The shares of leavers add up to 1 − S_T, so that E_u[S_T·p_end + Σ S_{t−1}·q_t·p_out] = S_T·E_u[p_end] + (1 − S_T)·E_u[p_out];
 * and S_T = exp(−Σ((L−L0)/θ)^k − Σ exp(α − b_h·z)), as leaving while waiting and leaving dissatisfied are both hazards.
 */
export function conversionAt(view: EventView, index: number, model: ConversionModel, trace?: TurnTrace[]): number {
  const { parameters } = model;
  const from = view.start[index] as number;
  const to = view.start[index + 1] as number;
  let z = 0;
  let sum = 0;
  let hazard = 0;
  let critical = false;
  for (let t = from; t < to; t += 1) {
    z = parameters.satisfactionCarryOver * z + turnGain(view, t, model);
    sum += z;
    if (view.critical[t] === CRITICAL_CODES.yes) critical = true;
    let turnHazard = waitingHazard(view.latencyS[t] as number, parameters);
    if (t < to - 1) turnHazard += Math.exp(parameters.leavingBase - parameters.leavingSatisfactionWeight * z);
    hazard += turnHazard;
    trace?.push({ z, quit: -Math.expm1(-turnHazard), survival: Math.exp(-hazard) });
  }
  const satisfaction = to > from ? 0.5 * (sum / (to - from)) + 0.5 * z : 0;
  const match = view.match[index] as number;
  const shift =
    parameters.purchaseSatisfactionWeight * satisfaction +
    parameters.purchaseMatchWeight * ((Number.isNaN(match) ? NEUTRAL_MATCH : match) - NEUTRAL_MATCH) -
    (critical ? parameters.purchaseCriticalErrorWeight : 0);
  const stayed = Math.exp(-hazard);
  return stayed * purchase(model.logOdds, model.weights, shift) + (1 - stayed) * model.leaverConversion;
}

/** g_t: what the turn adds to the satisfaction. */
function turnGain(view: EventView, t: number, model: ConversionModel): number {
  const relevance = view.relevance[t] as number;
  const stateGain = view.stateGain[t] as number;
  return (
    (model.intentGain[view.intent[t] as number] as number) +
    (model.criticalGain[view.critical[t] as number] as number) +
    (model.emotionGain[view.emotion[t] as number] as number) +
    (model.handoffGain[view.handoff[t] as number] as number) +
    (Number.isNaN(relevance) ? 0 : model.parameters.relevanceWeight * (2 * relevance - 1)) +
    (Number.isNaN(stateGain) ? 0 : model.parameters.stateGainWeight * stateGain)
  );
}

/** Cumulative hazard of leaving during one wait; NaN (no latency known) and an unfelt wait give 0. */
function waitingHazard(latencyS: number, parameters: UpliftParameters): number {
  const felt = latencyS - parameters.unfeltLatencyS;
  return felt > 0 ? (felt / parameters.patienceS) ** parameters.patienceShape : 0;
}

/**
 * Probability of a purchase after a dialogue, in [0,1]; simulated, never measured.
 * `match` absent counts as ½; absent events add nothing. Exact up to the quadrature (`nodes`, 21 by default).
 * @throws RangeError on an event outside its range, or unless `nodes` is an integer in [1, 200].
 */
export function conversionProbability(
  turns: readonly TurnEvents[],
  match: number | undefined,
  parameters: UpliftParameters,
  nodes: number = NODES,
): number {
  return conversionTrace(turns, match, parameters, nodes).conversion;
}

/**
 * As {@link conversionProbability}, with satisfaction, leaving and survival turn by turn.
 * @throws RangeError on an event outside its range, or unless `nodes` is an integer in [1, 200].
 */
export function conversionTrace(
  turns: readonly TurnEvents[],
  match: number | undefined,
  parameters: UpliftParameters,
  nodes: number = NODES,
): { readonly conversion: number; readonly trace: readonly TurnTrace[] } {
  const dialogue = { dialogue_id: 'one', trial: 0, family: 'one', turns, ...(match === undefined ? {} : { match }) };
  const trace: TurnTrace[] = [];
  const rule = nodes === NODES ? DEFAULT_RULE : gaussHermite(nodes);
  const conversion = conversionAt(EventColumns.of([dialogue]).view(), 0, conversionModel(parameters, rule), trace);
  return { conversion, trace };
}
