/** Who speaks: the words that public corpora and exports have for the two sides. */

export type Side = 'shopper' | 'bot';

const WORDS: Readonly<Record<Side, readonly string[]>> = {
  shopper: [
    ...['shopper', 'user', 'usr', 'customer', 'client', 'buyer', 'consumer', 'seeker', 'human', 'visitor', 'me'],
    ...['用户', '顾客', '客户', '买家', '消费者', '访客'],
  ],
  bot: [
    ...['bot', 'agent', 'assistant', 'system', 'sys', 'wizard', 'recommender', 'seller', 'merchant', 'operator', 'staff'],
    ...['客服', '机器人', '商家', '卖家', '店家', '导购', '系统', '助手', '坐席'],
  ],
};

const SIDES = new Map(Object.entries(WORDS).flatMap(([side, words]) => words.map((word) => [word, side as Side] as const)));

/** How to mend a dialogue whose sides do not take turns. */
export const TURNS_MEND = 'write what one side says in a row as one utterance, or take the dialogue out';

/** @returns undefined for a word that is neither. Case and blanks around it do not matter. */
export function sideOf(word: string): Side | undefined {
  return SIDES.get(word.trim().toLowerCase());
}

/** For messages. */
export const SIDE_WORDS = `${WORDS.shopper.slice(0, 4).join(', ')}, ${WORDS.shopper.at(-6)} … or ${WORDS.bot.slice(0, 4).join(', ')}, ${WORDS.bot.at(-9)} …`;
