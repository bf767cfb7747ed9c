/** Stance: whether a text opens with a yes or a no, as answers to yes-no questions do. */
import { extractContent } from './content-text.js';
import type { Statement } from './polarity.js';

export type Stance = 'yes' | 'no';

/** Courtesies before the answer. */
const OPENING =
  /^(?:亲+|您好|你好|放心|请放心|抱歉|很抱歉|非常抱歉|不好意思|对不起|宝妈|宝妈您好|家长您好|哈喽|嗯+|hi|hello|sorry|thanks.*|thank you.*|good news|great question|happy to help|sure thing|unfortunately)$/;
/** A condition first, and the answer is neither. */
const CONDITIONAL = /才|^(?:如果|若|要是|没|未|不满|已|满|超过|质量问题|非?质量)|^if |^for /;
const BOUNDED = /满\d|超过|以上|以内|不满|如果|的话|除了|\bif\b|\bunless\b|\bover \d|\babove\b|\bbelow\b/;
const BARE_NO = /^(?:不|没|别|no|nope|not)$/;
const NO_WORD =
  /只能|只有|只适合|只适用|只配|\d?[a-z\u4e00-\u9fff](?:不了|不到|不成|不上)|sold out|unavailable|^(?:better|best|please) (?:stop|avoid)|^stop |禁|停/;
const YES_WORD =
  /^(?:有|能|会|可以|可|是|对|行|好的|中|要|需要|得|含|包|送|yes|yep|sure|of course|certainly|absolutely|you can|it does|we do|go ahead|feel free|that's fine|it's fine|no problem)|(?:^|[费价饭票房里餐])(?:含|包|送)|可以|支持|没问题|能|会|有|免费|包邮|是的|可用|\b(?:is|are|can|does|do|includes?|included|available|welcome)\b/;
function stanceOfClause(clause: string, denies: boolean): Stance | undefined {
  if (denies || BARE_NO.test(clause) || NO_WORD.test(clause)) return 'no';
  return YES_WORD.test(clause) ? 'yes' : undefined;
}

/** Undefined when the text opens with neither, or with a condition. */
export function findStance({ form, clauses, cues }: Statement): Stance | undefined {
  for (const { start, end, asked } of clauses) {
    if (asked) continue;
    const clause = extractContent(form.slice(start, end));
    if (clause === '' || OPENING.test(clause)) continue;
    if (CONDITIONAL.test(clause) || BOUNDED.test(clause)) return undefined;
    const denies = cues.some((cue) => cue.label !== 'harmless' && cue.start >= start && cue.end <= end);
    return stanceOfClause(clause, denies);
  }
  return undefined;
}
