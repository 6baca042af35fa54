import { takeScan } from '../counter/ring.ts';
import type { CounterMember } from '../service/answers.ts';
import { playSound } from '../sound/sounds.ts';
import { change, notify, showPane, useCounter } from '../state/counter.ts';
import { findMembers } from './use-found-members.ts';

/** Makes somebody the member of this sale, and goes back to it. Answers whether it was done. */
export async function takeMember(memberId: string): Promise<boolean> {
  const isDone = await change((service) => service.basket.setMember({ memberId }));
  playSound(isDone ? 'good' : 'bad');
  if (isDone && useCounter.getState().pane === 'member') showPane('tiles');
  return isDone;
}

/** Takes the member off this sale; with an undo, because it changes its prices. */
export async function takeOffMember({ memberId }: CounterMember, doneText: string): Promise<void> {
  const isDone = await change((service) => service.basket.setMember({ memberId: null }));
  if (isDone) notify({ kind: 'done', text: doneText, undo: () => void takeMember(memberId) });
}

/** Takes what was scanned while a member is looked for: theirs is the sale whose card it is, anything else is rung. */
export async function takeMemberScan(code: string): Promise<void> {
  const found = await findMembers(code);
  const exact = found?.members.find(({ isExact }) => isExact);
  if (exact) await takeMember(exact.memberId);
  else takeScan(code);
}
