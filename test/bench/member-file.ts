import { closeSync, openSync, writeSync } from 'node:fs';
import { createChance } from './chance.ts';
import { createNames } from './names.ts';

const MEMBERS_MAX = 2_000_000;
/** Coprime with the number of subscribers, so that every member gets another phone, in no order. */
const PHONE_STEP = 7_919_393;
const SUBSCRIBERS = 10 ** 8;
const ROWS_A_WRITE = 10_000;

export const englishNames = {
  given: 'James Mary Robert Linda Susan Karen Emma Olivia Amelia Jack Harry Noah Leo Isla Grace'.split(' '),
  family: 'Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans'.split(' '),
} as const;

/** One member of the file, whose number, phone and card can be asked for again. */
export interface BenchMember {
  readonly code: string;
  readonly phone: string;
  readonly card: string;
}

/** The member in a row of the file, from 0: the same on every machine. Every third has a card beside the number. */
export function benchMember(row: number): BenchMember {
  const code = `M${String(row).padStart(7, '0')}`;
  const phone = `138${String((row * PHONE_STEP) % SUBSCRIBERS).padStart(8, '0')}`;
  return { code, phone, card: row % 3 === 0 ? `6${String(row * 13).padStart(11, '0')}` : '' };
}

/** Writes a file of invented members: four of five names Chinese, two of three with a birthday, half have been here before. */
export function writeMemberFile(path: string, memberCount: number): void {
  if (memberCount > MEMBERS_MAX) throw new RangeError(`at most ${MEMBERS_MAX} members`);
  const chance = createChance(1_979);
  const names = createNames(chance);
  const two = (from: number, count: number) => String(from + chance.below(count)).padStart(2, '0');
  const file = openSync(path, 'w');
  let rows = ['code,name,phone,birthday,card,tier,points,points_expire,spent,visits,joined,consents'];
  for (let row = 0; row < memberCount; row += 1) {
    const { code, phone, card } = benchMember(row);
    const isChinese = chance.number() < 0.8;
    const name = isChinese
      ? names.member()
      : `${chance.pick(englishNames.given)} ${chance.pick(englishNames.family)}`;
    const birthday = chance.below(3) > 0 ? `${1950 + chance.below(55)}-${two(1, 12)}-${two(1, 28)}` : '';
    const visits = chance.number() < 0.5 ? 0 : Math.floor(0.5 / (chance.number() + 0.001));
    const spent = `${visits * chance.below(200)}.${two(0, 100)}`;
    const account = [
      chance.pick(['basic', 'basic', 'silver', 'gold']),
      chance.below(5_000),
      `2027-${two(1, 12)}-28`,
    ];
    const consents = chance.pick(['', 'messages', 'messages|wechat']);
    const joined = `20${two(10, 15)}-${two(1, 12)}-${two(1, 28)}`;
    rows.push([code, name, phone, birthday, card, ...account, spent, visits, joined, consents].join(','));
    if (rows.length < ROWS_A_WRITE && row + 1 < memberCount) continue;
    writeSync(file, `${rows.join('\n')}\n`);
    rows = [];
  }
  closeSync(file);
}
