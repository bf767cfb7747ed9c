/** Charge: whether a text says that the shopper pays, so that 包邮, 不收运费 and 我们出 are one answer to 运费要我出吗. */
import type { Reading } from '../text/index.js';

export type Charge = 'free' | 'charged';

/** A question whose yes or no turns on who pays. */
const ASKS =
  /(?:要|收|需|用|得|付|给|加|补|掏|另|花).{0,8}(?:钱|费)|[钱费].{0,6}(?:谁|我|自己|您|要|收|不收|掏|出|付|承担)|包邮|免费|送不送|\b(?:free|charged?|extra|pay|cost|delivery)\b/;
const FREE =
  /(?<![不没])(?:免费|包邮)|免[运邮]费|免单|(?:不|无|没有?|零)(?:需|用|必|再|另|会|要|额外|收|加){1,3}.{0,4}(?:[钱费]|掏|付|出|给|收)|(?:我们|咱家|咱们|咱|店里?|店铺|商家|卖家|我家|我方|这边)(?:来|全|都)?(?:出|付|承担|掏|包|拿|补|报销|买单)|[费钱](?:都|就|全)?(?:算|归|由)(?:我们|咱|店|商家|卖家)|店里包|一分.{0,2}不|一分.{0,2}没|付0元|不花钱|\b(?:free|no (?:\w+ )?(?:charge|fee|cost)|on us|we cover|we'll cover|we pay|no extra|at no cost|complimentary|for nothing)\b/;
const CHARGED =
  /[不没]包邮|(?:您|你|买家|顾客|客人|自己|自个儿?|自行)(?:来|要|得|需|需要|自己|自个儿)*(?:出|付|承担|掏|拿|负担|买单)|自理|自付|自费|[费钱](?:都|就|全)?(?:算|归|由)(?:您|你|买家)|(?<![不没无免]|不另|不用|不会|不再|无需|不加)(?:收|加收|另收|另付|另加|补)\d|(?<!不|无|不需)(?:要收费|收费|要付费|另外收|另付|另算|另收)|(?<!不)(?:得|需要?|要)(?:掏|付|补|给)钱|\b(?:you(?:'ll)? (?:have to |need to )?pay (?:for )?(?:the )?(?:delivery|return)|(?:is|are) charged|plus delivery|at your (?:own )?cost|your expense|there(?:'s| is) a (?:fee|charge)|costs? (?:extra|[$£€]))/;

/** Undefined where the text says neither, or both. */
export function chargeOf({ form }: Reading): Charge | undefined {
  const free = FREE.test(form);
  // 不用您出 holds 您出.
  const charged = CHARGED.test(free ? form.replace(FREE, ' ') : form);
  return free === charged ? undefined : free ? 'free' : 'charged';
}

export function asksCharge({ form }: Reading): boolean {
  return ASKS.test(form);
}
