/** Is the judge to be believed? Its agreement with people, beside that of people with one another. */
import { GRADES, type Grade, type KappaEstimate, type Rating, type Validation } from '../schema/index.js';
import { FamilyResampler, kappaOfTable, quantileSorted } from '../stats/index.js';
import { itemKey, type JudgeItem } from './judge-item.js';

/** A reply that the judge graded, and the family whose resampling it follows. */
export interface Graded extends Pick<JudgeItem, 'dialogue_id' | 'turn' | 'trial' | 'family'> {
  readonly grade: Grade;
}

export interface ValidationRule {
  /** Least lower bound of the weighted κ. */
  readonly minKappa: number;
  /** Least number of rated turns. */
  readonly minRatings: number;
  readonly level: number;
  readonly seed: number;
}

/** Fewer families than this say too little of others. */
const MIN_FAMILIES = 20;
const RESAMPLES = 2000;
const CELLS = GRADES.length ** 2;

/** Pairs of grades of one family, as a table; which of its turns they are of. */
interface FamilyTable {
  readonly counts: Float64Array;
  readonly turns: Set<string>;
}

/** Tables of pairs by family: the judge with each person, and each two people in both orders. */
class PairTables {
  private readonly families = new Map<string, FamilyTable>();

  add(family: string, turn: string, first: Grade, second: Grade): void {
    let table = this.families.get(family);
    if (table === undefined) {
      table = { counts: new Float64Array(CELLS), turns: new Set() };
      this.families.set(family, table);
    }
    const cell = first * GRADES.length + second;
    table.counts[cell] = (table.counts[cell] as number) + 1;
    table.turns.add(turn);
  }

  /** κ with quadratic weights, its percentile interval over resampled families. @param orders in how many orders each pair was added. */
  kappa(purpose: string, orders: number, { level, seed }: ValidationRule): KappaEstimate {
    const tables = [...this.families.values()];
    const turns = tables.reduce((sum, table) => sum + table.turns.size, 0);
    const all = summed(tables, undefined);
    const kappa = kappaOfTable(all, 'quadratic');
    if (kappa === undefined) {
      const reason = turns === 0 ? 'no turn has two grades to compare' : 'all grades are the same: chance agrees too';
      return { status: 'undefined', reason, turns };
    }
    const pairs = all.reduce((sum, n) => sum + n, 0) / orders;
    const bounds = interval(tables, purpose, level, seed);
    return { status: 'defined', kappa, ...bounds, turns, families: tables.length, pairs };
  }
}

function summed(tables: readonly FamilyTable[], weights: Uint32Array | undefined): Float64Array {
  const sum = new Float64Array(CELLS);
  tables.forEach(({ counts }, family) => {
    const weight = weights === undefined ? 1 : (weights[family] ?? 0);
    if (weight === 0) return;
    for (let cell = 0; cell < CELLS; cell += 1) sum[cell] = (sum[cell] as number) + weight * (counts[cell] as number);
  });
  return sum;
}

function interval(tables: readonly FamilyTable[], purpose: string, level: number, seed: number) {
  if (tables.length < 2) return {};
  const resampler = new FamilyResampler(seed, purpose, tables.length);
  const weights = new Uint32Array(tables.length);
  const values: number[] = [];
  for (let r = 0; r < RESAMPLES; r += 1) {
    resampler.draw(r, weights);
    const kappa = kappaOfTable(summed(tables, weights), 'quadratic');
    if (kappa !== undefined) values.push(kappa);
  }
  // Resamples without a value are those in which all agree on one grade.
  if (values.length < RESAMPLES / 2) return {};
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - level) / 2;
  return { lower: quantileSorted(sorted, tail), upper: quantileSorted(sorted, 1 - tail) };
}

/** @param graded the judge's grades; ratings of other turns are left out. */
export function validate(graded: readonly Graded[], ratings: readonly Rating[], rule: ValidationRule): Validation {
  const byKey = new Map(graded.map((one) => [itemKey(one), one]));
  const byTurn = new Map<string, Rating[]>();
  for (const rating of ratings) {
    const key = itemKey({ ...rating, trial: rating.trial ?? 0 });
    if (!byKey.has(key)) continue;
    byTurn.set(key, [...(byTurn.get(key) ?? []), rating]);
  }
  const [judge, human] = [new PairTables(), new PairTables()];
  for (const [key, rated] of byTurn) {
    const { family, grade } = byKey.get(key) as Graded;
    rated.forEach((one, i) => {
      judge.add(family, key, grade, one.grade);
      for (const other of rated.slice(i + 1)) {
        human.add(family, key, one.grade, other.grade);
        human.add(family, key, other.grade, one.grade);
      }
    });
  }
  const judge_human = judge.kappa('judge-human', 1, rule);
  return { ...verdictOn(judge_human, rule), judge_human, human_human: human.kappa('human-human', 2, rule) };
}

function verdictOn(kappa: KappaEstimate, { minKappa, minRatings }: ValidationRule): Pick<Validation, 'validated' | 'reason'> {
  const no = (reason: string) => ({ validated: false, reason: `advisory: ${reason}` });
  if (kappa.turns === 0) return no('no turn was graded by people');
  if (kappa.status === 'undefined') return no(kappa.reason);
  if (kappa.turns < minRatings) return no(`${kappa.turns} turns were graded by people, a validation needs ${minRatings}`);
  if (kappa.families < MIN_FAMILIES)
    return no(`the graded turns are of ${kappa.families} families, a validation needs ${MIN_FAMILIES}`);
  const lower = kappa.lower ?? -1;
  const shown = `the weighted κ with people is ${kappa.kappa.toFixed(2)}, at least ${lower.toFixed(2)}`;
  if (lower < minKappa) return no(`${shown}; required at least ${minKappa}`);
  return { validated: true, reason: `${shown}, on ${kappa.turns} turns` };
}
