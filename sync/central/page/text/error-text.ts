import { describeError } from '../../../../domain/text/error-text.ts';
import { describeImportError } from '../../../../domain/text/import-text.ts';
import { fillTemplate, type Language } from '../../../../domain/text/language.ts';
import { describePromotionFault } from '../../../../domain/text/promotion-text.ts';
import type { Texts } from '../state/language.ts';
import type { PageError } from '../state/office.ts';

const en: Record<PageError['code'], string> = {
  'central-away':
    'Central cannot be reached. Check the network, then try again; registers go on selling meanwhile.',
  'signed-out': 'You are signed out. Sign in again.',
  'sign-in-wrong': 'User name or password is wrong.',
  'sign-in-locked': 'Too many wrong passwords. Try again after {time}.',
  'sign-in-busy': 'Several people are signing in at this moment. Try again.',
  'password-must-change': 'Choose your own password first.',
  'password-wrong': 'That is not your password until now.',
  'password-short': 'A password has at least {min} characters.',
  'password-same': 'The new password is the one until now. Choose another.',
  'right-missing': 'Your role may not do this. An owner can give you another role.',
  'other-shop': 'That belongs to a shop that is not yours.',
  malformed: 'Central did not understand the page ({detail}). Reload it.',
  'file-too-large': 'The file is larger than {maxMegabytes} MB. Split it, or compress it with gzip.',
  gone: 'It is not there any more. Reload the list.',
  busy: 'Central cannot do this at the moment. Try again; if it stays so, its log says why.',
  'login-taken': 'Somebody has the user name {login} already. Choose another.',
  'last-owner': 'At least one active owner must stay. Make somebody else an owner first.',
  'shop-unknown': 'There is no shop {shop}.',
  'shop-taken': 'There is a shop {shop} already.',
  'till-taken':
    'Till {till} of this shop has that number, for good. Choose another; for its new PC, use “New key” in its row.',
  'already-revoked': 'This register is revoked already.',
  'already-resolved': 'Somebody has resolved this already. Reload the list.',
  'reason-missing': 'Say why: the audit keeps it.',
  'points-invalid': 'Points are a whole number other than 0, at most 1,000,000,000.',
  'points-not-there':
    'The member has only {available} points that can be taken. What is kept for a sale or a till cannot.',
  'member-same': 'These are the same member. Choose another.',
  'member-sealed': 'This member’s data cannot be opened with the chain’s key.',
  'member-cards-full': 'Together they would have more than {max} cards. Take one away first.',
  'member-entry': '{detail}',
  'day-over': 'That day is over. Choose one that is to come.',
  'price-invalid': 'A price is a number such as 12.50, with at most four decimals.',
  'share-invalid':
    'A share is a percentage such as 50, more than 0 and at most 100, with at most two decimals.',
  'coupon-none': 'This rule gives no coupons of this kind.',
  'coupon-unknown': 'There is no coupon with this code.',
  'coupon-void': 'This coupon is void already.',
  'file-invalid': '{detail}',
  'promotions-invalid': 'Nothing was changed. {detail}',
  'setting-invalid': 'Nothing was changed: {detail}',
  'staff-code-taken': 'Somebody has the code {staffCode} already. Choose another.',
  'role-unknown': 'There is no role {role} in this shop.',
};

export const errorText: Texts<PageError['code']> = {
  en,
  'zh-CN': {
    'central-away': '无法连接总部。请检查网络后重试；收银机不受影响，可继续销售。',
    'signed-out': '已退出登录，请重新登录。',
    'sign-in-wrong': '用户名或密码不正确。',
    'sign-in-locked': '密码错误次数过多，请在 {time} 之后重试。',
    'sign-in-busy': '此刻登录的人较多，请重试。',
    'password-must-change': '请先设置自己的密码。',
    'password-wrong': '原密码不正确。',
    'password-short': '密码至少 {min} 个字符。',
    'password-same': '新密码与原密码相同，请换一个。',
    'right-missing': '您的角色不能进行此操作，可请所有者调整角色。',
    'other-shop': '这属于其他门店。',
    malformed: '总部无法识别页面的请求（{detail}），请刷新页面。',
    'file-too-large': '文件超过 {maxMegabytes} MB，请拆分，或用 gzip 压缩。',
    gone: '该项已不存在，请刷新列表。',
    busy: '总部暂时无法完成，请重试；如一直如此，原因见总部日志。',
    'login-taken': '用户名 {login} 已有人使用，请换一个。',
    'last-owner': '至少要保留一位有效的所有者，请先指定另一位。',
    'shop-unknown': '没有门店 {shop}。',
    'shop-taken': '门店 {shop} 已存在。',
    'till-taken': '本店已有 {till} 号机，编号不能再用，请换一个；如是那台换了电脑，请用其所在行的“换密钥”。',
    'already-revoked': '这台收银机已停用。',
    'already-resolved': '这一项已有人处理，请刷新列表。',
    'reason-missing': '请填写原因，操作记录会保存。',
    'points-invalid': '积分须为不等于 0 的整数，不超过 1,000,000,000。',
    'points-not-there': '该会员只有 {available} 积分可扣，已为销售或收银机预留的不可扣。',
    'member-same': '这是同一位会员，请另选一位。',
    'member-sealed': '用本连锁的密钥无法打开该会员的资料。',
    'member-cards-full': '合并后会超过 {max} 张卡，请先移除一张。',
    'member-entry': '{detail}',
    'day-over': '该日期已过，请选择将来的日期。',
    'price-invalid': '价格须为数字，如 12.50，最多四位小数。',
    'share-invalid': '比例须为大于 0、不超过 100 的百分数，如 50，最多两位小数。',
    'coupon-none': '该规则不发放此类优惠券。',
    'coupon-unknown': '没有该编码的优惠券。',
    'coupon-void': '该优惠券已作废。',
    'file-invalid': '{detail}',
    'promotions-invalid': '未作任何改动。{detail}',
    'setting-invalid': '未作任何改动：{detail}',
    'staff-code-taken': '编号 {staffCode} 已有人使用，请换一个。',
    'role-unknown': '本店没有角色 {role}。',
  },
};

/** The sentence for an error, with what to do. */
export function describeOfficeError(error: PageError, language: Language): string {
  return fillTemplate(errorText[language][error.code], { ...error, ...detailOf(error, language) });
}

function detailOf(error: PageError, language: Language): Record<string, string> {
  switch (error.code) {
    case 'sign-in-locked':
      return { time: new Date(error.untilUtcMs).toLocaleTimeString(language, { timeStyle: 'short' }) };
    case 'file-invalid':
      return { detail: describeImportError(error.fault, language) };
    case 'member-entry':
      return { detail: describeError(error.fault, language) };
    case 'promotions-invalid':
      return { detail: error.faults.map((fault) => describePromotionFault(fault, language)).join(' ') };
    default:
      return {};
  }
}
