/** Exclusive words: names and properties of which, said of one thing, only one is true (a carrier, a colour, before or after meals). */
import { type PhraseHit, PhraseTable, phrases } from './phrase-table.js';

/** One of a set: `set` and `member` number it. */
export interface ExclusiveWord {
  readonly set: number;
  readonly member: number;
}

/** A set a line; its members parted by spaces, spellings of one member by bars. */
const SETS = [
  '顺丰 中通 圆通 申通 韵达 极兔 邮政|ems 京东快递|京东物流 德邦 菜鸟 ups fedex dhl usps',
  '黑色|黑 白色|白 红色|红 蓝色|蓝 绿色|绿 黄色|黄 粉色|粉红 紫色 灰色|灰 棕色|咖色 米色|杏色',
  'black white red blue green yellow pink purple grey|gray brown beige navy orange',
  'xs码|xs号 s码|小码|小号|s号|穿s|选s|拿s|换s|要s|买s|拍s m码|中码|中号|m号|穿m|选m|拿m|换m|要m|买m|拍m l码|大码|大号|l号|穿l|选l|拿l|换l|要l|买l|拍l xl码|加大码|加大号|xl号|穿xl|选xl|拿xl|换xl|要xl|买xl|拍xl xxl码|2xl码|特大号|特大码|穿xxl|选xxl|拿xxl|换xxl|要xxl|买xxl|拍xxl xxxl码|3xl码',
  '饭前 饭后|餐后 空腹|餐前',
  'before_meals|before_food|before_eating|before_a_meal|empty_stomach after_meals|after_food|after_eating|after_a_meal',
  '冷水|凉水 热水|烫水 温水',
  '偏大 偏小 正码|标准码',
  '大1码|大1个码|大1号 小1码|小1个码|小1号',
  'run_small|runs_small|run_a_bit_small|fit_small run_large|runs_large|run_big|run_a_bit_large|fit_large true_to_size',
  'size_up|1_size_up|one_size_up|one_size_bigger|size_bigger|size_larger size_down|1_size_down|one_size_down|one_size_smaller|size_smaller',
  '周一|星期一|礼拜一|星期1|周1 周二|星期二|礼拜二|星期2|周2 周三|星期三|礼拜三|星期3|周3 周四|星期四|礼拜四|星期4|周4 周五|星期五|礼拜五|星期5|周5 周六|星期六|礼拜六|星期6|周6 周日|星期日|星期天|周天|礼拜天',
  'monday|mondays tuesday|tuesdays wednesday|wednesdays thursday|thursdays friday|fridays saturday|saturdays sunday|sundays',
  'this_week next_week this_month next_month',
  '机洗 手洗 干洗',
  'machine_wash|machine_washable hand_wash dry_clean',
  '单人 双人 三人|3人 四人|4人 六人|6人',
  '冷藏 冷冻 常温',
  '左边|左侧 右边|右侧',
  '男款|男士|男生 女款|女士|女生',
  '学生 老人|老年 军人 教师',
  '外教 中教',
  '微信 支付宝 花呗 银行卡 信用卡',
  'paypal klarna visa mastercard apple_pay google_pay',
  '北京 上海 广州 深圳 杭州 成都 重庆 武汉 南京 西安 苏州 天津 长沙 青岛 厦门 昆明 三亚 大连 沈阳 郑州 宁波 义乌 东莞 佛山 合肥 哈尔滨 新疆 西藏 内蒙 海南 香港 澳门 台湾',
  '国产|中国 日本 韩国 美国 德国 法国 荷兰 新西兰 澳洲|澳大利亚 英国 意大利 泰国 越南',
  'germany france italy spain japan china canada mexico australia ireland poland india vietnam portugal turkey',
  '棉 羊毛 涤纶 真丝|桑蚕丝 亚麻|棉麻 牛皮 羊皮 腈纶',
  'cotton wool polyester silk linen leather nylon',
  '微辣 中辣 特辣|重辣',
  'minimum|at_least|no_less_than|or_more|and_above maximum|at_most|no_more_than|or_less|and_below|up_to',
  '最低|最少|至少|起码|最小 最高|最多|至多|最大|封顶',
  'small medium large|big',
  '普通号 专家号',
  '单程 往返',
  '早餐 午餐 晚餐',
  'breakfast lunch dinner',
  '电子发票 纸质发票',
  'by_taxi|by_cab on_foot|by_foot by_bus by_train',
  'morning|mornings afternoon|afternoons evening|evenings',
  'stainless_steel plastic glass ceramic wood|wooden aluminium|aluminum',
  '不锈钢 塑料 玻璃 陶瓷 实木 铝合金 硅胶',
  '成人 儿童',
  '免票 5折票',
  '猫|猫咪|喵咪 狗|狗狗|犬',
  'cat|cats|kitten|kittens dog|dogs|puppy|puppies',
  '室内 室外|户外',
  'indoor|indoors outdoor|outdoors',
  '有线 无线',
  'wired wireless',
  '大份 中份 小份',
  '海景 山景 园景 城景',
  '大床房 双床房|标间',
  '干皮|干性 油皮|油性 敏感肌|敏感皮',
  '猪肉 牛肉 羊肉 鸡肉 鱼肉 虾仁 鸭肉',
  'beef pork chicken lamb turkey tofu',
  '花生 核桃 腰果 杏仁 开心果 榛子',
  'peanut|peanuts cashew|cashews walnut|walnuts almond|almonds hazelnut|hazelnuts',
  '豆奶 燕麦奶 椰奶',
  '安卓 苹果|ios|iphone',
  'type-c|usb-c lightning micro-usb usb-a',
  'hdmi dp vga',
  '一等座 二等座 商务座',
  '软卧 硬卧 硬座',
  '头等舱 商务舱 经济舱',
  'first_class business_class economy second_class',
  '上铺 中铺 下铺',
  '靠窗 靠过道|过道位',
  'window_seat aisle_seat',
  '东门 西门 南门 北门',
  '东站 西站 南站 北站',
  '工作日|平日|周一到周五|周一至周五|周1-周5|周一-周五|周一~周五 周末',
  '春季|春天 夏季|夏天 秋季|秋天 冬季|冬天',
  'winter summer autumn spring',
  '现金 刷卡',
  '人工洗 机器洗',
  '电磁炉 燃气灶|明火',
  'induction gas_hob',
  '番茄锅|番茄锅底|番茄 牛油锅|牛油锅底|麻辣锅|麻辣锅底',
  '去冰|不加冰 少冰 正常冰',
  '全糖 7分糖|七分糖 5分糖|五分糖|半糖 3分糖|三分糖',
  '平信 挂号信',
  '身份证 护照 驾驶证|驾照 户口本 学生证',
  'passport driving_licence|driving_license identity_card|id_card',
  '原味 草莓 香草 巧克力味|巧克力 抹茶 芒果',
  'vanilla strawberry chocolate mango',
  '蚕丝 羽绒 乳胶 记忆棉',
  '前门 后门 侧门',
  'north_exit south_exit east_exit west_exit',
  'upstairs downstairs',
  'email phone|telephone',
  '自提 配送|外送|送货上门|送上门',
  'collection|pickup delivery',
  '原路退回|原路返回|原支付方式 退到余额|账户余额',
  'in_store online',
  'size_xs|the_xs|an_xs|xs_for|xs_would|take_xs|order_xs|choose_xs|xs_fits size_s|the_s|an_s|s_for|s_would|take_s|order_s|choose_s|s_fits size_m|the_m|an_m|m_for|m_would|take_m|order_m|choose_m|m_fits size_l|the_l|an_l|l_for|l_would|take_l|order_l|choose_l|l_fits size_xl|the_xl|an_xl|xl_for|xl_would|take_xl|order_xl|choose_xl|xl_fits size_xxl|the_xxl|an_xxl|xxl_for|xxl_would|take_xxl|order_xxl|choose_xxl|xxl_fits',
  'hourly daily|a_day|per_day|every_day weekly|a_week|per_week|every_week monthly|a_month|per_month|every_month yearly|annually|a_year|per_year|every_year',
  '每天|每日|天天 每周|每星期 每月|每个月 每年',
  'full_refund|refunded_in_full half_refund|50%_refund',
  '全额 一半|半额|五成',
  '单早 双早|两份早餐',
  '专用发票|专票 普通发票|普票',
  '深色 浅色',
  'refundable non-refundable|nonrefundable',
  '我们承担|我们出|我们付|我们掏|咱家掏|咱家出|咱们出|卖家承担|卖家出|商家承担|商家出|店铺承担|店铺出|店里出|店里承担|店里包|算我们的|算店里的|我们包 您承担|您出|您付|您掏|您来付|你出|你付|你掏|您自付|您自己出|您自己付|您自己负担|自个儿掏|自己掏|买家承担|买家出|算买家的|算您的|自理|自己承担',
];

/** Sets as written above, with their numbers from `first` on. */
export function wordSets(lines: readonly string[], first = 0): readonly (readonly [ExclusiveWord, readonly string[]])[] {
  return lines.flatMap((line, set) =>
    line.split(' ').map((member, i) => [{ set: first + set, member: i }, phrases(member.replaceAll('_', ' '))] as const),
  );
}

const table = new PhraseTable<ExclusiveWord | undefined>([
  ...wordSets(SETS),
  // Words in which a member stands by chance.
  [
    undefined,
    phrases(
      '白天|明白|白条|白领|白金|空白|黑科技|黑五|红包|分红|网红|黄金|黄页|灰尘|绿色通道|蓝牙|蓝光|红外|小号码|大号码|棉签|粉红豹|大红|小红书|先后',
    ),
  ],
]);

/** The exclusive words of a text in matching form. */
export function findExclusive(form: string): readonly PhraseHit<ExclusiveWord>[] {
  return table.find(form).filter((hit): hit is PhraseHit<ExclusiveWord> => hit.label !== undefined);
}
