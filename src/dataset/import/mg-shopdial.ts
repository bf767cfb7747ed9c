/** MG-ShopDial (Bernard & Balog 2023): clients and wizards shop together; intents with the number of labellers that saw them. */
import { Conversation } from './conversation.js';
import { eachElement, type RowContext } from './each-row.js';
import { compact, type Fields, fieldsIn, isFields, oneOrMore, textOf } from './fields.js';
import type { Importer } from './importer.js';
import { filesAt, headOf } from './look.js';
import { SIDE_WORDS, sideOf } from './roles.js';

function dialogueOf(value: unknown, row: RowContext): unknown {
  if (!isFields(value)) return row.skip('no dialogue');
  const talk = new Conversation();
  for (const [i, said] of fieldsIn(value.utterances).entries()) {
    const text = textOf(said.utterance).trim();
    const side = sideOf(textOf(said.participant));
    if (side === undefined) {
      return row.blame(`utterances[${i}].participant`, `is "${textOf(said.participant)}"`, { expected: SIDE_WORDS });
    }
    if (text === '') row.skip('an utterance without text');
    else if (side === 'bot') talk.reply(text);
    else addClient(talk, text, said);
  }
  const meta = isFields(value.metadata) ? value.metadata : {};
  const slices = compact({ category: textOf(value.id).split(':')[0] || undefined, complexity: textOf(meta.type) || undefined });
  const dialogue = talk.dialogue({
    id: textOf(value.id) || `mg-shopdial-${row.index}`,
    lang: 'en',
    slices,
    meta: compact({ task: meta.desc }),
  });
  return dialogue ?? row.skip('no utterance of the client');
}

function addClient(talk: Conversation, text: string, said: Fields): void {
  const votes = Array.isArray(said.intents)
    ? said.intents.filter(Array.isArray).map(([name, count]) => [textOf(name), count] as const)
    : [];
  const turn = talk.shopper(text, { intent: oneOrMore(votes.map(([name]) => name).filter((name) => name !== '')) });
  if (votes.length > 0) turn.meta.labellers = Object.fromEntries(votes);
  const goal = textOf(said.goal);
  if (goal !== '') turn.slices = { goal };
}

export const mgShopdial: Importer = {
  id: 'mg-shopdial',
  version: 1,
  says: 'MG-ShopDial: MGShopDial.json',
  mapping: [
    ['Client, Wizard', 'turn, its gold_reply; what the wizard says first is meta.opening'],
    ['intents', 'label.intent, any of them right; how many labellers saw each: meta.labellers of the turn'],
    ['goal', 'slice goal of the turn'],
    ['category in the id, metadata.type', 'slices category, complexity'],
    ['metadata.desc', 'meta.task'],
  ],
  async locate(place, certain) {
    const files = await filesAt(place, certain || place.kind === 'folder' ? /^MG-?ShopDial.*\.json$/i : /./, certain);
    return certain && files[0] !== undefined && !/"utterances"/.test(await headOf(files[0].path)) ? undefined : files;
  },
  read: (file, options) => eachElement(file, options, dialogueOf),
};
