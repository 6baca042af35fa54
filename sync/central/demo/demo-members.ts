import { addDays } from '../../../domain/business-date.ts';

const COUNT = 240;
const GIVEN = [
  'Amelia',
  'Ben',
  'Chloe',
  'Daniel',
  'Ella',
  'Freddie',
  'Grace',
  'Harry',
  'Isla',
  'Jack',
  'Katie',
  'Leo',
];
const FAMILY = ['Archer', 'Brook', 'Carter', 'Dale', 'Ellis', 'Foster', 'Gibson', 'Hale', 'Irwin', 'Jarvis'];
const CHINESE_FAMILY = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const CHINESE_GIVEN = ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '杰', '雪', '晨'];
const TIERS = ['basic', 'basic', 'basic', 'silver', 'basic', 'gold', 'basic', 'silver', 'basic', 'platinum'];
/** What members of a tier have about them, in the currency's major units: more than the tier asks for. */
const SPENT: Readonly<Record<string, number>> = { basic: 90, silver: 450, gold: 1_400, platinum: 3_500 };
/** Ofcom keeps 07700 900000 to 900999 free for plays and films: they ring nowhere. */
const FIRST_PHONE = 7_700_900_000;
const CARD = 8_800_200_000;
/** Steps through the days of a year and of a member's first three without meeting one twice soon. */
const [BIRTHDAY_STEP, JOINED_STEP] = [131, 47];

/**
 * Members of a chain to try things out with, nobody real, as a file that the import takes: no two share a phone, a card, or a
 * name with a birthday.
 */
export function demoMembersCsv(today: string): string {
  const header = 'code,name,phone,birthday,card,tier,points,points_expire,spent,visits,joined,consents';
  const rows = Array.from({ length: COUNT }, (_, place) => {
    const tier = TIERS[place % TIERS.length] ?? 'basic';
    const spent = (SPENT[tier] ?? 0) + (place % 37);
    return [
      `M${20_001 + place}`,
      nameOf(place),
      `0${FIRST_PHONE + place}`,
      addDays('1990-01-01', (place * BIRTHDAY_STEP) % 365),
      place % 3 === 0 ? CARD + place : '',
      tier,
      spent,
      addDays(today, 365),
      `${spent}.00`,
      2 + (place % 23),
      addDays(today, -30 - ((place * JOINED_STEP) % 1_000)),
      place % 2 === 0 ? 'messages personal-offers' : '',
    ].join(',');
  });
  return [header, ...rows].join('\n');
}

function nameOf(place: number): string {
  const turn = Math.floor(place / 2);
  if (place % 2 === 1)
    return pick(CHINESE_FAMILY, turn) + pick(CHINESE_GIVEN, Math.floor(turn / CHINESE_FAMILY.length));
  return `${pick(GIVEN, turn)} ${pick(FAMILY, Math.floor(turn / GIVEN.length))}`;
}

function pick(names: readonly string[], place: number): string {
  return names[place % names.length] ?? '';
}
