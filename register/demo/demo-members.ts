import Papa from 'papaparse';
import { addDays } from '../../domain/business-date.ts';
import { chanceOf, type Chance } from './demo-chance.ts';
import { britishName, chineseName } from './demo-names.ts';
import { demoPhone } from './demo-phones.ts';

export const DEMO_MEMBER_COUNT = 5_000;

/** One row of a members file, in the columns that the import knows. Dates are ISO dates, money minor units. */
export interface DemoMember {
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  /** Empty, `MM-DD`, or with the year. */
  readonly birthday: string;
  readonly card: string;
  readonly tier: string;
  readonly points: number;
  /** The last day on which the points are good. */
  readonly pointsExpire: string;
  readonly spentMinor: number;
  readonly visits: number;
  readonly joined: string;
  readonly consents: readonly string[];
}

/** Where the shop stands in time: the day on which it takes these members over, and the one on which it is looked at. */
export interface DemoDays {
  readonly takenOver: string;
  readonly today: string;
}

interface TierSpread {
  readonly code: string;
  /** Of 10,000 members. */
  readonly shareBp: number;
  /** What they spent in the year before, from and below, in minor units. */
  readonly fromMinor: number;
  readonly belowMinor: number;
}

/** Few are at the top, as in shops that have such tiers. The amounts agree with the tiers that a new shop has. */
const TIERS: readonly TierSpread[] = [
  { code: 'platinum', shareBp: 300, fromMinor: 300_000, belowMinor: 600_000 },
  { code: 'gold', shareBp: 900, fromMinor: 100_000, belowMinor: 290_000 },
  { code: 'silver', shareBp: 2_200, fromMinor: 30_000, belowMinor: 95_000 },
  { code: 'basic', shareBp: 6_600, fromMinor: 0, belowMinor: 29_000 },
];

const JOINED_WITHIN_DAYS = 1_200;
/** Of those of the lowest tier: they joined lately, and have not bought yet. */
const NEWCOMERS_BP = 800;
const VISIT_MINOR = 2_800;
const POINT_MINOR = 100;

/**
 * The demo's members: nobody real, the same for the same days on every machine. No two have a number, a card or a name
 * with its birthday in common, so an import takes them all.
 */
export function demoMembers(days: DemoDays): DemoMember[] {
  const chance = chanceOf('members');
  const people = new Set<string>();
  return Array.from({ length: DEMO_MEMBER_COUNT }, (_, place) => {
    const birthday = birthdayOf(chance, days, place);
    const name = nameBeside(people, chance, birthday);
    return { ...accountOf(chance, days, place), name, birthday, ...reachOf(chance, place) };
  });
}

/** The members as a file that `import members` takes. */
export function demoMembersCsv(days: DemoDays): string {
  const rows = demoMembers(days).map((member) => [
    member.code,
    member.name,
    member.phone,
    member.birthday,
    member.card,
    member.tier,
    member.points || '',
    member.pointsExpire,
    (member.spentMinor / 100).toFixed(2),
    member.visits,
    member.joined,
    member.consents.join(' '),
  ]);
  return `${Papa.unparse([COLUMNS, ...rows], { newline: '\n' })}\n`;
}

const COLUMNS = 'code name phone birthday card tier points points_expire spent visits joined consents'.split(
  ' ',
);

/** Half of them Chinese, half British; no two of a name have the same birthday. */
function nameBeside(people: Set<string>, chance: Chance, birthday: string): string {
  const isChinese = chance.inBp(5_000);
  for (;;) {
    const name = isChinese ? chineseName(chance) : britishName(chance);
    const person = `${name} ${birthday.slice(-5)}`;
    if (people.has(person)) continue;
    people.add(person);
    return name;
  }
}

/** Every hundredth has one in the days from yesterday to a week ahead, so that the counter always meets some. */
function birthdayOf(chance: Chance, { today }: DemoDays, place: number): string {
  const year = 1945 + chance.below(61);
  const isSoon = place % 100 === 7;
  const day = isSoon ? addDays(today, chance.below(8) - 1) : addDays('2001-01-01', chance.below(365));
  const monthDay = day.slice(5);
  if (chance.inBp(1_500) && !isSoon) return '';
  // A leap day has years of its own; and many say only day and month.
  return chance.inBp(6_000) || monthDay === '02-29' ? monthDay : `${year}-${monthDay}`;
}

/** A phone and a card for most of them, one of the two for all, and what they allowed. */
function reachOf(chance: Chance, place: number): Pick<DemoMember, 'phone' | 'card' | 'consents'> {
  const hasPhone = chance.inBp(9_200);
  const hasCard = !hasPhone || chance.inBp(4_500);
  const consents = [
    ['messages', 5_500],
    ['wechat', 2_500],
    ['personal-offers', 4_500],
    ['partners', 600],
  ] as const;
  return {
    phone: hasPhone ? demoPhone(place) : '',
    card: hasCard ? String(8_800_100_001 + place * 37) : '',
    consents: consents.flatMap(([kind, rateBp]) => (chance.inBp(rateBp) ? [kind] : [])),
  };
}

type Account = Omit<DemoMember, 'name' | 'birthday' | 'phone' | 'card' | 'consents'>;

function accountOf(chance: Chance, days: DemoDays, place: number): Account {
  const { code: tier, fromMinor, belowMinor } = tierAt(chance.below(10_000));
  const code = `M${String(10_001 + place)}`;
  if (fromMinor === 0 && chance.inBp(NEWCOMERS_BP)) {
    const joined = addDays(days.takenOver, -1 - chance.below(40));
    return { code, tier, points: 0, pointsExpire: '', spentMinor: 0, visits: 0, joined };
  }
  const spentMinor = fromMinor + 1 + chance.below(belowMinor - fromMinor);
  const kept = Math.floor((spentMinor / POINT_MINOR) * (chance.below(100) / 100));
  const points = chance.inBp(1_500) ? 0 : kept;
  return {
    code,
    tier,
    points,
    pointsExpire: points === 0 ? '' : expiryOf(chance, days.today, place),
    spentMinor,
    visits: 1 + Math.floor((spentMinor / VISIT_MINOR) * (0.6 + chance.below(80) / 100)),
    joined: addDays(days.takenOver, -40 - chance.below(JOINED_WITHIN_DAYS)),
  };
}

/** By a chance below 10,000. */
function tierAt(drawn: number): TierSpread {
  let reached = 0;
  return TIERS.find(({ shareBp }) => drawn < (reached += shareBp)) ?? TIERS.at(-1)!;
}

/** For some within days of today, for the others at the end of one of the months to come. */
function expiryOf(chance: Chance, today: string, place: number): string {
  if (place % 12 === 5) return addDays(today, 1 + chance.below(12));
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const nextMonths = new Date(Date.UTC(year, month + 1 + chance.below(11), 0));
  return nextMonths.toISOString().slice(0, 10);
}
