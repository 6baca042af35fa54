import type { PromotionFault, PromotionFaultReason } from '../promotions/promotion-fault.ts';
import { fillTemplate, type Language } from './language.ts';

/** What is wrong with a rule of a file, and what to do. `{field}` is its path in the file. */
export const promotionText: Record<Language, Record<PromotionFaultReason['code'], string>> = {
  en: {
    'file-too-large': 'The file has more than {max} characters; split it.',
    'not-json': 'The file is no JSON ({detail}); check its commas, quotes and brackets.',
    'not-a-file-of-rules': 'The file has no list “promotions”; write the rules as { "promotions": [ … ] }.',
    'too-many-rules': 'The file has {found} rules; keep at most {max}.',
    'duplicate-id': 'The id is that of rule {place} already; give each rule its own.',
    'unknown-field': 'There is no field “{name}” here; check its spelling, or remove it.',
    'unknown-kind': 'There is no such kind of offer; the kinds are: {kinds}.',
    missing: 'The field is missing; add it.',
    'wrong-type': 'The value has the wrong type; write a value of type {expected}.',
    'wrong-value': 'The value is not one that is known here; write one of: {expected}.',
    'bad-form': 'The value has not the form that the field asks for; see docs/pricing.md.',
    'not-whole': 'The number is not a whole one; amounts are in minor units, rates in basis points.',
    negative: 'The number is negative; write what is taken off as a positive number.',
    'too-small': 'The number is too small; write at least {min}.',
    'too-large': 'The number is too large; write at most {max}.',
    'too-short': 'The text is empty; fill it in.',
    'too-long': 'The text is too long; keep at most {max} characters.',
    'too-few': 'The list is too short; give at least {min}.',
    'too-many': 'The list is too long; keep at most {max}.',
    'not-a-date': '“{value}” is no day of the calendar; write it as 2026-11-30.',
    'mixed-dates': 'One end of the range has a year and the other has none; write both in the same way.',
    'dates-reversed': 'The rule ends on {to}, before it begins on {from}; exchange the dates.',
    'no-time': 'The range begins and ends at the same minute; give it a length.',
    'range-reversed': 'The range ends below where it begins; exchange the prices.',
    repeated: '“{value}” stands here twice; remove one.',
    'steps-not-rising':
      'The step asks for no more than the one before it, or gives less; put the steps in rising order.',
    'parts-overlap': 'Parts {first} and {second} mean the same goods; make them one part with more units.',
    'same-target': 'It means the same goods as the rule’s own target; leave it out.',
    'code-taken': 'The code is that of the rule {other} already; give each rule its own.',
    'unknown-article': 'There is no article {value}; import the articles first, or correct the code.',
    'unknown-department': 'There is no department {value}; correct the code.',
  },
  'zh-CN': {
    'file-too-large': '文件超过 {max} 个字符，请拆分。',
    'not-json': '文件不是有效的 JSON（{detail}），请检查逗号、引号和括号。',
    'not-a-file-of-rules': '文件中没有 “promotions” 列表，请写成 { "promotions": [ … ] }。',
    'too-many-rules': '文件有 {found} 条规则，最多 {max} 条。',
    'duplicate-id': '编号与第 {place} 条规则相同，请使用不同的编号。',
    'unknown-field': '此处没有字段“{name}”，请检查拼写或删除。',
    'unknown-kind': '没有这种优惠类型，可用的类型：{kinds}。',
    missing: '缺少此字段，请补上。',
    'wrong-type': '值的类型不对，应为 {expected}。',
    'wrong-value': '值不在可选范围内，可选：{expected}。',
    'bad-form': '值的格式不符合此字段的要求，请参阅 docs/pricing.md。',
    'not-whole': '必须是整数：金额用最小货币单位，比率用基点。',
    negative: '不能为负数，减免的数额请写成正数。',
    'too-small': '数值太小，至少为 {min}。',
    'too-large': '数值太大，最多为 {max}。',
    'too-short': '文字为空，请填写。',
    'too-long': '文字太长，最多 {max} 个字符。',
    'too-few': '列表太短，至少 {min} 项。',
    'too-many': '列表太长，最多 {max} 项。',
    'not-a-date': '“{value}”不是有效日期，请写成 2026-11-30 的形式。',
    'mixed-dates': '起止日期一个带年份、一个不带，请统一写法。',
    'dates-reversed': '规则在 {to} 结束，早于开始的 {from}，请对调日期。',
    'no-time': '起止时刻相同，请给出时间段。',
    'range-reversed': '价格范围的上限低于下限，请对调。',
    repeated: '“{value}”重复出现，请删除一个。',
    'steps-not-rising': '这一档的门槛不高于前一档，或优惠更少，请按从低到高排列。',
    'parts-overlap': '第 {first} 部分与第 {second} 部分是相同的商品，请合并为一部分并增加数量。',
    'same-target': '与规则本身的适用商品相同，请省略。',
    'code-taken': '此优惠码已属于规则 {other}，请使用不同的码。',
    'unknown-article': '没有编号为 {value} 的商品，请先导入商品或更正编号。',
    'unknown-department': '没有编号为 {value} 的部门，请更正。',
  },
};

/** Where a fault is: the rule by its id, or by its place where it has none, and the field. */
const placeText: Record<
  Language,
  { readonly byId: string; readonly byPlace: string; readonly field: string }
> = {
  en: { byId: 'Rule {id}', byPlace: 'Rule {place} of the file', field: '{rule}, field {field}: {sentence}' },
  'zh-CN': {
    byId: '规则 {id}',
    byPlace: '文件中第 {place} 条规则',
    field: '{rule}，字段 {field}：{sentence}',
  },
};

/** The sentence of a fault, with the rule and the field that it is in. */
export function describePromotionFault(fault: PromotionFault, language: Language): string {
  const sentence = fillTemplate(promotionText[language][fault.code], fault);
  if (fault.rulePlace === null) return sentence;
  const words = placeText[language];
  const rule =
    fault.ruleId === null
      ? fillTemplate(words.byPlace, { place: fault.rulePlace })
      : fillTemplate(words.byId, { id: fault.ruleId });
  return fillTemplate(words.field, { rule, field: fault.field || '-', sentence });
}
