/** What a conversion did, and which formats there are, for a terminal. */
import { type Conversion, type ForeignFormat, leftOut } from '../../schema/index.js';
import { escapeTerminal } from '../escape/terminal.js';
import { grid } from '../terminal/grid.js';
import { createInk } from '../terminal/ink.js';

const NAME = 44;
const TEXT = 72;

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function pairs(rows: readonly (readonly [string, string])[]): string {
  return grid(
    rows.map(([from, to]) => [`  ${escapeTerminal(from)}`, escapeTerminal(to)]),
    [NAME, TEXT],
  );
}

/** Lines that end in a line break: what became what, how much there is, what was left out or dropped. */
export function renderConversion(conversion: Conversion, options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const { format, rows, dialogues, turns, intents, files, splits, skipped, lost } = conversion;
  const title = `${ink.bold(escapeTerminal(conversion.from))} → ${ink.bold(escapeTerminal(conversion.to))}`;
  const warnings = [
    ...leftOut(skipped),
    ...Object.entries(lost).map(([what, count]) => `dropped ${plural(count, 'time')}, for the form has no place for it: ${what}`),
  ];
  const blocks = [
    title,
    format === undefined ? '' : `${ink.bold(`${format.id} becomes`)}\n${pairs(format.mapping)}`,
    format?.note === undefined ? '' : ink.warn(`Note: ${escapeTerminal(format.note)}`),
    `${ink.bold('Files')}\n${pairs(Object.entries(files).map(([file, count]) => [file, plural(count, 'dialogue')]))}`,
    Object.keys(splits).length === 0
      ? ''
      : `${ink.bold('Splits')}\n${pairs(Object.entries(splits).map(([split, count]) => [split, plural(count, 'dialogue')]))}`,
    warnings.map((line) => ink.warn(escapeTerminal(line))).join('\n'),
    `${plural(rows, 'row')} → ${plural(dialogues, 'dialogue')}, ${plural(turns, 'turn')}, ${plural(intents, 'intent')}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Lines that end in a line break: a format each with its options. */
export function renderFormats(formats: readonly ForeignFormat[], options: { readonly color: boolean }): string {
  const ink = createInk(options.color);
  const blocks = formats.map(({ id, says, note, options: given }) =>
    [
      ink.bold(id),
      `  ${says}`,
      ...(note === undefined ? [] : [ink.warn(`  Note: ${note}`)]),
      ...(Object.keys(given).length === 0 ? [] : [pairs(Object.entries(given).map(([name, text]) => [`  ?${name}=`, text]))]),
    ].join('\n'),
  );
  return `${blocks.join('\n')}\n`;
}
