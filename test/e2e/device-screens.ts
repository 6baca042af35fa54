import type { App } from './app.ts';
import { milk } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import type { Counter } from './pages/counter.ts';
import { deviceSettingsOf, devicesOf } from './pages/devices.ts';
import { settingsOf } from './pages/settings.ts';

type Look = (name: string) => Promise<void>;

/** The simulated devices, a printer that has no paper and one that broke off, and a weight from the scale. */
export async function visitDevices(app: App, counter: Counter, look: Look): Promise<void> {
  const devices = devicesOf(app);
  for (const device of ['scanner', 'scale', 'printer', 'display'] as const) {
    await devices.openPanel(device);
    await look(`simulated ${device}`);
  }
  await devices.openPanel('printer');
  await devices.breakPrinter('resets');
  await devices.closePanel();
  await app.hands.scan(milk.code);
  await counter.line(milk.name).waitFor();
  await app.hands.press('F9', 'F9');
  await checkoutOf(app).done.waitFor();
  await devices.question.waitFor();
  await look('paid, a receipt that may be on paper');
  await devices.openPanel('printer');
  await devices.breakPrinter(null);
  await devices.closePanel();
  await devices.answer('giveUp').click();
  await devices.question.waitFor({ state: 'detached' });
}

/** Each device in the settings, with its test. It begins in the settings. */
export async function visitDeviceSettings(app: App, look: Look): Promise<void> {
  await settingsOf(app).page('devices').click();
  const settings = deviceSettingsOf(app);
  const { t } = settings;
  for (const name of ['scanner', 'scale', 'poleDisplay'] as const) {
    await settings.setUp(t(name)).click();
    await look(`settings, devices, ${name}`);
    await settings.button(t('allDevices')).click();
  }
  await settings.button(t('addPrinter')).click();
  for (const kind of ['by-serial', 'by-spooler', 'by-file', 'by-tcp'] as const) {
    await settings.button(settings.terms(kind)).click();
    await look(`settings, a printer, ${kind}`);
  }
  await settings.button(settings.terms('by-simulated')).click();
  await settings.test.getByRole('button', { name: t('printTest') }).click();
  await settings.test.getByText(t('didPrint')).waitFor();
  await settings.test.getByRole('article').waitFor();
  await look('settings, a printer that is tested');
  await settings.button(t('remove')).click();
  await settings.rows.first().waitFor();
}
