import { nameKey } from '../search-text.ts';
import { isSameBirthday, type Birthday } from './birthday.ts';
import type { MemberProfile } from './member.ts';

/** What somebody is recognised by who may be a member twice. */
export interface NameAndDay {
  /** From `nameKey`, never empty. */
  readonly key: string;
  readonly birthday: Birthday;
}

/** Null where a name or a birthday is missing, and for a name of nothing but signs. */
export function nameAndDayOf({
  name,
  birthday,
}: Pick<MemberProfile, 'name' | 'birthday'>): NameAndDay | null {
  if (name === null || birthday === null) return null;
  const key = nameKey(name);
  return key === '' ? null : { key, birthday };
}

/** Whether two have the same name, written alike or not, and may have the same birthday. */
export function areNamesakes(a: NameAndDay, b: NameAndDay): boolean {
  return a.key === b.key && isSameBirthday(a.birthday, b.birthday);
}
