import { signInText } from '../../../renderer/text/sign-in-text.ts';
import type { App } from '../app.ts';
import { alice, type Person } from '../people.ts';
import { wordsOf } from '../words.ts';
import { counterOf, type Counter } from './counter.ts';

/** Who is at the till: before the first sale, and after a lock. */
export function signInOf({ page, language, hands }: App) {
  const t = wordsOf(signInText, language);
  const person = ({ name }: Person) => page.getByRole('radio', { name });
  const pin = page.getByLabel(t('enterPin'));
  return {
    title: page.getByRole('heading', { name: t('who') }),
    fault: page.getByRole('alert'),
    person,
    pin,
    digit: (digit: string) => page.getByRole('button', { name: digit, exact: true }),
    submit: page.getByRole('button', { name: t('signIn') }),
    float: page.getByLabel(t('float')),
    openShift: page.getByRole('button', { name: t('openShift') }),
    async enter(who: Person, typed: string = who.pin): Promise<void> {
      await person(who).click();
      await pin.focus();
      await hands.type(typed);
      await hands.press('Enter');
    },
  };
}

/** Signs somebody in, and waits until the counter is there. */
export async function signIn(app: App, who: Person = alice): Promise<Counter> {
  await signInOf(app).enter(who);
  return atCounter(app);
}

export async function atCounter(app: App): Promise<Counter> {
  const counter = counterOf(app);
  await counter.search.waitFor();
  return counter;
}
