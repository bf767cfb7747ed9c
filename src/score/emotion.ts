/** Emotion: the recognised emotion against the label, and whether the reply handles it as it should. */
import type { EmotionScore, Label } from '../schema/index.js';
import { findOccurrences, normaliseText, read } from '../text/index.js';
import type { Scorer, TurnView } from './scorer.js';

/** Words by which a reply does what the label asks for. */
const HANDLING: Readonly<Record<string, RegExp>> = {
  soothe:
    /放心|别担心|不用担心|不必担心|别着急|不着急|别急|不急|别慌|理解您|理解你|能理解|心情|别怕|不要担心|没事的|辛苦|心疼|understand|don't worry|no worries|rest assured/,
  apologise: /抱歉|对不起|不好意思|歉意|道歉|见谅|给您添麻烦|让您久等|受惊|sorry|apolog/,
  congratulate: /恭喜|祝贺|贺喜|太好了|真棒|开心|congrat|glad|great news/,
  encourage: /放心|不用急|慢慢|不着急|建议|可以先|划算|合适|适合|试|不满意|支持|take your time|no rush|suggest|recommend/,
  hurry:
    /今天|今晚|马上|尽快|立即|立刻|当天|明天|次日|加急|优先|最快|这就|小时内|today|right away|immediately|asap|tomorrow|as soon as/,
};
/** Words that make it worse. */
const DISMISSIVE =
  /不关我|与我(?:们)?无关|您自己(?:的问题|选|没)|你自己(?:的问题|选|没)|活该|冷静(?:1点|一点)?|别吵|别闹|这是您的问题|怪(?:您|你)|爱买不买|想多了|大惊小怪|无理取闹|not our problem|your (?:own )?fault|calm down/;
const UNHAPPY = new Set(['anxious', 'angry', 'disappointed', 'hurried', 'sad']);

/**
 * Whether a reply handles the labelled emotion: 1 it does what `emotion_handling` names (soothe, apologise, congratulate,
 * encourage, hurry), 0 it does not, −1 it brushes the shopper off or congratulates an unhappy one.
 * Undefined without such a label, or when it names none of these. No reply is 0.
 */
export function emotionHandled(label: Label | undefined, reply: { readonly text: string } | undefined): -1 | 0 | 1 | undefined {
  const words = label?.emotion_handling === undefined ? undefined : HANDLING[normaliseText(label.emotion_handling)];
  if (words === undefined) return undefined;
  if (reply === undefined) return 0;
  const reading = read(reply.text);
  if (DISMISSIVE.test(reading.form)) return -1;
  if (UNHAPPY.has(label?.emotion ?? '') && findOccurrences(reading, '恭喜').length > 0) return -1;
  return words.test(reading.form) ? 1 : 0;
}

function scoreEmotion({ label, reply }: TurnView): EmotionScore | undefined {
  if (label?.emotion === undefined) return undefined;
  const same = reply?.emotion !== undefined && normaliseText(reply.emotion) === normaliseText(label.emotion);
  const handled = emotionHandled(label, reply);
  const predicted = reply?.emotion === undefined ? {} : { predicted: same ? label.emotion : normaliseText(reply.emotion) };
  return { gold: label.emotion, ...predicted, correct: same ? 1 : 0, ...(handled === undefined ? {} : { handled }) };
}

export const emotionScorer: Scorer<'emotion'> = { id: 'emotion', version: 1, score: scoreEmotion };
