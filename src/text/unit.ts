/** Units of measure: how each is written, its dimension and its factor to the canonical unit of that dimension. */
import { PhraseTable, phrases } from './phrase-table.js';
import { UnitSet } from './unit-set.js';

export interface Unit {
  /** As it is spelled. */
  readonly word: string;
  /** `age` months · `time` hours · `mass` g · `volume` ml · `length` cm · `money` yuan · `ratio` · `stage` · `temperature` °C · `count:片` … */
  readonly dimension: string;
  /** What one of it is in the canonical unit. */
  readonly factor: number;
}

type Rows = readonly (readonly [factor: number, ...spellings: string[]])[];

const MEASURED: Readonly<Record<string, Rows>> = {
  age: [
    [1, '个月龄', '个月大', '个月', '月龄', '月', 'months', 'month', 'mths', 'mos', 'mo'],
    [12, '周岁', '岁', '年', 'years', 'year', 'yrs', 'yr'],
  ],
  time: [
    [24, '个工作日', '工作日', '天', '日', 'working days', 'working day', 'days', 'day', 'd'],
    [168, '个星期', '星期', '个礼拜', '礼拜', '周', 'weeks', 'week', 'wks', 'wk'],
    [1, '个小时', '小时', '个钟头', '钟头', '个钟', 'hours', 'hour', 'hrs', 'hr', 'h'],
    [1 / 60, '分钟', 'minutes', 'minute', 'mins', 'min'],
    [1 / 3600, '秒钟', '秒', 'seconds', 'second', 'secs', 'sec'],
  ],
  mass: [
    [1, '克', 'grams', 'gram', 'g'],
    [500, '市斤', '斤'],
    [1000, '公斤', '千克', 'kilograms', 'kilos', 'kg', 'kgs'],
    [0.001, '毫克', 'mg'],
    [453.59237, '磅', 'pounds', 'pound', 'lbs', 'lb'],
  ],
  volume: [
    [1, '毫升', 'ml'],
    [1000, '公升', '升', 'litres', 'litre', 'liters', 'liter', 'l'],
  ],
  length: [
    [1, '厘米', '公分', 'cm'],
    [100, '米', 'metres', 'metre', 'meters', 'meter', 'm'],
    [0.1, '毫米', 'mm'],
    [100_000, '公里', '千米', 'km'],
    [2.54, '英寸', 'inches', 'inch'],
  ],
  money: [
    [1, '元钱', '块钱', '元', '块', '圆', '蚊', 'rmb', 'cny', 'yuan'],
    [0.1, '毛钱', '毛', '角'],
  ],
  'money:usd': [
    [1, '美元', '美金', 'dollars', 'dollar', 'bucks', 'buck', 'usd'],
    [0.01, '美分', 'cents', 'cent'],
  ],
  'money:gbp': [
    [1, '英镑', 'quid', 'gbp'],
    [0.01, '便士', 'pence'],
  ],
  'money:eur': [[1, '欧元', 'euros', 'euro', 'eur']],
  ratio: [[0.01, '%', 'percent']],
  discount: [[0.1, '折']],
  stage: [[1, '段']],
  temperature: [[1, '摄氏度', '°c', '度', '℃', 'degrees celsius', 'degrees', 'degree']],
  'temperature:f': [[1, '华氏度', '°f', 'degrees fahrenheit', 'fahrenheit']],
  area: [[1, '平方米', '平米', '㎡', 'sqm']],
  data: [
    [1, 'gb'],
    [1 / 1024, 'mb'],
    [1024, 'tb'],
  ],
  charge: [[1, '毫安时', '毫安', 'mah']],
  power: [
    [1, '瓦', 'w', 'watts', 'watt'],
    [1000, '千瓦', 'kw'],
  ],
  loudness: [[1, '分贝', 'db', 'decibels']],
};

/** Measure words; each counts its own kind of thing. */
const COUNTED = phrases(
  '片|包|罐|件|个|盒|袋|瓶|支|只|条|套|桶|箱|本|张|次|倍|勺|粒|颗|台|辆|双|份|单|层|码|号|款|种|卷|抽|提|位|人|岁码',
  '滴|顿|餐|晚|节|桌|杯|碗|匹|遍|期|枚',
);
const COUNTED_ENGLISH: Readonly<Record<string, string>> = {
  pieces: '片',
  pcs: '片',
  tablets: '片',
  tablet: '片',
  times: '次',
  time: '次',
  lessons: '节',
  lesson: '节',
  classes: '节',
  people: '人',
  persons: '人',
  guests: '人',
  nights: '晚',
  night: '晚',
  slices: '块',
  payments: '笔',
  instalments: '笔',
  installments: '笔',
  packs: '包',
  cans: '罐',
  bottles: '瓶',
  boxes: '盒',
};

