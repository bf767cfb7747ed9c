/** Slot values in a normalised message, in the canonical form of the labels. */
import { placeIn } from './regions.js';

/** `name:pattern` pairs, apart by blanks → { name: RegExp }. */
const patterns = (rows) => {
  const pairs = rows
    .trim()
    .split(/\s+/)
    .map((row) => [row.slice(0, row.indexOf(':')), row.slice(row.indexOf(':') + 1)]);
  return Object.fromEntries(pairs.map(([name, pattern]) => [name, new RegExp(pattern)]));
};

/** Kind of product → how shoppers call it. The first that matches; the kind's own name is always tried. */
const KINDS = patterns(`
  羊奶粉:羊奶粉?(?!瓶) 奶粉:奶粉|配方奶|牛奶粉 拉拉裤:拉拉裤|学步裤|成长裤|内裤式 纸尿裤:纸尿裤|尿不湿|尿裤|尿片 奶嘴:奶嘴
  奶瓶:奶瓶 学饮杯:学饮杯|鸭嘴杯|水杯|吸管杯 安全座椅:安全座椅|座椅|提篮 推车:推车|童车|婴儿车|遛娃车|伞车
  洗发沐浴露:沐浴露|洗发水|洗发沐浴|洗澡的|沐浴乳|二合一 面霜:面霜|宝宝霜|润肤霜|擦脸 护臀膏:护臀膏|屁屁霜|护臀霜|屁屁膏|护臀
  湿巾:湿巾|湿纸巾 连体衣:连体衣|哈衣|爬服|连体 秋衣:秋衣|秋裤|内衣套装|护肚 礼盒:礼盒 布书:布书 绘本:绘本|纸板书
  待产包:待产包 吸奶器:吸奶器 孕妇枕:孕妇枕|托腹枕|u型枕 米粉:米粉|米糊 果泥:果泥|西梅泥|水果泥 磨牙棒:磨牙棒|磨牙饼|磨牙
  婴儿床:婴儿床|拼接床|小床|床 睡袋:睡袋`);
const MATERIALS = { PPSU: /ppsu/, 高硼硅玻璃: /玻璃/, 液态硅胶: /硅胶/, 棉: /纯棉|全棉|棉的|100%棉/ };
const SYMPTOMS = patterns(`
  腹泻:腹泻|拉肚子|拉稀|拉水|稀便|水便 湿疹:湿疹 红臀:红臀|红屁屁|屁屁.{0,2}红|屁股.{0,3}红|红屁股|淹了|淹屁股
  红疹:红疹|疹子|红点|小红疙瘩|红疙瘩|起疹|皮疹 发热:发热|发烧|高烧|低烧|烧到|体温3[89] 呕吐:呕吐|吐奶|吐了
  便秘:便秘|拉不出|几天没拉|干硬 便血:便血|血丝|带血 咳嗽:咳嗽|咳 胀气:胀气|肠绞痛|绞痛`);
const ORDER_STATES = patterns(`
  退款中:退款.{0,6}(?:没|未|还)|等退款|申请了退款|退了?货.{0,8}(?:钱|款).{0,4}(?:没|未) 已取消:已经?取消|取消了(?!吗)
  未付款:(?:没|未|忘了)付款|没给钱|还没付 运输中:运输中|在路上|物流|派件|中转
  已拆封:(?<!没|未|别|不|没有|是不是|要是|如果|那|万一)(?:开罐|拆封|拆开|开封|开了|拆了|打开了)(?!吗|能|退|套|试|不)|[罐袋包盒]是?开了
  已签收:(?<!没|未|没有|不)(?:签收|收到(?!吗|后)|收到了|刚收|到手了|收货了|拿到手|收的)
  已发货:已发货|已经发|发货了(?!吗|没)|发出了|寄出了 已付款:付款了|付了|付完|已付款|刚拍|拍完|拍下了|拍了|下单了|下了单|刚下单`);
const ALLERGENS = { 牛奶蛋白: /牛奶|奶蛋白/, 鸡蛋: /鸡蛋|蛋清|蛋黄/, 小麦: /小麦|麸质/, 乳糖: /乳糖/ };

function first(text, pattern, form = (value) => value) {
  const match = pattern.exec(text);
  return match === null ? undefined : form(match.slice(1).find((group) => group !== undefined) ?? match[0]);
}

