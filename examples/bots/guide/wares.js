/** Answers from the catalogue: recommend, compare, suitability, size, stock, properties. Each gives { text, products } or undefined. */
import { differences, propertiesAsked } from './attributes.js';
import { ageRange, fits, monthsOf, numberIn, within } from './shop.js';
import { stageFor, yuan } from './sums.js';

/** Wishes told by the occasion instead of by the kind of product. */
const OCCASIONS = [
  [/礼|送人|送个|满月/, ['礼盒', '绘本', '布书']],
  [/洗护|洗澡|洗头/, ['洗发沐浴露', '面霜', '护臀膏']],
  [/脸|干燥|皴|起皮/, ['面霜']],
  [/出牙|磨牙|咬|零食/, ['磨牙棒', '果泥', '米粉']],
  [/辅食|第1口/, ['米粉', '果泥']],
  [/书|早教|玩具/, ['布书', '绘本']],
  [/屁股|屁屁/, ['护臀膏']],
  [/踢被|睡觉|被子/, ['睡袋']],
  [/坐车|车上|自驾/, ['安全座椅']],
  [/待产|住院|要生/, ['待产包']],
  [/衣|穿/, ['连体衣', '秋衣']],
];
const ids = (products) => products.map(({ id }) => id);
const named = ({ short_name: name, price }) => `${name}，${yuan(price)}`;

function recommend({ text, slots, here, view, shop }) {
  const other = /换一?个|别的|其他|另外/.test(text);
  const occasion = OCCASIONS.find(([pattern]) => pattern.test(text))?.[1];
  const viewed = view.length > 0 ? view.map(shop.kindOf) : [slots.category];
  const kinds = here.category !== undefined ? [here.category] : (occasion ?? viewed);
  const found = shop.proposals({ ...slots, ...(other ? { size: undefined } : {}) }, { kinds, except: other ? view : [] });
  if (/躺|放平|平睡/.test(text)) found.sort((a, b) => (b.attributes.recline_deg ?? 0) - (a.attributes.recline_deg ?? 0));
  if (/便宜|实惠|性价比/.test(text)) found.sort((a, b) => a.price - b.price);
  const [first, second] = found;
  if (first === undefined) return { text: '宝宝多大、想要哪一类、预算多少？告诉我，我按这些帮您挑', products: [] };
  const facts = [named(first), ageRange(first) && `适合${ageRange(first)}`, ...propertiesAsked(first, text).slice(0, 2)];
  const also = second === undefined ? '' : `；也可以看${named(second)}`;
  return { text: `推荐${facts.filter(Boolean).join('，')}${also}`, products: ids(found.slice(0, 3)) };
}

function compare({ text, named: said, view, shop }) {
  const [a, b] = said.length >= 2 ? said : new Set([...view, ...said]);
  if (b === undefined) return undefined;
  const cheaper = a.price <= b.price ? a : b;
  const alike = shop.kindOf(a) === shop.kindOf(b) ? '两款都可以，' : '';
  const verdict = /划算|便宜|实惠/.test(text) ? `${cheaper.short_name}更便宜，` : alike;
  return {
    text: `${verdict}${a.short_name}${differences(a, b, text)}；${b.short_name}${differences(b, a, text)}`,
    products: ids([a, b]),
  };
}

