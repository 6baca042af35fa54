import type { ErrorCode, RegisterError } from '../errors.ts';
import { backupText } from './backup-text.ts';
import { describeBarcodeError } from './barcode-text.ts';
import { fieldText } from './field-text.ts';
import { fillTemplate, type Language } from './language.ts';
import { rightText } from './right-text.ts';

/** One sentence an error: what is wrong, and what to do. */
export const errorText: Record<Language, Record<ErrorCode, string>> = {
  en: {
    'tender-amount-invalid': 'That amount cannot be taken; enter what the customer gives, above zero.',
    'tender-exceeds-due': 'Only cash can be more than what is due; enter at most the amount still due.',
    'tender-not-due': 'Nothing is due; finish the sale.',
    'code-unreadable': '{detail}',
    'code-unknown':
      'No article has the code {scanned}; search for it by name, or sell it under a department.',
    'code-not-for-sale': '{scanned} is not an article; scan the article’s own barcode.',
    'article-unknown': 'There is no article {articleCode}; check the code or search by name.',
    'article-needs-price': '{name} has no price; enter the price from its label.',
    'article-has-price':
      '{name} has a price of its own; ring it without one, and change the price on its line.',
    'article-needs-weight': '{name} is sold by weight; put it on the scale or enter its weight.',
    'article-needs-age': '{name} may not be sold to anyone under {age}; check the customer’s age first.',
    'department-unknown': 'There is no department {department}; choose one of the shop’s departments.',
    'quantity-invalid':
      '{quantity} is not a quantity; enter one above zero and at most 1,000,000, with up to three decimals.',
    'quantity-not-whole': '{name} is sold by the piece; enter a whole number.',
    'tare-exceeds-weight': 'The tare of {tareGrams} g is not less than the weight; weigh again.',
    'price-invalid': '{price} is not a price; enter one from 0 to 1,000,000,000 with at most four decimals.',
    'price-below-floor': 'The price may not go below {floor}; choose a higher price or a smaller discount.',
    'discount-invalid':
      '{discount} is not a discount; enter a percentage from 0 to 100, or an amount above zero.',
    'discount-outgrown':
      'The discount on {name} would be more than was allowed; take it away, change the line, and give it again.',
    'basket-discount-outgrown':
      'The discount on the sale is more than was allowed for what is left in it; give it again.',
    'text-too-long': 'The {field} is too long; use at most {max} characters.',
    'text-missing': 'The {field} is missing; enter it.',
    'basket-full': 'A sale holds at most {max} lines; pay this one and start another.',
    'held-full': 'At most {max} sales can be held; recall one and pay or void it first.',
    'basket-empty': 'Nothing has been rung yet; scan an article first.',
    'basket-not-empty': 'There is a sale on the counter; hold it or pay it first.',
    'basket-unknown': 'That sale is not held any more; choose one of the list.',
    'basket-in-checkout': 'This sale is being paid; go back from checkout to change it.',
    'basket-not-in-checkout': 'Start checkout before taking money.',
    'amount-too-large': '{name} would cost more than a line may; check its quantity and price, or split it.',
    'basket-too-large': 'This sale is too large for one receipt ({maxBytes} bytes); split it in two.',
    'line-unknown': 'That line is not in the sale any more; choose one that is.',
    'line-linked': 'That line follows another one; change the article that it belongs to.',
    'line-is-return':
      'A return gives back what was paid or allowed; take the line out and enter the return again.',
    'tenders-taken': '{amount} has already been taken; give it back before changing the sale.',
    'tenders-full': 'A sale takes at most {max} payments; give one back and take a larger one.',
    'tender-unknown': 'The shop does not take {tender}; choose one of its ways of paying.',
    'tender-needs-reference': '{tender} needs the reference printed by its terminal; enter it.',
    'still-due': '{due} is still due; take it before finishing the sale.',
    'receipt-unknown': 'This till has no receipt {receipt}; check the number.',
    'receipt-line-unknown': 'Receipt {receipt} has no line {lineNo} that can be returned; check the receipt.',
    'nothing-left-to-return': 'Only {left} of {name} is left to return on this receipt.',
    'refund-tender-not-original':
      'The customer did not pay with {tender}; refund to the original tender, or ask a manager.',
    'not-signed-in': 'Nobody is signed in; sign in with your code and PIN.',
    'sign-in-wrong': 'Code or PIN is wrong; try again. Tries left: {attemptsLeft}.',
    'sign-in-locked': 'Too many wrong PINs; wait {minutes} minutes, or ask a manager to set a new PIN.',
    'approval-needed': 'You may not do this alone ({right}); ask somebody who may to enter their PIN.',
    'approval-insufficient': '{name} may not allow this either ({right}); ask a manager.',
    'approval-same-person': 'Somebody else must allow this; ask them to enter their code and PIN.',
    'reason-missing': 'A reason is needed; enter why.',
    'staff-unknown': 'There is nobody with the code {staff}; check it.',
    'staff-code-taken': 'The code {staff} belongs to somebody else; choose another.',
    'staff-invalid': 'The {field} of this person is not valid; correct it.',
    'pin-invalid': 'A PIN is four to eight digits; choose another.',
    'last-manager': 'This is the last person who may manage staff; give somebody else that right first.',
    'shift-not-open': 'No shift is open; open one with its float first.',
    'shift-already-open': 'Shift {number} is open already; close it before opening another.',
    'shift-basket-open': 'A sale is still on the counter; pay, hold or void it before closing.',
    'z-none': 'No shift has been closed yet; the first Z comes with the first closing.',
    'z-unknown': 'There is no Z report {zNumber}; check the number.',
    'amount-invalid':
      '{amount} is not an amount; write one above zero without thousands separators, with no more decimals than the currency has.',
    'count-invalid': 'The count is not valid; enter whole numbers of coins and notes.',
    'clock-jumped':
      'The clock is {hours} hours away from the last entry; set it right, or have a manager confirm it.',
    'store-locked': 'Another program (process {pid}) is using this data folder; close it first.',
    'store-missing':
      'There is no register in {folder}; name the right folder, or import or sell to begin one.',
    'store-in-use': 'Another program is using this data; wait until it is done, or close it, and try again.',
    'store-older':
      'This data is of an older version ({version}; this program writes {known}); start the register once to bring it up to date.',
    'store-newer':
      'This data was written by a newer version ({version}; this program knows {known}); update the program.',
    'store-corrupt':
      'The database is damaged ({detail}); restore the latest backup with "guitai restore FILE". Nothing was changed.',
    'store-read-only': 'The folder {folder} cannot be written to; give this user the right to write there.',
    'store-full':
      'The disk that holds {folder} is full; free some space and try again. Nothing that was confirmed is lost.',
    'store-io':
      'The disk that holds {folder} failed ({detail}); check the disk. Nothing that was confirmed is lost.',
    'store-not-empty': 'There is a register in {folder} already; name an empty folder.',
    'settings-invalid': 'The setting “{section}” is not valid ({detail}); correct it.',
    'backup-invalid': '{file} is not a usable backup ({detail}); choose another.',
    'file-exists': '{file} exists already; name another file.',
    'file-unreadable': '{file} cannot be read ({detail}); check its name and rights.',
    'file-unwritable': '{file} cannot be written ({detail}); choose another place.',
    'import-file-invalid': '{detail}',
    'replay-row-invalid': 'Line {line} of the file cannot be replayed ({detail}); correct the file.',
    'verify-failed': '{detail}',
    'format-later':
      'Receipts in the printer format {format} are not in this version; choose text, html or pdf.',
    cancelled: 'Stopped as you asked; what was done so far is kept.',
    usage: '{detail}',
    'program-failed':
      'The program failed ({detail}); nothing that was confirmed is lost. Run it again with GUITAI_DEBUG=1 and send what it shows.',
  },
  'zh-CN': {
    'tender-amount-invalid': '金额无效，请输入顾客支付的金额（大于零）。',
    'tender-exceeds-due': '只有现金可以多收，请输入不超过应付余额的金额。',
    'tender-not-due': '已无应付金额，请直接完成交易。',
    'code-unreadable': '{detail}',
    'code-unknown': '没有条码为 {scanned} 的商品，请按名称搜索，或按部类销售。',
    'code-not-for-sale': '{scanned} 不是商品，请扫描商品本身的条码。',
    'article-unknown': '没有编号为 {articleCode} 的商品，请核对编号或按名称搜索。',
    'article-needs-price': '{name} 没有定价，请输入标签上的价格。',
    'article-has-price': '{name} 已有定价，请不要另输价格，需要时在该行改价。',
    'article-needs-weight': '{name} 按重量销售，请放上电子秤或输入重量。',
    'article-needs-age': '{name} 不得售予 {age} 岁以下的顾客，请先核实年龄。',
    'department-unknown': '没有部类 {department}，请选择本店的部类。',
    'quantity-invalid': '{quantity} 不是有效数量，请输入大于零、不超过 1,000,000、最多三位小数的数。',
    'quantity-not-whole': '{name} 按件销售，请输入整数。',
    'tare-exceeds-weight': '皮重 {tareGrams} 克不小于毛重，请重新称重。',
    'price-invalid': '{price} 不是有效价格，请输入 0 到 1,000,000,000、最多四位小数的价格。',
    'price-below-floor': '价格不能低于 {floor}，请提高价格或减少折扣。',
    'discount-invalid': '{discount} 不是有效折扣，请输入 0 到 100 的百分比，或大于零的金额。',
    'discount-outgrown': '{name} 的折扣将超出原批准的范围，请先取消折扣，改好后再重新打折。',
    'basket-discount-outgrown': '整单折扣已超出对剩余商品批准的范围，请重新打折。',
    'text-too-long': '“{field}”太长，最多 {max} 个字符。',
    'text-missing': '缺少“{field}”，请填写。',
    'basket-full': '一笔交易最多 {max} 行，请先结账再开新单。',
    'held-full': '最多可挂 {max} 单，请先取回一单结账或作废。',
    'basket-empty': '还没有商品，请先扫描。',
    'basket-not-empty': '当前有未完成的交易，请先挂单或结账。',
    'basket-unknown': '该挂单已不存在，请从列表中选择。',
    'basket-in-checkout': '正在收款，请先返回再修改。',
    'basket-not-in-checkout': '请先进入结账再收款。',
    'amount-too-large': '{name} 的金额超出单行上限，请核对数量和价格，或分成几行。',
    'basket-too-large': '这笔交易太大（{maxBytes} 字节），请分成两单。',
    'line-unknown': '该行已不在交易中，请重新选择。',
    'line-linked': '该行随主商品变动，请修改主商品。',
    'line-is-return': '退货按原付或批准的金额退还，请删除该行后重新录入。',
    'tenders-taken': '已收款 {amount}，请先退回再修改交易。',
    'tenders-full': '一笔交易最多 {max} 次收款，请退回一笔再收较大的金额。',
    'tender-unknown': '本店不支持“{tender}”，请选择其他支付方式。',
    'tender-needs-reference': '“{tender}”需要终端打印的参考号，请输入。',
    'still-due': '还差 {due}，请收齐后再完成。',
    'receipt-unknown': '本机没有小票 {receipt}，请核对号码。',
    'receipt-line-unknown': '小票 {receipt} 没有可退的第 {lineNo} 行，请核对小票。',
    'nothing-left-to-return': '该小票上 {name} 只剩 {left} 可退。',
    'refund-tender-not-original': '顾客原来没有用“{tender}”支付，请原路退回，或请店长处理。',
    'not-signed-in': '尚未登录，请输入工号和密码。',
    'sign-in-wrong': '工号或密码错误，请重试（还可尝试 {attemptsLeft} 次）。',
    'sign-in-locked': '密码错误次数过多，请等待 {minutes} 分钟，或请店长重设密码。',
    'approval-needed': '您无权单独进行此操作（{right}），请有权限的人输入密码。',
    'approval-insufficient': '{name} 也无权批准（{right}），请店长处理。',
    'approval-same-person': '须由他人批准，请对方输入工号和密码。',
    'reason-missing': '需要填写原因。',
    'staff-unknown': '没有工号 {staff}，请核对。',
    'staff-code-taken': '工号 {staff} 已被使用，请换一个。',
    'staff-invalid': '该员工的“{field}”无效，请更正。',
    'pin-invalid': '密码须为四到八位数字，请换一个。',
    'last-manager': '这是最后一位可管理员工的人，请先授权他人。',
    'shift-not-open': '尚未开班，请先输入备用金开班。',
    'shift-already-open': '班次 {number} 已开，请先结班。',
    'shift-basket-open': '还有未完成的交易，请先结账、挂单或作废。',
    'z-none': '还没有结过班，第一次结班后才有 Z 报表。',
    'z-unknown': '没有 Z 报表 {zNumber}，请核对号码。',
    'amount-invalid': '{amount} 不是有效金额，请输入大于零、不带千位分隔符、小数位不超过货币规定的金额。',
    'count-invalid': '清点数无效，请输入整数。',
    'clock-jumped': '时钟与最后一笔记录相差 {hours} 小时，请校正时钟，或由店长确认。',
    'store-locked': '另一个程序（进程 {pid}）正在使用该数据文件夹，请先关闭它。',
    'store-missing': '{folder} 中没有收银数据，请指定正确的文件夹，或先导入、销售以新建。',
    'store-in-use': '另一个程序正在使用这些数据，请等它完成或关闭后重试。',
    'store-older': '数据属于旧版本（{version}，本程序为 {known}），请先启动一次收银程序完成升级。',
    'store-newer': '数据由更新的版本写入（{version}，本程序为 {known}），请升级程序。',
    'store-corrupt': '数据库已损坏（{detail}），请用“guitai restore FILE”恢复最近的备份。未作任何更改。',
    'store-read-only': '文件夹 {folder} 不可写，请为当前用户授予写入权限。',
    'store-full': '{folder} 所在磁盘已满，请清理空间后重试。已确认的数据没有丢失。',
    'store-io': '{folder} 所在磁盘出错（{detail}），请检查磁盘。已确认的数据没有丢失。',
    'store-not-empty': '{folder} 中已有收银数据，请指定空文件夹。',
    'settings-invalid': '设置“{section}”无效（{detail}），请更正。',
    'backup-invalid': '{file} 不是可用的备份（{detail}），请另选一个。',
    'file-exists': '{file} 已存在，请换一个文件名。',
    'file-unreadable': '无法读取 {file}（{detail}），请检查文件名和权限。',
    'file-unwritable': '无法写入 {file}（{detail}），请换一个位置。',
    'import-file-invalid': '{detail}',
    'replay-row-invalid': '文件第 {line} 行无法重放（{detail}），请更正文件。',
    'verify-failed': '{detail}',
    'format-later': '本版本尚不支持打印机格式 {format}，请选择 text、html 或 pdf。',
    cancelled: '已按要求停止，已完成的部分保留。',
    usage: '{detail}',
    'program-failed':
      '程序出错（{detail}），已确认的数据没有丢失。请设置 GUITAI_DEBUG=1 重新运行并反馈输出。',
  },
};

/** The sentence for an error in the reader's language. */
export function describeError(error: RegisterError, language: Language): string {
  const values: Record<string, unknown> = { ...error };
  if ('right' in error) values['right'] = rightText[language][error.right];
  if ('field' in error) values['field'] = fieldText[language][error.field];
  if (error.code === 'code-unreadable') values['detail'] = describeBarcodeError(error.fault, language);
  if (error.code === 'backup-invalid') {
    values['detail'] = fillTemplate(backupText[language][error.reason], { cause: error.cause });
  }
  return fillTemplate(errorText[language][error.code], values);
}
