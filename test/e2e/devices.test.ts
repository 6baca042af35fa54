import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { hasSocat, noSocat, openFarEnd, startPtyPair } from '../hardware/serial/pty-pair.ts';
import { describeIf } from '../skip.ts';
import { describeShells, type App } from './app.ts';
import { bananas, eggs, milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import type { Counter } from './pages/counter.ts';
import { customerOf, deviceSettingsOf, devicesOf } from './pages/devices.ts';
import { settingsOf } from './pages/settings.ts';
import { signIn } from './pages/sign-in.ts';
import { grace } from './people.ts';

async function sellMilk(app: App, counter: Counter): Promise<void> {
  await app.hands.scan(milk.code);
  await counter.line(milk.name).waitFor();
  await app.hands.press('F9', 'F9');
  await checkoutOf(app).done.waitFor();
}

async function openDeviceSettings(app: App) {
  const counter = await signIn(app, grace);
  await counter.choose('settings');
  await settingsOf(app).page('devices').click();
  return { counter, settings: settingsOf(app), devices: deviceSettingsOf(app) };
}

/** A printer on the network that takes everything and says nothing. Its port, and what it took. */
async function startPrinter() {
  const taken: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => taken.push(bytes));
    socket.on('end', () => socket.end());
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    text: () => Buffer.concat(taken).toString('latin1'),
  };
}

describeShells('the printer', (start) => {
  test('prints the receipt of a sale, and its drawer opens for cash', async () => {
    const app = await start();
    const counter = await signIn(app);
    const devices = devicesOf(app);
    await devices.openPanel('printer');
    await sellMilk(app, counter);
    await devices.papers.first().waitFor();
    expect(await devices.papers.first().innerText()).toMatch(/Whole Milk +3\.79/);
    await checkoutOf(app).done.getByText(devices.t('printed')).waitFor();
    await expect.poll(() => devices.drawer.innerText()).toContain(devices.simulated('drawerOpen'));
  });

  test('that has no paper holds up no sale, and the counter says so', async () => {
    const app = await start();
    const counter = await signIn(app);
    const devices = devicesOf(app);
    await devices.openPanel('printer');
    await devices.breakPrinter('paper-out');
    await sellMilk(app, counter);
    await devices.trouble('printer').waitFor();
    expect(await devices.papers.count()).toBe(0);
    await app.hands.scan(eggs.code);
    await counter.line(eggs.name).waitFor();
    await devices.breakPrinter(null);
    await expect.poll(() => devices.papers.count(), { timeout: 45_000 }).toBe(1);
    await devices.trouble('printer').waitFor({ state: 'detached' });
  });

  test('that has no paper need not print what waits for it', async () => {
    const app = await start();
    const counter = await signIn(app);
    const devices = devicesOf(app);
    await devices.openPanel('printer');
    await devices.breakPrinter('paper-out');
    await sellMilk(app, counter);
    await devices.trouble('printer').click();
    await app.page.getByRole('button', { name: devices.t('giveUpWaiting') }).click();
    await app.page.getByText(devices.t('givenUpCount', { number: 1 })).waitFor();
    await devices.breakPrinter(null);
    await devices.trouble('printer').waitFor({ state: 'detached' });
    expect(await devices.papers.count()).toBe(0);
  });

  test('that broke off is asked about, and what prints again is a copy', async () => {
    const app = await start();
    const counter = await signIn(app);
    const devices = devicesOf(app);
    await devices.openPanel('printer');
    await devices.breakPrinter('resets');
    await sellMilk(app, counter);
    await devices.question.waitFor();
    // It stands in nobody's way.
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await devices.breakPrinter(null);
    await devices.answer('printAgain').click();
    await devices.question.waitFor({ state: 'detached' });
    await expect.poll(() => devices.papers.first().innerText(), { timeout: 45_000 }).toMatch(/COPY 1/);
  });
});

describeShells('the scale', (start) => {
  test('is asked for what is weighed, and a weight is taken only when it stands still', async () => {
    const app = await start();
    const counter = await signIn(app);
    const devices = devicesOf(app);
    await devices.openPanel('scale');
    await devices.onScale.fill('735');
    await devices.isSteady.uncheck();
    await devices.closePanel();
    await counter.tile(bananas.tile).click();
    await counter.left.getByText(devices.t('unstable')).waitFor();
    await devices.openPanel('scale');
    await devices.isSteady.check();
    await devices.closePanel();
    await counter.left.getByRole('button', { name: devices.t('take', { weight: '0.735' }) }).click();
    await expect.poll(() => counter.field(counter.pane('gross')).inputValue()).toBe('0.735');
    await app.hands.press('Enter');
    await counter.line(bananas.name).waitFor();
    expect(await counter.line(bananas.name).innerText()).toMatch(/0\.735\s*kg[^]*£0\.81/);
  });
});

