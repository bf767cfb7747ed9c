/**
 * A keyword bot of the kind that many shops run: the first rule whose keyword stands in the message decides, the answer is a
 * template. It has no memory, knows no dialect, and answers something in any case. The baseline of the demo.
 */
import { BUNDLED, readShop } from './shop-files.js';

/**
 * Intent, keywords, reply; the first hit wins. Of intents apart by `|` the first that the shop declares is meant. `FAQ-…` is replaced by that
 * answer of the mother-and-baby shop, and in any other shop by the first answer whose question holds the keyword.
 */
const RULES = [
  ['human.request', ['人工', '真人', '客服', 'real person', 'human', 'agent'], 'HUMAN'],
  ['refund.status', ['退款', '到账', 'refund'], 'FAQ-15'],
  ['price.protect', ['保价', '降价', '差价', 'price drop', 'cheaper now'], 'FAQ-20'],
  ['exchange.request', ['换货', '换码', '换一个', 'exchange', 'swap'], 'FAQ-11'],
  ['return.policy|refund.policy', ['退货', '能退', '可以退', '无理由', '退订', 'return', 'send it back'], 'FAQ-08'],
  ['invoice.ask', ['发票', '抬头', 'invoice', 'receipt'], 'FAQ-22'],
  ['coupon.use', ['优惠券', '新人券', '券', 'code', 'voucher'], 'FAQ-18'],
  ['promotion.ask', ['活动', '满减', '优惠', '半价', '赠品', 'offer', 'discount', 'sale'], 'FAQ-16'],
  ['membership.ask', ['会员', '积分', '金卡', 'member', 'points'], 'FAQ-39'],
  ['shipping.fee|delivery.fee', ['包邮', '运费', '邮费', '配送费', 'postage', 'delivery cost'], 'FAQ-03'],
  ['order.status', ['物流', '快递到哪', '还没到', 'where is my', 'tracking'], 'STATUS'],
  ['order.change', ['改地址', '地址', 'change my', 'wrong address'], 'FAQ-38'],
  ['order.cancel', ['取消', '不想要', 'cancel'], 'FAQ-37'],
  ['shipping.time|delivery.time', ['发货', '几天到', '什么时候到', 'delivery', 'arrive'], 'FAQ-01'],
  ['stock.ask', ['有货', '现货', '库存', '还有吗', '有房', 'in stock', 'sold out'], 'STOCK'],
  ['price.bargain', ['便宜', '抹零', '少点', '打折', 'cheaper', 'best price'], 'FAQ-21'],
  ['price.ask', ['多少钱', '价格', '价钱', '怎么卖', 'how much', 'price', 'cost'], 'PRICE'],
  ['authenticity.ask', ['正品', '真假', '假货', '溯源', '正规', 'genuine', 'fake'], 'FAQ-25'],
  ['payment.ask', ['付款', '支付', '分期', '货到付款', '定金', 'pay', 'instalment'], 'FAQ-23'],
  ['visa.ask', ['签证'], 'FAQ'],
  ['luggage.ask', ['行李', '箱子'], 'FAQ'],
  ['booking.request', ['预订', '订位', '订桌'], 'FAQ'],
  ['queue.ask', ['排队', '取号'], 'FAQ'],
  ['room.ask', ['包间', '包厢', '房型', '大床'], 'FAQ'],
  ['install.request', ['安装'], 'FAQ'],
  ['warranty.ask', ['保修', '质保', 'warranty', 'guarantee'], 'FAQ'],
  ['rate.ask', ['利率', '利息', '年化'], 'FAQ'],
  ['limit.ask', ['额度'], 'FAQ'],
  ['trial.ask', ['试听', '体验课'], 'FAQ'],
  ['leave.request', ['请假', '补课'], 'FAQ'],
  ['dosage.ask', ['用量', '几粒', '一天几'], 'FAQ'],
  ['gift.ask', ['包装', '贺卡', '送人', 'gift', 'wrap'], 'FAQ-24'],
  ['size.ask', ['尺码', '码数', '大小', '多大', '几码', 'size', 'fit'], 'FAQ-31'],
  ['health.advice|allergy.ask|safety.ask', ['过敏', '湿疹', '拉肚子', '发烧'], 'FAQ-40'],
  ['quality.complaint', ['坏', '破', '质量', '漏', 'broken', 'faulty', 'damaged'], 'FAQ-12'],
  ['service.complaint', ['投诉', '差评', 'complain'], 'FAQ-36'],
  ['product.usage', ['怎么用', '怎么冲', '消毒', '转奶', '安装', 'how do i'], 'FAQ-29'],
  ['product.compare', ['区别', '哪个好', '对比', 'difference', 'better'], 'DETAILS'],
  ['product.recommend', ['推荐', '有没有', '求', 'recommend', 'looking for'], 'RECOMMEND'],
  ['product.suitability', ['适合', '能用', '能喝', '能吃', '几段', 'suitable'], 'DETAILS'],
  ['product.attribute', ['成分', '材质', '含', '产地', 'waterproof', 'material'], 'DETAILS'],
  ['chitchat.thanks', ['谢谢', '多谢', '好的', 'thank', 'cheers'], 'THANKS'],
  ['chitchat.greet', ['在吗', '你好', '您好', 'hello', 'hiya'], 'GREET'],
];

