/** What a shopper feels, and the clause that meets it. */

/** The first that matches; fear for the child stands before hurry. */
const FEELINGS = {
  angry: [
    /什么(?:破|东西|玩意)|破玩意|卖的什么|投诉|垃圾|骗|差评|糊弄|气死|凭什么|生气|欺负|无良|黑店|坑(?!位)|耍我|敷衍|没人理|!{2}|到底.{0,8}(?:管不管|有没有人)|还要不要|过分|离谱|退钱|少来|像话|有完没完|告你|告他|搞什么|算什么/,
    '非常抱歉给您添麻烦了，',
  ],
  anxious: [
    /担心|害怕|(?<!就)怕(?!买|踩|贵|挑|选)|吓|急哭|会不会有事|会不会.{0,6}(?:毛病|坏|伤)|不敢|慌|完了|糟了|急死|愁|怎么办|呜呜|心疼|揪心|没事吧|有事吗|睡不着/,
    '理解您的担心，先别着急，',
  ],
  disappointed: [
    /失望|白等|白跑|浪费|不一样|无语|后悔|可惜|唉|哎(?!哟)|早知道|没想到|寒心|心凉|难过|泡汤|期待|还以为|就这|不如|扫兴|不值/,
    '很抱歉让您失望了，',
  ],
  hurried: [
    /着急|急用|快点|赶快|赶紧|马上(?:要|就)|来不及|等着用|尽快|(?:^|[,。 !])急|今天必须|火急|断粮|急急|最快|快快|等不(?:了|及)/,
    '理解您着急，',
  ],
  happy: [
    /生[了啦]|当(?:爸|妈|奶奶|姥姥|爷爷)|好用|太好了|喜欢|开心|高兴|很好|真好|好评|满月|爱了|回购|厉害|升级当|哈哈|棒/,
    '恭喜您，',
  ],
  hesitant: [
    /再想|纠结|犹豫|有点贵|怕(?:买|挑|选|踩)|拿不准|拿不定|舍不得|贵了|太贵|不便宜|买错|考虑|再看看|值不值|不确定|要不(?:还是|算)|不知道选/,
    '理解您想买得合适，',
  ],
};
const GIFT_OF_LIFE = /生[了啦]|出生|满月|当(?:爸|妈|奶奶|姥姥|爷爷)|百天|周岁/;

/** @returns {{ emotion: string, opening: string }} `neutral` without an opening when nothing shows */
export function feelingIn(text, intent) {
  const shown = Object.keys(FEELINGS).find((name) => FEELINGS[name][0].test(text));
  const emotion = shown ?? (/complaint$/.test(intent) ? 'disappointed' : 'neutral');
  const pleased = emotion === 'happy' && !GIFT_OF_LIFE.test(text);
  return { emotion, opening: emotion === 'neutral' || pleased ? '' : FEELINGS[emotion][1] };
}
