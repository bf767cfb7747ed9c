/** DialogueKit (Afzali et al. 2023), the JSON of UserSimCRS and its like: participants, dialogue acts with slots. */
import { Conversation } from './conversation.js';
import { eachElement, type RowContext } from './each-row.js';
import { type Fields, fieldsIn, isFields, oneOrMore, SlotBag, textOf } from './fields.js';
import type { Importer } from './importer.js';
import { filesAt, headOf } from './look.js';
import { SIDE_WORDS, sideOf } from './roles.js';

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value)) return row.skip('no conversation');
  const talk = new Conversation();
  for (const [i, said] of fieldsIn(value.conversation).entries()) {
    // Exports end utterances with a line break.
    const text = textOf(said.utterance).trim();
    const side = sideOf(textOf(said.participant));
    if (side === undefined) {
      return row.blame(`conversation[${i}].participant`, `is "${textOf(said.participant)}"`, { expected: SIDE_WORDS });
    }
    if (text === '') row.skip('an utterance without text');
    else if (side === 'shopper') talk.shopper(text, labelOf(said));
    else talk.reply(text);
  }
  const id = textOf(value.conversation_id ?? value['conversation ID']).replace(/^"|"$/g, '');
  const meta = isFields(value.metadata) ? value.metadata : undefined;
  return talk.dialogue({ id: id || `dialoguekit-${row.index}`, meta }) ?? row.skip('no utterance of the user');
}

/** Acts, or in older files one intent with its annotations. */
function labelOf(said: Fields): Fields {
  const acts = fieldsIn(said.dialogue_acts);
  const all = acts.length > 0 ? acts : [said];
  const slots = new SlotBag();
  for (const pair of all.flatMap((act) => pairsOf(act.slot_values ?? act.slots ?? act.annotations))) {
    // Without a value, the slot is asked for.
    slots.add(textOf(pair[0]), textOf(pair[1]));
  }
  return { intent: oneOrMore(all.map(({ intent }) => textOf(intent)).filter((intent) => intent !== '')), slots: slots.slots };
}

function pairsOf(value: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => (Array.isArray(one) ? [one] : isFields(one) ? [[one.slot, one.value]] : []));
}

export const dialoguekit: Importer = {
  id: 'dialoguekit',
  version: 1,
  says: 'DialogueKit: a JSON list of conversations, as of UserSimCRS',
  mapping: [
    ['USER, AGENT', 'turn, its gold_reply; what the agent says first is meta.opening'],
    ['intent of the dialogue acts', 'label.intent'],
    ['slots of the acts that have a value', 'label.slots'],
    ['metadata', 'meta of the dialogue'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /\.json$/, certain);
    if (!certain) return files;
    const heads = await Promise.all(files.map(({ path }) => headOf(path)));
    const sure = heads.length > 0 && heads.every((head) => /^\s*\[\s*\{[\s\S]*"conversation"[\s\S]*"participant"/.test(head));
    return sure ? files : undefined;
  },
  read: (file, options) => eachElement(file, options, dialogueOf),
};