function last(text, pattern, form = (value) => value) {
  const match = [...text.matchAll(pattern)].at(-1);
  return match === undefined ? undefined : form(match[1] ?? match[0]);
}

const keyOf = (table, text) => Object.keys(table).find((name) => table[name].test(text));

function age(text) {
  const weeks = first(text, /(?:孕|怀孕?|怀了)了?(\d+)(?:多)?周|(\d+)周(?:孕|了?待产)/);
  if (weeks !== undefined) return `孕${weeks}周`;
  const months = last(text, /(?<!\d)(\d+)个(?:多)?月(?!内|没|后|前|到货|的量|要喝|要用|喝|用|得)/g);
  if (months !== undefined) return `${months}个月`;
  const years = first(text, /(?<!\d)(\d+岁半?)/);
  if (years !== undefined) return Number.parseInt(years, 10) < 2 ? '12个月' : years;
  return /新生儿(?!礼盒)|刚出生|刚生(?!气)|初生|刚落地/.test(text) ? '0个月' : undefined;
}

function size(text) {
  const letter = first(text, /(?<![a-z\d])(nb|xl|[sml])(?![a-z])/);
  if (letter !== undefined) return letter.toUpperCase();
  const clothes = first(
    text,
    /(?<![\d.-])(59|66|73|80|90)(?:码|号|的(?!奶|价))|(?:换|穿|要|拍|买)(?:成|个|了)?(59|66|73|80|90)(?![\d元kg斤天%片])/,
  );
  if (clothes !== undefined) return `${clothes}码`;
  const word = first(text, /(加大|大|中|小)(?:号|码)(?!的?问题)/);
  return word === undefined ? undefined : { 加大: 'XL', 大: 'L', 中: 'M', 小: 'S' }[word];
}

function date(text) {
  const day = first(text, /今天|昨天|前天|\d+月\d+[日号]|\d+天前/);
  return day === '前天' ? '2天前' : (day ?? first(text, /(?<![\d.])(\d{1,2}:\d\d)/));
}

function allergy(text) {
  if (!/过敏|不耐受/.test(text) || /是不是过敏|会不会过敏|会过敏|过敏吗|过敏不/.test(text)) return undefined;
  const near = /.{0,8}(?:过敏|不耐受)/.exec(text)[0];
  return keyOf(ALLERGENS, near);
}

/** Packs rather than pieces: 两包，算一片多少钱 asks about two packs. */
function quantity(text) {
  const packs =
    /(?<![第满每\d.])(\d+(?:罐|包|件|瓶|盒|套|袋|支|箱|双|台|只|本|条|份|提|桶|听|辆|张)|[2-9]个|[1-9]\d个)(?!月|装|半价|多月|百|小时|工作日|宝宝|娃|码)/g;
  return last(text, packs) ?? last(text, /(?<![第满每\d.])\d+片(?!装)/g);
}

/**
 * @param {string} text normalised
 * @param {{ short_name: string } | undefined} product the one product that the message names
 * @param {string | undefined} brand named without a product
 */
export function slotsIn(text, product, brand) {
  const materials = Object.keys(MATERIALS).filter((name) => MATERIALS[name].test(text));
  const found = {
    age: age(text),
    stage: product === undefined ? first(text, /(?<!\d)([123])段/, (digit) => `${digit}段`) : undefined,
    size: size(text),
    category: product === undefined ? kindIn(text) : undefined,
    brand: product === undefined ? brand : undefined,
    product: product?.short_name,
    price_max: first(
      text,
      /(?<!满)(\d+)元?(?:以内|以下|之内|内(?!的.*天)|封顶)|(?:预算|不超过?|最多)(\d+)元?/,
      (yuan) => `${yuan}元`,
    ),
    quantity: quantity(text),
    weight: first(text, /(\d+(?:\.\d+)?)kg/, (kg) => `${kg}kg`),
    height: first(text, /(\d{2,3})cm|身?高(?:是|有)?(\d{2,3})(?!元)/, (cm) => `${cm}cm`),
    city: placeIn(text),
    date: date(text),
    material: product === undefined && materials.length === 1 ? materials[0] : undefined,
    symptom: keyOf(SYMPTOMS, text),
    order_state: keyOf(ORDER_STATES, text),
    allergy: allergy(text),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The kind of product that the message speaks of, as a `category` slot; undefined without one. */
export const kindIn = (text) => keyOf(KINDS, text);
