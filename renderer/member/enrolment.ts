import { create } from 'zustand';
import { showPane } from '../state/counter.ts';

/** What is known of a customer who is to become a member, as it is typed. */
export interface MemberDraft {
  readonly phone: string;
  readonly name: string;
  readonly birthday: string;
}

/** Null while members are looked for; else somebody is registered. */
export const useEnrolment = create<{ readonly draft: MemberDraft | null }>(() => ({ draft: null }));

/** So many digits, however they are grouped, are rather a phone than a name. */
const PHONE_LIKE = /^\+?[\d\s().-]{5,}$/;

/** Opens the form for a new member with what was looked for already in its field. */
export function enrol(query: string): void {
  const text = query.trim();
  const isPhone = PHONE_LIKE.test(text);
  useEnrolment.setState({
    draft: { phone: isPhone ? text : '', name: isPhone || /^\d*$/.test(text) ? '' : text, birthday: '' },
  });
  showPane('member');
}
