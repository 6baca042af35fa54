import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readDataKey } from '../../../db/data-key.ts';
import { bytesOfId } from '../../../db/member-row.ts';
import { signWithTillKey } from '../../../db/till-key.ts';
import { emptyProfile } from '../../../domain/members/member.ts';
import { diagnose } from '../../../register/diagnosis.ts';
import { systemClock } from '../../../register/register.ts';
import { runCommandLine } from '../../../register/cli/run-command-line.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { changeSettings } from '../../../register/use-cases/change-settings.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { okOf } from '../../register/till.ts';
import type { SyncTimes } from '../../../sync/client/sync-times.ts';
import { createMemberSeal } from '../../../seal/member-seal.ts';
import { publish } from '../../../sync/central/changes.ts';
import { askToJoin } from '../../../sync/client/enrol.ts';
import type { WireMember } from '../../../sync/protocol/member.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { expectInStep, untilSent } from './expect-in-step.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';
import { publishCrisps, sellCrisps } from './scripted-central.ts';

const starting = startTestCentral();
/** Who is not known need not ask so often. */
const patient: SyncTimes = {
  ...hasty,
  pace: { firstMs: 500, maxMs: 20_000 },
  pullRetryMaxMs: 20_000,
};
let central: TestCentral;
let till: JoinedTill;
/** Kept apart from the till's folder, as IT does. */
let kept: string;

beforeAll(async () => {
  central = await starting;
  await publishCrisps(central.pool);
});
beforeEach(() => {
  till = startTill(patient);
  // All tills of this file fail from one address, which is let try again by central's clock.
  central.clock.nowUtcMs += 20_000;
  kept = `${till.folder}.kept`;
  mkdirSync(kept);
});
afterEach(async () => {
  await till.stop();
  rmSync(kept, { recursive: true, force: true });
});

const registerId = () => till.read(({ identity }) => identity.registerId);
const receipts = () => till.read(({ store }) => store.sales.last(20).map((sale) => sale.receiptNumber));
const asked = (code: string) => ({ url: central.url, code, tillCode: null, caFile: null });

/** A till that has sold, backed up, sold more and sent all of it: the numbers of its receipts, and the backup. */
async function sellAndLose(): Promise<{ readonly sold: string[]; readonly file: string }> {
  okOf(await till.sync.enrol('command', asked(await central.makeCode())));
  await till.until('the articles are there', ({ store }) => store.catalogue.byCode('crisps') !== null);
  till.do((register) => openShift(register, 10_000));
  const before = sellCrisps(till);
  const file = join(kept, 'nightly.guitai');
  const store = till.read((register) => register.store);
  okOf(await backUp(store, file, systemClock));
  const after = [sellCrisps(till), sellCrisps(till)];
  await untilSent(till);
  return { sold: [before, ...after], file };
}

/** Another PC with an empty folder in the place of the one that is gone; the backup is restored there. */
function moveToNewMachine(file: string, beforeItStarts: () => Promise<void> | void = () => undefined) {
  return till.restart(async () => {
    renameSync(till.folder, join(kept, 'dead'));
    mkdirSync(till.folder);
    const sealed = { isWithoutMemberData: true };
    const { tail } = okOf(await restore(till.folder, file, systemClock, undefined, sealed));
    expect(tail).toEqual({ sentCount: 0, fetchedCount: 0, fault: 'unauthorized' });
    await beforeItStarts();
  });
}

async function untilUnknown(): Promise<void> {
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('unauthorized');
}

test('a till restored into an empty folder gets its chain back with a code for its key, and all that it had sent', async () => {
  const { sold, file } = await sellAndLose();
  const [link, id] = [till.read(({ store }) => store.chain.link()), registerId()];
  await moveToNewMachine(file);
  await untilUnknown();
  expect(diagnose(till.folder, systemClock).attention).toContain('centralKeyUnknown');
  expect(receipts()).toEqual(sold.slice(0, 1));
  till.do((register) => {
    const change = { section: 'lockAfterMinutes', value: 17 } as const;
    return changeSettings(register, change);
  });
  const meanwhile = till.read(({ store }) => store.journal.row(store.journal.head()!.position)!.id);

  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(id))));
  expect(till.read(({ store }) => store.chain.link())).toEqual(link);
  expect(new Set(receipts())).toEqual(new Set(sold));
  const head = till.read(({ store }) => store.journal.head()!);
  expect(head.epoch).toBe(102);
  // What somebody did at the till meanwhile is behind it, in the new epoch.
  expect(till.read(({ store }) => store.journal.row(head.position)!.id)).toBe(meanwhile);
  expect(readDataKey(till.folder)).toEqual(central.central.keys.dataKey);
  const next = sellCrisps(till);
  expect(sold).not.toContain(next);
  await expectInStep(central, till);
  expect(diagnose(till.folder, systemClock).attention).not.toContain('centralKeyUnknown');
  await till.restart();
  await expectInStep(central, till);
});

