import type { App } from './app.ts';
import { milk } from './goods.ts';
import type { Counter } from './pages/counter.ts';
import { membersOf } from './pages/members.ts';

type Look = (name: string) => Promise<void>;

const dora = { phone: '07911 123456', name: 'Dora Marlow', birthday: '0731' } as const;
/** A name that many of the demo shop's members have. */
const COMMON_NAME = 'wang';

/** Finds and registers members, and asks why a price is what it is. A member is on the sale after it. */
export async function visitMembers(app: App, counter: Counter, look: Look): Promise<void> {
  const members = membersOf(app, counter);
  await members.register(dora.phone, dora.name, dora.birthday);
  await look('counter, a new member');
  await visitRegistering(app, counter, look);
  await app.hands.press('F3');
  await members.find.waitFor();
  await look('member, finding');
  await app.hands.type(COMMON_NAME);
  await members.hits.first().waitFor();
  await look('member, found');
  await app.hands.press('Enter');
  await counter.search.waitFor();
  await members.strip.filter({ hasNotText: 'Dora' }).waitFor();
  await look('counter, a member');
  await app.hands.type(COMMON_NAME);
  await counter.found.first().waitFor();
  await look('search, members beside articles');
  await app.hands.press('Escape');
  await visitWhy(app, counter, look);
}

async function visitRegistering(app: App, counter: Counter, look: Look): Promise<void> {
  const members = membersOf(app, counter);
  await app.hands.press('F3');
  await members.takeOff.waitFor();
  await look('member, on the sale');
  await app.hands.click(members.newMember);
  await members.field('phone').waitFor();
  await look('member, new');
  await app.hands.type('12');
  await app.hands.press('Enter');
  await counter.left.getByRole('alert').waitFor();
  await look('member, phone refused');
  await members.field('phone').fill(dora.phone);
  await app.hands.press('Enter');
  await members.duplicate.waitFor();
  await look('member, already one');
  await app.hands.press('Escape', 'Escape');
  await counter.search.waitFor();
}

async function visitWhy(app: App, counter: Counter, look: Look): Promise<void> {
  const members = membersOf(app, counter);
  await app.hands.press('=');
  await members.why.getByRole('listitem').first().waitFor();
  await look('why, a line');
  await app.hands.click(counter.button(members.offers('wholeSale')));
  await members.why.getByRole('listitem').first().waitFor();
  await look('why, the sale');
  await app.hands.press('Escape');
  await app.hands.click(counter.line(milk.name).getByRole('button'));
  await app.hands.click(counter.button(members.offers('markGift')));
  await counter.line(milk.name).getByText(members.offers('giftNotFree')).waitFor();
  await look('line, a gift');
  await app.hands.click(counter.button(members.offers('markGift')));
  await app.hands.press('Escape');
}

/** Coupons and points at checkout, before money is taken. */
export async function visitRedeeming(app: App, counter: Counter, look: Look): Promise<void> {
  const members = membersOf(app, counter);
  await app.hands.click(members.enterCode);
  await members.code.waitFor();
  await look('checkout, a coupon code');
  await app.hands.type('WELCOME10');
  await app.hands.press('Enter');
  await members.coupon(/WELCOME10/).waitFor();
  await app.hands.click(members.more);
  await members.fewer.and(counter.left.locator(':enabled')).waitFor();
  await look('checkout, a coupon and points');
}