describeShells('a device that is set up', (start) => {
  test('is saved once somebody saw it work, or by a button that says that nobody did', async () => {
    const app = await start();
    const printer = await startPrinter();
    const { settings, devices } = await openDeviceSettings(app);
    await devices.button(devices.t('addPrinter')).click();
    await devices.field(devices.t('host')).fill('127.0.0.1');
    await devices.field(devices.t('port')).fill(String(printer.port));
    await devices.check(devices.t('answersStatus')).uncheck();
    await devices.check(devices.t('hasDrawer')).uncheck();
    await devices.button(devices.t('saveUntested')).waitFor();
    await devices.test.getByRole('button', { name: devices.t('printTest') }).click();
    await devices.test.getByText(devices.t('didPrint')).waitFor();
    expect(printer.text()).toContain(devices.t('nextPrinter', { number: 2 }));
    await devices.test.getByRole('button', { name: devices.t('yes') }).click();
    await settings.save.click();
    await settings.saved.waitFor();
    await devices.button(devices.t('allDevices')).click();
    expect(await devices.rows.allInnerTexts()).toContainEqual(
      expect.stringContaining(`127.0.0.1:${printer.port}`),
    );
    await devices.setUp(devices.t('nextPrinter', { number: 2 })).click();
    await devices.button('42').click();
    await devices.button(devices.t('saveUntested')).click();
    await settings.saved.waitFor();
  });

  test('says what is wrong when it is tested, and what is missing before that', async () => {
    const app = await start();
    const { devices } = await openDeviceSettings(app);
    await devices.button(devices.t('addPrinter')).click();
    await devices.test.getByRole('button', { name: devices.t('printTest') }).click();
    await expect
      .poll(() => devices.field(devices.t('host')).evaluate((field) => field === document.activeElement))
      .toBe(true);
    const { port, close } = await closedPort();
    await devices.field(devices.t('host')).fill('127.0.0.1');
    await devices.field(devices.t('port')).fill(String(port));
    await close();
    await devices.test.getByRole('button', { name: devices.t('printTest') }).click();
    await devices.test.getByRole('alert').waitFor();
    await devices.button(devices.t('remove')).click();
    await devices.setUp(devices.t('scanner')).click();
    await app.hands.scan(milk.code);
    await devices.scanTest.getByText(milk.code).waitFor();
  });
});

/** A port where nobody listens any more. */
async function closedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

describeShells('a simulated scanner on a serial line', (start) => {
  test('sells what is held before it', async () => {
    const app = await start();
    const { counter, settings, devices } = await openDeviceSettings(app);
    await devices.setUp(devices.t('scanner')).click();
    await devices.check(devices.t('hasScanner')).check();
    await app.page.getByRole('main').getByText(devices.terms('by-simulated'), { exact: true }).click();
    await settings.save.click();
    await settings.saved.waitFor();
    await app.hands.press('Escape');
    await counter.search.waitFor();
    const at = devicesOf(app);
    await at.openPanel('scanner');
    await at.panel.getByText(at.simulated('nothingSentSerial')).waitFor();
    await at.panel.getByRole('textbox', { name: at.simulated('anyCode') }).fill(milk.code);
    await at.panel.getByRole('button', { name: at.simulated('scan'), exact: true }).click();
    await counter.line(milk.name).waitFor();
    expect(await counter.lines.count()).toBe(1);
  });
});

describeIf(hasSocat, noSocat)('on a serial port', () => {
  describeShells('a scanner', (start) => {
    test('sells what it reads, and once it is plugged in again goes on without a restart', async () => {
      const app = await start();
      const cable = await startPtyPair();
      onTestFinished(() => cable.remove());
      const scanner = await openFarEnd(cable.device);
      const { counter, settings, devices } = await openDeviceSettings(app);
      await devices.setUp(devices.t('scanner')).click();
      await devices.check(devices.t('hasScanner')).check();
      await devices.field(devices.t('serialPort')).fill(cable.till.path);
      await settings.save.click();
      await settings.saved.waitFor();
      await expect
        .poll(async () => {
          await scanner.say(`${milk.code}\r`);
          return devices.scanTest.innerText();
        })
        .toContain(milk.code);
      await app.hands.press('Escape');
      await counter.search.waitFor();
      await scanner.say(`${eggs.code}\r`);
      await counter.line(eggs.name).waitFor();
      await scanner.port.close();
      await cable.unplug();
      await devicesOf(app).trouble('scanner').waitFor();
      await cable.plugIn();
      const again = await openFarEnd(cable.device);
      onTestFinished(() => again.port.close());
      await devicesOf(app).trouble('scanner').waitFor({ state: 'detached' });
      await again.say(`${sweets.code}\r`);
      await counter.line(sweets.name).waitFor();
    });
  });
});

describeShells('the customer’s screen', (start) => {
  test('shows the sale as it grows and then the change, and knows nothing else', async () => {
    const app = await start();
    const { counter, settings, devices } = await openDeviceSettings(app);
    await devices.check(devices.t('hasCustomerDisplay')).check();
    const opened = app.page.context().waitForEvent('page');
    await settings.save.click();
    await settings.saved.waitFor();
    await app.hands.press('Escape');
    await counter.search.waitFor();
    // The desktop program opens it by itself; a browser opens windows for a press only.
    const { openDisplay } = devicesOf(app);
    if (await openDisplay.isVisible()) await openDisplay.click();
    const display = await opened;
    const customer = customerOf(display);
    await customer.welcome.waitFor();
    await app.hands.scan(milk.code);
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await expect.poll(() => customer.lines.innerText()).toMatch(/Whole Milk[^]*£3\.79[^]*Haribo[^]*£0\.70/);
    await expect.poll(() => customer.sums.innerText()).toContain('£4.49');
    await app.hands.click(counter.pay);
    await checkoutOf(app).quickCash('£20.00').click();
    await app.hands.click(counter.pay);
    await expect.poll(() => customer.paid.innerText()).toMatch(/Change[^]*£15\.51/);
    await app.hands.scan(eggs.code);
    await expect.poll(() => customer.lines.innerText()).toMatch(/Eggs[^]*£1\.00/);
    const way = await display.evaluate(async () => {
      const answered = await fetch('./service/state').then(
        () => true,
        () => false,
      );
      return { answered, bridge: 'guitaiShell' in globalThis };
    });
    expect(way).toEqual({ answered: false, bridge: false });
    const closed = display.waitForEvent('close');
    await app.page.close();
    await closed;
  });
});
