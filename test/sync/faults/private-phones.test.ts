import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { exportDiagnostics } from '../../../register/export/diagnostics-file.ts';
import { exportCsv } from '../../../register/export/export-csv.ts';
import { receiptDocument } from '../../../register/receipt/till-documents.ts';
import { systemClock } from '../../../register/register.ts';
import { backUp } from '../../../register/use-cases/back-up.ts';
import { okOf } from '../../register/till.ts';
import { enlist, sell } from './counter-acts.ts';
import { capped, startFaultChain, type FaultChain, type FaultTill } from './fault-chain.ts';
import { untilInStep } from './in-step.ts';

/** As members said them at the counter, each in a way of its own. */
const phones = ['07700900123', '07700 900 456', '+44 7700 900789', '(07700) 900-321', '+86 138 0013 8001'];

const starting = startFaultChain();
let chain: FaultChain;

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
});

/** Ways to write a number, all of them without its last four digits, which a till may show. */
function spellings(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  const national = digits.replace(/^(44|86|0)/, '');
  const [start, middle, end] = [national.slice(0, 4), national.slice(4, 7), national.slice(7)];
  const groups = [3, 4, 5].map((length) => [national.slice(0, length), national.slice(length)] as const);
  return [
    national,
    [start, middle, end].join(' '),
    [start, middle, end].join('-'),
    [start, middle, end].join('.'),
    [national.slice(0, 3), national.slice(3, 7), national.slice(7)].join(' '),
    [national.slice(0, 3), national.slice(3, 7), national.slice(7)].join('-'),
    ...groups.flatMap(([a, b]) => [`${a} ${b}`, `${a}-${b}`, `${a}) ${b}`]),
    phone,
  ];
}

function bytesBelow(folder: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return [{ path, bytes }, ...(isPacked ? [{ path: `${path} unpacked`, bytes: gunzipSync(bytes) }] : [])];
    });
}

/** Everything that the till has and can write: books, log, backup, diagnostics, receipts, exports. */
async function writeEverything({ till }: FaultTill): Promise<string> {
  const store = till.read((register) => register.store);
  okOf(await backUp(store, join(till.folder, 'backup.guitai'), systemClock));
  okOf(exportDiagnostics(till.folder, systemClock));
  const quiet = (): void => undefined;
  const today = till.read(({ store: books }) => books.shifts.open()!.businessDate);
  const days = { from: today, to: today, language: 'en' as const };
  till.do((register) => {
    okOf(exportCsv(register, { kind: 'members', language: 'en' }, quiet));
    okOf(exportCsv(register, { kind: 'journal', ...days }, quiet));
    okOf(exportCsv(register, { kind: 'sale-lines', ...days }, quiet));
    okOf(exportCsv(register, { kind: 'day', businessDate: today, language: 'en' }, quiet));
    return ok(null);
  });
  return till.read((register) =>
    register.store.sales
      .last(20)
      .map(({ receiptNumber }) => register.store.sales.byReceipt(receiptNumber)!)
      .map((sale) => JSON.stringify(receiptDocument(register, sale, 1, 'en')))
      .join('\n'),
  );
}

test('no phone of any member is in anything that a till of a chain keeps or writes', async () => {
  const [one, two] = [await chain.join('S1'), await chain.join('S2')];
  const members = phones.map((phone, index) => enlist(index % 2 === 0 ? one : two, `Member ${index}`, phone));
  await untilInStep(chain);
  for (const memberId of members) for (const till of chain.tills) await sell(till, { memberId });
  await untilInStep(chain);
  for (const till of chain.tills) {
    const receipts = await writeEverything(till);
    expect(receipts).toContain('Member');
    const places = [...bytesBelow(till.till.folder), { path: 'receipts', bytes: Buffer.from(receipts) }];
    for (const name of ['exports', 'logs', 'backup.guitai']) {
      expect(
        places.some(({ path }) => path.includes(name)),
        name,
      ).toBe(true);
    }
    const found = places.flatMap(({ path, bytes }) =>
      phones.flatMap((phone) =>
        spellings(phone)
          .filter((spelling) =>
            (['utf8', 'utf16le'] as const).some((coding) => bytes.includes(Buffer.from(spelling, coding))),
          )
          .map((spelling) => `${path}: ${spelling}`),
      ),
    );
    expect(found).toEqual([]);
    // The till itself still knows them: what is written is sealed, not missing.
    expect(till.till.read(({ store }) => store.members.byId(members[0]!)?.profile?.phone)).toContain(
      '7700900123',
    );
  }
});