/** What stands in for the capitals, in Chinese and in English. */
const PHRASES = {
  HUMAN: ['正在为您转接人工客服，请稍等。', 'Transferring you to an agent, please wait.'],
  STATUS: ['亲，物流信息请在订单页查看哦。', 'Please see your order page for tracking.'],
  STOCK: ['亲，能拍下就是有货的哦。', 'If you can order it, it is in stock.'],
  DETAILS: ['亲，具体请看商品详情页哦。', 'Please see the product page for details.'],
  THANKS: ['不客气，祝您生活愉快～', "You're welcome, have a nice day!"],
  GREET: ['亲，在的，请问有什么可以帮您？', 'Hello! How can I help you today?'],
  PRICE: ['亲，价格以商品页面为准哦。', 'Please see the product page for the price.'],
  STOCK_PHRASE: ['亲，欢迎光临本店，请问有什么可以帮您？', 'Welcome to our shop! How can I help you?'],
};

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
const HAN = /\p{Script=Han}/u;
/** The shop that the numbers of the answers belong to. */
const OWN_SHOP = 'MB-F01';

let products = [];
let faq = [];
/** @type {Set<string>} */
let declared = new Set();

export async function open({ options }) {
  const shop = await readShop(options.dataset ?? BUNDLED);
  products = shop.products;
  faq = shop.faq;
  declared = new Set(shop.intents);
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

function faqAnswer(template, keyword) {
  const own = products.some(({ id }) => id === OWN_SHOP);
  return own ? faq.find(({ id }) => id === template)?.answer : faq.find(({ question }) => question.includes(keyword))?.answer;
}

function compose(template, keyword, text) {
  const say = (name) => PHRASES[name][HAN.test(text) ? 0 : 1];
  if (template === 'PRICE') {
    const product = products.find((p) => text.includes(p.short_name));
    if (product === undefined) return { text: say('PRICE') };
    return {
      text: HAN.test(text) ? `${product.short_name}${product.price}元哦。` : `The ${product.short_name} is £${product.price}.`,
      products: [product.id],
    };
  }
  if (template === 'RECOMMEND') {
    const chosen = products.filter((p) => p.category === categoryIn(text)).slice(0, 3);
    if (chosen.length === 0) return { text: say('STOCK_PHRASE') };
    return { text: `亲，给您推荐${chosen.map((p) => p.short_name).join('、')}。`, products: chosen.map((p) => p.id) };
  }
  if (PHRASES[template] !== undefined) return { text: say(template) };
  return { text: faqAnswer(template, keyword) ?? say('STOCK_PHRASE') };
}

/** The first rule with a keyword in the message, with that keyword and the name that the shop has for its intent. */
function ruleFor(text) {
  for (const [intents, keywords, template] of RULES) {
    const intent = intents.split('|').find((name) => declared.has(name));
    const keyword = keywords.find((word) => text.includes(word));
    if (intent !== undefined && keyword !== undefined) return { intent, keyword, template };
  }
  return undefined;
}

/** Synchronous: the whole bot is a table look-up. */
export function reply({ utterance }) {
  const text = utterance.toLowerCase();
  const rule = ruleFor(text);
  const slots = slotsIn(utterance);
  const emotion = /投诉|差评|垃圾|骗/.test(utterance) ? 'angry' : 'neutral';
  const composed = rule === undefined ? compose('STOCK_PHRASE', '', utterance) : compose(rule.template, rule.keyword, utterance);
  return {
    products: [],
    ...composed,
    intents: rule === undefined ? [] : [{ name: rule.intent }],
    slots,
    handoff: rule?.intent === 'human.request',
    emotion,
  };
}
