import type { TileGroup } from '../../domain/shop-settings.ts';
import type { Language } from '../../domain/text/language.ts';

type Row = readonly [articleCode: string, icon: string, en: string, zhCN: string];

interface Group {
  readonly name: Readonly<Record<Language, string>>;
  readonly tiles: readonly Row[];
}

const FRESH: Group = {
  name: { en: 'Fresh', 'zh-CN': '生鲜' },
  tiles: [
    ['4011', 'banana', 'Bananas', '香蕉'],
    ['4017', 'apple', 'Granny Smith', '青苹果'],
    ['4131', 'apple', 'Fuji apples', '富士苹果'],
    ['4409', 'leaf', 'Pears', '梨'],
    ['4022', 'leaf', 'Grapes', '青提'],
    ['4664', 'leaf', 'Tomatoes', '番茄'],
    ['4562', 'leaf', 'Carrots', '胡萝卜'],
    ['4093', 'leaf', 'Onions', '洋葱'],
    ['4072', 'leaf', 'Potatoes', '土豆'],
    ['4065', 'leaf', 'Green peppers', '青椒'],
    ['4612', 'leaf', 'Ginger', '生姜'],
    ['501', 'plate', 'Roast chicken', '烤鸡'],
    ['502', 'cheese', 'Cheese platter', '奶酪拼盘'],
    ['503', 'leaf', 'Salad box', '沙拉盒'],
    ['5000169266618', 'milk', 'Whole milk', '全脂牛奶'],
    ['50326686', 'egg', 'Eggs', '鸡蛋'],
    ['5010251731139', 'cheese', 'Butter', '黄油'],
    ['5000165369078', 'cheese', 'Cheddar', '切达奶酪'],
    ['5010003000339', 'bread', 'Brown bread', '全麦面包'],
    ['BAG', 'bag', 'Carrier bag', '购物袋'],
  ],
};

const LARDER: Group = {
  name: { en: 'Larder', 'zh-CN': '食品' },
  tiles: [
    ['5000169066225', 'bread', 'Baguette', '法棍'],
    ['5018297007782', 'bread', 'Bagels', '贝果'],
    ['5017622110098', 'bread', 'Croissants', '牛角包'],
    ['5000169467350', 'bread', 'Crumpets', '松饼'],
    ['5000128576345', 'bread', 'Hot cross buns', '十字面包'],
    ['5010029207644', 'plate', 'Weetabix', '维他麦'],
    ['5050083197840', 'plate', 'Rice Krispies', '卜卜米'],
    ['5011371000051', 'plate', 'Porridge oats', '燕麦片'],
    ['5010026516114', 'plate', 'Muesli', '什锦麦片'],
    ['5000128430210', 'can', 'Strawberry jam', '草莓酱'],
    ['5011273040605', 'can', 'Honey', '蜂蜜'],
    ['5014213001049', 'can', 'Peanut butter', '花生酱'],
    ['5010357556858', 'cup', 'Yorkshire Tea', '约克郡茶'],
    ['5000171056047', 'fish', 'Tuna', '金枪鱼'],
    ['5010061001637', 'can', 'Chopped tomatoes', '番茄罐头'],
    ['5099839595653', 'can', 'Baked beans', '焗豆'],
    ['5011157670119', 'leaf', 'Basmati rice', '印度香米'],
    ['5051413183144', 'plate', 'Spaghetti', '意大利面'],
    ['50157044', 'bottle', 'Ketchup', '番茄酱'],
    ['5000168444291', 'bottle', 'Mayonnaise', '蛋黄酱'],
  ],
};

const DRINKS: Group = {
  name: { en: 'Drinks & snacks', 'zh-CN': '饮料零食' },
  tiles: [
    ['5000112552157', 'can', 'Coca-Cola Zero', '零度可乐'],
    ['6928804011142', 'can', 'Coca-Cola (CN)', '可口可乐'],
    ['6936571910018', 'can', 'Pepsi (CN)', '百事可乐'],
    ['6956367338666', 'can', 'Wanglaoji tea', '王老吉'],
    ['6944839902385', 'bottle', 'Kangshifu iced tea', '康师傅冰红茶'],
    ['5000112618822', 'bottle', 'Fanta Orange', '芬达橙味'],
    ['5000112562446', 'bottle', 'Sprite Zero', '零度雪碧'],
    ['5000112581928', 'bottle', 'Lemonade', '柠檬汽水'],
    ['5000462000995', 'bottle', 'Water 5 l', '矿泉水 5 升'],
    ['5010251765059', 'cup', 'Orange juice', '橙汁'],
    ['5053990138722', 'can', 'Pringles', '品客薯片'],
    ['5000328775005', 'cookie', 'Crisps', '薯片'],
    ['5000157077745', 'cookie', 'Peanuts', '花生'],
    ['5000396034882', 'cookie', 'Shortbread', '黄油酥饼'],
    ['5000168193199', 'cookie', 'Digestives', '消化饼干'],
    ['6901668005755', 'cookie', 'Oreo (CN)', '奥利奥'],
    ['5000154937943', 'cookie', 'Maltesers', '麦提莎'],
    ['5000159492393', 'cookie', 'Twix', '特趣'],
    ['5012035901738', 'star', 'Haribo Starmix', '哈瑞宝软糖'],
    ['5060154911183', 'bottle', 'Punk IPA (18+)', '朋克 IPA 啤酒'],
  ],
};

