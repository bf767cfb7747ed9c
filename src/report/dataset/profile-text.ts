/** The profile of a dataset for a terminal: counts with families beside them, lengths, variety, and what clustering costs. */
import { type DatasetProfile, leftOut, type Presence, type Spread } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { grid } from '../terminal/grid.js';
import { createInk, type Ink } from '../terminal/ink.js';

const NAME = 34;
const FIGURE = 12;
const WIDTHS = [NAME, FIGURE, FIGURE, FIGURE];

function table(title: string, rows: readonly (readonly [string, Presence])[], ink: Ink): string {
  if (rows.length === 0) return '';
  const head = [ink.bold(title), 'turns', 'dialogues', 'families'];
  const body = rows.map(([name, { turns, dialogues, families }]) => [
    `  ${escapeTerminal(name)}`,
    String(turns),
    String(dialogues),
    String(families),
  ]);
  return grid([head, ...body], WIDTHS);
}

function spreadText({ mean, min, median, p95, max }: Spread): string {
  return `mean ${mean.toFixed(1)} · ${min} to ${max} · median ${median} · p95 ${Number(p95.toFixed(1))}`;
}

function figures(profile: DatasetProfile, ink: Ink): string {
  const { turnsPerDialogue, turnsPerFamily, utteranceLength, lexicalVariety, effectiveIntents, repeatedUtterances } = profile;
  const rows = [
    ['  base dialogues', `${profile.base.dialogues}, with ${profile.base.turns} turns`],
    turnsPerDialogue && ['  turns a dialogue', spreadText(turnsPerDialogue)],
    turnsPerFamily && ['  turns a family', spreadText(turnsPerFamily)],
    utteranceLength && ['  characters an utterance', spreadText(utteranceLength)],
    [
      '  lexical variety (MATTR, 500)',
      lexicalVariety === undefined ? 'undefined: fewer than 500 words' : lexicalVariety.toFixed(3),
    ],
    ['  utterances that repeat', `${(100 * repeatedUtterances).toFixed(1)}%`],
    effectiveIntents && ['  effective number of intents', effectiveIntents.toFixed(1)],
  ].filter((row) => Array.isArray(row));
  return `${ink.bold('Shape')}\n${grid(rows, [NAME, 70])}`;
}

function designEffects({ designEffects: effects, all }: DatasetProfile, ink: Ink): string {
  const rows = effects.map(({ icc, effect, effectiveTurns }) => [
    `  turns of a family correlate ${icc}`,
    `×${effect.toFixed(2)}`,
    `${all.turns} turns tell as much as ${Math.floor(effectiveTurns)} independent ones`,
  ]);
  return `${ink.bold('Design effect')}\n${grid(rows, [NAME, FIGURE, 60])}`;
}

/** Lines that end in a line break. */
export function renderProfile(profile: DatasetProfile, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { all, splits, slices, intents, labels } = profile;
  const version = profile.version === undefined ? '' : ` ${escapeTerminal(profile.version)}`;
  const labelRows = Object.entries(labels).map(([name, turns]) => [`  ${name}`, String(turns)]);
  const blocks = [
    `${ink.bold(escapeTerminal(profile.dataset))}${version} · ${profile.digest.slice(0, 19)}…`,
    table(
      'Turns',
      [['all', all], ...Object.entries(splits).map(([name, presence]) => [`split ${name}`, presence] as const)],
      ink,
    ),
    leftOut(profile.skipped)
      .map((line) => ink.warn(escapeTerminal(line)))
      .join('\n'),
    figures(profile, ink),
    ...Object.entries(slices).map(([name, values]) => table(`Slice ${escapeTerminal(name)}`, Object.entries(values), ink)),
    table('Intents', Object.entries(intents), ink),
    grid([[ink.bold('Labels'), 'turns'], ...labelRows], [NAME, FIGURE]),
    designEffects(profile, ink),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