test('what was sold before it had its code is sent, and it goes on from its backup', async () => {
  const { sold, file } = await sellAndLose();
  const id = registerId();
  await moveToNewMachine(file);
  await untilUnknown();
  const meanwhile = sellCrisps(till);
  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(id))));
  const next = sellCrisps(till);
  await untilSent(till);
  till.verify();
  expect(new Set(receipts())).toEqual(new Set([sold[0], meanwhile, next]));
  const { rows } = await central.pool.query<{ receipt: string }>(
    `SELECT payload::jsonb ->> 'receiptNumber' AS receipt FROM entry
     WHERE register = $1 AND type = 'sale.completed' ORDER BY epoch, seq`,
    [id],
  );
  expect(rows.map(({ receipt }) => receipt)).toEqual([...sold, meanwhile, next]);
});

test('the members of its backup are opened again, with no recovery code', async () => {
  okOf(await till.sync.enrol('command', asked(await central.makeCode())));
  till.do((register) => registerMember(register, { name: 'Ann', phone: '07700 900123' }));
  await untilSent(till);
  const id = registerId();
  const file = join(kept, 'nightly.guitai');
  const store = till.read((register) => register.store);
  okOf(await backUp(store, file, systemClock));
  await moveToNewMachine(file);
  expect(till.read(({ store: { members } }) => members.keyState())).toBe('missing');
  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(id))));
  expect(till.read(({ store: { members } }) => members.keyState())).toBe('ready');
  expect(till.read(({ store: { members } }) => members.byPhone('+447700900123')?.profile?.name)).toBe('Ann');
});

/** Has central know the till's key by a code, and loses what it answers. */
async function loseAnswer(code: string): Promise<void> {
  const { registerId: id, publicKey } = till.read(({ identity }) => identity);
  const chainId = till.read(({ store }) => store.chain.link()!.chainId);
  const request = { code, registerId: id, publicKey, tillCode: null, chainId, program: 'x', machine: 'x' };
  const sign = (text: string) => signWithTillKey(till.folder, text);
  expect(await askToJoin(new URL(central.url), null, request, sign)).toMatchObject({ ok: true });
}

/** Somebody joins the chain: what every till is told of them, sealed under the chain's key. */
async function publishMember(memberId: string, name: string): Promise<void> {
  const seal = createMemberSeal(central.central.keys.dataKey);
  const salt = randomBytes(16);
  const value: WireMember = {
    number: memberId,
    salt: salt.toString('base64'),
    sealed: seal.seal({ id: bytesOfId(memberId), salt }, { ...emptyProfile, name }, true).toString('base64'),
    phoneHash: null,
    namesakeHash: null,
    cards: [],
    consents: [],
    joinedAtUtcMs: 0,
    words: null,
    formerIds: [],
  };
  await publish(central.pool, [{ scope: 'member', key: memberId, shop: null, value }], Date.now());
}

test('a till whose answer was lost says that the members’ key is missing, and is told it again with the same code', async () => {
  const { sold, file } = await sellAndLose();
  await moveToNewMachine(file);
  await untilUnknown();
  const code = await central.makeKeyCode(registerId());
  await loseAnswer(code);
  await till.restart();
  // It signs in by itself, and somebody comes whom it has no key for.
  await publishMember(uuidv7(), 'Ann');
  await till.sync.syncNow();
  const noted = () => readFileSync(join(till.folder, 'logs', 'service.log'), 'utf8');
  await expect.poll(noted, { timeout: 10_000 }).toMatch(/"sync-pull-failed","kind":"sealed"/);
  expect(till.sync.status()).toMatchObject({ mode: 'joined', isOnline: true, fault: 'sealed' });

  okOf(await till.sync.enrol('command', asked(code)));
  const found = () => till.read(({ store: { members } }) => members.search('ann', 1)[0]?.profile?.name);
  await expect.poll(found, { timeout: 10_000 }).toBe('Ann');
  await expectInStep(central, till);
  expect(new Set(receipts())).toEqual(new Set(sold));
});

test('nobody is sealed under a key of its own before it has the chain’s', async () => {
  const { file } = await sellAndLose();
  const id = registerId();
  await moveToNewMachine(file);
  expect(readDataKey(till.folder)).toBeNull();
  const refused = till.keeper.runSignedOut('counter', (register) =>
    registerMember(register, { name: 'Ann' }),
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'members-sealed' } });
  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(id))));
  expect(till.read(({ store: { members } }) => members.keyState())).toBe('ready');
  expect(readDataKey(till.folder)).toEqual(central.central.keys.dataKey);
  await expectInStep(central, till);
});

