/** Properties of a product: which words of the shopper ask for which attribute of the catalogue, and how it is said. */
import { ageRange } from './shop.js';

const jin = (kg) => `${kg}kg（${kg * 2}斤）`;

/** [pattern, attribute, words around the value]. */
const ROWS = [
  [/承重|(?:坐|用|撑|受|扛)到?(?:多少|几)|最多.{0,6}(?:kg|斤)|多少kg|多少斤/, 'load_max_kg', (kg) => `最多承重${jin(kg)}`],
  [/承重|最多|压|站|大人/, 'max_load_kg', (kg) => `最多承重${jin(kg)}`],
  [/多重|重量|几斤|沉|轻不轻|重不重|拎/, 'product_weight_kg', (kg) => `自重${jin(kg)}`],
  [/折|收起|后备箱|尺寸|体积/, 'folded_size_cm', (size) => `折叠后${size}厘米`],
  [/飞机|登机|高铁|机舱|托运/, 'cabin_ok', (text) => text],
  [/平躺|放平|躺|角度|靠背|睡/, 'recline_deg', (angle) => `靠背可以放到${angle}度`],
  [/双向|换向|面对|朝/, 'two_way', (text) => `是${text}推行的`],
  [/旋转|转/, 'rotation', (text) => (/\d/.test(text) ? `可以${text}旋转` : text)],
  [/反向|反着/, 'rear_facing_height_cm', (text) => `身高${text}cm反向坐`],
  [/isofix|接口|固定|安装|装/, 'install', (text) => `安装方式：${text}`],
  [/床垫|垫/, 'mattress', (text) => text],
  [/尺寸|多大|多长|多宽|占/, 'size_cm', (size) => `尺寸${size}厘米`],
  [/几片|多少片|片数/, 'count', (count) => `一包${count}片`],
  [/里面|装了|都有|有些?什么|包含|包括|清单/, 'contents', (text) => `里面有${text}`],
  [/几件|多少件|件数|里面|装了|几本|几册/, 'pieces', (count) => `一共${count}件`],
  [/厚|薄/, 'thickness_mm', (mm) => `厚度${mm}mm`],
  [/尿显|尿湿|显示/, 'wetness_indicator', (text) => `${text}尿湿显示`],
  [/香/, 'fragrance', (text) => `是${text}的`],
  [/容量|毫升|ml|多大/, 'volume_ml', (ml) => `容量${ml}ml`],
  [/流量|流速|出奶|几号奶嘴|孔/, 'nipple_flow', (text) => `配${text}奶嘴`],
  [/流量|流速|奶嘴/, 'nipple_age', (text) => `适合${text}`],
  [/口径|宽口|标口|标准口/, 'caliber', (text) => `是${text}的`],
  [/耐热|耐高温|高温|开水|耐.{0,3}度|多少度|沸水|煮/, 'heat_resist_c', (degree) => `耐热${degree}℃`],
  [/双酚|bpa/, 'bpa_free', (text) => text],
  [/漏/, 'leak_proof', (text) => `是${text}的`],
  [/多少克|净含量|几克|多少g|一罐多/, 'net_weight_g', (g) => `净含量${g}g`],
  [/净含量|多少(?:克|g|抽)|几抽|几袋/, 'net_content', (text) => `净含量${text}`],
  [/产地|哪.{0,2}产|进口|国产|哪国|哪里的/, 'origin', (text) => `产地${text}`],
  [/奶源|蛋白|什么奶|牛奶还是/, 'protein_source', (text) => `蛋白来源是${text}`],
  [/标准|认证|3c|国标|证书|检测/, 'standard', (text) => `执行标准${text}`],
  [/乳糖|过敏原|牛奶|鸡蛋|小麦|麸质|致敏|蛋/, 'allergen', (text) => text],
  [/糖|甜/, 'added_sugar', (text) => text],
  [/盐|咸/, 'added_salt', (text) => text],
  [/激素|酒精|色素|荧光|刺激|防腐/, 'free_of', (text) => text],
  [/成分|配料|含|里面|什么做|主要/, 'ingredients', (text) => `配料是${text}`],
  [/成分|配方|激素|刺激|主要/, 'key_ingredients', (text) => `主要成分${text}`],
  [/成分|配方|营养|dha|益生|opo|特点/, 'features', (text) => `含${text}`],
  [/眼睛|泪|辣/, 'tear_free', (text) => `是${text}的`],
  [/ph|酸/, 'ph', (text) => `是${text}的`],
  [/材质|面料|什么料|什么做|材料|棉|布料|塑料/, 'material', (text) => `材质是${text}`],
  [/a类|安全类|甲醛/, 'safety_class', (text) => `安全类别${text}`],
  [/季|厚|薄|夏天|冬天/, 'season', (text) => `适合${text}穿`],
  [/tog|室温|几度|多少度|温度|厚/, 'room_temp_c', (text) => `适合室温${text}℃`],
  [/洗/, 'washable', (text) => text],
  [/噪音|声音|吵|分贝/, 'noise_db', (db) => `约${db}分贝`],
  [/几档|吸力|档位|挡/, 'suction_levels', (levels) => `有${levels}档吸力`],
  [/单边|双边/, 'sides', (text) => `是${text}的`],
  [/电|续航|充/, 'power', (text) => text],
  [/法兰|喇叭|罩|口径|尺寸/, 'flange_mm', (text) => `法兰${text}mm`],
  [/保修|质保|包修/, 'warranty_months', (months) => `保修${months}个月`],
  [/保质期|到期/, 'shelf_life_months', (months) => `保质期${months}个月`],
  [/开封|打开|拆开|开了|开罐/, 'opened_use_months', (months) => `开封后${months}个月内用完`],
];

/** What the message asks of this product, at most three properties; empty when the catalogue does not say. */
export function propertiesAsked(product, text) {
  const { attributes } = product;
  const found = ROWS.filter(([pattern, key]) => attributes[key] !== undefined && pattern.test(text)).map(([, key, say]) =>
    say(attributes[key]),
  );
  if (/多大.{0,4}(?:用|坐|吃|喝|宝宝|开始)|几个月.{0,4}(?:能|可以|用)|月龄/.test(text) && ageRange(product) !== '')
    found.unshift(`适合${ageRange(product)}`);
  return found.slice(0, 3);
}

/** 开袋后24小时内吃完, from whichever attribute the product has; undefined without one. */
export function openedUse({ attributes: { opened_use_hours: hours, opened_use_weeks: weeks, opened_use_months: months } }) {
  if (hours !== undefined) return `${hours}小时`;
  if (weeks !== undefined) return `${weeks}周`;
  return months === undefined ? undefined : `${months}个月`;
}

const COMPARED =
  'protein_source material volume_ml caliber nipple_flow two_way recline_deg product_weight_kg cabin_ok rotation install thickness_mm net_weight_g season origin'.split(
    ' ',
  );

/** How one product differs from the other: the asked properties, else price, ages and the first few that are not the same. */
export function differences(product, other, text) {
  const asked = propertiesAsked(product, text);
  const unlike = COMPARED.filter(
    (key) => product.attributes[key] !== undefined && product.attributes[key] !== other.attributes[key],
  );
  const said = unlike.map((key) => ROWS.find(([, name]) => name === key)[2](product.attributes[key]));
  const ages = ageRange(product) !== ageRange(other) && ageRange(product) !== '' ? [`适合${ageRange(product)}`] : [];
  return [`${product.price}元`, ...new Set([...asked, ...ages, ...said])].slice(0, 4).join('、');
}
