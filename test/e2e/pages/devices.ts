import type { Page } from 'playwright-core';
import { customerDisplayText } from '../../../renderer/text/customer-display-text.ts';
import { deviceTermsText } from '../../../renderer/text/device-terms-text.ts';
import { devicesText } from '../../../renderer/text/devices-text.ts';
import { settingsDevicesText } from '../../../renderer/text/settings-devices-text.ts';
import { simulatorText } from '../../../renderer/text/simulator-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** What the counter says of its devices, and the simulated ones that stand in for them. */
export function devicesOf({ page, language }: App) {
  const t = wordsOf(devicesText, language);
  const simulated = wordsOf(simulatorText, language);
  const panel = page.getByRole('region', { name: simulated('title') });
  return {
    t,
    simulated,
    panel,
    /** What needs attention: `Printer: no paper`. */
    trouble: (device: 'printer' | 'scanner' | 'scale') =>
      page
        .getByRole('banner')
        .getByRole('button', { name: t('chip', { device: t(device), trouble: '' }).trim() }),
    openDisplay: page.getByRole('banner').getByRole('button', { name: t('openDisplay') }),
    question: page.getByRole('status', { name: t('asks') }),
    answer: (name: 'done' | 'printAgain' | 'giveUp') =>
      page.getByRole('status', { name: t('asks') }).getByRole('button', { name: t(name) }),
    papers: panel.getByRole('list', { name: simulated('roll') }).getByRole('article'),
    drawer: panel.getByRole('status').last(),
    onScale: panel.getByRole('textbox', { name: simulated('grams') }),
    isSteady: panel.getByRole('checkbox', { name: simulated('steady') }),
    pole: panel.getByRole('img', { name: simulated('poleLines') }),
    async openPanel(device: 'scanner' | 'scale' | 'printer' | 'display'): Promise<void> {
      if (!(await panel.isVisible())) {
        await page.getByRole('button', { name: simulated('title'), exact: true }).click();
      }
      await panel.getByRole('button', { name: simulated(device), exact: true }).click();
    },
    closePanel: () => panel.getByRole('button', { name: simulated('close') }).click(),
    /** Tells the simulated printer how to fail, or to work. */
    async breakPrinter(how: 'paper-out' | 'resets' | null): Promise<void> {
      await panel.getByRole('combobox').selectOption(how ?? '');
    },
  };
}

/** The page of the devices in the settings. */
export function deviceSettingsOf({ page, language }: App) {
  const t = wordsOf(settingsDevicesText, language);
  const main = page.getByRole('main');
  const button = (name: string) => main.getByRole('button', { name, exact: true });
  return {
    t,
    terms: wordsOf(deviceTermsText, language),
    button,
    rows: main.getByRole('list', { name: t('list') }).getByRole('listitem'),
    setUp: (name: string) => button(t('setUpNamed', { name })),
    field: (name: string) => main.getByLabel(name, { exact: true }),
    check: (name: string) => main.getByRole('checkbox', { name }),
    test: main.getByRole('region', { name: t('test') }),
    scanTest: main.getByRole('region', { name: t('scanTest') }),
    saveBar: main.getByRole('status').last(),
  };
}

/** The customer's own screen. */
export function customerOf(page: Page) {
  const t = wordsOf(customerDisplayText, 'en');
  return {
    t,
    lines: page.getByRole('region', { name: t('lines') }),
    sums: page.getByRole('region', { name: t('total') }),
    paid: page.getByRole('region', { name: t('thanks') }),
    welcome: page.getByRole('heading', { name: t('welcome') }),
  };
}
