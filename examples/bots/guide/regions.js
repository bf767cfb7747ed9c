/** Where a parcel goes: places by the shop's three delivery zones. Province → its cities; general geography. */

const EAST =
  '上海 江苏:南京,苏州,无锡,常州,南通,徐州,扬州,镇江,盐城,连云港,泰州,淮安,昆山 浙江:杭州,宁波,温州,嘉兴,湖州,绍兴,金华,义乌,台州,丽水,舟山,衢州 安徽:合肥,芜湖,蚌埠,马鞍山,安庆,阜阳,黄山,滁州,六安,宿州';
const REMOTE =
  '新疆:乌鲁木齐,喀什,伊犁,克拉玛依,库尔勒,阿克苏,哈密,吐鲁番,石河子,昌吉 西藏:拉萨,日喀则,林芝,昌都,那曲 青海:西宁,格尔木,海东,玉树';
const ABROAD = '香港 澳门 台湾:台北,高雄 海外 国外 美国 日本 加拿大 澳洲 新加坡 英国 马来西亚';
const OTHER =
  '北京 天津 重庆 广东:广州,深圳,佛山,东莞,珠海,中山,惠州,汕头,江门,湛江 四川:成都,绵阳,德阳,宜宾,南充,乐山,泸州,自贡,攀枝花 辽宁:沈阳,大连,鞍山,锦州,抚顺,丹东,营口 吉林:长春,四平,延边 黑龙江:哈尔滨,齐齐哈尔,大庆,牡丹江,佳木斯 湖北:武汉,宜昌,襄阳,荆州 湖南:长沙,株洲,岳阳,衡阳,常德 河南:郑州,洛阳,开封,南阳,新乡 河北:石家庄,唐山,保定,廊坊,邯郸,秦皇岛 山东:济南,青岛,烟台,潍坊,临沂,淄博,威海 山西:太原,大同 陕西:西安,咸阳,宝鸡 福建:福州,厦门,泉州,漳州 江西:南昌,九江,赣州 广西:南宁,桂林,柳州,北海 云南:昆明,大理,丽江 贵州:贵阳,遵义 海南:海口,三亚 甘肃:兰州 内蒙古:呼和浩特,包头,赤峰 宁夏:银川';

/** Name → { zone, province }. */
const PLACES = new Map(
  Object.entries({ east: EAST, remote: REMOTE, abroad: ABROAD, other: OTHER }).flatMap(([zone, rows]) =>
    rows.split(' ').flatMap((row) => {
      const [province, cities] = row.split(':');
      return [province, ...(cities?.split(',') ?? [])].map((place) => [place, { zone, province }]);
    }),
  ),
);
const PLACE = new RegExp([...PLACES.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** The last place that the message names; a city rather than its province. Undefined without one. */
export function placeIn(text) {
  const found = text.match(PLACE) ?? [];
  return found.findLast((place) => PLACES.get(place).province !== place) ?? found.at(-1);
}

/** `east` 1–2 days, `other` 2–4, `remote` 5–8 and its own postage, `abroad` not served; undefined when unknown. */
export const zoneOf = (place) => PLACES.get(place)?.zone;
export const provinceOf = (place) => PLACES.get(place)?.province;
