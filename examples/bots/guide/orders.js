/** Answers that have to be worked out: price, offers, coupon, postage, days on the way, hours of the staff. */
import { provinceOf } from './regions.js';
import { bill, isFormula, offerText, pieceText, postage, postageRule, priceText, yuan } from './sums.js';

const LONGEST = 88;
export const DAYS = { east: '1–2天', other: '2–4天', remote: '5–8天' };
/** 16:00 is the cut-off of the day. */
const CUT_OFF = 16;

/** As many parts as make a reply that is read, the first in any case. */
export function joined(parts) {
  let text = '';
  for (const part of parts.filter(Boolean)) {
    if (text === '') text = part;
    else if (text.length + part.length <= LONGEST && !text.includes(part)) text = `${text.replace(/[，。～]$/, '')}，${part}`;
  }
  return text;
}

const hourIn = (text) => /(\d{1,2}):\d\d/.exec(text)?.[1];

function sendingTime({ text, zone, place, subjects, shop }) {
  const [start, days] = [shop.quote('FAQ-07', 0), DAYS[zone]];
  if (subjects[0]?.preorder !== undefined || /预售/.test(text)) return { text: joined([start, shop.quote('FAQ-07', 1)]) };
  const hour = hourIn(text);
  const urgent = /加急|最快|急|赶|快点/.test(text);
  const sent = hour === undefined ? '16:00前付款当天发货，之后付款次日发' : '16:00前付款今天就发货';
  const express = zone === 'east' ? '补15元加急次日到' : '可补15元加急，约快1天';
  const parts = [
    urgent && zone === 'remote' && '偏远地区不支持加急哦',
    (hour !== undefined || /发|寄|付|拍|下单|最快|急/.test(text)) && (hour >= CUT_OFF ? '16:00后付款的订单明天发货' : sent),
    /周末|周[六日]|节|假/.test(text) && '周末和节假日照常发货',
    (urgent || /到|几天|收|拿|多久/.test(text)) && (days === undefined ? shop.quote('FAQ-02') : `发出后到${place}一般${days}`),
    urgent && zone !== 'remote' && express,
  ];
  return { text: joined(parts) || shop.quote('FAQ-01') };
}

function sendingFee({ zone, place, due }) {
  const { from, fee } = postageRule(zone);
  if (due !== undefined) return { text: `${place ?? ''}实付${yuan(due)}，${postage(due, zone)}` };
  return { text: `${zone === 'remote' ? provinceOf(place) : ''}优惠后实付满${from}元包邮，不满${from}元收${fee}元运费` };
}

function price({ text, goods, unit, zone }) {
  if (goods.length === 0) return { text: '您想问哪一款？告诉我名字，我马上给您报价' };
  const pieces = /单片|每片|一片|按片|1片/.test(text) ? goods.map(({ product, count }) => pieceText(product, count)) : [];
  const fee = /邮|运费|到手|一共|总共|合计/.test(text) ? postage(bill(goods).due, zone) : '';
  return { text: joined([...pieces, priceText(goods, unit), fee]), products: goods.map(({ product }) => product.id) };
}

function promotion({ text, goods, unit, slots, base, shop }) {
  if (/赠品|小样|试用|双11|618|大促|直播|送.{0,6}(?:东西|礼品)/.test(text)) {
    return { text: `赠品和大促的安排我这边查不到，以页面为准；${shop.quote('FAQ-16')}` };
  }
  if (goods.length > 0) return { text: offerText(goods, unit, base), products: goods.map(({ product }) => product.id) };
  if (/半价/.test(text)) return { text: joined([shop.quote('FAQ-19', 0), shop.quote('FAQ-19', 1)]) };
  if (/叠加|一起用|同时/.test(text)) return { text: joined([shop.quote('FAQ-18', 1), shop.quote('FAQ-18', 2)]) };
  return { text: shop.quote(/[12]段/.test(`${slots.stage}${text}`) ? 'FAQ-17' : 'FAQ-16') };
}

function coupon({ text, goods, base, zone, shop }) {
  const before = bill(goods, { base }).due;
  if (goods.length > 0 && goods.every(({ product }) => isFormula(product)))
    return { text: `奶粉不能用优惠券，还是${yuan(before)}` };
  if (goods.some(({ product }) => product.promotion === '第2件半价')) return { text: shop.quote('FAQ-18', 3) };
  const { due, offer = '' } = bill(goods, { coupon: true, base });
  const { from, fee } = postageRule(zone);
  if (goods.length > 0 && before >= from && due < from) {
    return { text: `用券后实付${yuan(due)}，不够${from}元，要付${fee}元运费，这单建议先不用券` };
  }
  const used = offer.includes('新人券') ? `可以用，${offer}，实付${yuan(due)}` : '';
  const rules = /叠|一起|同时|满减/.test(text) ? [1, 2] : [0, 1];
  return { text: joined([used, ...rules.map((sentence) => shop.quote('FAQ-18', sentence))]) };
}

function person({ text }) {
  const hour = hourIn(text);
  if (hour >= 22 || hour < 9) return { text: '人工客服9:00–22:00在线，现在已下班，我先帮您留言登记，明天9:00起优先回复您' };
  return { text: '好的，这就为您转人工客服，9:00–22:00在线，一般3分钟内接入，其余时间可以留言' };
}

/** Intent → answer that is worked out. */
export const ORDERS = {
  'shipping.time': sendingTime,
  'shipping.fee': sendingFee,
  'price.ask': price,
  'promotion.ask': promotion,
  'coupon.use': coupon,
  'human.request': person,
};
