import type { BarcodeError } from '../barcode/barcode-error.ts';
import type { InStoreRuleError, InStoreRuleField } from '../barcode/in-store-rule.ts';
import { fillTemplate, type Language } from './language.ts';

type DescribedError = BarcodeError | InStoreRuleError;

/** What is wrong with a code or with a rule for the shop's own labels, and what to do. */
export const barcodeText: Record<Language, Record<DescribedError['code'], string>> = {
  en: {
    'barcode-empty': 'Nothing was read; scan the code again or type it.',
    'barcode-too-long': 'That is too long for a code (more than {max} characters); scan one code at a time.',
    'barcode-character':
      'The code holds an invisible character ({character}, at position {position}); scan it again or type it.',
    'barcode-not-digits':
      '{scanned} is not a barcode, which has digits only; use the digits printed under the bars.',
    'barcode-length':
      '{length} digits are no barcode, which has 8, 12, 13 or 14; compare it with the digits under the bars.',
    'barcode-zero': '{scanned} is all zeros and no barcode; leave it empty or use the digits under the bars.',
    'barcode-check-digit':
      'The last digit of the {symbology} {scanned} is wrong (it must be {expected}); compare it with the digits under the bars.',
    'barcode-upce-for-ean8':
      '{scanned} is no EAN-8 but a UPC-E, the short form of {recovered}; use {recovered}.',
    'barcode-leading-zero-lost': '{scanned} has lost its leading zero; use {recovered}.',
    'barcode-aim-length':
      'The scanner sent {length} digits marked {aim}, which cannot be; scan the code again, the whole of it.',
    'barcode-in-store-check-digit':
      'The label {scanned} was misread or misprinted (rule {ruleId}); scan it again or weigh the goods again.',
    'barcode-ai-unknown': 'The label holds a field ({ai}) that no standard knows; scan its other barcode.',
    'barcode-ai-length':
      'Field ({ai}) of the label has a wrong length ({length}); scan it again or its other barcode.',
    'barcode-ai-characters':
      'Field ({ai}) of the label holds a character that it may not; scan it again or its other barcode.',
    'barcode-ai-check-digit':
      'The check digit of field ({ai}) {value} is wrong; scan the label again or its other barcode.',
    'barcode-ai-date':
      'Field ({ai}) of the label is no date ({value}); scan its other barcode and look at the pack.',
    'barcode-ai-requires':
      'The label has field ({ai}) without the field that it needs ({required}); scan its other barcode.',
    'barcode-ai-excludes':
      'The label has fields ({ai}) and ({other}), which exclude each other; scan its other barcode.',
    'barcode-ai-repeated': 'The label gives field ({ai}) twice, differently; scan its other barcode.',
    'barcode-gs1-empty': 'The label holds no field; scan it again or its other barcode.',
    'barcode-gs1-brackets':
      'At position {position} a field in brackets is expected, as (01)06901234567892; correct it.',
    'barcode-gs1-too-many': 'The label holds more than {max} fields; scan its other barcode.',
    'barcode-link-no-key': '{scanned} is a web address that names no article; scan the barcode instead.',
    'barcode-link-malformed': '{scanned} is a damaged web address; scan the barcode instead.',
    'barcode-link-qualifier':
      'The address gives ({ai}) after ({key}), which is not allowed there; scan the barcode instead.',
    'barcode-member-malformed': '{scanned} is no member code; scan the card again or search by phone number.',
    'barcode-coupon-malformed': '{scanned} is no coupon code; scan the coupon again.',
    'barcode-not-payment': '{scanned} is no payment code; ask the customer to open 付款码 and scan that.',
    'barcode-not-receipt':
      '{scanned} is no receipt number; scan the code on the receipt, or type it as SHOP-TILL-1-000123.',
    'barcode-unknown': '{scanned} is no code that this till knows; scan it again or search by name.',
    'in-store-rule-count': 'There are {count} rules for the shop’s labels; keep at most {max}.',
    'in-store-rule-invalid': 'The label rule “{ruleId}” is not valid: {fault}.',
    'in-store-rule-overlap':
      'The label rules “{ruleId}” and “{otherId}” fit the same codes; change the first digits of one.',
  },
  'zh-CN': {
    'barcode-empty': '没有读到内容，请重新扫描或手工输入。',
    'barcode-too-long': '内容太长（超过 {max} 个字符），请一次只扫一个码。',
    'barcode-character': '条码中有不可见字符（{character}，第 {position} 位），请重新扫描或手工输入。',
    'barcode-not-digits': '{scanned} 不是条码（条码只含数字），请使用条下印刷的数字。',
    'barcode-length': '{length} 位数字不是条码（应为 8、12、13 或 14 位），请与条下数字核对。',
    'barcode-zero': '{scanned} 全为零，不是条码，请留空或使用条下数字。',
    'barcode-check-digit': '{symbology} 条码 {scanned} 的末位有误（应为 {expected}），请与条下数字核对。',
    'barcode-upce-for-ean8': '{scanned} 不是 EAN-8，而是 {recovered} 的缩短码 UPC-E，请使用 {recovered}。',
    'barcode-leading-zero-lost': '{scanned} 丢失了开头的零，请使用 {recovered}。',
    'barcode-aim-length': '扫描枪以 {aim} 标记了 {length} 位数字，不可能如此，请重新完整扫描。',
    'barcode-in-store-check-digit': '标签 {scanned} 读错或印错（规则 {ruleId}），请重新扫描或重新称重。',
    'barcode-ai-unknown': '标签中的字段（{ai}）不属于任何标准，请扫描另一个条码。',
    'barcode-ai-length': '标签字段（{ai}）长度有误（{length}），请重新扫描或扫描另一个条码。',
    'barcode-ai-characters': '标签字段（{ai}）含有不允许的字符，请重新扫描或扫描另一个条码。',
    'barcode-ai-check-digit': '标签字段（{ai}）{value} 的校验位有误，请重新扫描或扫描另一个条码。',
    'barcode-ai-date': '标签字段（{ai}）不是日期（{value}），请扫描另一个条码并查看包装。',
    'barcode-ai-requires': '标签有字段（{ai}）却缺少它所需的字段（{required}），请扫描另一个条码。',
    'barcode-ai-excludes': '标签字段（{ai}）与（{other}）互相排斥，请扫描另一个条码。',
    'barcode-ai-repeated': '标签字段（{ai}）出现两次且内容不同，请扫描另一个条码。',
    'barcode-gs1-empty': '标签没有任何字段，请重新扫描或扫描另一个条码。',
    'barcode-gs1-brackets': '第 {position} 位应为括号字段，例如 (01)06901234567892，请更正。',
    'barcode-gs1-too-many': '标签字段超过 {max} 个，请扫描另一个条码。',
    'barcode-link-no-key': '{scanned} 是不含商品编号的网址，请扫描条码。',
    'barcode-link-malformed': '{scanned} 是损坏的网址，请扫描条码。',
    'barcode-link-qualifier': '网址在（{key}）之后给出了不允许的（{ai}），请扫描条码。',
    'barcode-member-malformed': '{scanned} 不是会员码，请重新扫描或按手机号查找。',
    'barcode-coupon-malformed': '{scanned} 不是优惠券码，请重新扫描。',
    'barcode-not-payment': '{scanned} 不是付款码，请顾客打开付款码后再扫。',
    'barcode-not-receipt': '{scanned} 不是小票号，请扫描小票上的码，或按 SHOP-TILL-1-000123 的形式输入。',
    'barcode-unknown': '{scanned} 不是本机认识的码，请重新扫描或按名称搜索。',
    'in-store-rule-count': '店内码规则有 {count} 条，最多 {max} 条。',
    'in-store-rule-invalid': '店内码规则“{ruleId}”无效：{fault}。',
    'in-store-rule-overlap': '店内码规则“{ruleId}”与“{otherId}”对应相同的码，请修改其中一条的开头数字。',
  },
};

