import { chainPageText } from '../../../renderer/text/chain-page-text.ts';
import { chainText } from '../../../renderer/text/chain-text.ts';
import { settingsChainText } from '../../../renderer/text/settings-chain-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** What is typed to join a chain. */
interface Joining {
  readonly url: string;
  readonly code: string;
  readonly tillCode?: string;
  readonly caFile?: string;
}

/** The till's chain: the chip and its pane at the counter, the page of the back office, joining and leaving. */
export function chainOf({ page, language }: App) {
  const t = wordsOf(chainText, language);
  const office = wordsOf(chainPageText, language);
  const settings = wordsOf(settingsChainText, language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  return {
    t,
    office,
    settings,
    /** What the chip says, where it says anything: `Offline · 12 to send`. */
    chip: (words: string | RegExp) => page.getByRole('status').getByRole('button', { name: words }),
    pane: section(t('title')),
    sendNow: button(t('sendNow')),
    /** What has not reached central: on the page of the chain, and before a shift is closed. */
    unsent: section(t('unsent')),
    exceptions: section(office('exceptions')),
    exception: (words: string | RegExp) =>
      section(office('exceptions')).getByRole('listitem').filter({ hasText: words }),
    days: section(office('day')),
    compare: button(office('compare')),
    /** What is said over a page that shows what central decides. */
    decides: (what: 'articles' | 'promotions' | 'members' | 'loyalty' | 'settings') =>
      page.getByText(t(`decides-${what}`)),
    join: button(settings('join')),
    leave: button(settings('leave')),
    dialog,
    fault: dialog.getByRole('alert'),
    async enter({ url, code, tillCode = '', caFile = '' }: Joining): Promise<void> {
      const field = (name: keyof Joining) => dialog.getByLabel(settings(name), { exact: true });
      await field('url').fill(url);
      await field('code').fill(code);
      await field('tillCode').fill(tillCode);
      await field('caFile').fill(caFile);
      await dialog.getByRole('button', { name: settings('joinNow') }).click();
    },
    newKey: button(settings('newKey')),
    async enterNewKey(code: string): Promise<void> {
      await dialog.getByLabel(settings('code'), { exact: true }).fill(code);
      await dialog.getByRole('button', { name: settings('newKeyNow') }).click();
    },
    leaveNow: dialog.getByRole('button', { name: settings('leaveNow'), exact: true }),
  };
}
