/** The 19 parameters of the conversion simulation: default, prior, unit, meaning and where each comes from. */
import type { Prior } from './priors.js';

/** One value a parameter. Weights act on the satisfaction z (arbitrary unit) or on the log-odds of a purchase. */
export interface UpliftParameters {
  readonly satisfactionCarryOver: number;
  readonly intentWeight: number;
  readonly relevanceWeight: number;
  readonly lossAversion: number;
  readonly criticalErrorWeight: number;
  readonly stateGainWeight: number;
  readonly emotionWeight: number;
  readonly handoffWeight: number;
  readonly patienceS: number;
  readonly patienceShape: number;
  readonly unfeltLatencyS: number;
  readonly leavingBase: number;
  readonly leavingSatisfactionWeight: number;
  readonly purchaseBase: number;
  readonly shopperSpread: number;
  readonly purchaseSatisfactionWeight: number;
  readonly purchaseMatchWeight: number;
  readonly purchaseCriticalErrorWeight: number;
  readonly leaverPurchaseShare: number;
}

export type ParameterName = keyof UpliftParameters;

/** Everything that is said of one parameter, for the tables of reports and documentation. */
export interface ParameterInfo {
  readonly name: ParameterName;
  /** The letter in the equations, spelled as in the reference file. */
  readonly symbol: string;
  readonly value: number;
  readonly prior: Prior;
  readonly unit: string;
  readonly meaning: string;
  readonly source: string;
}

const JUDGEMENT = 'judgement, wide on purpose';
const RATED_DIALOGUES = 'satisfaction-rated dialogues (USS, SIGIR 2021)';

