/**
 * The guide in a shop that it has no rules for: intents learned from the train split, products by their names, answers by retrieval
 * from the catalogue and the FAQ, the conversation's subject from the history. Says so when it finds nothing. Any language.
 */
import { AnswerIndex } from '../../classifier/answers.js';
import { NaiveBayes } from '../../classifier/naive-bayes.js';
import { CUES } from './cues.js';
import { feelingIn } from './feelings.js';
import { cuesIn } from './intents.js';
import { normalise } from './normalise.js';

const HAN = /\p{Script=Han}/u;
/** What the mother-and-baby shop takes for out of scope may be another shop's trade. */
const ITS_OWN = /^(?:oos|chitchat\.|health\.|size\.|product\.suitability)/;
/** Share of a product's name that a message must hold to name it. */
const NAMED_FROM = 0.6;
/** Retrieval scores below this are no answer. */
const FOUND_FROM = 0.12;
/** How much the entries that train replies of an intent came from are preferred. */
const INTENT_WEIGHT = 0.35;
/** What a cue of strength 1, and the intent of the turn before, add to a log score. */
const CUE_WEIGHT = 1;
const CONTINUITY = 0.2;
const KEPT = 500;

const WORDS = {
  zh: {
    unknown: '抱歉，这个我这边查不到，可以帮您转人工客服确认。',
    human: '好的，这就为您转接人工客服。',
    thanks: '不客气，有需要随时找我～',
    greet: '您好，我是智能客服，请问想了解什么？',
    oos: '抱歉，这个我不清楚，帮不上您。',
    price: (name, price) => `${name}的价格是${price}元`,
    stock: (name, stock) => (stock > 0 ? `${name}现在有货` : `${name}暂时缺货`),
    offer: (name, price) => `推荐${name}，${price}元`,
    joint: '；',
  },
  en: {
    unknown: "I'm sorry, I don't have that information. I can ask a colleague to check.",
    human: 'Of course, I am passing you on to a colleague.',
    thanks: "You're welcome. Just ask if there is anything else.",
    greet: 'Hello, I am the shop assistant. How can I help?',
    oos: "I'm sorry, I don't know about that and can't help.",
    price: (name, price) => `The ${name} costs £${price}.`,
    stock: (name, stock) => (stock > 0 ? `The ${name} is in stock.` : `The ${name} is out of stock.`),
    offer: (name, price) => `I'd recommend the ${name} at £${price}.`,
    joint: ' ',
  },
};
const CHAT = { 'chitchat.thanks': 'thanks', 'chitchat.greet': 'greet', 'human.request': 'human', oos: 'oos' };

const pairsOf = (text) => {
  const characters = [...text.replace(/[\s\p{P}]/gu, '')];
  return new Set(characters.slice(1).map((character, i) => characters[i] + character));
};

/** What the train split teaches of the intents, leaning towards the wordings of `cues` and towards going on with what was asked. */
class LearnedIntents {
  constructor(train, cues) {
    this.cues = cues;
    const turns = train.flatMap(({ turns }) => turns);
    this.model = new NaiveBayes(
      turns.flatMap(({ utterance, label }) => [label.intent].flat().map((one) => [normalise(utterance), one])),
    );
  }

  /** @returns ranked intents with confidences, and the one to answer */
  find(text, before) {
    const cues = cuesIn(text, this.cues);
    const length = Math.sqrt(Math.max(1, text.length));
    const scores = this.model
      .scores(text)
      .map(
        (score, i) =>
          score / length +
          CUE_WEIGHT * (cues.get(this.model.labels[i]) ?? 0) +
          (this.model.labels[i] === before ? CONTINUITY : 0),
      );
    const ranked = this.model.ranked(scores).slice(0, 5);
    return { ranked, asked: [ranked[0].name] };
  }
}

export class AnyShop {
  /** @param {{ products: readonly any[], faq: readonly any[], train: readonly any[] }} files */
  constructor({ products, faq, train }) {
    const known = new Set(train.flatMap(({ turns }) => turns.flatMap(({ label }) => label.intent)));
    this.intents = new LearnedIntents(
      train,
      CUES.filter(([intent]) => known.has(intent) && !ITS_OWN.test(intent)),
    );
    this.products = products.map((product) => ({ product, pairs: pairsOf(normalise(product.short_name ?? product.name)) }));
    this.faq = new AnswerIndex(faq.map(({ question, answer }) => ({ key: normalise(`${question} ${answer}`), answer })));
    this.wares = new AnswerIndex(products.map((product) => ({ key: normalise(JSON.stringify(product)), answer: product })));
    this.sources = this.learnSources(train);
    this.subjects = new Map();
  }

