/** Clarification: does a reply ask the shopper for what it needs to know? */
import type { Clause } from './clause.js';

/** Courtesies and tags that ask for nothing. */
const COURTESY =
  /(?:什么|啥|哪里).{0,4}(?:可以|能|需要)?(?:帮|为您|效劳)|(?:还有|有)(?:什么|其他|别的|任何).{0,6}(?:问题|需要|疑问)|^(?:您看)?(?:可以|好|行|对|是|ok|明白|清楚)(?:吗|么|不)$|how (?:can|may) (?:i|we) (?:help|assist)|anything else|is that (?:ok|okay)/;
const WANTED =
  /请问|您|你|宝宝|孩子|多大|多重|多高|几个月|几岁|几斤|哪|什么|多少|几|是.{1,12}还是|方便|预算|尺码|订单号|(?:which|what|how|do you|are you|could you|would you|can you|is it for|your)/;
const REQUEST =
  /(?:请|麻烦)(?:您|你)?(?:提供|告诉|告知|说明|发|说)(?:1下|一下|我|我们|给我)*.{0,4}(?:订单号|月龄|体重|身高|年龄|尺码|照片|截图|地址|型号|情况|手机号)|(?:could|can) you (?:tell|share|provide|send)|please (?:tell|share|provide|send)/;

/** A question without a mark: 您家宝宝几个月呢. */
const OPEN_QUESTION =
  /(?:您|你|宝宝|孩子).{0,8}(?:多大|多重|多高|多少|几个月|几岁|几斤|哪[个款种里]|什么)(?:码|斤|了|的|钱|情况|问题|款|颜色)?(?:呢|呀|啊|哦|哈)?$/;
/** Whether a reply asks back for something it needs to know; courtesies (还有什么可以帮您) and tags (可以吗) are none. */
export function findsQuestionBack(form: string, clauses: readonly Clause[]): boolean {
  if (REQUEST.test(form)) return true;
  return clauses.some(({ start, end, asked }) => {
    const clause = form.slice(start, end);
    if (!asked && form[end] !== '?' && !OPEN_QUESTION.test(clause)) return false;
    return !COURTESY.test(clause) && WANTED.test(clause);
  });
}
