/** Plain prices: numbers that are money by the words before them, though no unit stands behind (满300减40, 券后249). */

const PRICE_BEFORE =
  /(?:满|够|减|立减|直减|立省|返|抵|定金|付|省|补|优惠券?|原价|现价|售价|特价|卖|到手价?|券后价?|只要|仅需|会员价|单价|价格|总价|共|合计|成人票?|儿童票?|人均|消费|低消|运费)(?:是|为|只要|要|才|可|再)?$/;
/** What may follow such a number; any other character would be what it counts. */
const PRICE_AFTER = /^(?:$|[,;!?。~\n…()/、]|减|抵|起|包邮|免|就|才|可|能|的|呢|吧|啊|哦|打|送|,|左右|以上|以内)/;
const WINDOW = 6;

/** Whether the bare number at `start`–`end` of a text in matching form is a price. */
export function isPlainPrice(text: string, start: number, end: number): boolean {
  return PRICE_BEFORE.test(text.slice(Math.max(0, start - WINDOW), start)) && PRICE_AFTER.test(text.slice(end, end + 2));
}
