/** Negation cues, and the phrases in which such a word denies nothing. */
import { reachOf } from './negation-reach.js';
import { type PhraseHit, PhraseTable, phrases } from './phrase-table.js';

/**
 * `open`: denies all that follows in the clause (不支持, 没有) · `close`: bare 不 and 没, which end at 的 ·
 * `harmless`: holds such a character, but denies nothing.
 */
export type CueKind = 'open' | 'close' | 'harmless';

const OPEN = phrases(
  '没有|没法|没办法|无法|不是|不能|不可以|不可|不会|不支持|不提供|不包括|不包含|不含|不带|不建议|不推荐|不适合',
  '不适用|不合适|不参加|不参与|不享受|不接受|不允许|不需要|不用|不必|不要|不应该|不应|不宜|不得|不准|不许|不再|不太',
  '不怎么|不算|不属于|不存在|不想|不给|不让|不像|别|勿|切勿|切忌|莫|禁止|严禁|禁|并非|而非|绝非|非|未|未能|未必|不一定|不见得',
  '从未|无需|无须|毋须|避免|杜绝|拒绝|谢绝|防止|难以|没有办法|停用|停喝|忌|无|否认|取消了|谈不上|唔|冇|not|no',
  "instead of|rather than|except|excluding|never|cannot|without|neither|nor|none|unable|avoid|can't|don't|doesn't|isn't|won't|aren't|didn't|wasn't",
  "shouldn't|couldn't|wouldn't|hasn't|haven't|can’t|don’t|doesn’t|isn’t|won’t",
);

const CLOSE = ['不', '没'];

const HARMLESS = phrases(
  '不错|不仅仅|不仅|不但|不光|不止|不只是|不只|不单|不过|不管|不论|不妨|无论|无非|不得不|不能不|不可不|没有不|不无',
  '无不|非常|非得|莫非|非洲|南非|北非|非遗|除非|是非|无需担心|不用担心|不必担心|不要担心|别担心|无须担心|不需要担心',
  '甭担心|别着急|不要着急|不着急|不用着急|别急|不急|不要急|不用急|不用怕|别怕|不要怕|别慌|没关系|没事|没问题|没错',
  '不客气|别客气|不用客气|不用谢|不谢|不好意思|对不起|不要紧|不打紧|不碍事|没毛病|不见不散|别介意|不介意|不瞒您',
  '不麻烦|特别|分别|区别|级别|类别|性别|个别|别的|别家|别人|别处|别名|别墅|辨别|鉴别|识别|告别|无理由|无忧|无纺布',
  '无纺|无缝|无线|无锡|无比|无疑|无敌|无数|无限|无边|无菌|无骨|无痕|无损|未来|未婚|未成年|未满|未到|不满|不足|不到',
  '没到|没满|不超过|不少于|不低于|不高于|不大于|不小于|不多于|不少|不久|不断|不同|不一会|不然|要不然|要不|说不定',
  '了不起|忍不住|舍不得|不愧|不由|差不多|不时|不二|不锈钢|不粘|不倒翁|不等|不限|莫名|勿忘|禁忌|忌口|没准|没准儿',
  '恨不得|巴不得|不亏|不知不觉|无误|not only|not just|no problem|no worries|no worry|no doubt',
  "no need to worry|no matter|no later than|no more than|don't worry|don't hesitate|do not worry|do not hesitate",
  'not to worry|no less than|don’t worry|don’t hesitate',
);

/** A cue where it stands. */
export interface Cue extends PhraseHit<CueKind> {
  /** Nothing from here on is denied by it; infinite when its clause decides. */
  readonly reach: number;
}

/** 没过15天 is within 15 days. */
const LIMIT = /^[没未不](?:过|超过?|超出|满|到|足|够)\d/;
const LIMIT_WINDOW = 4;

export const negationCues = PhraseTable.of<CueKind>({ open: OPEN, close: CLOSE, harmless: HARMLESS });

const NO_CUES: readonly Cue[] = [];

/** The cues of a text in matching form, from left to right. */
export function findCues(form: string): readonly Cue[] {
  const hits = negationCues.find(form);
  if (hits.length === 0) return NO_CUES;
  return hits.map(({ label, phrase, start, end }) => {
    const limits = label !== 'harmless' && LIMIT.test(form.slice(start, start + LIMIT_WINDOW));
    const kind = limits ? 'harmless' : label;
    const reach = kind === 'harmless' ? Number.POSITIVE_INFINITY : reachOf(form, phrase, end);
    return { label: kind, phrase, start, end, reach };
  });
}