const KITCHEN: Group = {
  name: { en: 'Kitchen', 'zh-CN': '厨房' },
  tiles: [
    ['22423', 'plate', 'Cake stand', '三层蛋糕架'],
    ['23245', 'can', 'Cake tins', '蛋糕罐三件'],
    ['22138', 'plate', 'Baking set', '烘焙套装'],
    ['21212', 'plate', 'Cake cases', '蛋糕纸杯'],
    ['84991', 'plate', 'Fairy cake cases', '小蛋糕纸杯'],
    ['20914', 'plate', 'Lid glass bowls', '带盖玻璃碗'],
    ['20676', 'plate', 'Retrospot bowl', '波点碗'],
    ['22699', 'cup', 'Rose teacup', '玫瑰茶杯'],
    ['22697', 'cup', 'Green teacup', '绿色茶杯'],
    ['84946', 'cup', 'Silver tea glass', '银色茶杯'],
    ['21238', 'cup', 'Retrospot cup', '波点杯'],
    ['21527', 'cup', 'Teapot', '茶壶'],
    ['21535', 'milk', 'Milk jug', '奶壶'],
    ['21218', 'cookie', 'Biscuit tin', '饼干罐'],
    ['84378', 'cookie', 'Cookie cutters', '饼干模'],
    ['22197', 'cup', 'Popcorn holder', '爆米花筒'],
    ['22624', 'plate', 'Kitchen scales', '厨房秤'],
    ['22666', 'book', 'Recipe box', '食谱盒'],
    ['21035', 'home', 'Tea towels', '茶巾'],
    ['47591D', 'home', 'Child’s apron', '儿童围裙'],
  ],
};

const HOME: Group = {
  name: { en: 'Home & gifts', 'zh-CN': '家居礼品' },
  tiles: [
    ['85123A', 'heart', 'Heart T-light', '心形烛台'],
    ['21733', 'heart', 'Red T-light', '红心烛台'],
    ['22178', 'candle', 'Glass T-light', '玻璃烛台'],
    ['84755', 'candle', 'Colour T-light', '彩色烛台'],
    ['21731', 'lamp', 'Night light', '蘑菇夜灯'],
    ['79321', 'lamp', 'Chilli lights', '辣椒灯串'],
    ['22727', 'clock', 'Alarm clock', '红色闹钟'],
    ['22193', 'clock', 'Wall clock', '挂钟'],
    ['21833', 'battery', 'LED torch', '手电筒'],
    ['22469', 'heart', 'Wicker heart', '藤编心'],
    ['84836', 'heart', 'Zinc heart', '锌心挂饰'],
    ['84879', 'leaf', 'Bird ornament', '小鸟摆件'],
    ['20685', 'home', 'Doormat', '门垫'],
    ['82494L', 'home', 'Wooden frame', '木相框'],
    ['21754', 'home', 'HOME blocks', 'HOME 字块'],
    ['22114', 'bottle', 'Hot water bottle', '热水袋'],
    ['22865', 'gift', 'Hand warmer', '暖手宝'],
    ['85014B', 'umbrella', 'Umbrella', '波点雨伞'],
    ['22502', 'bag', 'Picnic basket', '野餐篮'],
    ['22149', 'flower', 'Felt flowers', '毛毡花'],
  ],
};

const PARTY: Group = {
  name: { en: 'Cards, party, bags', 'zh-CN': '贺卡派对箱包' },
  tiles: [
    ['22029', 'mail', 'Birthday card', '生日贺卡'],
    ['22027', 'mail', 'Tea party card', '茶会贺卡'],
    ['22585', 'gift', 'Gift tags', '礼品吊牌'],
    ['22082', 'gift', 'Ribbon', '丝带'],
    ['20975', 'pencil', 'Pencils', '铅笔'],
    ['22759', 'book', 'Notebooks', '笔记本'],
    ['21985', 'tissue', 'Tissues', '纸巾'],
    ['22616', 'tissue', 'London tissues', '伦敦纸巾'],
    ['21080', 'tissue', 'Napkins', '餐巾纸'],
    ['21086', 'cup', 'Paper cups', '纸杯'],
    ['21094', 'plate', 'Paper plates', '纸盘'],
    ['47566', 'star', 'Party bunting', '派对彩旗'],
    ['21121', 'candle', 'Party candles', '派对蜡烛'],
    ['22086', 'tree', 'Christmas chain', '圣诞纸链'],
    ['22577', 'tree', 'Wooden heart', '圣诞木心'],
    ['21790', 'toy', 'Snap cards', '纸牌游戏'],
    ['22620', 'toy', 'Spinning tops', '陀螺'],
    ['21888', 'toy', 'Bingo set', '宾果游戏'],
    ['85099B', 'bag', 'Jumbo bag', '大号购物袋'],
    ['20725', 'bag', 'Lunch bag', '午餐袋'],
  ],
};

/** The buttons of the demo shop: fruit without a barcode, and what its data sold most. */
export function demoTileGroups(language: Language): TileGroup[] {
  return [FRESH, LARDER, DRINKS, KITCHEN, HOME, PARTY].map(({ name, tiles }) => ({
    name: name[language],
    tiles: tiles.map(([articleCode, icon, en, zhCN]) => ({
      articleCode,
      label: language === 'en' ? en : zhCN,
      icon,
    })),
  }));
}
