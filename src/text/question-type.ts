/** What kind of answer an utterance asks for, in Mandarin, its dialects and English. */
import { PhraseTable, phrases } from './phrase-table.js';

export const QUESTION_TYPES = ['how-much', 'how-many', 'when', 'where', 'which', 'how', 'why', 'yes-no', 'other'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

type Asked = Exclude<QuestionType, 'other'> | 'none';

/** Phrases are in matching form: dialect words (几多钱, 咋, 边个) are standard ones by then. */
const table = PhraseTable.of<Asked>({
  'how-much': phrases(
    '多少钱|什么价|价格|价钱|售价|怎么卖|几块|几元|多贵|贵不贵|一共多少|总共多少|合计多少|要多少|收多少|报价|啥价|运费多少',
    '邮费多少|便宜多少|打几折|几折|优惠多少|优惠价|到手价|多少元|多少块|咋卖|how much|price|cost|costs|how expensive',
  ),
  'how-many': phrases(
    '几片|几包|几罐|几个|几件|几次|几盒|几瓶|几袋|几勺|多少片|多少个|多少件|多少包|多少罐|多少毫升|多少克|多重|多大',
    '多长|多宽|多高|几斤|几公斤|多少斤|几度|多少度|多少|how many|how big|how heavy|how long is|how tall|how large',
    'what temperature|what age|what weight|what height|how old|几岁|几周岁',
  ),
  when: phrases(
    '什么时候|几点|几天|几号|几月|多久|多长时间|哪天|何时|什么时间|多少天|几个小时|几小时|啥时|保质期|几周|when',
    'how long|how soon|how often|what time|which day|多久1次|几天1次',
  ),
  where: phrases('哪里|哪儿|在哪|什么地方|到哪|从哪|去哪|哪发货|哪个仓|产地|哪产|哪国|哪个国家|何处|where|which page'),
  which: phrases(
    '哪个|哪款|哪种|哪一|哪些|几段|几号|什么码|多大码|什么牌子|哪家|哪几|几码|穿多大|选什么|买什么|推荐|什么款',
    '什么奶粉|什么型号|啥码|什么尺码|什么尺寸|什么颜色|哪只|什么味|谁|哪位|which|what size|what color|what colour|what stage|recommend',
    'who',
  ),
  why: phrases('为什么|怎么回事|什么原因|怎么会|怎么还|凭什么|为何|怎么没|怎么不|干嘛|咋还|why|how come'),
  how: phrases(
    '怎么办|怎么|如何|怎样|什么方法|咋|怎么用|怎么弄|怎么样|步骤|流程|干什么用|how do|how can|how to|how should',
    'how does|how',
  ),
  'yes-no': phrases(
    '吗|能不能|可不可以|是不是|有没有|会不会|要不要|行不行|好不好|对不对|能否|是否|可否|支不支持|适不适合|用不用',
    '包不包|贵不贵|能行不|行不|可以不|能退不|有货没|成不|够不够|需不需要|得不得|在不在|有木有|是真的不|is it|is there',
    'are there|do you|does it|can i|can you|can it|is this|are you|are these|will it|may i|does this',
  ),
  none: phrases('不管怎么|怎么说|什么的|没怎么|不怎么|怎么都|无论如何|没什么|不知怎么'),
});

/** A bare 不, 没, 么, 伐 at the end turns a statement into a question. */
const FINAL_TAG = /(?:[能可有会行要是退发换减送用喝吃好在到穿].{0,8})(?:不|没|没有|么|伐|不咯|不嘛)$/;
const A_NOT_A = /([\u4e00-\u9fff])[不没]\1/;
const ENDS = /[?!。,~ ]+$/;

/** All the kinds of answer a text in matching form asks for, in the order of {@link QUESTION_TYPES}; `['other']` for none. */
export function classifyQuestion(form: string): readonly QuestionType[] {
  const found = new Set<QuestionType>();
  for (const { label } of table.find(form)) if (label !== 'none') found.add(label);
  const asksWord = found.size > 0 && !(found.size === 1 && found.has('yes-no'));
  if (!asksWord && (A_NOT_A.test(form) || FINAL_TAG.test(form.replace(ENDS, '')))) found.add('yes-no');
  if (found.size === 0) found.add(form.endsWith('?') ? 'yes-no' : 'other');
  return QUESTION_TYPES.filter((type) => found.has(type));
}
