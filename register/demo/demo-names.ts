import type { Chance } from './demo-chance.ts';

const CHINESE_FAMILY = words(
  `王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 萧 田 董 袁 潘 于 蒋 蔡
   余 杜 叶 程 苏 魏 吕 丁 任 沈 欧阳 司徒 上官`,
);
const CHINESE_FIRST = [...'建晓雅佳文志思嘉雨子梦欣俊浩明春海丽玉宇诗静美永国家天书云新'];
const CHINESE_SECOND = [...'华明芳伟敏静磊军洋勇艳杰娟涛超霞平刚桂英琪轩涵怡宁航悦妍彤辰然彬琳'];

const BRITISH_FAMILY = words(
  `Adams Ahmed Allen Bailey Baker Barnes Begum Bell Bennett Brown Campbell Carter Chapman Clark Collins Cooper Davies
   Edwards Ellis Evans Fisher Foster Gibson Graham Gray Green Griffiths Hall Harris Harrison Hill Holmes Hughes Hunt
   Jackson James Johnson Jones Kaur Kelly Khan King Knight Lewis Lloyd Marshall Martin Mason Miller Mitchell Moore
   Morgan Murphy Owen Palmer Parker Patel Phillips Powell Price Reed Richards Roberts Robinson Rogers Russell Scott
   Shaw Simpson Singh Smith Stevens Stewart Taylor Thomas Thompson Turner Walker Walsh Ward Watson Webb White Williams
   Wilson Wood Wright Young O’Brien O’Connor Lloyd-Jones Smith-Hayes`,
);
const BRITISH_FIRST = words(
  `Aisha Alan Alice Amelia Amy Andrew Anna Arthur Beth Callum Charlotte Chloe Claire Daniel David Deborah Edward Eleanor
   Ella Emily Emma Ethan Fatima Finn Florence Freya George Grace Hannah Harry Helen Henry Holly Imogen Isaac Isla Jack
   Jacob Jade James Jane Jessica Joanna Joseph Karen Kate Laura Leo Liam Linda Lily Louise Lucy Luke Margaret Mark Martha
   Mary Matthew Megan Mia Michael Mohammed Nadia Naomi Nathan Noah Oliver Olivia Oscar Paul Peter Priya Rachel Rebecca
   Robert Rosie Ruth Ryan Sally Samuel Sanjay Sarah Simon Sophie Stephen Susan Thomas Toby Tom Victoria William Yasmin Zoe`,
);

/** One of some sixty thousand Chinese names of two or three characters. Put together by chance: nobody is meant. */
export function chineseName(chance: Chance): string {
  const family = chance.pick(CHINESE_FAMILY);
  const second = chance.pick(CHINESE_SECOND);
  return chance.inBp(2_500) ? family + second : family + chance.pick(CHINESE_FIRST) + second;
}

/** One of some nine thousand names as people in Britain have them. Put together by chance: nobody is meant. */
export function britishName(chance: Chance): string {
  return `${chance.pick(BRITISH_FIRST)} ${chance.pick(BRITISH_FAMILY)}`;
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
