import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalReader, type JournalRow } from '../../db/journal.ts';
import { verifyStore } from '../../db/verify.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { joinChain, leaveChain } from '../../register/use-cases/join-chain.ts';
import { hashEntry } from '../../seal/entry-hash.ts';
import { joining } from '../register/chain-till.ts';
import { okOf, openSellingTill, payAll, type TestTill } from '../register/till.ts';
import { verifyChanged } from './changed-till.ts';

const central = generateKeyPairSync('ed25519');
const centralKey = central.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
let till: TestTill;

beforeEach(() => {
  till = openSellingTill(null);
  okOf(joinChain(till.register, { ...joining, centralKey }));
  okOf(addArticle(till.register, 'book', {}));
  payAll(till.register);
});
afterEach(() => till.remove());

function lastRow(): JournalRow {
  const { journal } = till.register.store;
  return journal.row(journal.head()!.position)!;
}

/** Central has all up to an entry, and signed for it. */
function acknowledge({ epoch, seq, hash }: JournalRow, key: KeyObject = central.privateKey): void {
  const anchor = sign(null, Buffer.from(`${epoch}:${seq}:${hash.toString('hex')}`), key).toString('base64');
  const { store } = till.register;
  store.commit((writer) => writer.chain.saveState({ acknowledged: { epoch, seq }, anchor }));
  store.emptyLog();
}

const faultNow = () => verifyStore(till.register.store).fault;

test('books hold whose journal has what central signed for, also once the till has left', () => {
  acknowledge(lastRow());
  expect(faultNow()).toBeNull();
  okOf(leaveChain(till.register));
  acknowledge(lastRow());
  expect(faultNow()).toBeNull();
});

test('a journal that was cut before what central acknowledged is found', () => {
  const { epoch, seq, position } = lastRow();
  acknowledge(lastRow());
  const { fault } = verifyChanged(till.folder, (db) => {
    db.prepare('DELETE FROM journal WHERE position = ?').run(position);
  });
  expect(fault).toMatchObject({ kind: 'anchor', epoch, seq });
});

test('a journal that was computed afresh is found, though its chain holds', () => {
  const { epoch, seq, position } = lastRow();
  acknowledge(lastRow());
  const { fault } = verifyChanged(till.folder, (db) => {
    db.prepare(`UPDATE journal SET actor = 'somebody' WHERE position = ?`).run(position);
    const changed = journalReader(db).row(position)!;
    db.prepare('UPDATE journal SET hash = ? WHERE position = ?').run(hashEntry(changed), position);
  });
  expect(fault).toMatchObject({ kind: 'anchor', epoch, seq });
});

test('what another key signed for is found', () => {
  acknowledge(lastRow(), generateKeyPairSync('ed25519').privateKey);
  expect(faultNow()).toMatchObject({ kind: 'anchor' });
});
