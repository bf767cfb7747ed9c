/**
 * What is kept of every turn for the metrics that hold turns against each other: a variant against its parent, one trial
 * against the others, a turn against the one before. A few bytes a turn.
 */
import { CountColumn } from '../columns/index.js';
import { type DialogueScore, type Exposed, NO_PREDICTION, type TurnScore } from '../schema/index.js';
import { Vocabulary } from './vocabulary.js';

/** Marks of a turn. Whether an intent or a hand-off counts against the bot depends on what it exposes anywhere. */
const MARK = { labelled: 1, right: 2, intentWrong: 4, handoffMissed: 8, wrong: 16, failed: 32, judged: 64 } as const;

/** One dialogue in one trial; its turns stand from `first` up to `end`. */
export interface Conversation {
  readonly family: number;
  /** The dialogue's number: the same in every trial. */
  readonly dialogue: number;
  readonly trial: number;
  /** Not a variant of another. */
  readonly isStandard: boolean;
  readonly first: number;
  readonly end: number;
}

export class TurnLedger {
  private readonly marks = new CountColumn();
  private readonly rows = new CountColumn();
  private readonly answers = new CountColumn();
  private readonly names = new Vocabulary(NO_PREDICTION);
  private readonly families = new CountColumn();
  private readonly dialogues = new CountColumn();
  private readonly trials = new CountColumn();
  private readonly standard = new CountColumn();
  private readonly firsts = new CountColumn();
  private turns = 0;
  private size = 0;
  private lastDialogue: string | undefined;
  private dialogueCount = 0;
  private mostTrials = 0;

  /** How many conversations there are. */
  get length(): number {
    return this.size;
  }

  /** No dialogue has more. */
  get trialLimit(): number {
    return this.mostTrials;
  }

  /** Before its turns. Trials of a dialogue come one after the other. */
  open(family: number, dialogue: DialogueScore): void {
    const [first] = dialogue.turns;
    if (first === undefined) return;
    if (first.dialogue_id !== this.lastDialogue) this.dialogueCount += 1;
    this.lastDialogue = first.dialogue_id;
    this.families.set(this.size, family);
    this.dialogues.set(this.size, this.dialogueCount);
    this.trials.set(this.size, first.trial);
    this.mostTrials = Math.max(this.mostTrials, first.trial + 1);
    this.standard.set(this.size, first.dialogue_id === dialogue.family ? 1 : 0);
    this.firsts.set(this.size, this.turns);
    this.size += 1;
  }

  /** `row`: where the turn's contributions go. */
  add(turn: TurnScore, row: number): void {
    this.marks.set(this.turns, marksOf(turn));
    this.rows.set(this.turns, row);
    this.answers.set(this.turns, this.names.indexOf(turn.intent?.predicted[0] ?? NO_PREDICTION));
    this.turns += 1;
  }

  at(conversation: number): Conversation {
    return {
      family: this.families.at(conversation),
      dialogue: this.dialogues.at(conversation),
      trial: this.trials.at(conversation),
      isStandard: this.standard.at(conversation) === 1,
      first: this.firsts.at(conversation),
      end: conversation + 1 < this.size ? this.firsts.at(conversation + 1) : this.turns,
    };
  }

  rowOf(turn: number): number {
    return this.rows.at(turn);
  }

  /** The first predicted intent, as a number that is the same for the same name. */
  answerOf(turn: number): number {
    return this.answers.at(turn);
  }

  hasIntentLabel(turn: number): boolean {
    return this.has(turn, MARK.labelled);
  }

  isIntentRight(turn: number): boolean {
    return this.has(turn, MARK.right);
  }

  isFailed(turn: number): boolean {
    return this.has(turn, MARK.failed);
  }

  /** Something is labelled by which the turn can be right or wrong, or the call failed. */
  isJudged(turn: number): boolean {
    return this.has(turn, MARK.judged);
  }

  /** The call failed, or the turn is wrong in something that the bot exposes. */
  isWrong(turn: number, exposed: Exposed): boolean {
    return (
      this.has(turn, MARK.wrong) ||
      (exposed.intents && this.has(turn, MARK.intentWrong)) ||
      (exposed.handoff && this.has(turn, MARK.handoffMissed))
    );
  }

  private has(turn: number, mark: number): boolean {
    return (this.marks.at(turn) & mark) !== 0;
  }
}

function marksOf(turn: TurnScore): number {
  const { intent, relevance, abstention, handoff } = turn;
  const failed = turn.status !== 'ok';
  const labelled = intent !== undefined || relevance !== undefined || abstention !== undefined || handoff !== undefined;
  const isWrong = failed || relevance?.pass === 0 || abstention?.fabricated === 1;
  return (
    (intent === undefined ? 0 : MARK.labelled) |
    (intent?.correct === 1 ? MARK.right : 0) |
    (intent?.correct === 0 ? MARK.intentWrong : 0) |
    (handoff?.gold === 'required' && handoff.handedOver === 0 ? MARK.handoffMissed : 0) |
    (isWrong ? MARK.wrong : 0) |
    (failed ? MARK.failed : 0) |
    (labelled || failed ? MARK.judged : 0)
  );
}
