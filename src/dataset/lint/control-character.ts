/** Characters that no shopper typed: left over from a conversion, or hidden on purpose. */
import type { Turn } from '../../schema/index.js';
import type { Rule } from './rule.js';

/** Controls but tab and line breaks, bidi overrides, zero-width spaces, byte-order marks, U+FFFD, lone surrogates. A joiner within emoji is none. */
const STRAY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\p{Cs}/u;

/** The texts of a turn with the fields that they stand in. */
export function textsOf(turn: Turn): readonly (readonly [field: string, text: string])[] {
  const { utterance, gold_reply: reply, label } = turn;
  return [
    ['utterance', utterance],
    ...(reply === undefined ? [] : [['gold_reply', reply] as const]),
    ...(label?.answer?.references ?? []).map((text, i) => [`label.answer.references[${i}]`, text] as const),
  ];
}

function named(character: string): string {
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const controlCharacter: Rule = {
  id: 'control-character',
  severity: 'error',
  says: 'A text holds a stray control, zero-width, bidirectional or replacement character.',
  open: (report) => ({
    see(dialogue, place) {
      for (const [turn, content] of dialogue.turns.entries()) {
        for (const [field, text] of textsOf(content)) {
          const found = STRAY.exec(text);
          if (found === null) continue;
          const message = `holds the stray character ${named(found[0])} at position ${found.index + 1}`;
          report({ message, mend: 'remove it, or convert the file again', dialogue: dialogue.id, place, turn, field });
        }
      }
    },
  }),
};