test('where central’s CA file is not on the new machine, it says so and takes the place of the file with the code', async () => {
  const { sold, file } = await sellAndLose();
  const id = registerId();
  await moveToNewMachine(file);
  const caFile = join(kept, 'ca.pem');
  till.read(({ store }) => store.commit(({ chain }) => chain.saveState({ caFile })));
  await till.restart();
  const unread = { isOnline: false, fault: 'certificate', chain: { url: expect.any(String) } };
  await expect.poll(() => till.sync.status()).toMatchObject(unread);
  expect(till.read(({ store }) => store.chain.state().fault)).toBe('certificate');
  // Over plain HTTP it is read and not asked for.
  const placed = join(till.folder, 'ca.pem');
  writeFileSync(placed, '');
  okOf(await till.sync.enrol('command', { ...asked(await central.makeKeyCode(id)), caFile: placed }));
  expect(till.read(({ store }) => store.chain.state().caFile)).toBe(placed);
  await expectInStep(central, till);
  expect(new Set(receipts())).toEqual(new Set(sold));
});

test('a file in its folder does the same with nobody at it', async () => {
  const { sold, file } = await sellAndLose();
  const id = registerId();
  const laid = join(till.folder, 'enrol.json');
  await moveToNewMachine(file, async () => {
    writeFileSync(laid, JSON.stringify({ central: central.url, code: await central.makeKeyCode(id) }));
  });
  await expect.poll(() => existsSync(laid), { timeout: 10_000 }).toBe(false);
  await till.until('the tail is there', ({ store }) => store.sales.last(5).length === sold.length);
  expect(new Set(receipts())).toEqual(new Set(sold));
  await expectInStep(central, till);
});

test('the command line does it while the program is closed, and what was sent comes at its next start', async () => {
  const { sold, file } = await sellAndLose();
  const id = registerId();
  const said = { out: '', err: '' };
  await moveToNewMachine(file, async () => {
    const words = ['enrol', '--central', central.url, '--code', await central.makeKeyCode(id)];
    const code = await runCommandLine([...words, '--data', till.folder, '--language', 'en'], {
      env: {},
      out: { write: (text: string) => void (said.out += text) },
      err: { write: (text: string) => void (said.err += text) },
    });
    expect(code, said.err).toBe(0);
  });
  await till.until('the tail is there', ({ store }) => store.sales.last(5).length === sold.length);
  expect(new Set(receipts())).toEqual(new Set(sold));
  await expectInStep(central, till);
});

test('a till that lost nothing but its key file goes on where it was', async () => {
  const { sold } = await sellAndLose();
  await till.restart(async () => {
    rmSync(join(till.folder, 'till.key'));
    await Promise.resolve();
  });
  await untilUnknown();
  const next = sellCrisps(till);
  okOf(await till.sync.enrol('command', asked(await central.makeKeyCode(registerId()))));
  await expectInStep(central, till);
  expect(new Set(receipts())).toEqual(new Set([...sold, next]));
});

test('a code that was not made for its key changes nothing', async () => {
  const { file } = await sellAndLose();
  const other = await central.joinTill();
  await moveToNewMachine(file);
  await untilUnknown();
  const before = till.read(({ store }) => [store.journal.head(), store.chain.link()]);
  const codes = {
    'enrolment-code-elsewhere': await central.makeKeyCode(other.id),
    'chain-joined': await central.makeCode(),
  };
  for (const [error, code] of Object.entries(codes)) {
    expect(await till.sync.enrol('command', asked(code))).toMatchObject({
      ok: false,
      error: { code: error },
    });
  }
  expect(till.read(({ store }) => [store.journal.head(), store.chain.link()])).toEqual(before);
  await untilUnknown();
});

test('of PCs that were copied from one whose program had been opened, one joins and the others are told why not', async () => {
  const copy = startTill();
  try {
    await till.restart(() =>
      copy.restart(async () => {
        rmSync(copy.folder, { recursive: true });
        await cp(till.folder, copy.folder, { recursive: true });
      }),
    );
    expect(copy.read(({ identity }) => identity)).toEqual(till.read(({ identity }) => identity));
    okOf(await till.sync.enrol('command', asked(await central.makeCode('S2', '91'))));
    expect(await copy.sync.enrol('command', asked(await central.makeCode('S2', '92')))).toMatchObject({
      ok: false,
      error: { code: 'enrolment-register-active' },
    });
    expect(copy.sync.status().mode).toBe('alone');
    till.do((register) => openShift(register, 5_000));
    await expectInStep(central, till);
    expect(till.sync.status().chain).toMatchObject({ shopCode: 'S2', tillCode: '91' });
  } finally {
    await copy.stop();
  }
});
