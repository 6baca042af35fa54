import { expect } from 'vitest';
import { projectingOf } from '../../../sync/central/project/project-batch.ts';
import { projectAll } from '../../../sync/central/project/worker.ts';
import { okOf } from '../../register/till.ts';
import type { TestCentral } from '../central/test-central.ts';
import type { JoinedTill } from './joined-till.ts';

export function untilSent(till: JoinedTill): Promise<void> {
  return till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0);
}

/** All of a till's journal is at central, entry for entry, and its books and reference data are right. */
export async function expectInStep(central: TestCentral, till: JoinedTill): Promise<void> {
  await untilSent(till);
  till.verify();
  const own = till.read(({ store }) => [...store.journal.rows(1)].map(({ hash }) => hash.toString('hex')));
  const { rows } = await central.pool.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM entry WHERE register = $1 ORDER BY epoch, seq`,
    [till.read(({ identity }) => identity.registerId)],
  );
  expect(own).toEqual(rows.map(({ hash }) => hash));
  await till.until('it was told all', ({ store }) => store.chain.state().cursor !== null);
  const compare = async () => {
    // Members are compared once all that the till told of them is in their accounts.
    await projectAll(projectingOf(central.central));
    return okOf(await till.sync.checkDigests());
  };
  await expect.poll(compare, { timeout: 10_000 }).toMatchObject({ isCurrent: true, differing: [] });
  expect(till.sync.status()).toMatchObject({ mode: 'joined', fault: null });
}
