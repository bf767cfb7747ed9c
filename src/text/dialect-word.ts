/** Dialect words, chat words and synonyms of shopping talk → one standard word, so that 冇货 and 没有货 are compared as the same claim. */
import { PhraseTable, phrases } from './phrase-table.js';

/** Standard word ← its dialect and chat forms, in normalised (simplified) characters. */
const WORDS: Readonly<Record<string, string>> = {
  没有: '冇得|冇|莫得|么得|木有|没得|呒没|呒|无没|有得冇',
  没问题: '冇问题|木问题|没毛病',
  不: '唔|弗',
  不用: '唔使|唔洗|甭',
  不要: '唔好|咪再',
  不是: '唔系|勿是',
  不可以: '唔得|要不得|不得行|勿来三|整不了|不中|没得倾|冇得倾|使不得',
  不会: '唔会|勿会|不得会',
  不能: '唔可以|唔能够|勿好|咪',
  不能用: '唔用得|用唔得|用唔到|用不成|用不得',
  能用: '用得|使得',
  能吃: '吃得|食得',
  不能吃: '唔食得|食唔得|吃不得',
  穿: '着得',
  不合适: '唔啱|不得劲儿|不得劲',
  不知道: '唔知道|唔知|不晓得|勿晓得|弗晓得|知不道',
  不清楚: '唔清楚|勿清爽',
  谢谢: '唔该晒|唔该|多谢晒',
  不好意思: '唔好意思',
  是不是: '系唔系|系咪|是勿是|阿是',
  有没有: '有冇得|有冇|有莫得|有没得|有木有|阿有',
  可不可以: '得唔得|要得不|得行不',
  可以: '要得|得行|可以嘅|能整|得嘅|得㗎|得噶|冇问题嘅',
  是: '就系|系',
  的: '嘅|噶|㗎',
  只有: '净系得|净系有',
  选: '拣',
  了: '咗',
  给: '畀|俾',
  他: '佢',
  我们: '我哋|阿拉|俺们',
  你们: '你哋',
  你: '侬',
  我: '俺',
  在: '喺',
  那: '嗰',
  这个: '呢个|咯个|格个|迭个|介个|这玩意儿',
  这款: '呢款|呢只',
  这里: '呢度|这旮旯|这哈儿',
  哪里: '边度|哪个旮旯|哪旮旯|哪哈儿|啥地方|哪嘎达',
  什么: '乜嘢|咩|乜|啥子|啥|嘛玩意儿|么子|什麽',
  干什么: '嘎哈|干哈|干啥子|干啥|做咩|做啥',
  为什么: '点解|为啥子|为啥|咋个会|咋会|因何',
  怎么: '点样|咋个|咋|啷个|哪能|怎麽',
  哪个: '边个|边只',
  哪款: '边款',
  多少: '几多',
  多少钱: '几多钱|好多钱|几钿|多少钱儿|多钱儿|多钱|几多银|多少米|几米',
  多少片: '好多片',
  多少斤: '好多斤',
  多少个: '好多个',
  多少天: '好多天',
  多少度: '好多度',
  多少块: '好多块',
  什么时候: '几时|啥时候|啥前儿|啥辰光|多暂|咩时候|啥时',
  什么时候能: '好久能|好久可以',
  今天: '今日|今儿个|今儿|今朝',
  明天: '听日|明日|明儿个|明儿|明朝',
  昨天: '寻日|琴日|昨儿个|昨儿|昨日',
  现在: '而家|这哈|眼下',
  刚刚: '啱啱|将将',
  马上: '即刻|麻溜',
  合适: '啱|巴适',
  宝宝: 'bb|娃儿|小囡|囡囡|伢|毛毛头',
  奶粉: 'nf',
  运费: 'yf',
  喝: '饮',
  不加糖: '走甜|走糖|免糖',
  里面: '里向',
  自己: '各人|自家',
  厉害: '老鼻子|贼拉',
  吃什么: '食咩|食乜嘢',
  便宜: '平啲|相因',
  东西: '嘢',
  来: '嚟',
  些: '啲',
  拿: '攞',
  人工: '真人客服|人工坐席',
};

/** Standard word ← words of shopping talk that say the same. */
const SYNONYMS: Readonly<Record<string, string>> = {
  免费: '唔使钱|唔收钱|不要钱|不用钱|不花钱|不收费|不收钱|免收费|免收|免单',
  包邮: '免邮费|免邮|免运费|免快递费|不收运费|不收邮费|无需运费',
  掉色: '褪色|退色|脱色|落色',
  正品: '真货|真品|正货',
  纯棉: '全棉|百分百棉',
  关门: '打烊|闭店|停止营业|结束营业',
  沸水: '开水|滚水|滚烫的水',
  无糖: '不加糖|不放糖',
  价保: '保价|价格保护|保价格',
  到账: '到帐|入账',
  叠加: '同享|同时享受|同时使用|一起用|一起使用|一起享受|一并使用',
  成人: '大人|成年人',
  儿童: '小孩子|小孩|小朋友',
  首次: '第一次|头一回|头一次|第1次',
  减: '立减|直减',
  '5折': '半价|对折',
  '5折票': '半票|半价票',
  冷藏: '放冰箱|放进冰箱|搁冰箱|存冰箱',
  饭后: '吃完饭|吃过饭|吃饭后|吃了饭',
  饭前: '吃饭前|吃饭之前',
  免票: '不用买票|不需要买票|无需购票|无需买票',
  之前: '以前',
  之后: '以后',
  能: '能够',
};

/** Standard words in which a dialect form stands by chance; they are left as they are. */
const GUARDED = phrases(
  '系列|系统|系带|系数|联系|关系|体系|维系|直系|母系|色系|系鞋|系紧|系好|系住|系扣|饮品|饮料|饮食|饮用|饮水|冷饮|热饮|餐饮',
  '明日期|说明日|要得到|没得到|今朝有|没得说|使得宝|用得上|用得着|用得了|吃得了|吃得完|吃得下|觉得行',
  '半价格|不要钱包|不用钱包|不收费用|吃得问|吃得看|吃得听|吃得先|吃得找|用得问|用得看|免收货|免单独|无法兰|保价值',
);

const table = PhraseTable.of<string>({
  ...Object.fromEntries(Object.entries(WORDS).map(([word, forms]) => [word, phrases(forms)])),
  ...Object.fromEntries(
    Object.entries(SYNONYMS).map(([word, forms]) => [
      word,
      phrases(WORDS[word] === undefined ? forms : `${WORDS[word]}|${forms}`),
    ]),
  ),
  '': GUARDED,
});

/** `text` (normalised) with dialect words replaced by standard ones. */
export function standardiseWords(text: string): string {
  const hits = table.find(text);
  if (hits.length === 0) return text;
  let out = '';
  let from = 0;
  for (const { label, start, end } of hits) {
    if (label === '') continue;
    out += text.slice(from, start) + label;
    from = end;
  }
  return out + text.slice(from);
}
