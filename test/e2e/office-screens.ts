import type { App } from './app.ts';
import { milk } from './goods.ts';
import { backOfficeOf } from './pages/back-office.ts';
import { officeMembersOf } from './pages/office-members.ts';
import { promotionsOf } from './pages/promotions.ts';

type Look = (name: string) => Promise<void>;

/** The members of the back office: their list, one's page and what is done to one. It begins in the back office. */
export async function visitOfficeMembers(app: App, look: Look): Promise<void> {
  const members = officeMembersOf(app);
  const { said, t } = members;
  await backOfficeOf(app).page('members').click();
  await members.rows.nth(1).waitFor();
  await look('back office, members');
  await members.search.fill('Dora Marlow');
  await members.rows.nth(2).waitFor({ state: 'detached' });
  await members.rows.nth(1).getByRole('button').click();
  await members.section('points').waitFor();
  await look('back office, a member');
  await members.button(said('show')).click();
  await members.button(said('hide')).waitFor();
  await look('back office, a member shown whole');
  for (const act of ['addCard', 'adjust', 'freeze', 'merge', 'erase', 'edit'] as const) {
    await members.button(said(act)).click();
    await members.seenDialog.waitFor();
    await look(`back office, a member, ${act}`);
    await app.hands.press('Escape');
    await members.dialog.waitFor({ state: 'detached' });
  }
  await app.hands.press('Escape');
  await members.button(t('register')).click();
  await members.seenDialog.waitFor();
  await look('back office, a new member');
  await app.hands.press('Escape');
  await members.dialog.waitFor({ state: 'detached' });
  await members.search.fill('');
}

/** The rules, one with a basket to try it on, one that is a coupon, and a file of rules with faults. */
export async function visitOfficePromotions(app: App, look: Look): Promise<void> {
  const promotions = promotionsOf(app);
  const { rules } = promotions;
  await backOfficeOf(app).page('promotions').click();
  await promotions.rows.nth(1).waitFor();
  await look('back office, promotions');
  await promotions.import.click();
  await promotions.path.fill('/nowhere/rules.json');
  await promotions.importNow.click();
  await promotions.seenDialog.getByRole('alert').waitFor();
  await look('back office, promotions, import');
  await app.hands.press('Escape');
  await promotions.dialog.waitFor({ state: 'detached' });
  await promotions.rule(rules.memberPrice).click();
  await promotions.article.waitFor();
  await look('back office, a rule');
  await app.hands.scan(milk.code);
  await promotions.tried.filter({ hasText: milk.name }).waitFor();
  await look('back office, a rule tried');
  await promotions.allRules.click();
  await look('back office, a rule tried, all rules');
  await app.hands.press('Escape');
  await promotions.rule(rules.thanks).click();
  await promotions.allCoupons.click();
  await promotions.seenDialog.getByRole('row').nth(1).waitFor();
  await look('back office, coupons');
  await app.hands.press('Escape');
  await promotions.dialog.waitFor({ state: 'detached' });
}
