/** Intents + message + state → reply. Facts come from the catalogue and the FAQ; what they do not hold is said so. */
import { openedUse } from './attributes.js';
import { DAYS, joined, ORDERS } from './orders.js';
import { POLICIES } from './policies.js';
import { zoneOf } from './regions.js';
import { numberIn } from './shop.js';
import { bill, countOf, offerText, yuan } from './sums.js';
import { WARES } from './wares.js';

/** Kinds of product that the rules of policies.js tell apart. */
const SORTS = {
  formula: /奶粉/,
  food: /米粉|果泥|磨牙/,
  diaper: /裤/,
  bottle: /奶瓶|奶嘴|学饮/,
  pump: /吸奶/,
  care: /面霜|沐浴|护臀|湿巾/,
  seat: /座椅/,
  bed: /床/,
  big: /推车|座椅|床/,
  warranty: /推车|座椅|吸奶/,
};
const PACKS = [
  [/奶粉/, '罐'],
  [/裤|湿巾/, '包'],
  [/面霜|沐浴/, '瓶'],
  [/护臀/, '支'],
  [/米粉|果泥|磨牙/, '盒'],
  [/推车/, '台'],
  [/礼盒|秋衣/, '套'],
];
const BROKEN = /坏|破|断|漏|裂|质量|异味|少发|发错|不工作/;

/** What a pattern of policies.js can ask for besides the words of the message. */
function tagsOf({ text, slots, here, subjects, zone, next, before, shop }) {
  const kinds = subjects.length > 0 ? subjects.map(shop.kindOf).join(' ') : `${slots.category} ${/罐/.test(text) ? '奶粉' : ''}`;
  const state = here.order_state ?? slots.order_state;
  const unopened = /(?:没|未|还没|不)(?:有)?(?:拆|开|撕|动|打开)|完好|原封/.test(text);
  const tags = {
    unopened,
    opened: !unopened && (state === '已拆封' || /开罐|开了|拆封|拆开|拆了|开封|用过|喝过|吃过/.test(text)),
    shipped: ['已发货', '运输中', '已签收'].includes(state) || /发货了|已发|在路上|发出了/.test(text),
    bulk: numberIn(here.quantity) >= 10,
    old: Number(/(\d+)天前/.exec(text)?.[1]) > 15,
    [zone]: zone !== undefined,
    trouble: BROKEN.test(text) || /complaint/.test(before.intent ?? ''),
    danger: next.danger,
    unknown: subjects.length === 0 && slots.category === undefined,
    wash: subjects[0]?.attributes.washable !== undefined,
  };
  const sorts = Object.keys(SORTS).filter((sort) => SORTS[sort].test(sort === 'big' ? `${kinds} ${text}` : kinds));
  return [...sorts, ...Object.keys(tags).filter((tag) => tags[tag])].map((tag) => `#${tag}`).join(' ');
}

/** Words in capitals of policies.js: what has to be worked out. */
const WORKED_OUT = {
  DAYS: ({ zone, shop }) => (DAYS[zone] === undefined ? shop.quote('FAQ-02') : `发货后一般${DAYS[zone]}到`),
  OFFER: ({ goods, unit, base }) => (goods.length > 0 ? offerText(goods, unit, base) : '可以帮您看能用的满减、优惠券或会员折扣'),
  INSTALMENT: ({ due = 300 }) => (due >= 300 ? '可以的' : `${yuan(due)}不满300元，不能分期`),
  SCOOPS: ({ text, subjects: [product] }) => {
    const ml = numberIn(/\d+(?:ml|毫升)/.exec(text)?.[0]);
    return ml === undefined || product?.short_name.startsWith('启衡') === false ? '' : `${ml}ml水加${ml / 30}平勺，`;
  },
  REPLACE: ({ subjects: [product] }) =>
    product?.attributes.replace_months === undefined
      ? ''
      : `${product.short_name}约${product.attributes.replace_months}个月换一次，`,
  OPENED: ({ subjects: [product] }) => {
    const use = product && openedUse(product);
    return use === undefined
      ? '这个资料里没写，我这边查不到，可以转人工客服确认'
      : `开封后要在${use}内用完，过了就不能再用，吃不完的请丢掉`;
  },
  WASH: ({ subjects: [product] }) => `${product.short_name}${product.attributes.washable}`,
};

function byPolicy(intent, scene) {
  const rows = POLICIES[intent];
  if (rows === undefined) return undefined;
  const [, words, ...sources] = rows.find(([pattern]) => pattern.test(`${scene.text} ${scene.tags}`));
  const fill = (text) => text.replace(/[A-Z]{4,}/g, (name) => WORKED_OUT[name]?.(scene) ?? name);
  const [first = '', ...rest] = sources.map((source) => {
    const [id, sentence] = source.split('.');
    return id.startsWith('FAQ') ? scene.shop.quote(id, Number(sentence)) : fill(source);
  });
  return { text: joined([fill(words) + first, ...rest]) };
}

/** What the case is about: products, their number and cost, where to, how bad. */
function sceneOf({ text, slots: here, named, next }, before, shop) {
  const { slots, view, total } = next;
  const subjects = shop.narrowed(view, slots).slice(0, 8);
  const together = named.length > 1 && /一共|一起|加|和|都|总共|合计/.test(text);
  const bought = together ? named : subjects.slice(0, 1);
  const count = (product) => countOf(before.view.includes(product) ? slots.quantity : here.quantity);
  const goods = view.length > 8 ? [] : bought.map((product) => ({ product, count: count(product) }));
  // 搭包磨牙棒: added to what the basket held.
  const base = named.length === 1 && /搭|再|加|凑|添/.test(text) ? (total ?? 0) : 0;
  const kind = subjects.length > 0 ? shop.kindOf(subjects[0]) : '';
  const unit = /[罐包件瓶盒套支袋台只箱]/.exec(slots.quantity)?.[0] ?? PACKS.find(([pattern]) => pattern.test(kind))?.[1] ?? '件';
  const due = goods.length > 0 ? bill(goods, { base }).due : total;
  const where = { place: slots.city, zone: zoneOf(slots.city) };
  const scene = { text, here, slots, named, view: before.view, subjects, goods, base, unit, due, ...where, next, before, shop };
  return { ...scene, tags: tagsOf(scene) };
}

/** Answers the intents asked, in one reply. Hands over when a person is wanted, or when somebody may come to harm. */
export function answerAll(heard, before, shop) {
  const scene = sceneOf(heard, before, shop);
  const { asked, next, named } = heard;
  const compose = (intent) =>
    (WARES[intent] ?? ORDERS[intent])?.(scene) ?? byPolicy(intent, scene) ?? byPolicy('product.usage', scene);
  const answers = asked.map(compose);
  const products = [...new Set(answers.flatMap((answer) => answer.products ?? []))];
  const spoken = next.view.length > 3 ? [] : named.filter(({ stock }) => stock > 0).map(({ id }) => id);
  const handoff = asked.includes('human.request') || next.danger;
  return { text: joined(answers.map(({ text }) => text)), products: products.length > 0 ? products : spoken, handoff };
}
