import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findService } from '../../register/service/service-file.ts';
import { describeShells } from './app.ts';
import { milk } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { refundOf } from './pages/refund.ts';
import { signIn } from './pages/sign-in.ts';

/** The addresses of other machines that these processes and their children are connected with, as the kernel has them. */
function remotePeers(roots: readonly number[]): readonly string[] {
  const family = new Set(roots);
  // Children have higher numbers more often than not; once more round finds the rest.
  for (let round = 0; round < 4; round += 1) {
    for (const [pid, parent] of allProcesses()) if (family.has(parent)) family.add(pid);
  }
  const sockets = new Set([...family].flatMap(socketsOf));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    linesOf(`/proc/net/${table}`)
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , peer, , , , , , , inode]) => isRemote(peer ?? '') && sockets.has(inode ?? ''))
      .map(([, , peer]) => `${table} ${peer}`),
  );
}

/** An address of the kernel's tables is in hexadecimal, its bytes in the machine's order: 127.0.0.1 is 0100007F. */
function isRemote(peer: string): boolean {
  const [address = ''] = peer.split(':');
  const isNone = /^0+$/.test(address);
  const isLoopback = address.endsWith('7F') || /^0+1000000$/.test(address);
  return address !== '' && !isNone && !isLoopback;
}

function allProcesses(): readonly (readonly [pid: number, parent: number])[] {
  return (process.platform === 'linux' ? readdirSync('/proc') : [])
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      // The name of the program stands in brackets and may have blanks in it.
      const [, parent = '0'] = /\) \S (\d+)/.exec(linesOf(`/proc/${name}/stat`).join(' ')) ?? [];
      return [Number(name), Number(parent)] as const;
    });
}

function socketsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`)) ?? [];
      return inode === undefined ? [] : [inode];
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return []; // It has ended, or the file was closed meanwhile.
    throw error;
  }
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

describeShells('without a network', (start) => {
  test('signs in, sells, takes money and goods back, and asks no other machine for anything', async () => {
    const app = await start();
    const asked: string[] = [];
    app.page.on('request', (request) => asked.push(request.url()));
    await app.page.reload();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.press('F9', 'F9');
    const checkout = checkoutOf(app);
    await checkout.done.waitFor();
    const receipt = await checkout.receiptNumber();
    await app.hands.scan(receipt);
    await refundOf(app).more(milk.name).click();
    await expect.poll(() => counter.pay.innerText()).toContain(milk.price);
    await app.hands.press('F9', 'F9');
    await checkout.refunded.waitFor();
    expect(asked.length).toBeGreaterThan(0);
    expect(
      asked.filter((url) => !/^(guitai:\/\/app|(http|ws):\/\/127\.0\.0\.1:\d+|blob|data)/.test(url)),
    ).toEqual([]);
    const service = findService(app.folder)!.pid;
    // Elsewhere than on Linux the tables are not there, and nothing is found.
    expect(remotePeers([...app.processIds(), service])).toEqual([]);
  });
});
