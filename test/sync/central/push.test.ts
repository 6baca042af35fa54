import { beforeAll, expect, test } from 'vitest';
import { releaseFork } from '../../../sync/central/registers.ts';
import { pushAnswer, type PushAnswer } from '../../../sync/protocol/push.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import { chainEntry, type Answer, type WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

/** A till with so many entries, none sent. */
async function tillWith(count: number): Promise<WireTill> {
  const till = await shops.joinTill();
  for (let index = 0; index < count; index += 1) till.write('cash.moved', { index });
  return till;
}

function read(answer: Answer): PushAnswer {
  expect(answer.status).toBe(200);
  return pushAnswer.strict().parse(answer.body);
}

async function storedSeqs(till: WireTill): Promise<string[]> {
  const { rows } = await shops.pool.query<{ epoch: number; seq: number }>(
    'SELECT epoch, seq FROM entry WHERE register = $1 ORDER BY epoch, seq',
    [till.id],
  );
  return rows.map(({ epoch, seq }) => `${epoch}:${seq}`);
}

test('entries are stored as they are and acknowledged', async () => {
  const till = await tillWith(3);
  const answer = read(await till.push(till.journal));
  expect(answer).toMatchObject({
    status: 'stored',
    acknowledged: { epoch: 1, seq: 3 },
    duplicates: 0,
    next: null,
  });
  const { rows } = await shops.pool.query(
    'SELECT payload, encode(hash, $2) AS hash FROM entry WHERE register = $1',
    [till.id, 'hex'],
  );
  expect(rows).toEqual(till.journal.map(({ payload, hash }) => ({ payload, hash })));
});

test('what central has already is stored once, however often and in whatever pieces it comes', async () => {
  const till = await tillWith(6);
  const [one, two, three] = [till.journal.slice(0, 4), till.journal.slice(2, 5), till.journal];
  expect(read(await till.push(one)).duplicates).toBe(0);
  expect(read(await till.push(one)).duplicates).toBe(4);
  expect(read(await till.push(two))).toMatchObject({
    status: 'stored',
    duplicates: 2,
    acknowledged: { seq: 5 },
  });
  expect(read(await till.push(three)).duplicates).toBe(5);
  expect(await storedSeqs(till)).toEqual(['1:1', '1:2', '1:3', '1:4', '1:5', '1:6']);
});

test('the same entries from many connections at once are stored once', async () => {
  const till = await tillWith(50);
  await till.signIn();
  const answers = await Promise.all(Array.from({ length: 8 }, () => till.push(till.journal)));
  expect(answers.map((answer) => read(answer).status)).toEqual(Array.from({ length: 8 }, () => 'stored'));
  expect(answers.map((answer) => read(answer).duplicates).sort((a, b) => a - b)).toEqual([
    0,
    ...Array.from({ length: 7 }, () => 50),
  ]);
  expect(await storedSeqs(till)).toHaveLength(50);
});

test('after a gap central says where to go on', async () => {
  const till = await tillWith(5);
  expect(read(await till.push(till.journal.slice(2)))).toMatchObject({
    status: 'expected',
    acknowledged: null,
    anchor: null,
    next: { epoch: 1, seq: 1 },
  });
  read(await till.push(till.journal.slice(0, 2)));
  expect(read(await till.push(till.journal.slice(3)))).toMatchObject({
    status: 'expected',
    acknowledged: { epoch: 1, seq: 2 },
    next: { epoch: 1, seq: 3 },
  });
  expect(await storedSeqs(till)).toEqual(['1:1', '1:2']);
});

