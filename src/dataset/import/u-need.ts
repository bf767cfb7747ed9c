/** U-NEED (Liu et al. 2023): pre-sales dialogues of a Chinese shop, with act tags, attributes, recommended items and times. */
import { Conversation, type OpenTurn } from './conversation.js';
import { eachRow, type RowContext } from './each-row.js';
import { type Fields, fieldsIn, isFields, oneOrMore, SlotBag, textOf, textsIn } from './fields.js';
import type { Importer } from './importer.js';
import { readJsonRows } from './json-rows.js';
import { filesAt, headOf } from './look.js';
import { SIDE_WORDS, sideOf } from './roles.js';
import { SPAN_MEND, spanOf } from './span.js';

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value)) return row.skip('no dialogue');
  const talk = new Conversation();
  let asked: number | undefined;
  for (const [i, said] of fieldsIn(value.dialogue).entries()) {
    const [text, at] = [textOf(said.send_content), timeOf(said.time)];
    const side = sideOf(textOf(said.sender_type));
    if (side === undefined) {
      return row.blame(`dialogue[${i}].sender_type`, `is "${textOf(said.sender_type)}"`, { expected: SIDE_WORDS });
    }
    if (text.trim() === '') row.skip('a message without text');
    else if (side === 'shopper') {
      addShopper(talk, said, i, row);
      asked = at;
    } else {
      if (talk.last?.replies.length === 0 && asked !== undefined && at !== undefined)
        talk.last.meta.reply_seconds = (at - asked) / 1000;
      talk.reply(text);
      addProducts(talk.last, said);
    }
  }
  const domain = textOf(value.domain);
  const slices = domain === '' ? undefined : { domain };
  return (
    talk.dialogue({ id: textOf(value.sid) || `u-need-${row.index}`, lang: 'zh-CN', slices }) ?? row.skip('no message of the user')
  );
}

function addShopper(talk: Conversation, said: Fields, index: number, row: RowContext): void {
  const text = textOf(said.send_content);
  const slots = new SlotBag();
  const values: Record<string, string> = {};
  for (const { key, value, start, exclusive_end: end } of fieldsIn(said.attributes)) {
    const [name, given] = [textOf(key), textOf(value)];
    const marked = start === undefined && end === undefined ? given : spanOf(text, start, end);
    if (marked === undefined) {
      const message = `the span [${String(start)}, ${String(end)}] lies outside of the text`;
      row.blame(`dialogue[${index}].attributes.${name}`, message, { expected: `"${given}"`, mend: SPAN_MEND });
    } else {
      slots.add(name, marked);
      // A value in its normal form differs from the words that were said.
      if (given !== '' && given !== marked) values[name] = given;
    }
  }
  const turn = talk.shopper(text, { intent: oneOrMore(listOf(said.act_tag)), slots: slots.slots });
  if (Object.keys(values).length > 0) turn.meta.values = values;
}

function addProducts(open: OpenTurn | undefined, said: Fields): void {
  const items = listOf(said.rec_item_id);
  if (open === undefined || items.length === 0) return;
  open.label.products = { ...(open.label.products as Fields | undefined), ...Object.fromEntries(items.map((id) => [id, 1])) };
}

/** One text, several by commas, or a list. */
function listOf(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(',');
  return textsIn(texts)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Milliseconds; undefined for what is no time. Zones do not matter: only differences are used. */
function timeOf(value: unknown): number | undefined {
  const number = Number(value);
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{10,13}$/.test(value)))
    return number < 1e11 ? number * 1000 : number;
  const time = typeof value === 'string' ? Date.parse(`${value.trim().replace(' ', 'T')}Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

export const uNeed: Importer = {
  id: 'u-need',
  version: 1,
  says: 'U-NEED: JSON lines or a JSON list of {domain, sid, dialogue}',
  mapping: [
    ['用户, 客服', 'turn, its gold_reply'],
    ['act_tag', 'label.intent'],
    ['attributes with their offsets', 'label.slots; a value that differs from the words: meta.values'],
    ['rec_item_id of the reply', 'label.products, grade 1'],
    ['time', 'meta.reply_seconds of the turn: how long the human took'],
    ['domain', 'slice domain'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, /\.(?:jsonl?|ndjson)$/i, certain);
    if (!certain) return files;
    return files[0] !== undefined && /"send_content"/.test(await headOf(files[0].path)) ? files : undefined;
  },
  read: (file, options) => eachRow(readJsonRows(file, options), file, options, dialogueOf),
};
