/**
 * The shop's rules as answers. Under each intent, the first row whose pattern is found decides: `pattern => own words => sources`.
 * The pattern reads the message followed by what is known of the case (#formula #opened #remote …, see answers.js); a source is a
 * sentence of the FAQ, counted from 0, or a word in capitals that answers.js works out.
 */
const TABLE = `
shipping.area
  #abroad => 抱歉，送不到哦， => FAQ-05.0
  (?=.*西藏)(?=.*#big) => 抱歉，大件发不了西藏， => FAQ-05.1
  指定|什么快递|哪.{0,2}快递|顺丰|换个?快递 =>  => FAQ-06.0
  . => 可以送的， => FAQ-05.0
order.status
  几天|多久|什么时候 => 实时物流我这边查不到，您可以在订单页查看，也可以转人工查。 => DAYS
  . => 抱歉，您的物流我这边查不到，麻烦在订单页看一下，或者我为您转人工客服查询 =>
order.change
  (?=.*(?:地址|收货))(?=.*#shipped) =>  => FAQ-38.1
  地址|收货|电话|门牌 => 可以改的， => FAQ-38.0 FAQ-38.1
  #shipped =>  => FAQ-37.1
  . => 可以的， => FAQ-37.0 FAQ-37.1
order.cancel
  #shipped =>  => FAQ-37.1
  拦 =>  => FAQ-37.1
  . => 可以的，没发货前可以取消， => FAQ-15.0 FAQ-37.1
return.policy
  #trouble => 质量问题的寄回运费由店铺承担，不用您出， => FAQ-13.0
  运费险|赔多少|险 =>  => FAQ-14.1 FAQ-14.0
  运费|谁出|邮费|寄回 =>  => FAQ-14.0 FAQ-14.1
  (?=.*(?:试|拆|套|穿|开了|用了))(?=.*#diaper) => 可以的，拆1片试穿能退， => FAQ-10.0 FAQ-10.1
  (?=.*#unopened) => 没拆封的可以退，签收7天内都行， => FAQ-14.0
  (?=.*#opened)(?=.*#(?:formula|food|bottle|care|pump)) => 抱歉，拆封后没有质量问题就不能退换了， => FAQ-09.1
  洗过|穿过|洗了|穿了|吊牌 => 抱歉，洗过穿过、吊牌拆了会影响二次销售，不能退， => FAQ-08.0
  . => 可以的， => FAQ-08.0 FAQ-08.1
return.request
  #trouble => 质量问题可以退，来回运费由店铺承担，我为您转人工登记退货， => FAQ-13.0
  (?=.*#opened)(?=.*#(?:formula|food|bottle|care|pump)) => 奶粉、辅食和贴身用品拆封后没有质量问题，不支持退换，退不了， => FAQ-09.1
  (?=.*#opened)(?=.*#diaper) =>  => FAQ-10.0 FAQ-10.1
  . => 可以退的，签收7天内、不影响二次销售就支持7天无理由退货， => FAQ-14.0
refund.status
  取消|没发货|未发货 =>  => FAQ-15.0 FAQ-15.2
  还没|没到|没收到|催|查|进度|怎么还 => 您的退款进度我这边查不到，可以转人工核实。 => FAQ-15.1 FAQ-15.2
  . =>  => FAQ-15.1 FAQ-15.2
exchange.request
  #trouble => 质量问题可以换新，运费由店铺承担， => FAQ-13.0
  #diaper =>  => FAQ-10.0 FAQ-10.1
  (?=.*#opened)(?=.*#(?:formula|food|bottle|care|pump)) => 抱歉， => FAQ-09.0 FAQ-09.1
  洗过|穿过|洗了|穿了|剪了 => 抱歉，洗过穿过就不能换了， => FAQ-11.0
  运费|邮费|谁出 => 寄回运费由您承担，换货寄出的运费由店铺承担，签收7天内可以换码一次 =>
  . => 可以换的， => FAQ-11.0 FAQ-11.1
quality.complaint
  #danger => 请马上停用，涉及宝宝安全，我这就为您转人工客服优先处理， => FAQ-13.0
  (?=.*#old)(?=.*#warranty)|保修|修 => 签收15天内可以退换，过了还有保修： => FAQ-13.1 我为您转人工客服登记保修
  少|缺|漏发|发错|错发|破损|瘪|压|碎|脏|湿了|不一样|色差|寄成 =>  => FAQ-12.0
  . => 请先停用， => FAQ-13.0 FAQ-12.0
service.complaint
  . =>  => FAQ-36.1 FAQ-36.0
authenticity.ask
  赔|假货怎么|假的怎么 => 您放心， => FAQ-25.0
  第[2-9]次|多次查询|扫过 => 请人工客服帮您核实， => FAQ-25.1
  具体|哪天|几月|批次|报告 => 具体批次日期发货前可以请人工客服查， => FAQ-26.0
  日期|新鲜|保质期|临期|生产|多久到期 =>  => FAQ-26.0 FAQ-26.1
  扫|码|查|怎么看|溯源 =>  => FAQ-25.1 FAQ-25.0
  . =>  => FAQ-25.0 FAQ-25.1
invoice.ask
  专票|专用|增值税|纸质|邮寄 => 抱歉， => FAQ-22.1 FAQ-22.0
  金额|多少钱|原价|实付 => 开票金额为实付金额， => FAQ-22.0
  . =>  => FAQ-22.0 FAQ-22.1
payment.ask
  分期|花呗|免息 => INSTALMENT， => FAQ-23.1
  货到|到付 => 抱歉， => FAQ-23.2 FAQ-23.0
  关闭|没了|不见|超时|30分钟|多久付|保留|消失|付不了 =>  => FAQ-23.3 FAQ-23.0
  . =>  => FAQ-23.0 FAQ-23.1
gift.ask
  (?=.*#big) => 抱歉， => FAQ-24.2 FAQ-24.1
  贺卡|写|寄语|祝 => 可以的，贺卡免费，在订单备注里写上寄语就行， => FAQ-24.1
  价格单|小票|价格|直接寄 => 放心， => FAQ-24.1 FAQ-24.0
  . => 可以的， => FAQ-24.0 FAQ-24.1
membership.ask
  (?=.*(?:打折|折|优惠|便宜))(?=.*#formula) => 金卡9折奶粉除外，奶粉没有会员折扣， => FAQ-39.1
  清零|过期|有效|作废 =>  => FAQ-39.2 FAQ-39.0
  叠加|一起用|同时|满减|半价 =>  => FAQ-18.2 FAQ-39.1
  积分|分|攒 =>  => FAQ-39.0 FAQ-39.2
  怎么升|升级|多少.{0,4}金卡|怎么成|注册|怎么才 =>  => FAQ-39.1 FAQ-39.0
  . =>  => FAQ-39.1 FAQ-39.0
price.bargain
  #bulk|团购|批量|多买 => 店铺统一定价，客服不能改价， => FAQ-21.1
  . => 理解您想省一点，店铺统一定价，不能改价也不能抹零， => OFFER
price.protect
  (?=.*#old) => 抱歉，已经过了保价期， => FAQ-20.0
  券|会员|赠品 => 抱歉， => FAQ-20.1 FAQ-20.0
  大促|618|双11|双十一 => 大促订单签收后15天内支持保价， => FAQ-20.0
  . => 可以的， => FAQ-20.0 FAQ-20.1
product.usage
  (?=.*(?:几勺|平勺|多少勺|怎么冲|冲|水温|多少度|兑))(?=.*#formula) => SCOOPS => FAQ-29.0 FAQ-29.1
  (?=.*(?:剩|喝不完|接着喂|冲好|隔夜|常温|小时))(?=.*#(?:formula|bottle|unknown)) => 不可以哦，喝剩的奶1小时后就倒掉，冲好的奶常温2小时内喝完，请重新冲一份 =>
  转奶|换奶|新旧|怎么换.{0,4}段|过渡 =>  => FAQ-28.0 FAQ-28.1
  (?=.*(?:开罐|开封|开了|放|存|保存|冰箱|多久|搁))(?=.*#formula) =>  => FAQ-27.0 FAQ-27.1
  (?=.*(?:消毒|煮|蒸|微波|几分钟|开水))(?=.*#bottle) =>  => FAQ-30.0 FAQ-30.1
  (?=.*(?:换|用多久|更换|裂))(?=.*#bottle) => REPLACE => FAQ-30.1
  (?=.*#seat) =>  => FAQ-32.0 FAQ-32.1
  (?=.*(?:开封|开了|打开|吃不完|放|存|保存|剩|多久|搁|拧))(?=.*#(?:food|care)) => OPENED =>
  加辅食|什么时候.{0,4}(?:吃|加)|先加|第1口|辅食|(?=.*怎么(?:吃|加|喂))(?=.*#food) =>  => FAQ-34.0 FAQ-34.1
  (?=.*(?:安装|装|组装))(?=.*#bed) => 需自行安装，附工具，按说明书装就行 =>
  (?=.*洗)(?=.*#wash) => WASH =>
  (?=.*#formula) =>  => FAQ-29.0 FAQ-27.0
  (?=.*#bottle) =>  => FAQ-30.0 FAQ-30.1
  . => 这个我这边查不到资料，不敢乱说，可以为您转人工客服确认 =>
health.advice
  #danger => 请马上就医，别等，我不能代替医生诊断；同时为您转人工客服优先跟进 =>
  羊奶|换奶|转奶|换.{0,4}段|停 => 请先问医生， => FAQ-40.1
  过敏|深度水解 =>  => FAQ-40.0 FAQ-40.2 FAQ-40.1
  . => 客服不能代替医生诊断，建议先带宝宝看医生， => FAQ-40.3
chitchat.greet
  机器|真人|是人 => 我是智能客服，随时都在～人工客服每天9:00–22:00在线，您有问题可以直接问我 =>
  . => 在的～您想了解哪款商品，或者宝宝多大了，我帮您看看 =>
chitchat.thanks
  再想|考虑|再看|贵|等等 => 不着急，您慢慢考虑，有不清楚的随时问我～ =>
  下单|拍了|付了|买了 => 收到，谢谢您～16:00前付款当天发货，有需要随时找我 =>
  . => 不客气～有不清楚的随时问我，16:00前付款当天就发货 =>
oos
  . => 这个我不懂也查不到，帮不上您了～店里商品和订单的事随时问我 =>
`;

/** Intent → [pattern, words, sources]. */
export const POLICIES = {};
let rows = [];
for (const line of TABLE.trim().split('\n')) {
  if (line.startsWith(' ')) {
    const [pattern, words, sources = ''] = line.trim().split(/ =>(?: |$)/);
    rows.push([new RegExp(pattern), words, ...sources.split(' ').filter(Boolean)]);
  } else {
    rows = [];
    POLICIES[line] = rows;
  }
}
