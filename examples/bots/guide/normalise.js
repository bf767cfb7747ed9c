/** One way of writing for what shoppers type in many: widths, numerals, dialect words, abbreviations. */
import { LEXICON } from './lexicon.js';

const DIGITS = { 零: 0, 一: 1, 二: 2, 两: 2, 俩: 2, 三: 3, 仨: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const PLACES = { 十: 10, 百: 100, 千: 1000 };
/** A numeral is one only before a measure; 一下, 一个 and 一直 are words. */
const MEASURE =
  '个半?月|岁|周|公斤|千克|斤|kg|克|g|元|块|段|天|罐|包|件|盒|袋|瓶|支|箱|套|双|本|张|份|台|片|条|次|勺|平勺|毫升|ml|公分|厘米|cm|点|号|码|折|以内|以下|期|小时|分钟|月|多元|多块|左右|出头|打头';

// Longest first: 好多钱 before 好.
const KEYS = [...LEXICON.keys()].sort((a, b) => b.length - a.length);
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// Latin abbreviations only as whole words: the "by" in "baby" is none.
const WORDS = new RegExp(
  KEYS.map((word) => (/^[a-z0-9]+$/.test(word) ? `(?<![a-z0-9])${word}(?![a-z0-9])` : escaped(word))).join('|'),
  'g',
);
const NUMERAL = new RegExp(
  `(?<![第\\d])(?!一点)[零一二两俩三仨四五六七八九十百千]+(?=${MEASURE})|(?<![第\\d])[一二两三四五六七八九][百千][零一二三四五六七八九十百]*`,
  'g',
);

/** 二十三 → 23, 三百五 → 350, 一千零八十 → 1080. */
function numberOf(numeral) {
  let [total, digit, place] = [0, undefined, 1];
  for (const character of numeral) {
    if (character in PLACES) {
      place = PLACES[character];
      total += (digit ?? 1) * place;
      digit = undefined;
    } else {
      digit = DIGITS[character];
      if (digit === 0) place = 10;
    }
  }
  return total + (digit ?? 0) * (numeral.length > 1 ? place / 10 : 1);
}

/** 半岁 → 6个月, 3m → 3个月, 18斤 → 9kg, 下午五点半 → 17:30. */
function measures(text) {
  return text
    .replace(/(?<=\d|几|多少)日(?!元)/g, '天')
    .replace(/整(?=[\d一两俩三四五六]+(?:罐|包|件|盒|袋|瓶|个|套))/g, '拿')
    .replace(/(?<=[拿要买来]|^)俩(?=[,。!?]|$)/g, '2个')
    .replace(NUMERAL, (numeral) => String(numberOf(numeral)))
    .replace(/(?<=\d)(?:块半|元半)/g, '.5元')
    .replace(/(\d+)(?:m(?![a-z])|个?多?月大|月龄)/g, '$1个月')
    .replace(/(\d+)个半月/g, '$1个月')
    .replace(/(\d+)岁半/g, (_, years) => (Number(years) < 2 ? `${Number(years) * 12 + 6}个月` : `${years}岁半`))
    .replace(/半岁/g, '6个月')
    .replace(/(?<![\d.])1岁|1周岁|刚?满周岁|周岁/g, '12个月')
    .replace(/(\d+)w(?![a-z])/g, '$1周')
    .replace(/(\d+)h(?![a-z])/g, '$1小时')
    .replace(/(?<=[放搁存囤买等过7])(\d+)d(?![a-z])|(\d{2,})d(?![a-z])/g, (_, a, b) => `${a ?? b}天`)
    .replace(/([123])d(?![a-z])/g, '$1段')
    .replace(/(\d+(?:\.\d+)?)(?:公斤|千克)/g, '$1kg')
    .replace(/(\d+)斤半/g, '$1.5斤')
    .replace(/(\d+)斤(\d)两?/g, '$1.$2斤')
    .replace(/(\d+(?:\.\d+)?)斤/g, (_, jin) => `${Number(jin) / 2}kg`)
    .replace(/(\d+)(?:厘米|公分)/g, '$1cm')
    .replace(/(下午|傍晚|晚上|今晚|夜里|夜晚)(\d{1,2})(?:点(半)?|:(\d\d))/g, (_, part, hour, half, minutes) => {
      const late = Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
      return `${part}${late}:${minutes ?? (half ? '30' : '00')}`;
    })
    .replace(
      /(?<![\d下差早快慢便宜高低大小])(\d{1,2})点(半)?(?=$|[^\d个儿])/g,
      (_, hour, half) => `${hour}:${half ? '30' : '00'}`,
    )
    .replace(/块钱|(?<=\d)块|(?<=几)块/g, '元')
    .replace(/元钱/g, '元');
}

/**
 * Lower case, half width, no emoji, dialect in Mandarin, quantities in digits.
 * @param {string} text
 */
export function normalise(text) {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}/gu, '')
    .replace(/(?<=[\u4e00-\u9fff])8(?=$|[\s,。!?])/g, '吗')
    .replace(/(?<=[能可以想要给])t(?![a-z])/g, '退')
    .replace(/(?<=[人张用])q(?![a-z])/g, '券')
    .replace(/(?<![关联体没])系(?![列统数])/g, (word) => (/[嘅喺唔咗冇哋啲嚟㗎咪]/.test(text) ? '是' : word))
    .replace(/咋(?=[,!。?~\s]|$)/g, '')
    .replace(/多少米|几米(?=$|[\s,。])/g, '多少钱');
  return measures(folded.replace(WORDS, (word) => LEXICON.get(word) ?? word));
}

/** The parts of a message, split at its punctuation and after question particles. */
export function clausesOf(text) {
  return text.split(/[,。!;:~…\s、]+|(?<=[吗呢吧?])(?![吗呢吧?])/).filter((clause) => clause !== '');
}