/** [fits, why] by the first fact of the catalogue that speaks for or against this child or use; undefined when none does. */
function verdictOn(product, { text, slots, view }) {
  const { attributes } = product;
  const { allergy, age, weight, height } = slots;
  if (allergy !== undefined && attributes.allergen !== undefined) {
    const bad = new RegExp(`(?<!不)含[^不]*${allergy.slice(0, 2)}`).test(attributes.allergen);
    return [!bad, `${attributes.allergen}，${bad ? `${allergy}过敏的宝宝要避开` : '头一次吃先少量，并问问医生'}`];
  }
  if (/飞机|登机/.test(text) && attributes.cabin_ok) {
    const cabin = !attributes.cabin_ok.startsWith('不');
    return [cabin, `${cabin ? '多数航班可以带进客舱，' : ''}${attributes.cabin_ok}，折叠后${attributes.folded_size_cm}厘米`];
  }
  const partner = view.find((other) => other !== product && other.attributes.caliber && attributes.caliber);
  if (partner !== undefined && /套|配|装|通用|奶嘴|匹配|呢/.test(text)) {
    const match = partner.attributes.caliber === attributes.caliber;
    const apart = `是${attributes.caliber}，${partner.short_name}是${partner.attributes.caliber}，装不上`;
    return [
      match,
      `${match ? `都是${attributes.caliber}，套得上` : apart}${attributes.nipple_age ? `，适合${attributes.nipple_age}` : ''}`,
    ];
  }
  if (monthsOf(age) !== undefined && ageRange(product) !== '') return [fits(product, { age }), `适合${ageRange(product)}`];
  const { weight_min_kg: light, weight_max_kg: heavy, height_min_cm: short, height_max_cm: tall } = attributes;
  if (weight !== undefined && light !== undefined) return [fits(product, { weight }), `适合${light}–${heavy}kg`];
  if (height !== undefined && short !== undefined) return [fits(product, { height }), `适合身高${short}–${tall}cm`];
  return undefined;
}

/** 三个月喝几段; undefined unless formula is the subject and the age is known. */
function stage({ text, slots, here, subjects, shop }) {
  const stage = stageFor(slots.age);
  const formula = /奶粉/.test(here.category ?? slots.category ?? '') || subjects[0]?.category === 'formula';
  if (!formula || stage === undefined || slots.allergy !== undefined || !/段|还喝|接着|能喝|换|多大/.test(text)) return undefined;
  const range = { '1段': '0–6个月', '2段': '6–12个月', '3段': '12–36个月' }[stage];
  const picks = shop.proposals({ ...slots, stage }, { kinds: [slots.category ?? '奶粉'] });
  const pick = picks.find(({ attributes }) => attributes.stage === stage);
  const shown = pick === undefined ? '' : `，可以看${named(pick)}`;
  return { text: `${slots.age}喝${stage}，${stage}适合${range}${shown}`, products: pick === undefined ? [] : [pick.id] };
}

function suitability(scene) {
  const { text, slots, subjects, shop } = scene;
  const [product] = subjects;
  const staged = stage(scene);
  if (staged !== undefined) return staged;
  if (product === undefined) return recommend(scene);
  const found = verdictOn(product, scene);
  if (found === undefined) {
    const known = [ageRange(product) && `适合${ageRange(product)}`, ...propertiesAsked(product, text)].filter(Boolean);
    return {
      text: `${product.short_name}${known.join('，') || '合不合适资料里没写，可以转人工客服确认'}`,
      products: [product.id],
    };
  }
  const [good, why] = found;
  if (good) return { text: `可以的，${product.short_name}${why}`, products: [product.id] };
  const [better] = shop.proposals(slots, { kinds: [shop.kindOf(product)], except: [product] });
  const instead = better === undefined ? '' : `；可以看${named(better)}`;
  return { text: `不适合哦，${product.short_name}${why}${instead}`, products: better === undefined ? [] : [better.id] };
}