test('another entry in a place that is taken is a fork: kept apart, shown, and nothing more is taken', async () => {
  const till = await tillWith(3);
  read(await till.push(till.journal));
  const other = chainEntry(till.id, till.journal[1], 'cash.moved', '{"index":99}');
  expect(read(await till.push([other]))).toMatchObject({ status: 'fork', acknowledged: { seq: 3 } });
  const next = till.write('cash.moved', { index: 3 });
  expect(read(await till.push([next])).status).toBe('fork');
  expect(await storedSeqs(till)).toEqual(['1:1', '1:2', '1:3']);
  const { rows } = await shops.pool.query('SELECT entry FROM quarantined_entry WHERE register = $1', [
    till.id,
  ]);
  expect(rows).toEqual([{ entry: JSON.stringify(other) }]);
  const { rows: raised } = await shops.pool.query(
    'SELECT kind, epoch, seq FROM exception WHERE register = $1',
    [till.id],
  );
  expect(raised).toEqual([{ kind: 'fork', epoch: 1, seq: 3 }]);
  expect(await releaseFork(shops.pool, till.id)).toBe(true);
  expect(read(await till.push([next])).status).toBe('stored');
});

test.each([
  ['changed after it was hashed', { payload: '{"index":77}' }],
  ['of another register', { registerId: 'other' }],
  ['that does not follow', { prevHash: 'ab'.repeat(32) }],
])('an entry %s is a fork', async (_what, change) => {
  const till = await tillWith(2);
  read(await till.push(till.journal));
  const last = till.journal[1];
  const entry =
    'payload' in change
      ? { ...chainEntry(till.id, last, 'cash.moved', '{}'), payload: change.payload }
      : 'registerId' in change
        ? chainEntry('01900000-0000-7000-8000-000000000000', last, 'cash.moved', '{}')
        : chainEntry(till.id, last, 'cash.moved', '{}', change);
  expect(read(await till.push([entry])).status).toBe('fork');
  expect(await storedSeqs(till)).toEqual(['1:1', '1:2']);
});

test('an entry whose own id is there already is a fork', async () => {
  const till = await tillWith(1);
  read(await till.push(till.journal));
  till.write('cash.moved', {}, { id: till.journal[0]!.id });
  expect(read(await till.push(till.journal.slice(1))).status).toBe('fork');
});

test('a restored till goes on in a new epoch from any entry that central has', async () => {
  const till = await tillWith(5);
  read(await till.push(till.journal));
  const begun = chainEntry(till.id, till.journal[2], 'epoch.started', '{}', { epoch: 2, seq: 1 });
  const sold = chainEntry(till.id, begun, 'cash.moved', '{}');
  expect(read(await till.push([begun, sold]))).toMatchObject({
    status: 'stored',
    acknowledged: { epoch: 2, seq: 2 },
  });
  expect(read(await till.push(till.journal.slice(3)))).toMatchObject({ status: 'stored', duplicates: 2 });
  // The answer was lost, and the batch reaches from before the restore to after it.
  const restored = [...till.journal.slice(0, 3), begun, sold];
  expect(read(await till.push(restored))).toMatchObject({ status: 'stored', duplicates: 5 });
});

test('what is sold with the books that a restore replaced is kept apart and shown, though no entry is in its place', async () => {
  const till = await tillWith(5);
  read(await till.push(till.journal));
  const begun = chainEntry(till.id, till.journal[2], 'epoch.started', '{}', { epoch: 2, seq: 1 });
  read(await till.push([begun]));
  const late = chainEntry(till.id, till.journal[4], 'cash.moved', '{}');
  expect(read(await till.push([till.journal[4]!, late]))).toMatchObject({
    status: 'fork',
    acknowledged: { epoch: 2, seq: 1 },
  });
  const { rows } = await shops.pool.query(
    'SELECT entry FROM quarantined_entry WHERE register = $1 AND epoch = 1 AND seq = 6',
    [till.id],
  );
  expect(rows).toEqual([{ entry: JSON.stringify(late) }]);
  const { rows: raised } = await shops.pool.query(
    'SELECT kind, epoch, seq FROM exception WHERE register = $1 AND resolved_at_utc_ms IS NULL',
    [till.id],
  );
  expect(raised).toEqual([{ kind: 'fork', epoch: 1, seq: 6 }]);
  const next = chainEntry(till.id, begun, 'cash.moved', '{}');
  expect(read(await till.push([next])).status).toBe('fork');
  expect(await releaseFork(shops.pool, till.id)).toBe(true);
  expect(read(await till.push([next])).status).toBe('stored');
});

