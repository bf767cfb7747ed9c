/** Stock phrases: replies that are polite and say nothing. */
import { extractContent } from './content-text.js';

const YOU = '(?:您|你|亲|大家)?';
const SERVICE = '(?:客服|我们|我|小二|店铺|人工|在线客服|售后|官方客服)';
/** A clause that, all of it, says nothing of the matter. Matched on content text, where 亲 and 哦 are gone already. */
const CLAUSES = [
  '(?:您好|你好|hello|hi|hey|哈喽|在的|在|在呢|好的|收到|明白|明白了|了解|嗯嗯|嗯|ok|okay)',
  `(?:亲?${YOU}好)?(?:欢迎|感谢|谢谢)${YOU}?(?:再次|的)?(?:光临|咨询|来到|惠顾|关注|支持|理解|耐心等待|下次光临|您的).{0,12}`,
  `(?:请问|那|还)?(?:有|还有)?(?:什么|啥|哪些|任何)?(?:问题|需要|疑问)?(?:可以|能|能够)?(?:帮|帮助|帮到|为)${YOU}?(?:到)?(?:您|你)?(?:的|服务的|解答的|做什么|忙的)?(?:吗|么|呢)?`,
  `请问(?:有|还有)?(?:什么|啥).{0,4}(?:可以|能)(?:帮|为).{0,8}`,
  `(?:我是|这里是).{0,8}(?:客服|助手|小二|机器人).{0,4}`,
  `很?高兴(?:能)?为${YOU}服务`,
  `(?:竭诚|全心全意|随时|很乐意|乐意)?为${YOU}服务`,
  `(?:请|麻烦)?(?:您|你)?(?:稍等|稍候|稍后|耐心等待|等一下|等一会)(?:一下|片刻|1下|会儿|一会儿?)?`,
  `(?:更多|具体|其他|有|相关)?(?:详情|详细|问题|信息|疑问|需要|具体|内容|的)*(?:请|可以|可|欢迎|随时|您可以|都可以|敬请)*(?:咨询|联系|询问|私信|留言|垂询|找)(?:在线)?${SERVICE}?(?:哈|即可|就行|了解|处理)?的?`,
  `(?:更多|具体|详细)?(?:详情|信息|参数|内容|价格|活动|情况)?(?:请|可以|可|您可以)?(?:以|看|查看|见|参考|参见|详见|浏览|了解|查阅).{0,6}(?:详情页|页面|商品页|宝贝页|宝贝详情|链接|主页|店铺首页|说明)(?:为准|即可|哈|了解|展示)?(?:的)?`,
  `(?:有|如有|如果有|若有)(?:任何|什么|其他|其它|需要|不懂的|不明白的|别的)*(?:问题|疑问|需要)?(?:的话)?(?:请|可以|都可以|欢迎|您)*(?:随时)?(?:联系|咨询|问|找|告诉|留言)?(?:${SERVICE})?`,
  `(?:祝|愿)${YOU}?(?:购物愉快|生活愉快|天天开心|开心|愉快).{0,6}`,
  `(?:请)?(?:您)?(?:放心)(?:购买|选购|下单|拍)?`,
  `(?:喜欢|需要|合适)?(?:的话)?(?:可以|请|欢迎|就)?(?:直接)?(?:放心)?(?:下单|拍下|选购|购买|带回家)`,
  `(?:我们|本店|我们家|小店|店里)?(?:的)?(?:产品|商品|宝贝|质量|品质|东西)+(?:质量|品质)?(?:都是?)?(?:很好|很不错|不错|有保障|有保证|好|一流|过硬|值得信赖)(?:的)?`,
  `(?:您的|你的)?(?:问题|反馈|意见|建议)(?:我们|我|已经|已)*(?:收到|记录|重视|了解)(?:了|到)?`,
  `(?:感谢|谢谢)(?:您|你|亲)?(?:的)?(?:支持|理解|咨询|配合|反馈|关注)?`,
  `(?:不客气|不用谢|应该的|再见|拜拜|晚安|早上好|中午好|下午好|晚上好)`,
  `(?:how (?:can|may) (?:i|we) (?:help|assist) you.{0,12}|(?:is there )?anything else.{0,24}|thank(?:s| you).{0,40}|welcome.{0,30}|have a (?:nice|great) day)`,
  `(?:for more (?:details|information)|if you have any (?:other )?questions?|please)?.{0,4}(?:feel free to )?(?:contact|ask|reach out to|consult)(?: our)?(?: customer)?(?: service| support| us)?.{0,12}`,
  `(?:please )?(?:see|check|refer to) (?:the|our) (?:product |details? )?page.{0,20}`,
  `(?:sorry|please wait.{0,14}|one moment.{0,10}|just a moment|sure|certainly|of course|dear|no problem|i am here|i'm here)`,
];
const STOCK = new RegExp(`^(?:${CLAUSES.join('|')})$`);
const SEPARATOR = /[,;!?。~.…()\n]+|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])/;
/** Longer clauses are read as content without trying. */
const LONGEST_CLAUSE = 60;

/** Whether a reply in matching form says nothing of the matter: empty, or stock clauses (亲，在的，请问有什么可以帮您) alone. */
export function isStock(form: string): boolean {
  if (/\d/.test(form)) return false;
  return form
    .split(SEPARATOR)
    .map(extractContent)
    .every((clause) => clause === '' || (clause.length <= LONGEST_CLAUSE && STOCK.test(clause)));
}
