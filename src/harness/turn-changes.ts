/** What broke and what was mended between two runs: turns that are right in one and wrong in the other. Bounded; all are counted. */
import {
  type ChangeSide,
  goldIntents,
  isWrongTurn,
  type ScoredDialogue,
  type Turn,
  type TurnChange,
  type TurnRecord,
  type TurnScore,
} from '../schema/index.js';

/** Of either kind; more than anybody reads. */
const LISTED = 100;

export class TurnChanges {
  private readonly listed: Readonly<Record<TurnChange['kind'], TurnChange[]>> = { broken: [], mended: [] };
  private readonly counts: Record<TurnChange['kind'], number> = { broken: 0, mended: 0 };

  /** The same dialogue × trial of both runs. */
  see(baseline: ScoredDialogue, candidate: ScoredDialogue): void {
    baseline.score.turns.forEach((before, i) => {
      const after = candidate.score.turns[i] as TurnScore;
      const [wasWrong, isWrong] = [isWrongTurn(before), isWrongTurn(after)];
      if (wasWrong === isWrong) return;
      const kind = isWrong ? 'broken' : 'mended';
      this.counts[kind] += 1;
      if (this.listed[kind].length < LISTED) this.listed[kind].push(changeOf(kind, baseline, candidate, i));
    });
  }

  get broken(): number {
    return this.counts.broken;
  }

  get mended(): number {
    return this.counts.mended;
  }

  /** What broke first. */
  list(): TurnChange[] {
    return [...this.listed.broken, ...this.listed.mended];
  }
}

function changeOf(kind: TurnChange['kind'], baseline: ScoredDialogue, candidate: ScoredDialogue, i: number): TurnChange {
  const turn = baseline.dialogue.turns[i] as Turn;
  const reference = turn.label?.answer?.references?.[0] ?? turn.gold_reply;
  return {
    kind,
    dialogue_id: baseline.dialogue.id,
    turn: i,
    trial: baseline.trial,
    slices: [...(baseline.score.slices[i] ?? [])],
    utterance: turn.utterance,
    gold: [...(goldIntents(turn.label) ?? [])],
    ...(reference === undefined ? {} : { reference }),
    baseline: sideOf(baseline, i),
    candidate: sideOf(candidate, i),
  };
}

function sideOf({ records, score }: ScoredDialogue, i: number): ChangeSide {
  const [record, turn] = [records[i] as TurnRecord, score.turns[i] as TurnScore];
  const intent = turn.intent?.predicted[0];
  const failure = record.error === undefined ? [] : [`${record.error.kind}: ${record.error.message}`];
  return {
    status: record.status,
    ...(record.reply === undefined ? {} : { reply: record.reply.text }),
    ...(intent === undefined ? {} : { intent }),
    ...(turn.relevance === undefined ? {} : { relevance: turn.relevance.value }),
    reasons: [
      ...failure,
      ...(turn.relevance?.reasons ?? []),
      ...(turn.abstention?.fabricated === 1 ? ['answered what cannot be known'] : []),
    ],
  };
}
