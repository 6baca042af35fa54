import { memberText } from '../../../renderer/text/member-text.ts';
import { offersText } from '../../../renderer/text/offers-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';
import type { Counter } from './counter.ts';

/** The member at the counter: the strip, finding one, registering one; coupons and points at checkout. */
export function membersOf({ language, hands }: App, counter: Counter) {
  const t = wordsOf(memberText, language);
  const offers = wordsOf(offersText, language);
  const { left, sale } = counter;
  /** The first button of the sale. */
  const strip = sale.getByRole('button').first();
  const find = left.getByRole('combobox', { name: t('find') });
  const field = (name: 'phone' | 'name' | 'birthday') => left.getByLabel(t(name), { exact: true });
  const points = left.getByRole('region', { name: offers('pointsTitle') });
  return {
    t,
    offers,
    strip,
    find,
    hits: left.getByRole('listbox', { name: t('hits') }).getByRole('option'),
    field,
    consent: (kind: 'messages' | 'wechat') => left.getByRole('checkbox', { name: t(`consent-${kind}`) }),
    registerNow: left.getByRole('button', { name: t('registerNow') }),
    duplicate: left.getByRole('alert', { name: t('already') }),
    take: left.getByRole('button', { name: t('take') }),
    newMember: left.getByRole('button', { name: t('register'), exact: true }),
    takeOff: left.getByRole('button', { name: t('takeOff') }),
    why: left.getByRole('group', { name: offers('whyTitle') }),
    /** What one more article would do: the gift to choose, the nearest offer. */
    nearest: sale.locator('.nearest'),
    /** What stands beside it to be rung: one more of a line, what is bought together. */
    offered: (name: string) => sale.locator('.suggestion').filter({ hasText: name }),
    openPage: left.getByRole('button', { name: t('openPage') }),
    /** What a line saves, which is touched to see why. */
    saving: (line: string) => counter.line(line).locator('.saving'),
    coupons: left.getByRole('region', { name: offers('coupons') }),
    coupon: (name: string | RegExp) => left.getByRole('checkbox', { name }),
    enterCode: left.getByRole('button', { name: offers('enterCode') }),
    code: left.getByLabel(offers('couponCode')),
    points,
    fewer: points.getByRole('button', { name: offers('fewer') }),
    more: points.getByRole('button', { name: offers('more') }),
    /** What the strip says of the member's points: `169`. */
    balance: async (): Promise<string> => /[\d,]+(?= pts)/.exec(await strip.innerText())?.[0] ?? '',
    pointsRow: (name: 'earned' | 'redeemed' | 'balance', number: number): string =>
      `${offers(name)}\n${t('points', { number })}`,
    /** From the search box to the sale with its new member, by keyboard alone. */
    async register(phone: string, name: string, birthday: string): Promise<void> {
      await hands.press('F3');
      await find.waitFor();
      await hands.type(phone);
      await left.getByRole('status').filter({ hasText: phone }).waitFor();
      await hands.press('Enter');
      await field('name').waitFor();
      await hands.type(name);
      await hands.press('Tab');
      await hands.type(birthday);
      await hands.press('Enter');
      await counter.search.waitFor();
    },
    /** Takes whoever is found first. */
    async bring(text: string): Promise<void> {
      await hands.press('F3');
      await find.waitFor();
      await hands.type(text);
      await left.getByRole('option').first().waitFor();
      await hands.press('Enter');
      await counter.search.waitFor();
    },
  };
}
