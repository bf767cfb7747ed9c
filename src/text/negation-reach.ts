/** Negation reach: where the denial of a cue ends before its clause does, because all it denies is the state that stands right behind it. */

/** Verbs of states that take no object: 没开封放24个月, 未发货取消后退款. */
const STATE =
  '(?:开封|拆封|启封|开罐|拆开|打开|发货|发出|出库|揽收|激活|签收|收货|收到货|付款|支付|下单|剪标|剪吊牌|入住|出票|核销|起飞|出发|开课|开场|开始|开播|' +
  '破损|损坏|过期|到期|保价|投保|参保|实名|成年|验收|结清|结账|还清|赶上|[拆用穿洗吃喝动碰坐住听看试]过)的?';
/** Verbs that may take one: they state it unless a predicate, a quantity or a comma of a list follows. */
const USED =
  '(?:使用|付清|付|拆|用|洗|穿|发|装|消费|取|领|到|退|换)(?=[、的\\d就可能都也且并后前时最当自即]|1共|一共|总共|支持|取消|退|换|放|存|直接|系统|订单)';
/** Attitudes, behind which somebody else acts: 您不认可我转人工, 不够收8元. */
const ATTITUDE =
  '(?:认可|满意|认同|同意|接受|服气|放心|通过|解决|合适|喜欢|中意|够|成|行)(?=我|您|你|咱|就|可|能|马上|直接|最多|最少|请|随时|再|也|都|收|补|退|换|加|付|另|按|联系|转|找|打|申请|\\d)';
/** Whoever cannot stand in for a doctor does not deny the doctor. */
const STAND_IN = '(?:给|帮|为|替|来)?(?:您|你)?(?:代替|替代|取代|顶替|当作?)';

const BEHIND_BARE = new RegExp(`(?:${STATE}|${USED}|${ATTITUDE}|${STAND_IN})`, 'y');
const BEHIND_ANY = new RegExp(STAND_IN, 'y');
/** 未 denies the verb behind it, and an object only of these. */
const TRANSITIVE =
  /(?:支持|提供|包含|包括|参加|参与|开通|收到|收取|设置?|标注?|写|含|附|配|带|有|能|经|曾|按|享受|达|满|到|见|注明|推出|规定|限|必|予|获|做|对|在|免|超|过|加)/y;
const VERB_LENGTH = 2;
const BARE = /^(?:未|没|不|没有|无)$/;
const YET = '未';

function matchEnd(pattern: RegExp, form: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(form) ? pattern.lastIndex : -1;
}

/** Up to where the cue `phrase`, which ends at `end` of a matching form, denies; infinite when its clause decides. */
export function reachOf(form: string, phrase: string, end: number): number {
  const isBare = BARE.test(phrase);
  const stop = matchEnd(isBare ? BEHIND_BARE : BEHIND_ANY, form, end);
  if (stop >= 0) return stop;
  return phrase === YET && matchEnd(TRANSITIVE, form, end) < 0 ? end + VERB_LENGTH : Number.POSITIVE_INFINITY;
}
