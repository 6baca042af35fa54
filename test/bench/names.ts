import type { Chance } from './chance.ts';

export const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单'.split(
    '',
  );
export const givenNames =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建国华红玉志文海宇春晓梅婷雪辉鹏飞斌波凯浩然子涵欣怡梓轩雨泽宸睿思琪佳慧俊峰龙凤鑫森林雷鸣长乐行重云霖瑞祥福贵荣昌盛德仁义礼智信忠孝'.split(
    '',
  );
export const chineseGoods =
  '可乐 牛奶 酸奶 矿泉水 方便面 饼干 巧克力 薯片 啤酒 白酒 酱油 食用油 大米 面粉 鸡蛋 面包 果汁 绿茶 红茶 咖啡 洗发水 牙膏 香皂 纸巾 口香糖 火腿肠 辣条 瓜子 坚果 冰淇淋'.split(
    ' ',
  );
const chineseBrands =
  '农夫山泉 康师傅 统一 蒙牛 伊利 旺旺 三只松鼠 良品铺子 海天 金龙鱼 青岛 雪花 娃哈哈 可口 百事 达利园 双汇 洽洽 王老吉 加多宝'.split(
    ' ',
  );
export const commonWords =
  'organic de chocolate milk with original cheese sauce fresh cream whole sugar dark free chicken vanilla juice bread butter rice tea salt natural beef tomato water oil bar orange honey green potato chips cookies coconut peanut almond strawberry yogurt apple lemon garlic black white wheat soup red sweet mix roasted premium beans pasta coffee light pepper spicy ginger vegetable caramel crackers salad'.split(
    ' ',
  );

/** Names as a shop has them, in Chinese and English. */
export interface Names {
  /** The common words, then some thousands that nobody has heard of. */
  readonly words: readonly string[];
  readonly member: () => string;
  readonly article: () => string;
}

export function createNames(chance: Chance): Names {
  const syllables = 'ba co de fi gu la me no pi ra so tu va zi mor len tis ger'.split(' ');
  const invented = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 2 + chance.below(3) }, () => chance.pick(syllables)).join(''),
  );
  const words = [...commonWords, ...invented];
  return {
    words,
    member: () =>
      chance.pickUnevenly(surnames) +
      chance.pick(givenNames) +
      (chance.number() < 0.8 ? chance.pick(givenNames) : ''),
    article() {
      if (chance.number() < 0.3) {
        return `${chance.pickUnevenly(chineseBrands)}${chance.pickUnevenly(chineseGoods)}${chance.digits(3)}ml`;
      }
      return Array.from({ length: 2 + chance.below(5) }, () => chance.pickUnevenly(words)).join(' ');
    },
  };
}
