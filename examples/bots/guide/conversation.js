/** What a conversation has come to: slots so far, products in view, what was wanted. Read off the history, remembered by its text. */
import { normalise } from './normalise.js';
import { slotsIn } from './slots.js';

const KEPT = 500;
const SUM = /(?:一共|总共|合计|共|实付|到手|就是|减完是|还是|总价)(?:是)?(\d+(?:\.\d+)?)元/g;
/** Troubles that stay with a person until the end of the conversation. */
const DANGER =
  /断了|裂|炸|烫伤|摔|漏电|冒烟|烧焦|呼吸困难|喘不|高烧|高热|便血|血丝|误吞|吞了|窒息|噎|卡住|划伤|割|没精神|精神差|抽搐|昏|39(?:\.\d)?度|40度|叫不醒/;

const START = { slots: {}, view: [], intent: undefined, danger: false };

export class Conversations {
  constructor(shop, intents) {
    this.shop = shop;
    this.intents = intents;
    /** History text → state; the oldest is dropped first. */
    this.states = new Map();
  }

  /** The state after these entries. Only the last turn is read anew when the ones before it are remembered. */
  after(history) {
    if (history.length === 0) return START;
    const key = history.map(({ role, text }) => `${role} ${text}`).join('\n');
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const { role, text } = history.at(-1);
    const before = this.after(history.slice(0, -1));
    const state = role === 'shopper' ? this.heard(before, text).next : this.answered(before, text);
    if (this.states.size >= KEPT) this.states.delete(this.states.keys().next().value);
    this.states.set(key, state);
    return state;
  }

  /** Reads a message of the shopper: what it says, and the state that it leads to. */
  heard(before, utterance) {
    const text = normalise(utterance);
    const { ranked, asked } = this.intents.find(text, before.intent);
    const { products, sure, brand, exact } = this.shop.named(text, before.view);
    const one = exact && products.length === 1 ? products[0] : undefined;
    const slots = slotsIn(text, one, brand);
    const all = { ...before.slots, ...slots };
    const view = products.length > 0 ? products : before.view;
    const danger = before.danger || (DANGER.test(text) && !/会不会|容易|防/.test(text));
    const next = { slots: all, view, intent: ranked[0].name, danger, total: before.total };
    return { text, ranked, asked, slots, named: products, sure, next };
  }

  /** Products and sums that the bot's reply spoke of. */
  answered(before, reply) {
    const text = normalise(reply);
    const { products, sure } = this.shop.named(text, before.view);
    const total = [...text.matchAll(SUM)].at(-1)?.[1];
    return {
      ...before,
      view: sure || (before.view.length === 0 && products.length < 4) ? products : before.view,
      total: total === undefined ? before.total : Number(total),
    };
  }
}
