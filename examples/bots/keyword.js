/**
 * A keyword bot of the kind that many shops run: the first rule whose keyword stands in the message decides, the answer is a
 * template. It has no memory, knows no dialect, and answers something in any case. The baseline of the demo.
 */
import { BUNDLED, readShop } from './shop-files.js';

/** Intent, keywords, reply; the first hit wins. `FAQ-…` is replaced by that answer, or, in another shop, by one that holds the keyword. */
const RULES = [
  ['human.request', ['人工', '真人', '客服'], '正在为您转接人工客服，请稍等。'],
  ['refund.status', ['退款', '到账'], 'FAQ-15'],
  ['price.protect', ['保价', '降价', '差价'], 'FAQ-20'],
  ['exchange.request', ['换货', '换码', '换一个'], 'FAQ-11'],
  ['return.policy', ['退货', '能退', '可以退', '无理由'], 'FAQ-08'],
  ['invoice.ask', ['发票', '抬头'], 'FAQ-22'],
  ['coupon.use', ['优惠券', '新人券', '券'], 'FAQ-18'],
  ['promotion.ask', ['活动', '满减', '优惠', '半价', '赠品'], 'FAQ-16'],
  ['membership.ask', ['会员', '积分', '金卡'], 'FAQ-39'],
  ['shipping.fee', ['包邮', '运费', '邮费'], 'FAQ-03'],
  ['order.status', ['物流', '快递到哪', '还没到'], '亲，物流信息请在订单页查看哦。'],
  ['order.change', ['改地址', '地址'], 'FAQ-38'],
  ['order.cancel', ['取消', '不想要'], 'FAQ-37'],
  ['shipping.time', ['发货', '几天到', '什么时候到'], 'FAQ-01'],
  ['stock.ask', ['有货', '现货', '库存', '还有吗'], '亲，能拍下就是有货的哦。'],
  ['price.bargain', ['便宜', '抹零', '少点', '打折'], 'FAQ-21'],
  ['price.ask', ['多少钱', '价格', '价钱', '怎么卖'], 'PRICE'],
  ['authenticity.ask', ['正品', '真假', '假货', '溯源'], 'FAQ-25'],
  ['payment.ask', ['付款', '支付', '分期', '货到付款'], 'FAQ-23'],
  ['gift.ask', ['包装', '贺卡', '送人'], 'FAQ-24'],
  ['size.ask', ['尺码', '码数', '大小', '多大', '几码'], 'FAQ-31'],
  ['health.advice', ['过敏', '湿疹', '拉肚子', '发烧'], 'FAQ-40'],
  ['quality.complaint', ['坏', '破', '质量', '漏'], 'FAQ-12'],
  ['service.complaint', ['投诉', '差评'], 'FAQ-36'],
  ['product.usage', ['怎么用', '怎么冲', '消毒', '转奶', '安装'], 'FAQ-29'],
  ['product.compare', ['区别', '哪个好', '对比'], '亲，每款都有自己的优点，具体可以看商品详情页哦。'],
  ['product.recommend', ['推荐', '有没有', '求'], 'RECOMMEND'],
  ['product.suitability', ['适合', '能用', '能喝', '能吃', '几段'], '亲，请按商品详情页的适用年龄选择哦。'],
  ['product.attribute', ['成分', '材质', '含', '产地'], '亲，成分和材质请看商品详情页哦。'],
  ['chitchat.thanks', ['谢谢', '多谢', '好的'], '不客气，祝您和宝宝生活愉快～'],
  ['chitchat.greet', ['在吗', '你好', '您好'], '亲，在的，请问有什么可以帮您？'],
];

const CATEGORY_WORDS = {
  奶粉: 'formula',
  纸尿裤: 'diaper',
  奶瓶: 'bottle',
  推车: 'stroller',
  湿巾: 'care',
  衣服: 'clothes',
  米粉: 'food',
  绘本: 'toy',
};
const STOCK_PHRASE = '亲，欢迎光临本店，请问有什么可以帮您？';

let products = [];
/** @type {Map<string, string>} */
let answers = new Map();

export async function open({ options }) {
  const shop = await readShop(options.dataset ?? BUNDLED);
  products = shop.products;
  answers = new Map(shop.faq.map((entry) => [entry.id, entry.answer]));
}

function categoryIn(text) {
  return Object.entries(CATEGORY_WORDS).find(([word]) => text.includes(word))?.[1];
}

function slotsIn(text) {
  const found = {
    age: /\d+(?:个月|岁)/.exec(text)?.[0],
    stage: /[123]段/.exec(text)?.[0],
    size: /\b(?:NB|XL|[SML])\b/.exec(text)?.[0],
    category: Object.keys(CATEGORY_WORDS).find((word) => word !== '衣服' && text.includes(word)),
    weight: /\d+kg/.exec(text)?.[0],
    quantity: /\d+(?:[罐包件]|个(?!月))/.exec(text)?.[0],
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function compose(template, text) {
  if (template === 'PRICE') {
    const product = products.find((p) => text.includes(p.short_name));
    return product === undefined
      ? { text: '亲，价格以商品页面为准哦。' }
      : { text: `${product.short_name}${product.price}元哦。`, products: [product.id] };
  }
  if (template === 'RECOMMEND') {
    const chosen = products.filter((p) => p.category === categoryIn(text)).slice(0, 3);
    if (chosen.length === 0) return { text: STOCK_PHRASE };
    return { text: `亲，给您推荐${chosen.map((p) => p.short_name).join('、')}。`, products: chosen.map((p) => p.id) };
  }
  return { text: answers.get(template) ?? template };
}

/** Synchronous: the whole bot is a table look-up. */
export function reply({ utterance }) {
  const [intent, , template] = RULES.find(([, keywords]) => keywords.some((word) => utterance.includes(word))) ?? [];
  const slots = slotsIn(utterance);
  const emotion = /投诉|差评|垃圾|骗/.test(utterance) ? 'angry' : 'neutral';
  if (intent === undefined) return { text: STOCK_PHRASE, intents: [], slots, products: [], handoff: false, emotion };
  return {
    products: [],
    ...compose(template, utterance),
    intents: [{ name: intent }],
    slots,
    handoff: intent === 'human.request',
    emotion,
  };
}
