/** A few turns to read: what the shopper said, what the bots answered, and why it was right or wrong. */
import { escapeTerminal } from '../escape/terminal.js';
import { type ExampleSide, type ExampleTurn, pickExamples } from '../example-turns.js';
import type { ReportView } from '../report-view.js';
import { clip, failureOf, intentText, referenceOf, relevanceText, replyOf } from '../turn-text.js';
import { grid, labelAndColumns, paragraph } from './grid.js';
import type { Ink } from './ink.js';

const EXAMPLES_SHOWN = 3;
const TEXT_SHOWN = 160;
const LABEL_WIDTH = 18;

/** Empty when there is nothing wrong to show. */
export function exampleBlock(view: ReportView, ink: Ink, width: number): string {
  const { kind, turns } = pickExamples(view, EXAMPLES_SHOWN);
  if (turns.length === 0) return '';
  const first = escapeTerminal(view.bots[0].name);
  const last = escapeTerminal((view.bots.at(-1) ?? view.bots[0]).name);
  const heading = kind === 'fixed' ? `Where ${first} fails and ${last} succeeds` : `What ${last} gets wrong`;
  return [ink.bold(heading), ...turns.map((example) => exampleText(example, ink, width))].join('\n');
}

function exampleText({ scored, turn, sides }: ExampleTurn, ink: Ink, width: number): string {
  const { dialogue, score } = scored;
  const slices = (score.slices[turn] ?? []).join(', ');
  const place = `${dialogue.id} · turn ${turn + 1}/${dialogue.turns.length}${slices === '' ? '' : ` · ${slices}`}`;
  const chinese = dialogue.lang === undefined || dialogue.lang.startsWith('zh');
  const rows = [
    [`  ${chinese ? '顾客' : 'shopper'}`, escapeTerminal(clip(dialogue.turns[turn]?.utterance ?? '', TEXT_SHOWN))],
    ...sides.flatMap((side) => sideRows(side, chinese, ink)),
  ];
  const reference = referenceOf(dialogue.turns[turn]);
  if (reference !== undefined) rows.push(['  reference', escapeTerminal(clip(reference, TEXT_SHOWN))]);
  return `${paragraph(ink.dim(escapeTerminal(place)), width)}\n${grid(rows, labelAndColumns(width, LABEL_WIDTH, 1))}`;
}

function sideRows({ bot, wrong, record, score }: ExampleSide, chinese: boolean, ink: Ink): string[][] {
  const name = `  ${chinese ? '机器人' : 'bot'} ${wrong ? ink.bad('✘') : ink.good('✔')}`;
  const label = escapeTerminal(bot.name);
  if (record === undefined) return [[name, `${label}: right (this report holds the wrong dialogues only)`]];
  const failure = failureOf(record);
  const reply = clip(replyOf(record) ?? `(${failure ?? 'no text'})`, TEXT_SHOWN);
  const rows = [[name, `${label}: ${escapeTerminal(reply)}`]];
  const intent = intentText(score);
  if (intent !== undefined) rows.push(['    intent', escapeTerminal(intent)]);
  const relevance = relevanceText(score);
  if (relevance !== undefined) rows.push(['    answer', escapeTerminal(relevance)]);
  return rows;
}