test('a new epoch from an entry that central lacks is a gap', async () => {
  const till = await tillWith(3);
  read(await till.push(till.journal.slice(0, 2)));
  const begun = chainEntry(till.id, till.journal[2], 'epoch.started', '{}', { epoch: 2, seq: 1 });
  expect(read(await till.push([begun]))).toMatchObject({ status: 'expected', next: { epoch: 1, seq: 3 } });
  expect(read(await till.push([till.journal[2]!, begun]))).toMatchObject({ status: 'stored' });
});

test('the salts of members come beside the entries, the first for each stays', async () => {
  const till = await tillWith(1);
  const member = '01900000-0000-7000-8000-00000000000a';
  const salt = Buffer.alloc(16, 7).toString('base64');
  read(await till.push(till.journal, { salts: { [member]: salt } }));
  read(await till.push(till.journal, { salts: { [member]: Buffer.alloc(16, 9).toString('base64') } }));
  const { rows } = await shops.pool.query(
    `SELECT encode(salt, 'base64') AS salt FROM member_salt WHERE member = $1`,
    [member],
  );
  expect(rows).toEqual([{ salt }]);
});

test('central knows what a till has waiting and how far its clock is off', async () => {
  const till = await tillWith(1);
  const sentAtUtcMs = shops.clock.nowUtcMs + 3_600_000;
  read(await till.push(till.journal, { waiting: { entries: 12, oldestAtUtcMs: 5 }, sentAtUtcMs }));
  const { rows } = await shops.pool.query(
    'SELECT epoch, seq, entry_count, waiting_entries, waiting_oldest_at_utc_ms, clock_ahead_ms FROM register WHERE id = $1',
    [till.id],
  );
  expect(rows).toEqual([
    {
      epoch: 1,
      seq: 1,
      entry_count: 1,
      waiting_entries: 12,
      waiting_oldest_at_utc_ms: 5,
      clock_ahead_ms: 3_600_000,
    },
  ]);
});

test('a whole megabyte in one entry is taken', async () => {
  const till = await shops.joinTill();
  const entry = till.write('sale.completed', 'x'.repeat(1_048_574));
  expect(entry.payload).toHaveLength(1_048_576);
  expect(read(await till.push([entry])).status).toBe('stored');
});

test('a restored till gets back what it had sent, as it was', async () => {
  const till = await tillWith(130);
  const member = '01900000-0000-7000-8000-00000000000b';
  const salt = Buffer.alloc(16, 3).toString('base64');
  till.write('member.registered', { memberId: member });
  read(await till.push(till.journal.slice(0, 100)));
  read(await till.push(till.journal.slice(100), { salts: { [member]: salt } }));
  const first = await till.ask('GET', '/v1/journal?epoch=1&after=10');
  expect(first.body).toEqual({ entries: till.journal.slice(10, 110), salts: {}, isMore: true });
  const second = await till.ask('GET', '/v1/journal?epoch=1&after=110');
  expect(second.body).toEqual({ entries: till.journal.slice(110), salts: { [member]: salt }, isMore: false });
});

test('entries are stored by a transaction that waits for the disk, whatever the server is set to', async () => {
  const { pool } = shops;
  const { rows: server } = await pool.query('SHOW synchronous_commit');
  expect(server).toEqual([{ synchronous_commit: 'off' }]);
  await pool.query(`CREATE TABLE seen (setting text);
    CREATE FUNCTION note_setting() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
    CREATE TRIGGER note_setting AFTER INSERT ON entry FOR EACH STATEMENT EXECUTE FUNCTION note_setting()`);
  const till = await tillWith(1);
  read(await till.push(till.journal));
  await pool.query('DROP TRIGGER note_setting ON entry');
  const { rows: seen } = await pool.query('SELECT setting FROM seen');
  expect(seen).toEqual([{ setting: 'on' }]);
});

test('no entry is ever changed or deleted', async () => {
  const till = await tillWith(1);
  read(await till.push(till.journal));
  await expect(shops.pool.query('DELETE FROM entry')).rejects.toThrow('only ever added to');
  await expect(shops.pool.query(`UPDATE entry SET payload = ''`)).rejects.toThrow('only ever added to');
});
