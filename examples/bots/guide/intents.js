/** What the shopper wants: votes of similar train turns, cue words, and what was wanted a turn ago. */
import { normalise } from './normalise.js';
import { TextIndex } from './text-index.js';

/** Wordings that speak for an intent, from its definition. */
const CUES = [
  ['human.request', /人工|真人|活人|转.{0,2}客服|找.{0,3}客服/],
  ['refund.status', /退款.{0,6}(?:没|到|多久)|钱.{0,4}没到|到账/],
  ['price.protect', /保价|降价|差价|买贵|补差/],
  ['exchange.request', /换.{0,3}(?:大|小)|换货|换码|换一(?:个|件)|能不能换|给换/],
  ['return.policy', /能退|可以退|退得|包退|无理由|退货.{0,4}(?:吗|不|么)|运费谁出/],
  ['return.request', /我要退|要退货|帮我退|就退|给我退/],
  ['invoice.ask', /发票|抬头/],
  ['coupon.use', /券/],
  ['promotion.ask', /活动|满减|满\d+|半价|赠品|优惠/],
  ['membership.ask', /会员|积分|金卡|9折/],
  ['shipping.fee', /包邮|运费|邮费|凑.{0,4}邮/],
  ['shipping.area', /发不发|送不送|能发到|哪个快递|什么快递|指定/],
  ['order.status', /到哪|物流|还没到|没收到|不动/],
  ['order.change', /改.{0,4}(?:地址|颜色|码|备注)|地址.{0,4}(?:错|改)/],
  ['order.cancel', /取消|不想要|拍错|拍重/],
  ['shipping.time', /什么时候发|多久发|今天.{0,3}发|几天.{0,2}到|多久到|加急|赶得上|来得及/],
  ['stock.restock', /补货|到货|什么时候有/],
  ['stock.ask', /有货|现货|库存|还有.{0,4}(?:吗|没|不)|断货|缺货/],
  ['price.bargain', /便宜|抹零|少点|打折|别家|砍价|优惠点/],
  ['price.ask', /多少钱|价格|价钱|怎么卖|一共|总共|单价|算下来/],
  ['authenticity.ask', /正品|真假|假货|溯源|日期|新鲜|保真/],
  ['payment.ask', /付款|支付|分期|花呗|信用卡|货到付款|怎么拍/],
  ['gift.ask', /包装|贺卡|送人|价格单|礼品/],
  ['size.ask', /多大码|什么码|哪个码|几码|码数|尺码|穿多大|哪个号|偏大|偏小|合身/],
  ['health.advice', /过敏|湿疹|拉肚子|腹泻|发烧|红疹|吐奶|便秘|咳嗽|医生/],
  ['quality.complaint', /坏了|破了|断了|漏了|少发|发错|裂|质量|异味|开胶|假的/],
  ['service.complaint', /投诉|差评|没人理|什么态度|骗人|敷衍/],
  ['product.usage', /怎么用|怎么冲|怎么洗|消毒|转奶|安装|能放多久|怎么保存|几分钟|多少度|怎么喂|怎么加/],
  ['product.compare', /区别|哪个好|哪款好|对比|差在|比起来|跟.{1,8}比|还是.{1,8}好|划算/],
  ['product.recommend', /推荐|有没有.{0,10}(?:的|款)|求推|选哪|买什么|哪款|适合送/],
  ['product.suitability', /适合|能喝|能吃|能用|能坐|可以用|可以坐|喝几段|几段|带上飞机|登机/],
  ['product.attribute', /成分|材质|含.{0,6}(?:吗|不|没)|产地|多重|几斤|配料|什么做|双酚|激素|香精|尺寸|多高/],
  ['chitchat.thanks', /谢谢|多谢|辛苦|好的|知道了|再想想|拍了|下单了|明白/],
  ['chitchat.greet', /在吗|你好|您好|机器人/],
  ['oos', /天气|下雨|下雪|作业|作文|股票|彩票|算命|星座|电影|明星|手机|写.{0,3}诗|路线|电话号码/],
];
const CUE_WEIGHT = 0.55;
const NEIGHBOURS = 9;
/** Below this support nothing that the shop knows was asked. */
const OUT_OF_SCOPE_BELOW = 0.22;

export class IntentFinder {
  /** @param {readonly any[]} train labelled dialogues */
  constructor(train) {
    const turns = train.flatMap((dialogue) =>
      dialogue.turns.map((turn, i) => ({
        text: normalise(turn.utterance),
        intents: [turn.label.intent].flat(),
        before: i === 0 ? undefined : [dialogue.turns[i - 1].label.intent].flat()[0],
      })),
    );
    this.index = new TextIndex(turns);
  }

  /**
   * @param {string} text normalised
   * @param {string | undefined} before intent of the turn before
   * @returns ranked intents with confidences that sum to at most 1
   */
  find(text, before) {
    const votes = new Map();
    const vote = (intent, weight) => votes.set(intent, (votes.get(intent) ?? 0) + weight);
    for (const { entry, score } of this.index.nearest(text, NEIGHBOURS)) {
      const weight = score * score * (entry.before === before ? 1.3 : 1);
      for (const intent of entry.intents) vote(intent, weight / entry.intents.length);
    }
    for (const [intent, pattern] of CUES) if (pattern.test(text)) vote(intent, CUE_WEIGHT);
    const ranked = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const total = ranked.reduce((sum, [, weight]) => sum + weight, 0);
    // A short follow-up (那个呢, 6个月) says little by itself: it goes on with what was wanted.
    if ((ranked[0]?.[1] ?? 0) < OUT_OF_SCOPE_BELOW) {
      return [{ name: before !== undefined && [...text].length <= 12 ? before : 'oos', confidence: 0.3 }];
    }
    return ranked.slice(0, 3).map(([name, weight]) => ({ name, confidence: Math.min(1, weight / Math.max(total, 1)) }));
  }
}
