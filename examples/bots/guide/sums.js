/** What goods cost by the shop's rules: 满300减40, 第2件半价, coupon, gold card, postage (FAQ-03, FAQ-04, FAQ-16 to FAQ-19). */
import { monthsOf, numberIn } from './shop.js';

const FULL = { at: 300, off: 40 };
const COUPON = { at: 99, off: 10 };
const CARD = 0.9;

/** Yuan, in hundredths at most. */
export const yuan = (amount) => `${Math.round(amount * 100) / 100}元`;
export const isFormula = (product) => product?.category === 'formula';
/** 1段, 2段 and medical formula take part in no offer at all. */
export const isExcluded = (product) => isFormula(product) && product.attributes.stage !== '3段';

/** '2罐' → 2; pieces and spoonfuls are no number of packs. 1 when nothing was said. */
export function countOf(quantity) {
  return quantity === undefined || /片|勺|张/.test(quantity) ? 1 : (numberIn(quantity) ?? 1);
}

/**
 * The price of so many of each product.
 * @param {readonly { product: any, count: number }[]} goods
 * @param {{ coupon?: boolean, card?: boolean, base?: number }} with_ `base`: what else is in the basket, of products with 满300减40
 * @returns {{ sum: number, due: number, offer?: string }} before and after the best rule that holds
 */
export function bill(goods, { coupon = false, card = false, base = 0 } = {}) {
  const sum = goods.reduce((total, { product, count }) => total + product.price * count, base);
  const half = goods.reduce(
    (off, { product, count }) => off + (product.promotion === '第2件半价' ? (Math.floor(count / 2) * product.price) / 2 : 0),
    0,
  );
  const marked = goods.reduce(
    (total, { product, count }) => total + (product.promotion === '满300减40' ? product.price * count : 0),
    base,
  );
  const free = goods.reduce((total, { product, count }) => total + (isFormula(product) ? 0 : product.price * count), base);
  if (card && free > 0) return { sum, due: sum - free * (1 - CARD), offer: '金卡9折' };
  const off = marked >= FULL.at ? FULL.off : 0;
  const ticket = coupon && free >= COUPON.at && half === 0 ? COUPON.off : 0;
  if (half > off + ticket) return { sum, due: sum - half, offer: '第2件半价' };
  const offer = [off > 0 ? '满300减40' : '', ticket > 0 ? '新人券减10元' : ''].filter(Boolean).join('加');
  return { sum, due: sum - off - ticket, ...(offer === '' ? {} : { offer }) };
}

/** 99元 and 8元, in remote provinces 199元 and 25元. */
export const postageRule = (zone) => (zone === 'remote' ? { from: 199, fee: 25 } : { from: 99, fee: 8 });

/** In words: whether an amount travels free. */
export function postage(due, zone) {
  const { from, fee } = postageRule(zone);
  return due >= from ? `满${from}元包邮，不用付运费` : `不满${from}元，要付${fee}元运费，还差${yuan(from - due)}包邮`;
}

/** 启衡1段268元一罐; 两包 → the sum with its reason. */
export function priceText(goods, unit) {
  const { sum, due, offer } = bill(goods);
  const [{ product, count }] = goods;
  if (goods.length > 1) {
    const parts = goods.map((line) => `${line.product.short_name}${yuan(line.product.price * line.count)}`).join('加');
    return offer === undefined ? `${parts}，一共${yuan(sum)}` : `${parts}，合计${yuan(sum)}，${offer}后实付${yuan(due)}`;
  }
  if (count === 1) return `${product.short_name}${yuan(product.price)}一${unit}`;
  if (offer === '第2件半价') return `${product.short_name}第2件半价，${count}${unit}一共${yuan(due)}`;
  const total = `${product.short_name}${yuan(product.price)}一${unit}，${count}${unit}一共${yuan(sum)}`;
  return offer === undefined ? total : `${total}，${offer}后实付${yuan(due)}`;
}

/** Cost of a piece: 99元 of 64片 → 1.55元; undefined when the pack counts no pieces. */
export function pieceText(product, count = 1) {
  const pieces = product.attributes.count;
  if (pieces === undefined) return undefined;
  const each = bill([{ product, count }]).due / (pieces * count);
  return `${product.short_name}约${each.toFixed(2)}元一片`;
}

/** What is missing to the offer, or what it takes off; empty when the product has none. */
export function offerText(goods, unit, base = 0) {
  const { sum, due, offer } = bill(goods, { base });
  const [{ product, count }] = goods;
  if (isExcluded(product)) return `${product.short_name}按规定不参加满减、会员折扣和优惠券，${count}${unit}一共${yuan(sum)}`;
  if (product.promotion === undefined) return `${product.short_name}不参加满减和第2件半价，可以用新人券或金卡9折`;
  if (product.promotion === '第2件半价' && base === 0) {
    const two = bill([{ product, count: Math.max(2, count) }]).due;
    return `${product.short_name}是第2件半价，${Math.max(2, count)}${unit}一共${yuan(two)}，不能和满减、优惠券叠加`;
  }
  if (offer === undefined) return `参加满300减40，现在${yuan(sum)}不够300元，还差${yuan(FULL.at - sum)}，可以跨商品凑单`;
  return `参加满300减40，每单只减一次，合计${yuan(sum)}，减40后实付${yuan(due)}`;
}

/** 1段 up to 6 months, 2段 up to 12, 3段 up to 3 years; undefined without an age. */
export function stageFor(age) {
  const months = monthsOf(age);
  if (months === undefined || months > 36) return undefined;
  return months < 6 ? '1段' : months < 12 ? '2段' : '3段';
}
