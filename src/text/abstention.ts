/** Abstention: does a reply say that it does not know, will find out, or hands over to a person? */

const UNKNOWING = [
  '(?<!您|你|亲|如果|要是|若|有|哪里)(?:不(?:太|是很|大|够)?(?:清楚|了解|确定|知道|掌握|晓得)|没(?:有)?(?:把握|了解过))(?!的?(?:可以|话|请|欢迎)|您|你|的地方)',
  '(?:无法|没法|没办法|(?<!能)不能|难以|不好|不便|暂不能|没有办法|不敢)(?:给您|给你|为您|帮您|替您|跟您|向您|马上|立刻|直接|100%|完全|准确|确切|在这里|这里|这边)*(?:确认|确定|确切|回答|答复|判断|查询|查到|查看|看到|核实|提供|告知|保证|诊断|给出|准确|承诺|预测|得知|获取|说准|打包票|给您准话)',
  '(?:查|查询|搜索|检索)不(?:到|了|出)',
  '(?:我|这边|这里|系统|暂时|目前|后台).{0,4}(?:看|找|获取|了解)不(?:到|了|出)|(?:看|找|获取|了解)不到(?:您|你|订单|物流|包裹|相关|具体|这)',
  '(?:没有|没|未|暂无|暂时没有|目前没有)(?:能)?(?:查询|查|找|搜|检索|获取|收到|记录|标注|写明|公布)到?(?:相关|这方面|该|具体|您|有关|对应)?(?:的)?(?:信息|资料|结果|记录|数据|通知|说明|内容)',
  '(?:没有|暂无|无|缺少)(?:这方面|相关|这个|具体|该|这类|这项|更多|对应|有关|准确|确切)+(?:的)?(?:信息|资料|数据|记录|说明|消息|通知|内容)',
  '(?:回答|答复|解答|确定|确认|判断|保证|答)不(?:了|上来|到)',
  '超出(?:了)?(?:我|我的|能力|服务)',
  '(?:帮|猜|算|写|办|挂|抢|翻译|推算|预测|下结论|断定)(?:您|你)?不(?:了|上|到|准)(?!解)|说不(?:准|好)(?!会|就|还|哪天)|猜不透',
  '(?:没法|无法|没办法)(?:帮|替|代)(?:您|你)?',
  '(?:资料|说明|页面|目录|菜单|规则|这里|上面)(?:里|上|中)?(?:都|也|还)?没(?:有)?(?:写|标|提|说|讲|注明)',
  '不(?:在|属于)(?:我|我们)?(?:的)?(?:服务|业务|咨询|解答|能力|知识)范围',
  '(?:暂时|目前|现在|还|尚)(?:还|也)?(?:不|没|未|无法)(?:能|有)?(?:确定|确认|消息|定|准信|通知|公布|明确)',
];
const CHECKING = [
  '(?:帮|替|给|为)(?:您|你)(?:去|再|先|马上)*(?:核实|查询|查1?下|查一下|问1?下|问一下|问问|确认|反馈|核对|咨询)',
  '(?:需要|需|要|得)(?:先|再|跟|和|向|进一步)*(?:仓库|厂家|技术|同事|主管)?(?:那边)?(?:核实|确认1?下|确认一下|查询后|查证)',
  '(?:核实|查询|确认)(?:后|清楚后|好后|完)(?:再)?(?:回复|答复|告诉|联系|通知)',
  '(?:稍后|晚点|尽快|回头)(?:再)?(?:给您|给你|为您|帮您)?(?:回复|答复|告知|联系)',
];
const HANDING_OVER = [
  '转(?:接)?(?:到|给|至)?(?:您|你)?(?:到|给|至)?(?:人工|专员|专人|售后|主管|真人|专属客服|客服|同事)',
  '(?:联系|咨询|找|问|请教|询问)(?:1下|一下)?(?:我们|咱们|店铺|品牌|平台)?(?:的)?(?:人工|在线客服|售后客服|人工客服|厂家|厂商|官方客服|专业人士|快递公司|快递客服|物流公司)',
  '(?:安排|请)(?:人工|专人|专员|同事|主管)(?:来|为您|给您|帮您|与您|跟您|联系|处理|回复|跟进)*',
  '人工(?:客服|坐席|专员)?(?:来|为您|会|将|马上|稍后|给您|处理|联系|帮您)',
  '(?:留言|登记)(?:.{0,8})(?:联系|回复)您',
];
const ENGLISH = [
  "(?:i|we)(?:'m| am| are|'re)? (?:not sure|do not know|don't know|cannot (?:confirm|say|tell|see|answer|find)|can't (?:confirm|say|tell|see|answer|find)|unable|not able|am not certain|have no (?:information|data|access))",
  "(?:not sure|no idea|unable to (?:confirm|answer|see|find)|do not have (?:that|this|any|the|access)|don't have (?:that|this|any|the|access|information))",
  "(?:let me|i will|i'll|we will|we'll) (?:check|find out|look into|get back|ask|verify)",
  '(?:transfer|connect|forward|hand)(?:ring|ing)? (?:you|this|your)(?: \\w+)? ?(?:over )?to|human agent|speak (?:to|with) (?:a|an|our) (?:human|agent|person)',
];

const HANDOVER = new RegExp([...HANDING_OVER, ENGLISH[3]].join('|'));
const ABSTAINING = new RegExp([...UNKNOWING, ...CHECKING, ...HANDING_OVER, ...ENGLISH].join('|'));
/** 不能转人工 hands nothing over. */
const REFUSED = /(?:不能|无法|不可以|没法|不用|无需|不需要|没有|不支持|不会)(?:给您|帮您|为您)?$/;

function isRefused(form: string, at: number): boolean {
  return REFUSED.test(form.slice(Math.max(0, at - 8), at));
}

/** Whether a reply in matching form hands over to a person, by its words. */
export function findsHandover(form: string): boolean {
  const hit = HANDOVER.exec(form);
  return hit !== null && !isRefused(form, hit.index);
}

/** Whether a reply in matching form says that it does not know or cannot tell, will find out, or hands over. */
export function findsAbstention(form: string): boolean {
  const hit = ABSTAINING.exec(form);
  if (hit === null) return false;
  return !HANDOVER.test(hit[0]) || !isRefused(form, hit.index);
}
