/** Intent + message + state → reply. Facts come from the catalogue and the FAQ; what they do not hold is said so. */
import { monthsOf } from './shop.js';

/** Intents that the FAQ answers, with the entries to choose from. */
const FAQ = {
  'shipping.time': ['FAQ-01', 'FAQ-02', 'FAQ-06', 'FAQ-07'],
  'shipping.fee': ['FAQ-03', 'FAQ-04'],
  'shipping.area': ['FAQ-05', 'FAQ-06'],
  'order.change': ['FAQ-38', 'FAQ-37'],
  'order.cancel': ['FAQ-37'],
  'return.policy': ['FAQ-08', 'FAQ-09', 'FAQ-10', 'FAQ-14'],
  'return.request': ['FAQ-08', 'FAQ-14', 'FAQ-13', 'FAQ-09'],
  'refund.status': ['FAQ-15'],
  'exchange.request': ['FAQ-11', 'FAQ-10', 'FAQ-13'],
  'quality.complaint': ['FAQ-12', 'FAQ-13'],
  'service.complaint': ['FAQ-36', 'FAQ-35'],
  'authenticity.ask': ['FAQ-25', 'FAQ-26'],
  'invoice.ask': ['FAQ-22'],
  'payment.ask': ['FAQ-23'],
  'gift.ask': ['FAQ-24'],
  'membership.ask': ['FAQ-39'],
  'promotion.ask': ['FAQ-16', 'FAQ-17', 'FAQ-19'],
  'coupon.use': ['FAQ-18', 'FAQ-17'],
  'price.bargain': ['FAQ-21'],
  'price.protect': ['FAQ-20'],
  'product.usage': ['FAQ-27', 'FAQ-28', 'FAQ-29', 'FAQ-30', 'FAQ-32', 'FAQ-34'],
  'health.advice': ['FAQ-40'],
};

const ATTRIBUTE_WORDS = [
  [/材质|什么做|材料|棉/, 'material'],
  [/产地|哪产|哪里产/, 'origin'],
  [/配料|成分|含/, 'ingredients', 'key_ingredients', 'free_of', 'features', 'allergen', 'bpa_free'],
  [/过敏|鸡蛋|小麦|牛奶|乳糖/, 'allergen'],
  [/双酚/, 'bpa_free'],
  [/激素|酒精|色素|荧光/, 'free_of'],
  [/多重|几斤|重量|沉/, 'product_weight_kg', 'net_weight_g'],
  [/尺寸|多大|折叠/, 'folded_size_cm', 'size_cm', 'volume_ml'],
  [/水温|耐热|度/, 'heat_resist_c'],
  [/认证|标准|3c/, 'standard'],
  [/承重/, 'load_max_kg', 'max_load_kg'],
  [/糖/, 'added_sugar'],
  [/盐/, 'added_salt'],
  [/噪音|声音/, 'noise_db'],
  [/几件|多少片|几片/, 'pieces', 'count'],
  [/香/, 'fragrance'],
  [/安装/, 'install'],
  [/口径/, 'caliber'],
];
const UNITS = {
  product_weight_kg: 'kg',
  net_weight_g: 'g',
  volume_ml: 'ml',
  heat_resist_c: '℃',
  load_max_kg: 'kg',
  max_load_kg: 'kg',
  noise_db: '分贝',
  folded_size_cm: '厘米',
  size_cm: '厘米',
  pieces: '件',
  count: '片',
};

function ageRange({ attributes: { age_min_months: low, age_max_months: high } }) {
  if (low === undefined) return '';
  return high === undefined ? `${low}个月以上` : `${low}–${high}个月`;
}

function price(product, state) {
  const count = Number(/^\d+/.exec(state.quantity ?? '')?.[0] ?? 1);
  if (count === 1) return `${product.short_name}${product.price}元`;
  if (product.promotion === '第2件半价' && count >= 2) {
    const halves = Math.floor(count / 2);
    return `${product.short_name}第2件半价，${count}件一共${product.price * (count - halves) + (product.price * halves) / 2}元`;
  }
  return `${product.short_name}${product.price}元一件，${count}件一共${product.price * count}元`;
}

function attribute(product, text) {
  const keys = ATTRIBUTE_WORDS.filter(([pattern]) => pattern.test(text)).flatMap(([, ...names]) => names);
  const values = [...new Set(keys)]
    .filter((key) => product.attributes[key] !== undefined)
    .map((key) => `${product.attributes[key]}${UNITS[key] ?? ''}`);
  return values.length === 0 ? undefined : `${product.short_name}：${values.slice(0, 3).join('，')}`;
}

