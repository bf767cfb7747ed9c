/** A few turns to read, as Markdown lists. */
import { escapeMarkdown } from '../escape/markdown.js';
import { type ExampleTurn, pickExamples } from '../example-turns.js';
import type { ReportView } from '../report-view.js';
import { clip, failureOf, intentText, referenceOf, relevanceText, replyOf } from '../turn-text.js';

const EXAMPLES_SHOWN = 3;
const TEXT_SHOWN = 200;

/** A title without untrusted text (it stands in raw HTML), and the turns; undefined when nothing is wrong. */
export function exampleList(view: ReportView): { readonly title: string; readonly body: string } | undefined {
  const { kind, turns } = pickExamples(view, EXAMPLES_SHOWN);
  if (turns.length === 0) return undefined;
  const title = kind === 'fixed' ? 'Where the baseline fails and the candidate succeeds' : 'What goes wrong';
  return { title, body: turns.map(exampleText).join('\n\n') };
}

function exampleText({ scored, turn, sides }: ExampleTurn): string {
  const { dialogue, score } = scored;
  const place = [`${dialogue.id}, turn ${turn + 1}/${dialogue.turns.length}`, ...(score.slices[turn] ?? [])].join(' · ');
  const say = (who: string, text: string): string => `- **${escapeMarkdown(who)}** ${escapeMarkdown(clip(text, TEXT_SHOWN))}`;
  const lines = sides.flatMap(({ bot, wrong, record, score: scores }) => {
    const who = `${bot.name} ${wrong ? '✘' : '✔'}`;
    if (record === undefined) return [say(who, 'right (this report holds the wrong dialogues only)')];
    const details = [intentText(scores), relevanceText(scores)].flatMap((text) =>
      text === undefined ? [] : [`  - ${escapeMarkdown(text)}`],
    );
    return [say(who, replyOf(record) ?? `(${failureOf(record) ?? 'no text'})`), ...details];
  });
  const reference = referenceOf(dialogue.turns[turn]);
  const head = [escapeMarkdown(place), '', say('顾客', dialogue.turns[turn]?.utterance ?? '')];
  return [...head, ...lines, ...(reference === undefined ? [] : [say('reference', reference)])].join('\n');
}
