/** Written by `npm run rarity` from the references of the bundled dialogues: how rare the terms of shop replies are. */

/** Part of the signature of what is weighed by it; raised whenever the table changes. */
export const RARITY_VERSION = 1;
/** Of every other term. */
export const GREATEST_RARITY = 7.5;
/** Mean number of terms of a reference. */
export const MEAN_LENGTH = 29.6;
/** Rarity, and the characters and words that have it. */
export const RARITIES: readonly (readonly [rarity: number, characters: string, words: string])[] = [
  [0.5, '不', ''],
  [1, '您的', ''],
  [1.5, '一了人以元到可天就工我是有没能这', ''],
  [2, '上个内单只后在好小时用要请费过退', 'the'],
  [2.5, '下两也付价会先再出分别前加包发和回大子定实客店得抱收日服来款歉满点理生看给行订货起转还都里问', 'a and i is it you'],
  [
    3,
    '们件位作保免全共写减医卡去取合品外多家对已带帮开心急成或才按换接提改新明最月期查核次每法清现由着票等算自补让记证话说边送那金间',
    'at can for in s so t to',
  ],
  [
    3.5,
    '三专为么买事今他份住公准券半原吃同员周团地处备复够套奶安完宝寄岁差己常应建张当很快意手打找把折报拍放料早晚更本机样楚正水注消照片申电留登真码确第答签米约线经装规解计认议赶超跟路车运进适选通道邮酒重量钟钱门限面页题马高',
    'are days m of on only or sorry that with your',
  ],
  [
    4,
    '中之二交优但体信做停儿入况几则剩办十厘及口另号含告商四坐太头她孩它少州师平年度怎息情想房扣投护担拆拿持推支敢数断方普替条桌气班白盒直知礼祝程稳穿笔管箱粉系紧结罐老联般药菜西诉账质资赔走身配长院随预额食餐',
    'as be colleague d delivery don free from have kg l no one order there we within',
  ],
  [
    4.5,
    '主乱于五些什从代低余便修候假六关具判利刻务动区午卖参反受叠台司名吧听哪喜喝器围国场夜失存宴导封尽属并床库座延怕思慌慢批承抵掉排效敏整斤无智权果标格椅段比求洗海添牌牛物瓶目省离空立精纸统者花范荐蛋试该课谢购郑错降险零非顺饭鸡麻',
    'about after an app before but by c cm comes gift has if isn know not off our out over page please re take takes tell they up what which working',
  ],
  [
    5,
    '万且业久乐书云产仓偏健催其凑刚制刷升又双右各向启响喂嘴因圆址女妥始姨字学审室宽寸尾山左市布席干底录微恭惠截户扫抹拒据救教暂杭板梅检止步江汤活流温游湖烦烧热煲环病眼睡短硬种积糖素红续缺置羊考而肉腩航节苦茶营藏血衡衣袋裹言讲误谁贺足轻辛辣达近远连部铁铺锅阶阿陪难需霜顾领馆首验骑鱼齐',
    'all ask back card chat come day dispatch do e first get go goes here hours inside its label mail mainland marked minutes monday my nothing number once pay products right say she size stock them then this time too two uk understand until would xl years yes',
  ],
  [
    5.5,
    '七东九任休伤你使例供促倒值储充克八兴冷凭划助勒千占印即厅历厨友叔变句叫吊吸图坏基堂堵填声如妈妹姐姓婆婚孕宜宠容宿尺尿屿序康异式归影往待必忙总惜感懂所抬押拉拦指挑损授摊旧易望末材杯枕林校档梯楼概欢池油派测浴湿源漏激火煮牙特犬猫玩玻璃番疼百盖盲相破碗磨示神站童篮类粮糕级绘维编耽腐膏臀至舒色茄落蓄蔬虑表被裤见警论设评诊询语调谈豆贷跑软辅迟递酸醒钮银防际陆除隔雪青靠音顶项风飞饮香鲜黑龄',
    'afraid another any anything aren away between both breeze cards charge check costs could dispatched each exchange express flask friday give he help her him his just keep leave less like look made may me more name need now orders other paid payment possible postage price prices refund same send shop socks spend stays still swift though three thursday today tomorrow under us warranty water weeks who will without works year',
  ],
  [
    6,
    '丢严临丽习乳享亲仍估何俩借偿光册冒冲决冻净凉功勾化协压呼售园块型垫城塞境墙夫奖妇委婴宁官寿层屈屋川巾庆弟征径态性惊愿扛执抓拌拔拖拼挂插播操攒散文旅昨显景朋未李束极架柜桂案棉棒槛歇歌毛毫民氧治泡泥浙涉混渠溯演灼烂烊然爷爸状狗独率疆疗疫痕痛皮益盯硅碎碰福禾秋科租税窗窝端符筏纯绒继翻耐耳聊职肚肤肯背胶胺腰腿舞舟船苗葱蒸虽虾视角许诺贴贵赠趁越趟距轮载辆迎返违透逾遇遍酰酿锌闭闺队附集雨须顿频馈鸟麦',
    'a3 above address again alone also apologies arrives assistant bag bank battery better bike boots brand britain bulky buyer cancel carrier case cinder club code cold colleagues complaint count covered deliver discount doesn down drip dry either enough even evening every fine fits five fixed four full gets gives glad good goods great handing hearthside hope how hush kettle kettles leaves left limit line ll loch long mailed make makes mark mesh minus ml mm mobile money months needs neighbour neither new next nightfall offer outside own pair parcel past people pipwheel plus product program put quote rain range receipt recommend repair replacement return returned returns ridge rubber rules safe save sealed see serial set shell short should shows six sizes slip sold something standard stop straight student suede suggest tags teal ten tent text than tog together tuesday unless unused use using vat ve w warm was way wear well wellies when whether won worn worry wrap yours',
  ],
  [
    6.5,
    '丝乘亏介令仪伙传债傅像允冬冰切初刮剂力劲勤勺华卫厚厦吉吗味咨哥唱喊喘困固均士壳壶夏夸娃娘季守害密察废弄引弱形恐恢悦惯愉憾戴扎扔托抽招拨捧控握揪搁搬撑撤擦故晨晾暖木松桶椒武母氨汁汉沐沪沾洒洱涂淡澳炒炸烫烷熬父猪玉球甲疑疹皖监矩石础社私稍竹糟累纹细终绕绳绵缓缠缩罩罪羚肌脑腕致舅芯苏苹草莓萨蒙蒜薄蟹袖裂觉词谅豫贝责跨跳辈途速遗避醉钙链销锂障露静鞋颜骗鲈鲨鸭默',
    'accepted addresses advise against agent airline already answer anyway apply around arranges automated bed been below best beyond bothy box burns cancelling cash change changes characters charged checkout choose collection colour comfort company cost cotton counts cover covers decide dha difference doctor does done door drinks drizzle dune duvet elsewhere emergency enjoy enter estimate everything expected fall flasks g hand hard hear hold holds hot hour information instead into ireland isofix item items joins keeps kind last later leather leg light lining list litre litres longer low merino moment nb never nine nobody noise none northern ones ours pack pass person phone photo photos place post pounds ppsu print promise promotion proof quartet reaches recycled refunded refunds refuse released rest ring runs rush rust safety sell sent settle showers signature single skye small snug softener soon spade spare start starts suits swap tents their thick those through toaster topper trace united university unworn used v valid very w1 wallet welcome5 wh while whole wifi work wrapped write',
  ],
  [
    7,
    '争亚似侧倍偶兰养凌刀列删刹刺剪副劝北南卜卤危却厉叉史叶吐吓吞否咙咪咬咱哀哄喉囤坚墨夕嫌孙孢宫寒尔尘屏峰币帆希帽幼庭律忆志怀慎抗抢拎挤挥挨挪挺捎捐掏援搭摄摆摔撕政敲旁昆星晒晕暴朝构械槿殊氏汇汽河泛波泪洁津浓润涨深渡港滑澡灌灰炉炖烟烩燃燕燥牵犹猜甘甜甥盐盗盼瞒砂碟磁稚穗笑粒索纪练组绑绝绩综缸网罚署群羽聚肃肠胜胡胸脂脏脚脸腹腾膝臂舍舱芽若英萝蓝蔗薪蜜融街衫衬裁观读谨谱财赛跌踏躺较逛造邻采野钝锁键镜闹阀阪阳阴阵雕靴韩颗饨饿馄驭驶骂鹅黄鼓龙',
    'able account add added adds ahead allergy allow always answered apiece bags batteries because being bigger bin binned boil boot brakes brings built buy c3 call centre changed clean coat collected colours confirm council credit cupboard cut damaged dangerous date debit decides deliveries did discounts dogs double due ear ece else end exchanged exchanges expect extra falls fault faulty fee filter firm fizzy foam further gb genuine given glim green group half hall handed happy hasn heat heavy hello home homestead hood idea included indoors instalments insulated ipx4 islands itself jacket january joining kingdom laptop largest lasts late latest law layers leak legal let lets lid lighter limescale little looks machine match means members mg mix morning most much must natural navy needed news nor november offers open opens opo ordered orkney orrivo packs paper part parts pharmacist plug pole polyester posted press printed protection python question r129 r3 rate reach read reckon red redirect repellent replace room roughly run sadly sage secateurs seller sends separately services seven shops show shown sign since site skip sleeping smoke sock somebody someone sooner squall stainless stated states stay steel stopped stroll suit swapped taken taking tall tarn tea thank therapist thin thing thornack tight times top town transfer travel trimmer trip try u unplug vet video wait wallets warmth wash washes waterproof wednesday week weighs were where whereas white width worth wrapping yet yourself',
  ],
];
