/**
 * A small honest retrieval bot: normalises dialect and shorthand, finds the intent by similar train turns, keeps the state of
 * the conversation, and answers from the catalogue and the FAQ. It reads the train split only.
 */
import { BUNDLED, readShop } from '../shop-files.js';
import { answer } from './answers.js';
import { IntentFinder } from './intents.js';
import { normalise } from './normalise.js';
import { Shop } from './shop.js';
import { slotsIn } from './slots.js';

/** What a shopper feels, and the words that meet it. The first that matches. */
const EMOTIONS = [
  ['anxious', /担心|害怕|怕|吓|急哭|会不会有事|怎么办|不敢|慌/, '您先别着急，'],
  ['angry', /什么破|什么东西|投诉|垃圾|骗|差评|糊弄|气死|凭什么|烂/, '非常抱歉给您添麻烦了，'],
  ['disappointed', /失望|白等|算了|不一样|无语/, '很抱歉让您失望了，'],
  ['hurried', /着急|急用|快点|赶快|马上要|来不及|急/, '理解您着急，'],
  ['happy', /生了|好用|太好了|喜欢|很好|开心/, ''],
  ['hesitant', /再想想|纠结|犹豫|有点贵|怕买错|拿不准/, ''],
];
const DANGER = /断了|裂|爆|烫伤|摔|栽|呼吸困难|高烧|便血|误吞|窒息|划伤|卡住/;

let shop;
let intents;

export async function open({ options }) {
  const files = await readShop(options.dataset ?? BUNDLED);
  shop = new Shop(files.products, files.faq);
  intents = new IntentFinder(files.train);
}

/** Slots so far, products in view, last intent: read off the history, so that the bot keeps nothing between calls. */
function stateOf(history) {
  let slots = {};
  let shown = [];
  let intent;
  for (const { role, text } of history) {
    const normal = normalise(text);
    const named = shop.named(normal);
    if (role === 'shopper') {
      slots = { ...slots, ...slotsIn(normal, named[0]) };
      intent = intents.find(normal, intent)[0].name;
    }
    if (named.length > 0) shown = named;
  }
  return { slots, shown, intent };
}

export function reply({ utterance, history }) {
  const text = normalise(utterance);
  const named = shop.named(text);
  const before = stateOf(history);
  const slots = slotsIn(text, named[0]);
  const ranked = intents.find(text, before.intent);
  const [emotion, , opening] = EMOTIONS.find(([, pattern]) => pattern.test(text)) ?? ['neutral', undefined, ''];
  const state = { ...before.slots, ...slots, shown: before.shown };
  const found = answer(ranked[0].name, text, { shop, state, named });
  const danger = DANGER.test(text);
  return {
    text: danger ? `非常抱歉！请先停止使用，我马上为您转人工客服优先处理。${found.text}` : `${opening}${found.text}`,
    intents: ranked,
    slots,
    products: found.products ?? [],
    handoff: danger || found.handoff === true,
    emotion,
  };
}
