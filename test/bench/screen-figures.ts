import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { openStoreReader } from '../../db/open-store.ts';
import { keepSession } from '../../register/use-cases/keep-session.ts';
import { withRegister } from './bench-tills.ts';
import { MANAGER } from './build-till.ts';
import { atMost, onceAtMost, type Bench, type Figure, type Outcome } from './figure.ts';
import { once, spreadOf } from './sampling.ts';
import { browserHost, desktopHost, type ScreenHost, type ScreenProgram } from './screen-programs.ts';

const LINES = 100;
const SCANS = 200;
/** A person's keys; a scanner's come as fast as they can be sent. */
const PERSON_GAP_MS = 90;
const PAY = 'button.pay';

/** What a page tells of a scan: how long from its last key to the frame that shows it. */
interface Watch {
  enterAtMs: number;
  paintedMs: number[];
  /** How long from the last key until Pay showed another amount. */
  paid: Promise<number>;
}
declare global {
  var watch: Watch;
}

/** From the last key of a scan to the frame with its line, and what each process takes; in each shell that is here. */
export const screen: Figure = {
  name: 'screen',
  async measure(bench) {
    const hosts = [await browserHost(bench.note), await desktopHost(bench.note)];
    const outcomes: Outcome[] = [];
    for (const host of hosts) {
      if (typeof host === 'string') bench.note(`screen: ${host}`);
      else {
        outcomes.push(...(await measureHost(host, bench)));
        await host.end();
      }
    }
    return outcomes.length === 0 ? 'neither a browser nor Electron' : outcomes;
  },
};

async function measureHost(host: Exclude<ScreenHost, string>, { tills, sizes }: Bench): Promise<Outcome[]> {
  const folder = await tills.working(sizes);
  const codes = barcodesOf(folder, LINES + SCANS);
  // The first start compiles and fills caches, as an installation's does.
  await (await startReady(host, folder)).program.close();
  const { program, readyMs } = await startReady(host, folder);
  const scans = await measureScans(program, codes);
  const memory = Object.entries(program.processIds()).map(([name, pid]): Outcome => {
    const megabytes = once(residentMegabytes(pid));
    return {
      label: `resident memory: ${name}, in ${host.name}`,
      unit: 'MB',
      measured: megabytes,
      floor: null,
      targets: name === 'service' ? [onceAtMost(megabytes, 200, 'MB')] : [],
    };
  });
  await clearSale(program.page);
  await program.close();
  // Who is signed in outlives the program, and the next shell is to start at the sign-in.
  await withRegister(folder, (register) => keepSession(register, null));
  const ready = once(readyMs);
  const readyLimitMs = host.name === 'Electron' ? 3_000 : 2_000;
  return [
    {
      label: `start → sign-in painted, ${host.name}, ${sizes.articles} articles`,
      unit: 'ms',
      measured: ready,
      floor: null,
      targets: [onceAtMost(ready, readyLimitMs, 'ms')],
    },
    {
      label: `scan → painted line, ${host.name}, ${LINES}-line basket, ${sizes.articles} articles`,
      unit: 'ms',
      measured: scans.painted,
      floor: { label: 'a frame after nothing', spread: scans.frame },
      targets: [atMost('p99', scans.painted, 50, 'ms')],
    },
    ...memory,
  ];
}

async function startReady(
  host: Exclude<ScreenHost, string>,
  folder: string,
): Promise<{ program: ScreenProgram; readyMs: number }> {
  const startMs = performance.now();
  const program = await host.start(folder, watchScans);
  await program.page.locator('#pin').waitFor();
  return { program, readyMs: performance.now() - startMs };
}

/** Before any script of the page's own: the time of each Enter, and of the frame after Pay shows another amount. */
async function watchScans(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.watch = { enterAtMs: 0, paintedMs: [], paid: Promise.resolve(0) };
    addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') globalThis.watch.enterAtMs = event.timeStamp;
      },
      true,
    );
  });
}

async function measureScans({ page }: ScreenProgram, codes: readonly string[]) {
  await page.keyboard.type(MANAGER.pin, { delay: PERSON_GAP_MS });
  await page.keyboard.press('Enter');
  await page.locator(PAY).waitFor();
  const keys = await page.context().newCDPSession(page);
  const frames: number[] = [];
  for (const [place, code] of codes.entries()) {
    await page.evaluate(watchPay, PAY);
    await pressFast(keys, code);
    const ms = await page.evaluate(() => globalThis.watch.paid);
    if (place < LINES) continue;
    frames.push(await page.evaluate(frameAfterNothing));
    await page.evaluate((value) => void globalThis.watch.paintedMs.push(value), ms);
    await page.evaluate(watchPay, PAY);
    await page.keyboard.press('Delete');
    await page.evaluate(() => globalThis.watch.paid);
  }
  const painted = await page.evaluate(() => globalThis.watch.paintedMs);
  return { painted: spreadOf(painted), frame: spreadOf(frames) };
}

/**
 * Runs in the page, before the keys are sent: they go another way than what is evaluated, and would overtake it. The task
 * after an animation frame comes when that frame was handed over to be shown.
 */
function watchPay(selector: string): void {
  globalThis.watch.paid = new Promise((resolve) => {
    const pay = () => document.querySelector(selector)?.textContent;
    const before = pay();
    const observer = new MutationObserver(() => {
      if (pay() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - globalThis.watch.enterAtMs));
        port1.start();
        port2.postMessage(null);
      });
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

function frameAfterNothing(): Promise<number> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(performance.now() - startMs));
      port1.start();
      port2.postMessage(null);
    });
  });
}

/** As a scanner does, one key after the other without waiting. */
async function pressFast(keys: CDPSession, code: string): Promise<void> {
  const presses = Array.from(code, (key) => ({ key, text: key, windowsVirtualKeyCode: key.charCodeAt(0) }));
  const all = [...presses, { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }];
  await Promise.all(
    all.flatMap((press) => [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...press }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press }),
    ]),
  );
}

async function clearSale(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  await page.waitForFunction((selector) => document.querySelector(selector)?.matches(':disabled'), PAY);
}

function barcodesOf(folder: string, count: number): string[] {
  const store = openStoreReader(folder);
  const barcodes = store.db
    .prepare<[number], string>(
      `SELECT substr(barcode, 2) FROM article_barcode JOIN article ON article.number = article_barcode.article
       WHERE unit = 'each' AND price_e4 > 0 AND minimum_age IS NULL ORDER BY random() LIMIT ?`,
    )
    .pluck()
    .all(count);
  store.close();
  return barcodes;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024) / 1e6;
}