function diaperSize({ text, slots, subjects, shop }) {
  const kg = numberIn(slots.weight);
  const pants = slots.category === '拉拉裤' || subjects.some(({ attributes }) => attributes.type === '拉拉裤');
  const kind = pants ? '拉拉裤' : '纸尿裤';
  const all = shop.items.filter((item) => item.kind === kind).map(({ product }) => product);
  const fitting = all.filter(({ attributes }) => kg >= attributes.weight_min_kg && kg <= attributes.weight_max_kg);
  if (fitting.length === 0) return { text: shop.quote('FAQ-31', 0), products: [] };
  const tight = /勒|紧|印|小了|漏/.test(text) && !/(?:没有?|无|不)(?:勒|紧)/.test(text);
  const loose = /松|[两2][指根]|大了|空/.test(text);
  const off = ({ attributes: { weight_min_kg: low, weight_max_kg: high } }) => Math.abs((low + high) / 2 - kg);
  const middle = [...fitting].sort((a, b) => off(a) - off(b))[0];
  const choice = tight ? fitting.at(-1) : loose ? fitting[0] : middle;
  const { size, weight_min_kg: low, weight_max_kg: high } = choice.attributes;
  const why = loose && !tight ? '腰围能放进两指正合适' : '腰腿有勒痕就选大一码';
  return { text: `${kg}kg建议选${size}码，${size}码适合${low}–${high}kg，${why}`, products: [choice.id] };
}

function size(scene) {
  const { text, slots, subjects } = scene;
  const product = subjects.find(({ attributes }) => attributes.height_cm !== undefined);
  const other = subjects.find(({ attributes }) => attributes.flange_mm ?? attributes.nipple_age);
  if (product === undefined && other !== undefined) return property({ text: `${text}法兰流量`, subjects: [other] });
  if (product === undefined) return diaperSize(scene);
  const cm = numberIn(slots.height);
  const rows = Object.entries(product.attributes.height_cm).map(([code, range]) => [code, ...range.split('-').map(Number)]);
  const found = cm === undefined ? undefined : rows.find(([, low, high]) => within(cm, low, high - 0.1));
  if (found === undefined) {
    const all = rows.map(([code, low, high]) => `${code}码${low}–${high}cm`).join('，');
    return { text: `${product.short_name}按身高选：${all}`, products: [product.id] };
  }
  const [code, low, high] = found;
  const gone = product.attributes.size_stock?.[code] === 0 ? `，不过${product.attributes.restock_size ?? '这个码暂时没货'}` : '';
  return { text: `身高${cm}cm建议选${code}码，适合${low}–${high}cm${gone}`, products: gone === '' ? [product.id] : [] };
}

function stock({ slots, here, subjects, unit, shop }) {
  const [product] = subjects;
  if (product === undefined) return undefined;
  const code = /^\d+|^[A-Z]+/.exec(slots.size ?? '')?.[0];
  const ofSize = product.attributes.size_stock?.[code];
  const left = ofSize ?? product.stock;
  const name = `${product.short_name}${ofSize === undefined ? '' : `${code}码`}`;
  if (product.preorder !== undefined) return { text: `${name}是${product.preorder}`, products: [product.id] };
  if (left === 0) {
    const [other] = shop.proposals(slots, { kinds: [shop.kindOf(product)], except: [product] });
    const instead = other === undefined ? '' : `，着急可以先看${other.short_name}`;
    const when = product.attributes.restock_size ?? product.restock ?? '补货时间还查不到';
    return { text: `抱歉，${name}暂时没货，${when}${instead}`, products: other === undefined ? [] : [other.id] };
  }
  const wanted = numberIn(here.quantity) ?? 0;
  const short = `抱歉，${name}现在只有${left}${unit}，不够${here.quantity}，补货时间我这边查不到`;
  const there = `有的，${name}有现货，${yuan(product.price)}，16:00前付款当天发货`;
  return { text: wanted > left ? short : there, products: [product.id] };
}

function property({ text, subjects }) {
  const [product] = subjects;
  if (product === undefined) return undefined;
  const found = propertiesAsked(product, text).join('，');
  const unknown = '的这项资料里没写，我这边查不到，可以转人工客服帮您确认';
  return { text: `${found === '' ? '抱歉，' : ''}${product.short_name}${found || unknown}`, products: [product.id] };
}

/** Intent → answer from the catalogue. */
export const WARES = {
  'product.recommend': recommend,
  'product.compare': compare,
  'product.suitability': suitability,
  'product.attribute': property,
  'size.ask': size,
  'stock.ask': stock,
  'stock.restock': stock,
};
