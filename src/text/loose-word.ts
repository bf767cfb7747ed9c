/** Loose words: courtesies, said in place of an answer, and sweeping words, which lump together what a label tells apart (都可以, either one). */
import { type PhraseHit, PhraseTable, phrases } from './phrase-table.js';

export type LooseWord = 'courtesy' | 'sweeping';

const table = PhraseTable.of<LooseWord>({
  courtesy: phrases(
    '感谢|祝您|祝宝|祝你|欢迎|期待|喜欢|为准|详情|具体|咨询|用心|品质|品牌|竭诚|满意|信赖|关注|光临|热销|口碑|好评|深受|愉快|体验|贴心|优质|我们1直|我们会',
    'great question|great choice|good question|thank you|thanks|hope|happy to|team|love|favourite|favourites|favorite|favorites|popular|quality|matters|feel free',
    'hesitate|wonderful|enjoy|pleasure|appreciate|website|page|details|depends|vary|customers',
  ),
  sweeping: phrases(
    '也|都|1样|一样|同样|同价|照|1律|一律|任何|随便|随时|不管|不论|无论|哪怕|即使|1定|一定|全部|所有',
    'both|either|as well|also|same|any|all|even|always|every|whatever|regardless|whether',
  ),
});

/** The loose words of a text in matching form. */
export function findLooseWords(form: string): readonly PhraseHit<LooseWord>[] {
  return table.find(form);
}
