/** Slot values in a normalised message, in the canonical form of the labels. */

const CATEGORIES = [
  '羊奶粉',
  '奶粉',
  '纸尿裤',
  '拉拉裤',
  '奶瓶',
  '奶嘴',
  '学饮杯',
  '推车',
  '安全座椅',
  '洗发沐浴露',
  '面霜',
  '护臀膏',
  '湿巾',
  '连体衣',
  '秋衣',
  '礼盒',
  '布书',
  '绘本',
  '待产包',
  '吸奶器',
  '孕妇枕',
  '米粉',
  '果泥',
  '磨牙棒',
  '婴儿床',
  '睡袋',
];
const CATEGORY_ALIASES = {
  尿不湿: '纸尿裤',
  尿裤: '纸尿裤',
  童车: '推车',
  婴儿车: '推车',
  小推车: '推车',
  座椅: '安全座椅',
  提篮: '安全座椅',
  屁屁霜: '护臀膏',
  沐浴露: '洗发沐浴露',
  洗发水: '洗发沐浴露',
  辅食: '米粉',
  连体: '连体衣',
  小床: '婴儿床',
  书: '绘本',
};
const MATERIALS = ['ppsu', '高硼硅玻璃', '玻璃', '液态硅胶', '硅胶', '棉'];
const CITIES = [
  '北京',
  '上海',
  '广州',
  '深圳',
  '杭州',
  '成都',
  '重庆',
  '武汉',
  '西安',
  '沈阳',
  '哈尔滨',
  '长春',
  '大连',
  '南京',
  '苏州',
  '乌鲁木齐',
  '新疆',
  '西藏',
  '拉萨',
  '青海',
  '西宁',
  '昆明',
  '长沙',
  '郑州',
  '天津',
  '青岛',
  '厦门',
  '福州',
  '佛山',
  '东莞',
  '绵阳',
  '宁波',
  '合肥',
  '香港',
  '澳门',
  '台湾',
];
const SYMPTOMS = {
  腹泻: /腹泻|拉肚子|拉稀|拉水/,
  红疹: /红疹|疹子|红点/,
  发热: /发热|发烧/,
  红臀: /红臀|红屁屁|屁屁红|屁股红/,
  湿疹: /湿疹/,
  呕吐: /呕吐|吐奶/,
  便秘: /便秘|拉不出/,
};
const ORDER_STATES = {
  已拆封: /开罐|拆封|拆了|打开了|开封/,
  已签收: /收到|签收|到货了/,
  运输中: /在路上|运输中|物流.*没动/,
  已发货: /已发货|发货了/,
  已付款: /付款了|付了钱|拍了|下单了|已付款/,
  退款中: /退款还没|等退款/,
};

function first(text, pattern, form = (value) => value) {
  const match = pattern.exec(text);
  return match === null ? undefined : form(match[1], match);
}

function age(text) {
  if (/新生儿|刚出生/.test(text) && !/\d+个月/.test(text)) return '0个月';
  const weeks = first(text, /孕(?:了)?(\d+)周/);
  if (weeks !== undefined) return `孕${weeks}周`;
  const months = first(text, /(\d+)个月/);
  if (months !== undefined) return `${months}个月`;
  return first(text, /(\d+)岁/, (years) => (Number(years) < 2 ? `${Number(years) * 12}个月` : `${years}岁`));
}

function category(text) {
  const named = CATEGORIES.find((word) => text.includes(word));
  if (named !== undefined) return named;
  const alias = Object.keys(CATEGORY_ALIASES).find((word) => text.includes(word));
  return alias === undefined ? undefined : CATEGORY_ALIASES[alias];
}

/**
 * @param {string} text normalised
 * @param {{ short_name: string, brand: string } | undefined} product the product that the message names
 */
export function slotsIn(text, product) {
  const found = {
    age: age(text),
    stage: first(text, /([123])段/, (digit) => `${digit}段`),
    size:
      first(text, /(?<![a-z])(nb|xl|[sml])(?:码|号|的)?(?![a-z])/, (size) => size.toUpperCase()) ??
      first(text, /(59|66|73|80|90)码?/, (size) => `${size}码`),
    category: product === undefined ? category(text) : undefined,
    product: product?.short_name,
    price_max: first(text, /(\d+)元?(?:以内|以下|内)/, (yuan) => `${yuan}元`),
    quantity: first(text, /(\d+[罐包件个瓶盒套片])(?!月)/),
    weight: first(text, /(\d+(?:\.\d+)?)kg/, (kg) => `${kg}kg`),
    height: first(text, /(?:身高)?(\d{2,3})(?:cm|厘米|公分)/, (cm) => `${cm}cm`),
    city: CITIES.find((city) => text.includes(city)),
    date: first(text, /(今天|昨天|明天|\d+天前)/),
    material: MATERIALS.find((material) => text.includes(material))?.replace('ppsu', 'PPSU'),
    symptom: Object.keys(SYMPTOMS).find((name) => SYMPTOMS[name].test(text)),
    order_state: Object.keys(ORDER_STATES).find((name) => ORDER_STATES[name].test(text)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
