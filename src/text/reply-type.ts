/** Whether a reply is of a kind that can answer a kind of question; says nothing of its being right. */
import { phrases } from './phrase-table.js';
import type { QuestionType } from './question-type.js';
import type { TypedFact } from './typed-fact.js';
import { WordMask } from './word-mask.js';

type Sign = 'price' | 'time' | 'place' | 'choice' | 'manner' | 'cause' | 'verdict' | 'amount';

const WORDS: Readonly<Record<Sign, readonly string[]>> = {
  price: phrases(
    '免费|包邮|不要钱|不收|不用钱|原价|价格|特价|同价|半价|便宜|贵|最低价|运费|优惠|免运费|free|price|cost|discount',
  ),
  time: phrases(
    '今天|明天|后天|昨天|今晚|明早|现在|马上|立即|立刻|尽快|当天|次日|隔天|上午|下午|晚上|早上|中午|凌晨|周一|周二',
    '周三|周四|周五|周六|周日|周末|下周|本周|这周|月底|月初|点前|点后|随时|长期|第2天|节后|之前|以后|第二天|today',
    'tomorrow|now|soon|immediately|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|asap',
    'anytime|january|february|march|april|may|june|july|august|september|october|november|december',
  ),
  place: phrases(
    '在|从|发往|仓|省|市|详情页|页面|店|地|里|处|国|点击|首页|我的|罐底|上面|下面|背面|in|at|from|on|page|here',
    'made in',
  ),
  choice: phrases(
    '这款|那款|推荐|建议|选|段|码|款|都|第|更|前者|后者|适合|系列|我们家|牌|号|色|味|换|recommend|suggest|size|stage',
    'the|either|both',
  ),
  manner: phrases(
    '先|再|然后|点击|打开|直接|可以|用|按|加|联系|请|需要|放|步|给|帮|拍|要|选|申请|扫|停|洗|泡|喂|别|就|first|then',
    'click|open|you|use|please|just|add|go',
  ),
  cause: phrases('因为|由于|所以|原因|可能|正常|是|导致|为了|受|需要|没有|会|还|已|抱歉|because|due|since|as|reason|so|sorry'),
  verdict: phrases(
    '可以|能|是|有|会|行|对|支持|没|不|无|好|包|适合|用|都|建议|需|已|在|嗯|要|正常|未|够|别|属于|含|参加|放心|中|yes',
    "no|not|it|we|they|sure|of course|there|you|don't|doesn't|isn't|certainly|absolutely|this|all|both|yep",
  ),
  amount: phrases('1个|没有|都|不限|全部|无|任意|半|几|两|none|any|unlimited'),
};

/** A word can be a sign of several kinds. */
const SIGNS = Object.keys(WORDS) as Sign[];
const words = new WordMask(
  SIGNS.map((sign) => WORDS[sign]),
  true,
);

/** What a reply holds that can answer a question. */
export interface ReplySigns {
  readonly signs: ReadonlySet<Sign>;
  readonly dimensions: ReadonlySet<string>;
  readonly digits: boolean;
  /** Of its content, in characters. */
  readonly length: number;
}

/** The signs of a reply in matching form. */
export function findSigns(form: string, content: string, facts: readonly TypedFact[]): ReplySigns {
  const found = words.of(form);
  return {
    signs: new Set(SIGNS.filter((_, i) => (found & (1 << i)) !== 0)),
    dimensions: new Set(facts.map((fact) => fact.dimension)),
    digits: /\d/.test(form),
    length: content.length,
  };
}

/** Below this many characters a reply explains nothing. */
const SHORT = 4;

function fits(type: QuestionType, { signs, dimensions, digits, length }: ReplySigns): boolean {
  switch (type) {
    case 'how-much':
      return signs.has('price') || dimensions.has('ratio') || [...dimensions].some((dimension) => dimension.startsWith('money'));
    case 'how-many':
      return digits || signs.has('amount');
    case 'when':
      return signs.has('time') || dimensions.has('time') || dimensions.has('age') || /* 16:00, 25号 */ digits;
    case 'where':
      return signs.has('place');
    case 'which':
      return signs.has('choice') || digits;
    case 'how':
      return length >= SHORT && signs.has('manner');
    case 'why':
      return length >= SHORT && signs.has('cause');
    case 'yes-no':
      return signs.has('verdict') || digits;
    default:
      return true;
  }
}

/** Whether a reply with these signs can answer a question of any of these types. */
export function signsFit(types: readonly QuestionType[], signs: ReplySigns): boolean {
  return types.some((type) => fits(type, signs));
}
