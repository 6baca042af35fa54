import type { PhoneFault } from '../members/phone-fault.ts';
import { fillTemplate, type Language } from './language.ts';

/** Why a text is no phone number, and what to do. */
export const phoneFaultText: Record<Language, Record<PhoneFault, string>> = {
  en: {
    'phone-characters':
      '{phone} is not a phone number; write its digits, with + and the country before them.',
    'phone-too-short': 'The phone number {phone} is too short; check its digits.',
    'phone-too-long': 'The phone number {phone} is too long; check its digits.',
    'phone-without-country':
      'The phone number {phone} names no country; write + and the country code before it.',
    'phone-not-in-country': 'There is no such phone number as {phone}; check its digits.',
  },
  'zh-CN': {
    'phone-characters': '{phone} 不是电话号码，请填写数字，境外号码前加 + 和国家代码。',
    'phone-too-short': '电话号码 {phone} 位数不足，请核对。',
    'phone-too-long': '电话号码 {phone} 位数过多，请核对。',
    'phone-without-country': '电话号码 {phone} 没有国家代码，请在前面加 + 和国家代码。',
    'phone-not-in-country': '没有 {phone} 这样的电话号码，请核对。',
  },
};

export function describePhoneFault(fault: PhoneFault, phone: string, language: Language): string {
  return fillTemplate(phoneFaultText[language][fault], { phone });
}

const en = {
  memberNumber: 'Member',
  memberName: 'Name',
  memberPhone: 'Phone',
  memberBirthday: 'Birthday',
  memberJoined: 'Joined',
  memberCards: 'Cards',
  memberConsents: 'Allowed',
  noMembers:
    'No member is found by “{text}”; try the last digits of the phone, a name, its pinyin or initials.',
  sealed: 'sealed',
  none: 'none',
  membersFound: 'Members',
  duplicates:
    'Possibly the same person: {phone} rows with a phone that another member has, {namesakes} with the same name and birthday; listed in {file}',
  duplicateOf: 'possibly the same as',
  duplicateBy: 'because of',
  byPhone: 'phone',
  byName: 'name and birthday',
  recoveryCode:
    'Recovery code: {code}\nWrite it down and keep it away from this machine: whoever has it and a backup can read the members. It is not shown again; backups from now on open with it.',
  recoveryEntered: 'The members’ data can be read on this till again.',
  'consent-messages': 'messages',
  'consent-wechat': 'WeChat',
  'consent-personal-offers': 'offers for them alone',
  'consent-partners': 'partners',
} as const;

export type MemberTextKey = keyof typeof en;

const zhCN: Record<MemberTextKey, string> = {
  memberNumber: '会员号',
  memberName: '姓名',
  memberPhone: '手机',
  memberBirthday: '生日',
  memberJoined: '入会',
  memberCards: '会员卡',
  memberConsents: '已授权',
  noMembers: '没有找到“{text}”对应的会员，可试试手机尾号、姓名、拼音或首字母。',
  sealed: '已封存',
  none: '无',
  membersFound: '会员',
  duplicates: '疑似同一人：{phone} 行的手机号属于其他会员，{namesakes} 行姓名与生日相同，详见 {file}',
  duplicateOf: '疑似同一会员',
  duplicateBy: '依据',
  byPhone: '手机号',
  byName: '姓名与生日',
  recoveryCode:
    '恢复码：{code}\n请抄写并与本机分开保管：持有恢复码和备份的人可以读取会员资料。恢复码不会再次显示；此后的备份均可用它打开。',
  recoveryEntered: '本机已可重新读取会员资料。',
  'consent-messages': '短信',
  'consent-wechat': '微信',
  'consent-personal-offers': '专属优惠',
  'consent-partners': '合作伙伴',
};

/** What the command line says of members. */
export const memberText: Readonly<Record<Language, Readonly<Record<MemberTextKey, string>>>> = {
  en,
  'zh-CN': zhCN,
};
