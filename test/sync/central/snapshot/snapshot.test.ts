import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { canonicalJson } from '../../../../domain/facts/canonical-json.ts';
import { publish, type Published } from '../../../../sync/central/changes.ts';
import { buildSnapshot } from '../../../../sync/central/snapshot/build-snapshot.ts';
import { forgetReplaced } from '../../../../sync/central/snapshot/snapshot-schedule.ts';
import { scopes, type Change } from '../../../../sync/protocol/feed.ts';
import { snapshotManifest, type SnapshotManifest } from '../../../../sync/protocol/snapshot.ts';
import { startTestCentral, type TestCentral } from '../test-central.ts';
import type { WireTill } from '../wire-till.ts';

const starting = startTestCentral();
let central: TestCentral;
let till: WireTill;

beforeAll(async () => {
  central = await starting;
  till = await central.joinTill('S1');
  await publish(central.pool, [...articles(500), ...ownOf('S1'), ...ownOf('S2'), ...members(3)], 0);
});

function articles(count: number): Published[] {
  return Array.from({ length: count }, (_, index) => ({
    scope: 'article',
    key: `A${index}`,
    shop: null,
    value: {
      name: `Article ${index} ${createHash('sha256').update(String(index)).digest('hex')}`,
      priceE4: index,
      floorPriceE4: null,
      department: 'general',
      taxCode: null,
      unit: 'each',
      brand: '',
      packSize: '',
      minimumAge: null,
      depositCode: null,
      isActive: true,
      barcodes: [],
    },
  }));
}

function ownOf(shop: string): Published[] {
  return [{ scope: 'setting', key: 'shop', shop, value: { value: { code: shop } } }];
}

/** Rows whose words central has. */
function members(count: number): Published[] {
  return Array.from({ length: count }, (_, index) => ({
    scope: 'member',
    key: `00000000-0000-4000-8000-00000000000${index}`,
    shop: null,
    value: {
      number: String(index),
      salt: '',
      sealed: '',
      phoneHash: null,
      namesakeHash: null,
      cards: [],
      consents: [],
      joinedAtUtcMs: 0,
      formerIds: [],
      words: null,
    },
  }));
}

async function manifestFor(register: WireTill): Promise<SnapshotManifest> {
  const { status, body } = await register.ask('GET', '/v1/snapshot');
  expect(status).toBe(200);
  return snapshotManifest.parse(body);
}

/** Has central hand out one chunk, longer than what it reads at once, in a snapshot that nobody is told of; removed after the test. */
async function keepChunk(lengthBytes: number): Promise<{ id: string; bytes: Buffer }> {
  const [id, bytes] = ['00000000-0000-7000-8000-00000000000b', randomBytes(lengthBytes)];
  await central.pool.query(
    `INSERT INTO snapshot (id, cursor, last_change, built_at_utc_ms, done_at_utc_ms) VALUES ($1, '', 0, 0, 0)`,
    [id],
  );
  onTestFinished(() => removeSnapshot(id));
  await central.pool.query(
    `INSERT INTO snapshot_chunk (snapshot, place, shop, scope, sha256, changes, bytes) VALUES ($1, 0, '', 'article', '', 1, $2)`,
    [id, bytes],
  );
  return { id, bytes };
}

async function removeSnapshot(id: string): Promise<void> {
  await central.pool.query('DELETE FROM snapshot WHERE id = $1', [id]);
}

/** Its changes, each chunk checked as a register does. */
async function readAll({ pool }: TestCentral, manifest: SnapshotManifest): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [index, { bytes, sha256, changes: count }] of manifest.chunks.entries()) {
    const { rows } = await pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM snapshot_chunk WHERE sha256 = $1',
      [sha256],
    );
    const chunk = rows[0]!.bytes;
    expect(chunk.length, `chunk ${index}`).toBe(bytes);
    expect(createHash('sha256').update(chunk).digest('hex')).toBe(sha256);
    const lines = gunzipSync(chunk).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(count);
    changes.push(...lines.map((line) => JSON.parse(line) as Change));
  }
  return changes;
}