/** Where a unit goes on as another word: 段时间, 块儿, 天然, 个性 … */
const NOT_AFTER: Readonly<Record<string, RegExp>> = {
  段: /^(?:时间|话|路|视频|日子|关系|距离)/,
  块: /^(?:儿|地|头|状)/,
  天: /^(?:然|气|猫|生|津|使)/,
  日: /^(?:本|期|常|用)/,
  年: /^(?:级|龄|纪|货|轻|\d)/,
  周: /^(?:[一二三四五六日末到围边年])/,
  元: /^(?:素|旦|气)/,
  毛: /^(?:巾|衣|绒|病|利)/,
  度: /^(?:数|假|过)/,
  米: /^(?:粉|糊|饭|粥|汤|白|色|其)/,
  升: /^(?:级|高|到)/,
  角: /^(?:落|度|色)/,
  个: /^(?:性|人|体|头|别|子)/,
  件: /^(?:套|事)/,
  个人: /^(?:信|资|中|原|所|护|卫|账|观|喜)/,
  只: /^(?:要|能|有|是|需|想|用|喝|买|看|限|支|发|退|换|收)/,
  号: /^(?:码|线|称)/,
  单: /^(?:独|片|个|价|人|件|双)/,
  包: /^(?:邮|裹|装|含|括|被|您|你|退|换|赔|送)/,
  支: /^(?:持|付)/,
  层: /^(?:次)/,
  套: /^(?:餐)/,
  晚: /^(?:上|餐|饭|点|了|安|于)/,
  节: /^(?:日|假|约|能|省|后)/,
  期: /^(?:间|限|待|货)/,
  匹: /^(?:配)/,
  次: /^(?:日|数|品|年|要)/,
  张: /^(?:嘴)/,
};

/** A superset of what those expressions can start with: behind any other character none needs to be tried. */
const goingOn = new UnitSet(
  `0123456789${Object.values(NOT_AFTER)
    .map(({ source }) => source)
    .join('')}`,
);

interface Spelling extends Unit {
  readonly notAfter: RegExp | undefined;
}

const spellings = new Map<string, Spelling>();

function add(word: string, dimension: string, factor: number): void {
  spellings.set(word, { word, dimension, factor, notAfter: NOT_AFTER[word] });
}

for (const [dimension, rows] of Object.entries(MEASURED)) {
  for (const [factor, ...words] of rows) for (const word of words) add(word, dimension, factor);
}
for (const word of COUNTED) add(word, `count:${word}`, 1);
add('个人', 'count:人', 1);
for (const [word, measure] of Object.entries(COUNTED_ENGLISH)) add(word, `count:${measure}`, 1);

const table = new PhraseTable([...spellings].map(([word, spelling]) => [spelling, [word]] as const));

const SPACE = 32;
const HYPHEN = 45;

function isLatin(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

/** The unit written at `at` (right behind a number) in a normalised text; undefined when there is none. */
export function readUnit(text: string, at: number): Unit | undefined {
  const first = text.charCodeAt(at);
  const from = first === SPACE || first === HYPHEN ? at + 1 : at;
  if (from > at && !isLatin(text.charCodeAt(from))) return undefined;
  // A unit stands right behind digits, so only its end must be a word's end.
  const unit = table.entryAt(text, from, true)?.label;
  if (unit?.notAfter === undefined) return unit;
  const end = from + unit.word.length;
  return goingOn.has(text.charCodeAt(end)) && unit.notAfter.test(text.slice(end, end + 2)) ? undefined : unit;
}

/** Where the unit that {@link readUnit} found at `at` ends; `at` itself without one. */
export function endOfUnit(text: string, at: number, unit: Unit | undefined): number {
  if (unit === undefined) return at;
  const { word } = unit;
  return at + word.length + (text.charCodeAt(at) === word.charCodeAt(0) ? 0 : 1);
}
