import type { BarcodeError } from '../barcode/barcode-error.ts';
import type { ImportFileError, ImportRowError } from '../import-error.ts';
import { describeBarcodeError } from './barcode-text.ts';
import { fillTemplate, type Language } from './language.ts';
import { describePhoneFault } from './member-text.ts';

type ImportError = ImportFileError | ImportRowError;

/** One sentence an error of a file or of its rows: what is wrong, and what to do. Barcodes have theirs in `barcode-text.ts`. */
export const importText: Record<Language, Record<Exclude<ImportError, BarcodeError>['code'], string>> = {
  en: {
    'file-unopened': 'The file cannot be read ({detail}); check its name and that you may read it.',
    'file-bad-gzip': 'The file is no whole gzip file; copy it again.',
    'file-not-text':
      'The file is not UTF-8 text from about line {line} on; save it from the spreadsheet as “CSV UTF-8”.',
    'file-empty': 'The file is empty; choose one with a header row and a row for each article.',
    'file-quotes-unbalanced':
      'A quotation mark in the row at line {line} is not closed or stands inside a cell; double it ("") or remove it.',
    'file-row-too-long':
      'The row at line {line} is longer than {max} characters; check that the file is a CSV and that every quotation mark in it is closed.',
    'file-too-many-rows': 'The file has more than {max} rows; split it.',
    'file-too-large': 'The file has more than {maxMillions} million characters; split it.',
    'file-too-many-columns': 'The file has {found} columns; keep at most {max}.',
    'file-without-codes':
      'No column of the file holds codes; name one “barcode” or “sku” in the first row, which has: {found}.',
    'file-without-names':
      'No column of the file holds names; name one “name” in the first row, which has: {found}.',
    'file-column-twice': 'The columns “{first}” and “{second}” mean the same; remove or rename one.',
    'row-cell-count':
      'The row has {found} cells where the header has {expected}; put cells with a separator in quotes.',
    'row-code-missing': 'The row has no code; give it a barcode or a code of your own.',
    'row-code-invalid':
      '{value} cannot be a code; use at most 40 of the letters A–Z, digits, blanks and . _ / + # & $ % -, a letter or digit first.',
    'row-code-twice': 'The article {value} is on line {firstLine} already; keep one of the two.',
    'row-barcode-taken': 'A barcode of this row belongs to the article {other}; correct one of the two.',
    'row-barcode-is-label':
      'The barcode {barcode} is a label that the shop prints itself (rule {ruleId}); give the article its item number as code.',
    'row-name-missing': 'The row has no name; enter one.',
    'row-text-too-long': 'The {column} has {length} characters; shorten it to {max}.',
    'row-too-many-barcodes': 'The row has {found} barcodes; keep at most {max}.',
    'row-price-invalid':
      'The {column} {value} is not a price; write it like 1.99, from 0 to 1,000,000,000, with at most four decimals, or without any in minor units.',
    'row-unit-unknown': 'The unit {value} is not known; write “each” or “kg”.',
    'row-age-invalid': '{value} is not an age; write whole years up to {max}.',
    'file-without-members':
      'No column of the file tells members apart; name one “code”, “card” or “phone” in the first row, which has: {found}.',
    'row-member-code-missing': 'The row has no code, card or phone; give it one of them.',
    'row-member-code-twice': 'The member {value} is on line {firstLine} already; keep one of the two.',
    'row-member-empty': 'The row has neither name nor phone; enter one of them.',
    'row-phone-invalid': '{detail}',
    'row-phone-taken':
      'The phone of this row is the member {other}’s; it is the same person, or one of the two is wrong: merge or correct them.',
    'row-card-taken': 'The card {card} is the member {other}’s; correct one of the two.',
    'row-birthday-invalid': '{value} is not a birthday; write 05-12 or 1990-05-12, month before day.',
    'row-email-invalid': '{value} is not an e-mail address; correct it or leave it out.',
    'row-too-many-cards': 'The row has {found} cards; keep at most {max}.',
    'row-number-invalid': 'The {column} {value} is not a number from 0 to {max}; correct it.',
    'row-date-invalid': 'The {column} {value} is not a date; write it like 2026-01-31.',
    'row-tier-invalid':
      'The tier {value} is not a tier’s code; use at most 32 letters, digits and signs, a letter or digit first.',
    'row-consent-unknown':
      'The consent {value} is not known; write messages, wechat, personal-offers or partners.',
  },
  'zh-CN': {
    'file-unopened': '无法读取文件（{detail}），请检查文件名和读取权限。',
    'file-bad-gzip': '文件不是完整的 gzip 文件，请重新复制。',
    'file-not-text': '文件大约从第 {line} 行起不是 UTF-8 文本，请在表格软件中另存为“CSV UTF-8”。',
    'file-empty': '文件为空，请选择带表头且每件商品一行的文件。',
    'file-quotes-unbalanced':
      '第 {line} 行起的引号没有配对，或出现在单元格中间，请写成两个引号（""）或删除。',
    'file-row-too-long': '第 {line} 行超过 {max} 个字符，请确认文件是 CSV，且引号都已配对。',
    'file-too-many-rows': '文件超过 {max} 行，请拆分。',
    'file-too-large': '文件超过 {maxMillions} 百万字符，请拆分。',
    'file-too-many-columns': '文件有 {found} 列，请最多保留 {max} 列。',
    'file-without-codes': '文件没有编码列，请在首行将一列命名为“条码”或“货号”。首行现有：{found}。',
    'file-without-names': '文件没有名称列，请在首行将一列命名为“名称”。首行现有：{found}。',
    'file-column-twice': '“{first}”与“{second}”两列含义相同，请删除或改名其中一列。',
    'row-cell-count': '该行有 {found} 个单元格，表头有 {expected} 个；含分隔符的单元格请加引号。',
    'row-code-missing': '该行没有编码，请填写条码或自编货号。',
    'row-code-invalid':
      '{value} 不能作为编码，请用至多 40 个字母 A–Z、数字、空格或 . _ / + # & $ % -，以字母或数字开头。',
    'row-code-twice': '商品 {value} 在第 {firstLine} 行已出现，请只保留一行。',
    'row-barcode-taken': '该行的条码已属于商品 {other}，请更正其中之一。',
    'row-barcode-is-label': '条码 {barcode} 是本店自印标签（规则 {ruleId}），请用其商品号作为编码。',
    'row-name-missing': '该行没有名称，请填写。',
    'row-text-too-long': '“{column}”有 {length} 个字符，请缩短到 {max} 个以内。',
    'row-too-many-barcodes': '该行有 {found} 个条码，请最多保留 {max} 个。',
    'row-price-invalid':
      '“{column}”的 {value} 不是价格，请写成 1.99 的形式，范围 0 到 1,000,000,000，最多四位小数；以最小货币单位计时不带小数。',
    'row-unit-unknown': '不认识单位 {value}，请写“件”或“公斤”。',
    'row-age-invalid': '{value} 不是年龄，请写不超过 {max} 的整数。',
    'file-without-members':
      '文件没有能区分会员的列，请在首行将一列命名为“会员号”“卡号”或“手机号”。首行现有：{found}。',
    'row-member-code-missing': '该行没有会员号、卡号或手机号，请至少填写一项。',
    'row-member-code-twice': '会员 {value} 在第 {firstLine} 行已出现，请只保留一行。',
    'row-member-empty': '该行没有姓名也没有手机号，请至少填写一项。',
    'row-phone-invalid': '{detail}',
    'row-phone-taken': '该行的手机号属于会员 {other}：可能是同一人，也可能有一处写错，请合并或更正。',
    'row-card-taken': '卡 {card} 属于会员 {other}，请更正其中之一。',
    'row-birthday-invalid': '{value} 不是生日，请写成 05-12 或 1990-05-12（先月后日）。',
    'row-email-invalid': '{value} 不是邮箱地址，请更正或留空。',
    'row-too-many-cards': '该行有 {found} 张卡，请最多保留 {max} 张。',
    'row-number-invalid': '“{column}”的 {value} 不是 0 到 {max} 之间的数，请更正。',
    'row-date-invalid': '“{column}”的 {value} 不是日期，请写成 2026-01-31 的形式。',
    'row-tier-invalid': '{value} 不能作为等级代码，请用至多 32 个字母、数字或符号，以字母或数字开头。',
    'row-consent-unknown': '不认识授权 {value}，请写 messages、wechat、personal-offers 或 partners。',
  },
};

/** The sentence for an error of a file or a row in the reader's language. */
export function describeImportError(error: ImportError, language: Language): string {
  if (isBarcodeError(error)) return describeBarcodeError(error, language);
  const detail =
    error.code === 'row-phone-invalid' ? describePhoneFault(error.fault, error.value, language) : '';
  return fillTemplate(importText[language][error.code], { ...error, detail });
}

function isBarcodeError(error: ImportError): error is BarcodeError {
  return error.code.startsWith('barcode-');
}