describe('a snapshot', () => {
  test('has everything that the register’s shop is told, in an order in which nothing is missed, in chunks that fit', async () => {
    await central.pool.query(
      `INSERT INTO member (id, number, sealed, joined_at_utc_ms, words, told_at_utc_ms, told_register, told_epoch, told_seq)
       VALUES ('00000000-0000-4000-8000-000000000001', '1', '', 0, 'ada "love" 王', 0, $1, 1, 1)`,
      [randomUUID()],
    );
    await buildSnapshot(central.central, { chunkBytes: 6_000, always: true });
    const manifest = await manifestFor(till);
    expect(manifest.chunks.length).toBeGreaterThan(4);
    const changes = await readAll(central, manifest);
    expect(manifest.counts).toEqual({ setting: 1, article: 500, member: 3, applied: 1 });
    const ranks = changes.map(({ scope }) => scopes.indexOf(scope));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(changes.find(({ scope }) => scope === 'setting')?.value).toEqual({ value: { code: 'S1' } });
    expect(changes.find(({ scope }) => scope === 'applied')).toMatchObject({
      key: till.id,
      value: { epoch: 1, seq: 0 },
    });
    const words = changes.flatMap((change) => (change.scope === 'member' ? [change.value!.words] : []));
    expect(words).toHaveLength(3);
    expect(words.filter((each) => each !== null)).toEqual(['ada "love" 王']);
    const other = await readAll(central, await manifestFor(await central.joinTill('S2')));
    expect(other.find(({ scope }) => scope === 'setting')?.value).toEqual({ value: { code: 'S2' } });
  });

  test('is handed out chunk by chunk, byte for byte, to registers alone', async () => {
    const { id, bytes } = await keepChunk(300_001);
    const answer = await till.open(`/v1/snapshot/${id}/0`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-length')).toBe('300001');
    expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    const manifest = await manifestFor(till);
    for (const target of [
      `/v1/snapshot/${manifest.id}/99999`,
      `/v1/snapshot/${randomUUID()}/0`,
      `/v1/snapshot/${manifest.id}/-1`,
      `/v1/snapshot/x/0`,
    ]) {
      expect((await till.ask('GET', target)).body, target).toMatchObject({ error: 'not-found' });
    }
  });

  test('that is thrown away while a chunk of it is sent ends the connection, so that nobody takes a part for the whole', async () => {
    const { id } = await keepChunk(50_000_000);
    const answer = await till.open(`/v1/snapshot/${id}/0`);
    expect(answer.status).toBe(200);
    await removeSnapshot(id);
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
    expect((await till.ask('GET', '/v1/snapshot')).status).toBe(200);
  });

  test('with the feed from its cursor is what central has, while much changes during the build', async () => {
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; round < 15; round += 1) {
        const changed = articles(500).slice(writer * 100 + round, writer * 100 + round + 20);
        const again = changed.map((each) => ({
          ...each,
          value: { ...each.value, brand: `${writer}.${round}` },
        }));
        await publish(central.pool, again as Published[], round);
      }
    });
    await buildSnapshot(central.central, { chunkBytes: 6_000, always: true });
    await Promise.all(writers);
    const manifest = await manifestFor(till);
    const copy = new Map(
      (await readAll(central, manifest)).map(({ scope, key, value }) => [`${scope} ${key}`, value]),
    );
    let cursor = manifest.cursor;
    for (let isMore = true; isMore;) {
      const { body } = await till.ask('GET', `/v1/feed?cursor=${cursor}`);
      const page = body as unknown as { cursor: string; isMore: boolean; changes: Change[] };
      for (const { scope, key, value } of page.changes) copy.set(`${scope} ${key}`, value);
      ({ cursor, isMore } = page);
    }
    const { rows } = await central.pool.query<{ key: string; value: string }>(
      `SELECT key, value FROM reference WHERE scope = 'article' ORDER BY key`,
    );
    for (const { key, value } of rows) expect(canonicalJson(copy.get(`article ${key}`))).toBe(value);
  });

  test('is not built again where nothing changed, and one that was replaced is kept for those who began with it', async () => {
    const before = await manifestFor(till);
    await buildSnapshot(central.central);
    const same = await manifestFor(till);
    expect(await buildSnapshot(central.central)).toBeNull();
    await publish(central.pool, articles(501).slice(500), 1);
    const built = await buildSnapshot(central.central);
    expect((await manifestFor(till)).id).toBe(built?.id);
    await forgetReplaced(central.central);
    const first = `/v1/snapshot/${same.id}/0`;
    expect((await till.ask('GET', first)).status).toBe(200);
    central.clock.nowUtcMs += 7 * 60 * 60_000;
    await forgetReplaced(central.central);
    await till.signIn();
    expect((await till.ask('GET', first)).body).toMatchObject({ error: 'not-found' });
    expect((await manifestFor(till)).id).toBe(built?.id);
    expect(before.id).not.toBe(built?.id);
  });
});