function suitable(products, state) {
  const months = monthsOf(state.age);
  const [product] = products;
  if (product === undefined) return undefined;
  const { stage } = product.attributes;
  if (months === undefined) return `${product.short_name}适合${ageRange(product) || '按页面说明选择'}`;
  const { age_min_months: low = 0, age_max_months: high = Number.POSITIVE_INFINITY } = product.attributes;
  const fits = months >= low && months <= high;
  const range = `${stage?.endsWith('段') ? stage : product.short_name}适合${ageRange(product)}`;
  return fits
    ? `${state.age}的宝宝可以用${product.short_name}，${range}`
    : `${state.age}的宝宝不适合${product.short_name}，${range}`;
}

function size(shop, state) {
  const kg = Number.parseFloat(state.weight ?? '');
  if (Number.isFinite(kg)) {
    const fit = shop.products
      .filter((p) => p.category === 'diaper' && kg >= p.attributes.weight_min_kg && kg <= p.attributes.weight_max_kg)
      .at(-1);
    if (fit !== undefined)
      return {
        product: fit,
        text: `${kg}kg建议选${fit.attributes.size}码，${fit.attributes.size}码适合${fit.attributes.weight_min_kg}–${fit.attributes.weight_max_kg}kg`,
      };
  }
  const cm = Number.parseFloat(state.height ?? '');
  if (Number.isFinite(cm)) {
    const code = [59, 66, 73, 80, 90].find((limit) => cm < limit) ?? 90;
    return { text: `身高${cm}cm建议选${code}码` };
  }
  return undefined;
}

/** @returns {{ text: string, products?: string[], handoff?: boolean }} */
export function answer(intent, text, { shop, state, named }) {
  const inView = named.length > 0 ? named : (state.shown ?? []);
  const [product] = inView;
  switch (intent) {
    case 'chitchat.greet':
      return { text: '在的～您想了解哪款商品，或者宝宝多大了？' };
    case 'chitchat.thanks':
      return { text: '不客气，有需要随时找我～' };
    case 'human.request':
      return { text: '好的，这就为您转人工客服，人工每天9:00–22:00在线，其余时间可以留言，明天9:00起回复。', handoff: true };
    case 'oos':
      return { text: '抱歉，这个我不清楚，帮不上您。店里商品和订单的问题可以随时问我。' };
    case 'order.status':
      return { text: '抱歉，我这里查不到实时物流，可以在订单页查看，或者为您转人工查询。', handoff: true };
    case 'product.recommend':
    case 'product.suitability':
      return recommend(intent, { shop, state, named });
    case 'product.compare':
      if (inView.length >= 2) {
        const parts = inView.slice(0, 2).map((p) => `${p.short_name}${p.price}元${ageRange(p) ? `，适合${ageRange(p)}` : ''}`);
        return { text: `${parts.join('；')}。`, products: inView.slice(0, 2).map((p) => p.id) };
      }
      break;
    case 'price.ask':
      if (product !== undefined)
        return {
          text: `${price(product, state)}${product.promotion ? `，参加${product.promotion}` : ''}。`,
          products: [product.id],
        };
      break;
    case 'stock.ask':
    case 'stock.restock':
      if (product !== undefined) {
        const there = product.stock > 0;
        return {
          text: there
            ? `${product.short_name}有货的，可以直接拍～`
            : `${product.short_name}暂时没货，${product.restock ?? '补货时间还不确定'}。`,
          products: there ? [product.id] : [],
        };
      }
      break;
    case 'product.attribute': {
      const found = product === undefined ? undefined : attribute(product, text);
      if (found !== undefined) return { text: `${found}。`, products: [product.id] };
      break;
    }
    case 'size.ask': {
      const found = size(shop, state);
      if (found !== undefined)
        return { text: `${found.text}～`, products: found.product === undefined ? [] : [found.product.id] };
      return { text: shop.answerFrom(['FAQ-31'], text) };
    }
  }
  const ids = FAQ[intent];
  if (ids !== undefined) return { text: shop.answerFrom(ids, text) };
  const best = shop.bestFaq(text);
  return best !== undefined && best.score > 0.15
    ? { text: best.entry.answer }
    : { text: '抱歉，这个我暂时不清楚，可以为您转人工客服确认。' };
}

function recommend(intent, { shop, state, named }) {
  const candidates = named.length > 0 ? named : shop.fitting(state);
  if (intent === 'product.suitability') {
    const text = suitable(candidates.length > 0 ? candidates : (state.shown ?? []), state);
    if (text !== undefined) return { text: `${text}。`, products: candidates.slice(0, 2).map((p) => p.id) };
  }
  if (candidates.length === 0) return { text: '可以说说宝宝多大、想要哪一类、预算多少吗？我按这些帮您选。' };
  const shown = candidates.slice(0, 3);
  const parts = shown.map((p) => `${p.short_name}（${p.price}元${ageRange(p) ? `，适合${ageRange(p)}` : ''}）`);
  return { text: `可以看看${parts.join('、')}。`, products: shown.map((p) => p.id) };
}
