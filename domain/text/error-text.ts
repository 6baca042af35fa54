import type { ErrorCode, RegisterError } from '../errors.ts';
import { backupText } from './backup-text.ts';
import { describeBarcodeError } from './barcode-text.ts';
import { chainErrorText } from './chain-error-text.ts';
import { describeDeviceFault } from './device-text.ts';
import { fieldText } from './field-text.ts';
import { fillTemplate, type Language } from './language.ts';
import { memberErrorText } from './member-error-text.ts';
import { describePhoneFault } from './member-text.ts';
import { rightText } from './right-text.ts';
import { storeErrorText } from './store-error-text.ts';

/** One sentence an error: what is wrong, and what to do. */
export const errorText: Record<Language, Record<ErrorCode, string>> = {
  en: {
    ...chainErrorText.en,
    ...memberErrorText.en,
    ...storeErrorText.en,
    'tender-amount-invalid': 'That amount cannot be taken; enter what the customer gives, above zero.',
    'tender-exceeds-due': 'Only cash can be more than what is due; enter at most the amount still due.',
    'tender-not-due': 'Nothing is due; finish the sale.',
    'code-unreadable': '{detail}',
    'code-unknown':
      'No article has the code {scanned}; search for it by name, or sell it under a department.',
    'code-not-for-sale': '{scanned} is not an article; scan the article’s own barcode.',
    'goods-expired': '{name} could be sold until {date}, its label says; take it off the shelf.',
    'batch-blocked': 'Batch {batch} of {name} is blocked; do not sell it, and put it aside.',
    'label-currency':
      'The label of {name} gives its price in another currency; sell it by name with the price in the shop’s.',
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
    'members-sealed':
      'The key of the members’ data is not on this till; enter the recovery code with “guitai recovery-code --enter CODE”, or at a till of a chain the code for a new key that central makes.',
    'recovery-code-needed':
      'The members in this backup are sealed under a key that is not on this machine; restore with --recovery-code CODE, or with --without-member-data to leave them sealed.',
    'recovery-code-wrong': 'That recovery code does not open this data; check it letter by letter.',
    'recovery-code-none':
      'No recovery code was made before this backup; put data.key of its till into the data folder, or restore with --without-member-data.',
    'not-signed-in': 'Nobody is signed in; sign in with your code and PIN.',
    'till-locked': 'The till is locked; {name} or somebody else signs in to go on.',
    'sign-in-wrong': 'Code or PIN is wrong; try again. Tries left: {attemptsLeft}.',
    'sign-in-locked': 'Too many wrong PINs; wait {minutes} minutes, or ask a manager to set a new PIN.',
    'badge-wrong':
      'That badge is not known here; try again, or sign in with your code and PIN. Tries left: {attemptsLeft}.',
    'badge-locked': 'Too many unknown badges; sign in with your code and PIN, or wait {minutes} minutes.',
    'approval-needed': 'You may not do this alone ({right}); ask somebody who may to enter their PIN.',
    'approval-insufficient': '{name} may not allow this either ({right}); ask a manager.',
    'approval-same-person': 'Somebody else must allow this; ask them to enter their code and PIN.',
    'reason-missing': 'A reason is needed; enter why.',
    'staff-unknown': 'There is nobody with the code {staff}; check it.',
    'staff-code-taken': 'The code {staff} belongs to somebody else; choose another.',
    'staff-invalid': 'The {field} of this person is not valid; correct it.',
    'pin-invalid': 'A PIN is four to eight digits; choose another.',
    'badge-invalid': 'A badge reads as 6 to 64 letters, digits and signs; read it again or take another.',
    'badge-taken': 'That badge is {name}’s; take another.',
    'last-manager': 'This is the last person who may manage staff; give somebody else that right first.',
    'not-in-training': 'This cannot be done while practising; end the practice first.',
    'training-without-role':
      'No role of this shop may sell, so nobody can practise; give a role that right first.',
    'shift-not-open': 'No shift is open; open one with its float first.',
    'shift-already-open': 'Shift {number} is open already; close it before opening another.',
    'shift-basket-open': 'A sale is still on the counter; pay, hold or void it before closing.',
    'z-none': 'No shift has been closed yet; the first Z comes with the first closing.',
    'z-unknown': 'There is no Z report {zNumber}; check the number.',
    'entry-unknown': 'The journal has no entry {seq} in epoch {epoch}; check the number.',
    'amount-invalid':
      '{amount} is not an amount; write one above zero without thousands separators, with no more decimals than the currency has.',
    'count-invalid': 'The count is not valid; enter whole numbers of coins and notes.',
    'count-missing': 'Nothing has been counted in this shift yet; count the drawer first.',
    'count-outdated': 'Something was sold or cash was moved since the drawer was counted; count it again.',
    'clock-jumped':
      'The clock is {hours} hours away from the last entry; set it right, or have a manager confirm it.',
    'device-failed': '{detail}',
    'printer-none': 'There is no printer; set one up under Settings, Devices.',
    'drawer-none': 'No cash drawer hangs on that printer; set one up under Settings, Devices.',
    'scale-none': 'There is no scale; set one up under Settings, Devices, or type the weight.',
    'print-job-gone': 'That print job is settled already; look at the list again.',
    'print-job-waiting': 'That document is not on paper yet and is printed by itself; wait, or give it up.',
    'not-simulated': 'That device is a real one; only a simulated one does what it is told.',
    'import-file-invalid': '{detail}',
    'replay-row-invalid': 'Line {line} of the file cannot be replayed ({detail}); correct the file.',
    'verify-failed': '{detail}',
    cancelled: 'Stopped as you asked; what was done so far is kept.',
    usage: '{detail}',
    'program-failed':
      'The program failed ({detail}); nothing that was confirmed is lost. Run it again with GUITAI_DEBUG=1 and send what it shows.',
  },
  'zh-CN': {
    ...chainErrorText['zh-CN'],
    ...memberErrorText['zh-CN'],
    ...storeErrorText['zh-CN'],
    'tender-amount-invalid': '金额无效，请输入顾客支付的金额（大于零）。',
    'tender-exceeds-due': '只有现金可以多收，请输入不超过应付余额的金额。',
    'tender-not-due': '已无应付金额，请直接完成交易。',
    'code-unreadable': '{detail}',
    'code-unknown': '没有条码为 {scanned} 的商品，请按名称搜索，或按部类销售。',
    'code-not-for-sale': '{scanned} 不是商品，请扫描商品本身的条码。',
    'goods-expired': '{name} 的标签显示只能售至 {date}，请下架。',
    'batch-blocked': '{name} 的批次 {batch} 已停售，请勿出售并另行存放。',
    'label-currency': '{name} 的标签以其他货币标价，请按名称销售并输入本店货币的价格。',
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
    'members-sealed':
      '本机没有会员资料的密钥，请用“guitai recovery-code --enter 恢复码”输入恢复码；连锁的收银机也可输入总部生成的换密钥代码。',
    'recovery-code-needed':
      '该备份中的会员资料所用密钥不在本机，请加 --recovery-code 恢复码；或加 --without-member-data，让其保持封存。',
    'recovery-code-wrong': '恢复码不正确，请逐字核对。',
    'recovery-code-none':
      '该备份之前没有生成过恢复码，请把原收银机的 data.key 放入数据文件夹，或加 --without-member-data 恢复。',
    'not-signed-in': '尚未登录，请输入工号和密码。',
    'till-locked': '收银台已锁定，请由 {name} 或其他员工登录后继续。',
    'sign-in-wrong': '工号或密码错误，请重试（还可尝试 {attemptsLeft} 次）。',
    'sign-in-locked': '密码错误次数过多，请等待 {minutes} 分钟，或请店长重设密码。',
    'badge-wrong': '此处没有登记该工牌，请重试，或用工号和密码登录。还可尝试 {attemptsLeft} 次。',
    'badge-locked': '未登记的工牌刷得太多，请用工号和密码登录，或等待 {minutes} 分钟。',
    'approval-needed': '您无权单独进行此操作（{right}），请有权限的人输入密码。',
    'approval-insufficient': '{name} 也无权批准（{right}），请店长处理。',
    'approval-same-person': '须由他人批准，请对方输入工号和密码。',
    'reason-missing': '需要填写原因。',
    'staff-unknown': '没有工号 {staff}，请核对。',
    'staff-code-taken': '工号 {staff} 已被使用，请换一个。',
    'staff-invalid': '该员工的“{field}”无效，请更正。',
    'pin-invalid': '密码须为四到八位数字，请换一个。',
    'badge-invalid': '工牌内容须为 6 至 64 个字母、数字或符号，请重新读取或换一个。',
    'badge-taken': '该工牌属于 {name}，请换一个。',
    'last-manager': '这是最后一位可管理员工的人，请先授权他人。',
    'not-in-training': '练习时不能这样做，请先结束练习。',
    'training-without-role': '本店没有可以收银的角色，无法练习，请先设置角色权限。',
    'shift-not-open': '尚未开班，请先输入备用金开班。',
    'shift-already-open': '班次 {number} 已开，请先结班。',
    'shift-basket-open': '还有未完成的交易，请先结账、挂单或作废。',
    'z-none': '还没有结过班，第一次结班后才有 Z 报表。',
    'z-unknown': '没有 Z 报表 {zNumber}，请核对号码。',
    'entry-unknown': '日志第 {epoch} 纪元没有第 {seq} 条，请核对号码。',
    'amount-invalid': '{amount} 不是有效金额，请输入大于零、不带千位分隔符、小数位不超过货币规定的金额。',
    'count-invalid': '清点数无效，请输入整数。',
    'count-missing': '本班还没有清点现金，请先清点。',
    'count-outdated': '清点之后又有销售或现金进出，请重新清点。',
    'clock-jumped': '时钟与最后一笔记录相差 {hours} 小时，请校正时钟，或由店长确认。',
    'device-failed': '{detail}',
    'printer-none': '没有打印机，请在“设置－设备”中添加。',
    'drawer-none': '该打印机没有接钱箱，请在“设置－设备”中设置。',
    'scale-none': '没有电子秤，请在“设置－设备”中添加，或手工输入重量。',
    'print-job-gone': '该打印任务已处理，请刷新列表。',
    'print-job-waiting': '该单据尚未打印，会自动重试，请稍候或放弃。',
    'not-simulated': '这是真实设备，只有模拟设备可以这样操作。',
    'import-file-invalid': '{detail}',
    'replay-row-invalid': '文件第 {line} 行无法重放（{detail}），请更正文件。',
    'verify-failed': '{detail}',
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
  if (error.code === 'member-phone-invalid') {
    values['detail'] = describePhoneFault(error.fault, error.phone, language);
  }
  if (error.code === 'device-failed') {
    values['detail'] = describeDeviceFault(error.device, error.fault, language);
  }
  if (error.code === 'backup-invalid') {
    values['detail'] = fillTemplate(backupText[language][error.reason], { cause: error.cause });
  }
  return fillTemplate(errorText[language][error.code], values);
}
