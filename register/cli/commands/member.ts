import { businessDateAt } from '../../../domain/business-date.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { ShopSettings } from '../../../domain/shop-settings.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { memberText } from '../../../domain/text/member-text.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { findMembers, type FoundMember } from '../../use-cases/find-members.ts';
import type { Command } from '../command.ts';
import { readTill } from '../read-till.ts';
import { layoutTable } from '../text-table.ts';

/** As many as the counter shows. */
const FOUND_MAX = 20;
const TEXT_MAX_LENGTH = 200;

/** `member CODE`: the members that the counter would find, masked as it shows them. */
export const memberCommand: Command = {
  name: 'member',
  positionals: ['CODE…'],
  options: {},
  summary: {
    en: 'members by phone, last digits, card, number, name, pinyin or initials, as the counter finds and masks them',
    'zh-CN': '按手机号、尾号、卡号、会员号、姓名、拼音或首字母查找会员，与收银台一致（已脱敏）',
  },
  run({ folder, language, positionals }) {
    const text = positionals.join(' ');
    if (text.length > TEXT_MAX_LENGTH) {
      const detail = fillTemplate(reportText[language].searchTooLong, { max: TEXT_MAX_LENGTH });
      return fail({ code: 'usage', detail });
    }
    return readTill(folder, (till) => {
      const members = findMembers(till, text, FOUND_MAX);
      if (members.length === 0)
        return ok({ text: fillTemplate(memberText[language].noMembers, { text }), json: { members } });
      return ok({ text: memberTable(members, till.settings.shop, language), json: { members } });
    });
  },
};

/** Members in a table, masked. */
export function memberTable(
  members: readonly FoundMember[],
  { zone }: Pick<ShopSettings['shop'], 'zone'>,
  language: Language,
): string {
  const words = memberText[language];
  const columns = [
    { title: words.memberNumber, align: 'left' },
    { title: words.memberName, align: 'left' },
    { title: words.memberPhone, align: 'left' },
    { title: words.memberBirthday, align: 'left' },
    { title: words.memberJoined, align: 'left' },
  ] as const;
  const rows = members.map(({ number, name, phone, birthday, isSealed, joinedAtUtcMs }) => [
    number,
    isSealed ? words.sealed : (name ?? ''),
    phone ?? '',
    birthday ?? '',
    businessDateAt(joinedAtUtcMs, zone, 0),
  ]);
  return layoutTable(columns, rows);
}