/** In the order of the equations. */
export const PARAMETERS: readonly ParameterInfo[] = [
  {
    name: 'satisfactionCarryOver',
    symbol: 'rho',
    value: 0.3,
    prior: { kind: 'beta', a: 3, b: 7 },
    unit: 'share',
    meaning: 'How much of the satisfaction after one turn is left at the next.',
    source: RATED_DIALOGUES,
  },
  {
    name: 'intentWeight',
    symbol: 'b_I',
    value: 0.5,
    prior: { kind: 'log-normal', median: 0.5, spread: 0.5 },
    unit: 'satisfaction',
    meaning: 'What an understood intent adds.',
    source: JUDGEMENT,
  },
  {
    name: 'relevanceWeight',
    symbol: 'b_R',
    value: 0.7,
    prior: { kind: 'log-normal', median: 0.7, spread: 0.5 },
    unit: 'satisfaction',
    meaning: 'What a fully relevant reply adds, and a wholly irrelevant one takes.',
    source: JUDGEMENT,
  },
  {
    name: 'lossAversion',
    symbol: 'lam',
    value: 1.5,
    prior: { kind: 'uniform', lower: 1, upper: 2.5 },
    unit: 'ratio',
    meaning: 'How many times more a misunderstood intent takes than an understood one adds.',
    source: JUDGEMENT,
  },
  {
    name: 'criticalErrorWeight',
    symbol: 'b_F',
    value: 1.5,
    prior: { kind: 'log-normal', median: 1.5, spread: 0.5 },
    unit: 'satisfaction',
    meaning: 'What a critically wrong reply takes.',
    source: JUDGEMENT,
  },
  {
    name: 'stateGainWeight',
    symbol: 'b_K',
    value: 0.3,
    prior: { kind: 'log-normal', median: 0.3, spread: 0.5 },
    unit: 'satisfaction per unit of F1',
    meaning: 'What a rise in the F1 of the captured preferences adds.',
    source: JUDGEMENT,
  },
  {
    name: 'emotionWeight',
    symbol: 'b_E',
    value: 0.1,
    prior: { kind: 'normal', mean: 0.1, sd: 0.15 },
    unit: 'satisfaction',
    meaning: "What a fitting answer to the shopper's emotion adds, and an unfitting one takes; may be negative.",
    source: JUDGEMENT,
  },
  {
    name: 'handoffWeight',
    symbol: 'b_H',
    value: 0.3,
    prior: { kind: 'normal', mean: 0.3, sd: 0.15 },
    unit: 'satisfaction',
    meaning: 'What a due handoff adds, and an unneeded or missed one takes; may be negative.',
    source: JUDGEMENT,
  },
  {
    name: 'patienceS',
    symbol: 'theta',
    value: 90,
    prior: { kind: 'log-normal', median: 90, spread: 0.7 },
    unit: 's',
    meaning: 'The felt wait after which 63% of shoppers have left.',
    source: 'reported patience in chats, about a minute',
  },
  {
    name: 'patienceShape',
    symbol: 'k',
    value: 1.5,
    prior: { kind: 'uniform', lower: 1, upper: 2 },
    unit: 'exponent',
    meaning: 'Shape of the wait (Weibull): 1 is a constant rate of leaving, above 1 it rises with the wait.',
    source: JUDGEMENT,
  },
  {
    name: 'unfeltLatencyS',
    symbol: 'L0',
    value: 1,
    prior: { kind: 'fixed' },
    unit: 's',
    meaning: 'A wait up to this is not felt.',
    source: 'judgement, held fixed',
  },
  {
    name: 'leavingBase',
    symbol: 'alpha',
    value: -2.6,
    prior: { kind: 'normal', mean: -2.6, sd: 0.5 },
    unit: 'log hazard a turn',
    meaning: 'Leaving after a turn at satisfaction 0: 1 − exp(−exp(−2.6)) = 7%.',
    source: JUDGEMENT,
  },
  {
    name: 'leavingSatisfactionWeight',
    symbol: 'b_h',
    value: 0.5,
    prior: { kind: 'log-normal', median: 0.5, spread: 0.5 },
    unit: 'log hazard per satisfaction',
    meaning: 'How strongly satisfaction holds a shopper in the conversation.',
    source: JUDGEMENT,
  },
  {
    name: 'purchaseBase',
    symbol: 'beta0',
    value: -0.85,
    prior: { kind: 'normal', mean: -0.85, sd: 0.7 },
    unit: 'log-odds',
    meaning: 'Purchase by a median shopper at satisfaction 0 and a match of ½: 30%.',
    source: JUDGEMENT,
  },
  {
    name: 'shopperSpread',
    symbol: 'sigma_u',
    value: 1,
    prior: { kind: 'uniform', lower: 0.5, upper: 1.5 },
    unit: 'log-odds',
    meaning: 'Standard deviation of the readiness to buy that shoppers bring along.',
    source: JUDGEMENT,
  },
  {
    name: 'purchaseSatisfactionWeight',
    symbol: 'beta_s',
    value: 0.35,
    prior: { kind: 'log-normal', median: 0.35, spread: 0.7 },
    unit: 'log-odds per satisfaction',
    meaning: 'How strongly satisfaction over the dialogue moves the purchase.',
    source: JUDGEMENT,
  },
  {
    name: 'purchaseMatchWeight',
    symbol: 'beta_M',
    value: 0.8,
    prior: { kind: 'log-normal', median: 0.8, spread: 0.7 },
    unit: 'log-odds',
    meaning: 'How much a perfect match of the recommendations adds over none.',
    source: JUDGEMENT,
  },
  {
    name: 'purchaseCriticalErrorWeight',
    symbol: 'beta_F',
    value: 0.7,
    prior: { kind: 'log-normal', median: 0.7, spread: 0.5 },
    unit: 'log-odds',
    meaning: 'What any critical error in the dialogue takes from the purchase of those who stay.',
    source: JUDGEMENT,
  },
  {
    name: 'leaverPurchaseShare',
    symbol: 'kappa',
    value: 0.45,
    prior: { kind: 'beta', a: 4.5, b: 5.5 },
    unit: 'share',
    meaning: 'Purchase by those who leave early, relative to a neutral conversation.',
    source: JUDGEMENT,
  },
];

/** Those that have a prior; the others are held fixed. */
export const VARIED_PARAMETERS: readonly ParameterInfo[] = PARAMETERS.filter((info) => info.prior.kind !== 'fixed');

/** A full set of parameters, one value from each entry. */
export function parametersFrom(choose: (info: ParameterInfo) => number): UpliftParameters {
  return Object.fromEntries(PARAMETERS.map((info) => [info.name, choose(info)])) as Record<ParameterName, number>;
}

/** The defaults, at which the point value of the uplift is computed. */
export const DEFAULT_PARAMETERS: UpliftParameters = parametersFrom((info) => info.value);
