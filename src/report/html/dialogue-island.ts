/** The wrong dialogues as plain data for the browser: short keys, hidden characters made visible, nothing to compute there. */
import { isWrongTurn, type ScoredDialogue } from '../../schema/index.js';
import { visibleText } from '../escape/hidden.js';
import { msText } from '../figures.js';
import type { BotView, ReportView } from '../report-view.js';
import { failureOf, intentText, referenceOf, relevanceText, replyOf } from '../turn-text.js';

/** What went wrong in a turn; the keys of the filter of the same name. */
export type Fault = 'intent' | 'answer' | 'critical' | 'call';

export interface IslandTurn {
  readonly utterance: string;
  readonly wrong: boolean;
  readonly faults: readonly Fault[];
  readonly gold: readonly string[];
  readonly predicted?: string;
  readonly intent?: string;
  readonly reply?: string;
  readonly failure?: string;
  readonly reference?: string;
  readonly relevance?: string;
  readonly latency?: string;
}

export interface IslandDialogue {
  readonly bot: number;
  readonly id: string;
  readonly trial: number;
  readonly lang: string;
  readonly slices: readonly string[];
  readonly turns: readonly IslandTurn[];
}

export interface Island {
  readonly bots: readonly { readonly name: string; readonly total: number; readonly listed: number }[];
  readonly dialogues: readonly IslandDialogue[];
}

const HAN = /\p{Script=Han}/u;

/** All listed dialogues, bot by bot, worst first as they come. */
export function dialogueIsland(view: ReportView): Island {
  const island: Island = {
    bots: view.bots.map((bot) => ({ name: bot.name, total: bot.wrongDialogueCount, listed: bot.wrong.length })),
    dialogues: view.bots.flatMap((bot) => bot.wrong.map((scored) => dialogueOf(bot, scored))),
  };
  return visible(island) as Island;
}

function dialogueOf(bot: BotView, scored: ScoredDialogue): IslandDialogue {
  const { dialogue, score, trial } = scored;
  const lang = dialogue.lang ?? (dialogue.turns.some((turn) => HAN.test(turn.utterance)) ? 'zh-CN' : 'en');
  return {
    bot: bot.index,
    id: dialogue.id,
    trial,
    lang,
    slices: [...new Set(score.slices.flat())],
    turns: score.turns.map((_, i) => turnOf(scored, i)),
  };
}

function turnOf({ dialogue, records, score }: ScoredDialogue, i: number): IslandTurn {
  const turn = score.turns[i];
  const record = records[i];
  if (turn === undefined || record === undefined) throw new RangeError(`dialogue ${dialogue.id} has no record ${i}`);
  const labelled = dialogue.turns[turn.turn];
  const optional = {
    predicted: turn.exposed.intents ? turn.intent?.predicted[0] : undefined,
    intent: intentText(turn),
    reply: replyOf(record),
    failure: failureOf(record),
    reference: referenceOf(labelled),
    relevance: relevanceText(turn),
    latency: record.latency_ms === undefined ? undefined : msText(record.latency_ms),
  };
  return {
    utterance: labelled?.utterance ?? '',
    wrong: isWrongTurn(turn),
    faults: faultsOf(turn),
    gold: turn.intent?.gold ?? [],
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<IslandTurn>),
  };
}

function faultsOf(turn: ScoredDialogue['score']['turns'][number]): readonly Fault[] {
  if (turn.status !== 'ok') return ['call'];
  return [
    ...(turn.intent !== undefined && turn.exposed.intents && turn.intent.correct === 0 ? (['intent'] as const) : []),
    ...(turn.relevance?.critical === 1 ? (['critical'] as const) : []),
    ...(turn.relevance?.pass === 0 || turn.abstention?.fabricated === 1 ? (['answer'] as const) : []),
  ];
}

/** Every string through {@link visibleText}; JSON keeps the rest as it is. */
function visible(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visible(inner)]));
}
