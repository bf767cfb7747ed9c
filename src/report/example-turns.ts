/** Which turns to show: those that the baseline gets wrong and the candidate right, or else the worst of the candidate. */
import { isWrongTurn, type ScoredDialogue, type TurnRecord, type TurnScore } from '../schema/index.js';
import type { BotView, ReportView } from './report-view.js';

/** What one bot did on the turn; `record` is absent when the report holds no record of it (it was right, so it is not listed). */
export interface ExampleSide {
  readonly bot: BotView;
  readonly wrong: boolean;
  readonly record?: TurnRecord;
  readonly score?: TurnScore;
}

export interface ExampleTurn {
  readonly scored: ScoredDialogue;
  readonly turn: number;
  readonly sides: readonly ExampleSide[];
}

export interface Examples {
  /** `fixed`: baseline wrong, candidate right. `failures`: what the last bot gets wrong. */
  readonly kind: 'fixed' | 'failures';
  readonly turns: readonly ExampleTurn[];
}

/** At most one turn a dialogue and `limit` in all; those where both replies are known come first. */
export function pickExamples(view: ReportView, limit: number): Examples {
  const baseline = view.bots[0];
  const candidate = view.bots.at(-1) ?? baseline;
  const fixed = candidate === baseline ? [] : fixedTurns(baseline, candidate);
  if (fixed.length > 0) {
    const both = fixed.filter((example) => example.sides.every((side) => side.record !== undefined));
    const onlyBaseline = fixed.filter((example) => !both.includes(example));
    return { kind: 'fixed', turns: [...both, ...onlyBaseline].slice(0, limit) };
  }
  const failures = candidate.wrong.flatMap((scored) => {
    const turn = scored.score.turns.findIndex((score) => isWrongTurn(score));
    return turn < 0 ? [] : [{ scored, turn, sides: [sideOf(candidate, scored, turn, true)] }];
  });
  return { kind: 'failures', turns: failures.slice(0, limit) };
}

function fixedTurns(baseline: BotView, candidate: BotView): readonly ExampleTurn[] {
  const listed = new Map(candidate.wrong.map((scored) => [keyOf(scored), scored]));
  const allListed = candidate.wrong.length >= candidate.wrongDialogueCount;
  return baseline.wrong.flatMap((scored): ExampleTurn[] => {
    const other = listed.get(keyOf(scored));
    if (other === undefined && !allListed) return [];
    const turn = scored.score.turns.findIndex((score, i) => isWrongTurn(score) && !isWrongAt(other, i));
    if (turn < 0) return [];
    return [{ scored, turn, sides: [sideOf(baseline, scored, turn, true), sideOf(candidate, other, turn, false)] }];
  });
}

function isWrongAt(scored: ScoredDialogue | undefined, turn: number): boolean {
  const score = scored?.score.turns[turn];
  return score !== undefined && isWrongTurn(score);
}

function sideOf(bot: BotView, scored: ScoredDialogue | undefined, turn: number, wrong: boolean): ExampleSide {
  const record = scored?.records[turn];
  const score = scored?.score.turns[turn];
  return { bot, wrong, ...(record === undefined ? {} : { record }), ...(score === undefined ? {} : { score }) };
}

function keyOf(scored: ScoredDialogue): string {
  return `${scored.dialogue.id}\n${scored.trial}`;
}