  /** intent → share of its train replies that each FAQ entry is nearest to. */
  learnSources(train) {
    const sources = new Map();
    for (const { label, gold_reply: reply } of train.filter(({ parent }) => parent === undefined).flatMap(({ turns }) => turns)) {
      const found = this.faq.nearest(normalise(reply ?? ''));
      if (found === undefined || found.similarity < FOUND_FROM) continue;
      for (const intent of [label.intent].flat()) {
        const row = sources.get(intent) ?? new Map();
        row.set(found.entry, (row.get(found.entry) ?? 0) + 1);
        sources.set(intent, row);
      }
    }
    for (const row of sources.values()) {
      const total = [...row.values()].reduce((sum, n) => sum + n, 0);
      for (const [entry, n] of row) row.set(entry, n / total);
    }
    return sources;
  }

  /** The products whose names the message holds best, if any does by enough. */
  named(text) {
    const said = pairsOf(text);
    const shares = this.products.map(({ pairs, product }) => {
      const held = [...pairs].filter((pair) => said.has(pair)).length;
      return [pairs.size === 0 ? 0 : held / pairs.size, product];
    });
    const best = Math.max(0, ...shares.map(([share]) => share));
    return best < NAMED_FROM ? [] : shares.filter(([share]) => share === best).map(([, product]) => product);
  }

  /** The products and the intent that the conversation is about; the last entry is read anew, the rest remembered. */
  subjectOf(history) {
    if (history.length === 0) return { products: [], intent: undefined };
    const key = history.map(({ role, text }) => `${role} ${text}`).join('\n');
    const remembered = this.subjects.get(key);
    if (remembered !== undefined) return remembered;
    const { role, text } = history.at(-1);
    const before = this.subjectOf(history.slice(0, -1));
    const products = this.named(normalise(text));
    const subject = {
      products: products.length > 0 && products.length < 4 ? products : before.products,
      intent: role === 'shopper' ? this.intents.find(normalise(text), before.intent).ranked[0].name : before.intent,
    };
    if (this.subjects.size >= KEPT) this.subjects.delete(this.subjects.keys().next().value);
    this.subjects.set(key, subject);
    return subject;
  }

  retrieve(text, intent) {
    const source = this.sources.get(intent);
    const found = this.faq.nearest(text, (entry) => INTENT_WEIGHT * (source?.get(entry) ?? 0));
    return found !== undefined && found.similarity >= FOUND_FROM ? found.answer : undefined;
  }

  /** Up to three products in stock and within the budget, the most similar first. */
  proposals(text) {
    const limit = /(\d+)元?(?:以内|以下|之内|内)|(?:under|below|budget\D{0,12})£?(\d+)/.exec(text)?.slice(1).find(Boolean);
    const affordable = ({ stock = 1, price = 0 }) => stock > 0 && price <= Number(limit ?? Number.POSITIVE_INFINITY);
    return [...this.wares.similarities(text)]
      .map(([entry, similarity]) => [similarity, this.wares.entries[entry].answer])
      .filter(([, product]) => affordable(product))
      .sort(([a], [b]) => b - a)
      .slice(0, 3)
      .map(([, product]) => product);
  }

  answer(intent, text, subject, words) {
    if (CHAT[intent] !== undefined) return { text: words[CHAT[intent]], products: [] };
    const [product] = subject;
    const name = product?.short_name ?? product?.name;
    if (intent === 'product.recommend') {
      const chosen = this.proposals(text);
      return {
        text: chosen.map((p) => words.offer(p.short_name ?? p.name, p.price)).join(words.joint),
        products: chosen.map(({ id }) => id),
      };
    }
    const found = this.retrieve(text, intent);
    const about = product === undefined ? [] : [product.id];
    if (intent === 'price.ask' && product !== undefined) return { text: words.price(name, product.price), products: about };
    if (intent === 'stock.ask' && product !== undefined) return { text: words.stock(name, product.stock), products: about };
    return { text: found ?? words.unknown, products: about };
  }

  reply({ utterance, history }) {
    const words = HAN.test(utterance) ? WORDS.zh : WORDS.en;
    const text = normalise(utterance);
    const before = this.subjectOf(history);
    const { ranked, asked } = this.intents.find(text, before.intent);
    const named = this.named(text);
    const subject = named.length > 0 ? named : before.products;
    const answers = asked.map((intent) => this.answer(intent, text, subject, words));
    const { emotion, opening } = feelingIn(text, asked[0]);
    return {
      text: `${words === WORDS.zh ? opening : ''}${[...new Set(answers.map((one) => one.text))].join(words.joint)}`,
      intents: ranked,
      slots: named.length === 1 ? { product: named[0].short_name ?? named[0].name } : {},
      products: [...new Set(answers.flatMap((one) => one.products))],
      handoff: asked.includes('human.request'),
      emotion,
    };
  }
}