/** What is wrong with a part of a rule: the `{fault}` of `in-store-rule-invalid`. */
const ruleFaultText: Record<Language, Record<InStoreRuleField, string>> = {
  en: {
    id: 'give it a name of 1 to 40 characters',
    'pattern-letters': 'write its pattern as digits, then I, M, P, V, W or X, and C only at the end',
    'pattern-length': 'its pattern must have 8 or 13 to 24 places',
    'pattern-prefix':
      'codes of 13 must begin with 02, 04 or 2, codes of 8 with 0 or 2, longer ones with two digits of their own',
    'pattern-item': 'it needs one run of at most ten I (item) or M (member)',
    'pattern-value': 'it may have one run of W and one of P, of at most seven places, and none beside M',
    'pattern-verifier': 'V is one place and needs a single W or P of four or five places',
    'weight-step': 'a step of weight is 1, 10, 100 or 1000 grams',
    'price-step': 'a step of price is 1, 10, 100 or 1000 minor units',
  },
  'zh-CN': {
    id: '名称应为 1 到 40 个字符',
    'pattern-letters': '格式应以数字开头，之后为 I、M、P、V、W 或 X，C 只能在最后',
    'pattern-length': '格式应为 8 位或 13 到 24 位',
    'pattern-prefix': '13 位码须以 02、04 或 2 开头，8 位码须以 0 或 2 开头，更长的码须有两位固定数字',
    'pattern-item': '须有一段最多十位的 I（商品）或 M（会员）',
    'pattern-value': '最多一段 W 和一段 P，各不超过七位，且不能与 M 并存',
    'pattern-verifier': 'V 为一位，且须有唯一一段四位或五位的 W 或 P',
    'weight-step': '重量步长为 1、10、100 或 1000 克',
    'price-step': '价格步长为 1、10、100 或 1000 个最小货币单位',
  },
};

/** The sentence for a refused code or rule in the reader's language. */
export function describeBarcodeError(error: DescribedError, language: Language): string {
  const values: Record<string, string | number> = { ...error };
  if ('field' in error) values['fault'] = ruleFaultText[language][error.field];
  return fillTemplate(barcodeText[language][error.code], values);
}
