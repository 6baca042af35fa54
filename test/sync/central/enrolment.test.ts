import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, test } from 'vitest';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { ENROL_AGAIN_MS, enrolAnswer, sessionAnswer } from '../../../sync/protocol/enrolment.ts';
import { TOKEN_LIFE_MS } from '../../../sync/protocol/limits.ts';
import { DAY_MS, startTestCentral, type TestCentral } from './test-central.ts';
import { createWireTill, joined, post, send } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

test('a code joins one register, which gets its place, the keys and nothing else', async () => {
  const { makeCode, central } = shops;
  const till = createWireTill(shops.url);
  const answer = await till.enrol(await makeCode('S2', '07'));
  expect(answer.status).toBe(200);
  expect(enrolAnswer.strict().parse(answer.body)).toMatchObject({
    chainName: 'Corner Shops',
    shopCode: 'S2',
    tillCode: '07',
    dataKey: central.keys.dataKey.toString('base64'),
    centralKey: central.keys.publicKey,
  });
});

test('a code is taken as people type it', async () => {
  const code = await shops.makeCode();
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect(joined(await createWireTill(shops.url).enrol(typed)).shopCode).toBe('S1');
});

test('a register that lost the answer asks again and is told the same', async () => {
  const till = createWireTill(shops.url);
  const code = await shops.makeCode('S1', '31');
  const [first, again] = [joined(await till.enrol(code)), joined(await till.enrol(code))];
  expect({ ...again, centralUtcMs: 0 }).toEqual({ ...first, centralUtcMs: 0 });
});

test('a code that was used joins no second register, nor the same one with another key', async () => {
  const till = createWireTill(shops.url);
  const code = await shops.makeCode();
  joined(await till.enrol(code));
  const second = await createWireTill(shops.url).enrol(code);
  expect([second.status, second.body['error']]).toEqual([403, 'code-used']);
  const otherKey = await createWireTill(shops.url, till.id).enrol(code);
  expect(otherKey.body['error']).toBe('code-used');
});

test('what is not signed with the key that it brings is answered with nothing', async () => {
  const till = createWireTill(shops.url);
  const code = await shops.makeCode('S2');
  const { privateKey } = generateKeyPairSync('ed25519');
  const forged = await till.enrol(code, {}, privateKey);
  expect([forged.status, forged.body['error']]).toEqual([401, 'unauthorized']);
  const asked = { code, registerId: till.id, publicKey: till.publicKey, tillCode: null, chainId: null };
  const unsigned = await post(shops.url, '/v1/enrol', { ...asked, program: 'x', machine: 'x' });
  expect([unsigned.status, unsigned.body['error']]).toEqual([401, 'unauthorized']);
  joined(await till.enrol(code));
});

test('a lost answer is said again until the register has signed in', async () => {
  const till = createWireTill(shops.url);
  const code = await shops.makeCode('S2');
  joined(await till.enrol(code));
  joined(await till.enrol(code));
  await till.signIn();
  const late = await till.enrol(code);
  expect([late.status, late.body]).toEqual([403, { error: 'code-used', detail: expect.any(String) }]);
});

test('a lost answer is said again for an hour', async () => {
  const till = createWireTill(shops.url);
  const code = await shops.makeCode('S2');
  joined(await till.enrol(code));
  shops.clock.nowUtcMs += ENROL_AGAIN_MS;
  joined(await till.enrol(code));
  shops.clock.nowUtcMs += 1;
  expect((await till.enrol(code)).body['error']).toBe('code-used');
});

test('of many that try one code at once, one joins', async () => {
  const code = await shops.makeCode();
  const tries = await Promise.all(Array.from({ length: 8 }, () => createWireTill(shops.url).enrol(code)));
  expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 7 }, () => 403),
  ]);
});

test('codes that are unknown or old are refused, each by its name', async () => {
  const till = createWireTill(shops.url);
  const unknown = await till.enrol('AAAA-BBBB-CCCC');
  expect([unknown.status, unknown.body['error']]).toEqual([403, 'code-unknown']);
  const code = await shops.makeCode();
  shops.clock.nowUtcMs += DAY_MS + 1;
  const late = await till.enrol(code);
  expect([late.status, late.body['error']]).toEqual([403, 'code-expired']);
});

describe('a register that is in the chain', () => {
  test('is taken over by nobody who has another code, with its own key or with another', async () => {
    const till = createWireTill(shops.url);
    const { tillCode } = joined(await till.enrol(await shops.makeCode('S2')));
    const before = await registerRow(till.id);
    const copied = await till.enrol(await shops.makeCode('S2', '61'));
    expect([copied.status, copied.body['error']]).toEqual([409, 'register-active']);
    const code = await shops.makeCode('S2', '62');
    expect((await createWireTill(shops.url, till.id).enrol(code)).body['error']).toBe('register-active');
    expect(await registerRow(till.id)).toEqual(before);
    expect(before.till_code).toBe(tillCode);
    // The code is still good for whom it was made.
    expect(joined(await createWireTill(shops.url).enrol(code)).tillCode).toBe('62');
  });

  test('joined once, of several that have one id and try at once', async () => {
    const till = createWireTill(shops.url);
    const codes = await Promise.all(['71', '72', '73', '74'].map((code) => shops.makeCode('S2', code)));
    const tries = await Promise.all(codes.map((code) => till.enrol(code)));
    const said = tries.map(({ status, body }) => (status === 200 ? 'joined' : body['error']));
    expect(said.filter((each) => each === 'joined')).toHaveLength(1);
    expect(said.filter((each) => each === 'register-active')).toHaveLength(3);
  });

  test('comes back with any code once its journal says that it left, and was here since it first came', async () => {
    const till = createWireTill(shops.url);
    joined(await till.enrol(await shops.makeCode('S2')));
    const { enrolled_at_utc_ms: first } = await registerRow(till.id);
    till.write('till.created', { registerId: till.id });
    till.write('chain.left', { chainId: shops.central.chain.id, reason: 'by-hand' });
    expect((await till.push(till.journal)).body['status']).toBe('stored');
    shops.clock.nowUtcMs += 1_000;
    expect(joined(await till.enrol(await shops.makeCode('S2', '81')))).toMatchObject({ tillCode: '81' });
    expect(await registerRow(till.id)).toMatchObject({ shop: 'S2', enrolled_at_utc_ms: first });
  });

  test('takes another key by a code that was made for it, and all else of it stays', async () => {
    const { clock, central, pool } = shops;
    const old = createWireTill(shops.url);
    const seat = joined(await old.enrol(await shops.makeCode('S2')));
    await old.push([old.write('till.created', { registerId: old.id })]);
    const before = await registerRow(old.id);
    clock.nowUtcMs += 1_000;
    const restored = createWireTill(shops.url, old.id);
    const code = await shops.makeKeyCode(old.id);
    const answer = joined(await restored.enrol(code, { chainId: central.chain.id }));
    expect({ ...answer, centralUtcMs: 0 }).toEqual({ ...seat, centralUtcMs: 0 });
    expect(await registerRow(old.id)).toEqual({ ...before, public_key: restored.publicKey });
    expect((await old.ask('GET', '/v1/feed')).body['error']).toBe('unauthorized');
    expect((await restored.ask('GET', '/v1/feed')).status).toBe(200);
    const { rows } = await pool.query(
      `SELECT subject, user_name, after ->> 'codeBy' AS by FROM office_audit WHERE action = 'register-key-replaced'`,
    );
    expect(rows).toEqual([
      { subject: `${seat.shopCode}-${seat.tillCode}`, user_name: 'central', by: 'a test' },
    ]);
  });

  test('is told the answer to its new key again for an hour, though it signed in, and nobody else is', async () => {
    const old = await shops.joinTill('S2');
    const restored = createWireTill(shops.url, old.id);
    const code = await shops.makeKeyCode(old.id);
    const first = joined(await restored.enrol(code));
    expect((await restored.ask('GET', '/v1/feed')).status).toBe(200);
    shops.clock.nowUtcMs += ENROL_AGAIN_MS;
    const again = joined(await restored.enrol(code));
    expect({ ...again, centralUtcMs: 0 }).toEqual({ ...first, centralUtcMs: 0 });
    expect((await createWireTill(shops.url, old.id).enrol(code)).body['error']).toBe('code-used');
    shops.clock.nowUtcMs += 1;
    expect((await restored.enrol(code)).body['error']).toBe('code-used');
  });

  test('takes another key only by the code for it that was made last, and none that is left once one was used', async () => {
    const till = await shops.joinTill('S2');
    const mislaid = await shops.makeKeyCode(till.id);
    const other = await shops.joinTill('S2');
    const ofOther = await shops.makeKeyCode(other.id);
    const code = await shops.makeKeyCode(till.id);
    const restored = createWireTill(shops.url, till.id);
    expect((await restored.enrol(mislaid)).body['error']).toBe('code-unknown');
    joined(await restored.enrol(code));
    expect((await restored.ask('GET', '/v1/feed')).status).toBe(200);
    joined(await createWireTill(shops.url, other.id).enrol(ofOther));
  });

  test('that left and came back takes no other key by a code from before', async () => {
    const till = createWireTill(shops.url);
    joined(await till.enrol(await shops.makeCode('S2')));
    const before = await shops.makeKeyCode(till.id);
    till.write('till.created', { registerId: till.id });
    till.write('chain.left', { chainId: shops.central.chain.id, reason: 'by-hand' });
    expect((await till.push(till.journal)).body['status']).toBe('stored');
    joined(await till.enrol(await shops.makeCode('S2')));
    expect((await createWireTill(shops.url, till.id).enrol(before)).body['error']).toBe('code-unknown');
  });

  test('takes no other key by a code that was made for another register, or to join, or by another chain', async () => {
    const [till, other] = [await shops.joinTill('S2'), await shops.joinTill('S2')];
    const before = await registerRow(till.id);
    const restored = createWireTill(shops.url, till.id);
    const { id: chainId } = shops.central.chain;
    const [ofOther, toJoin, own] = [
      await shops.makeKeyCode(other.id),
      await shops.makeCode('S2'),
      await shops.makeKeyCode(till.id),
    ];
    expect((await restored.enrol(ofOther, { chainId })).body['error']).toBe('code-elsewhere');
    expect((await restored.enrol(toJoin, { chainId })).body['error']).toBe('register-active');
    expect((await restored.enrol(own, { chainId: uuidv7() })).body['error']).toBe('code-elsewhere');
    expect((await createWireTill(shops.url).enrol(own)).body['error']).toBe('code-elsewhere');
    expect((await createWireTill(shops.url).enrol(toJoin, { chainId })).body['error']).toBe(
      'register-active',
    );
    expect(await registerRow(till.id)).toEqual(before);
    joined(await restored.enrol(own, { chainId }));
  });

  test('takes none once it is revoked', async () => {
    const till = await shops.joinTill('S2');
    const code = await shops.makeKeyCode(till.id);
    await revokeRegister(shops.pool, till.id, shops.clock.nowUtcMs);
    expect((await createWireTill(shops.url, till.id).enrol(code)).body['error']).toBe('revoked');
  });
});

async function registerRow(id: string) {
  const { rows } = await shops.pool.query<{
    shop: string;
    till_code: string;
    public_key: string;
    enrolled_at_utc_ms: number;
  }>(
    `SELECT shop, till_code, public_key, enrolled_at_utc_ms, epoch, seq, entry_count FROM register WHERE id = $1`,
    [id],
  );
  return rows[0]!;
}

test('a till code is given once, and tills that name none get the next number', async () => {
  const first = joined(await createWireTill(shops.url).enrol(await shops.makeCode('S1', '40')));
  const next = joined(await createWireTill(shops.url).enrol(await shops.makeCode('S1')));
  expect([first.tillCode, next.tillCode]).toEqual(['40', '41']);
  const taken = await createWireTill(shops.url).enrol(await shops.makeCode('S1'), { tillCode: '40' });
  expect([taken.status, taken.body['error']]).toEqual([409, 'till-taken']);
  const elsewhere = joined(
    await createWireTill(shops.url).enrol(await shops.makeCode('S2'), { tillCode: '40' }),
  );
  expect(elsewhere).toMatchObject({ shopCode: 'S2', tillCode: '40' });
});

test('a key that is none is refused', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), 'AAAA', ''];
  for (const key of keys) {
    const answer = await createWireTill(shops.url).enrol(await shops.makeCode(), { publicKey: key });
    expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
  }
});

test('a register signs in with its key, and its token holds for an hour', async () => {
  const till = await shops.joinTill();
  const answer = await till.signIn();
  expect(sessionAnswer.parse(answer.body).expiresInMs).toBe(TOKEN_LIFE_MS);
  expect((await till.ask('GET', '/v1/feed')).status).toBe(200);
  shops.clock.nowUtcMs += TOKEN_LIFE_MS + 1;
  expect((await till.ask('GET', '/v1/feed')).body['error']).toBe('unauthorized');
  await till.signIn();
  expect((await till.ask('GET', '/v1/feed')).status).toBe(200);
});

test('nobody signs in for a register without its key, nor with a challenge of another or of yesterday', async () => {
  const till = await shops.joinTill();
  const stranger = createWireTill(shops.url, till.id);
  expect((await stranger.signIn()).body['error']).toBe('unauthorized');
  expect((await createWireTill(shops.url).signIn()).body['error']).toBe('unauthorized');
  const { body } = await post(shops.url, '/v1/challenge', { registerId: uuidv7() });
  const answer = await post(shops.url, '/v1/session', {
    registerId: till.id,
    challenge: body['challenge'],
    signature: 'AAAA',
  });
  expect(answer.body['error']).toBe('unauthorized');
});

test('a request is refused whose signature is not over its method, target, token and body', async () => {
  const till = await shops.joinTill();
  const { privateKey } = generateKeyPairSync('ed25519');
  expect((await till.ask('GET', '/v1/feed', undefined, { key: privateKey })).body['error']).toBe(
    'unauthorized',
  );
  const body = { scopes: ['article'] };
  const wrong = { headers: { 'guitai-signature': 'AAAA' } };
  expect((await till.ask('POST', '/v1/repull', body, wrong)).body['error']).toBe('unauthorized');
  const token = { headers: { authorization: `Bearer ${till.id}.AAAA` } };
  expect((await till.ask('GET', '/v1/feed', undefined, token)).body['error']).toBe('unauthorized');
});

test('who speaks another version, or none, is told so before anything else', async () => {
  const till = await shops.joinTill();
  const newer = await till.ask('GET', '/v1/feed', undefined, { headers: { 'guitai-protocol': '2' } });
  expect([newer.status, newer.body['error'], newer.headers.get('guitai-protocol')]).toEqual([
    426,
    'protocol-unsupported',
    '1',
  ]);
  expect((await send(`${shops.url}/v1/feed`, {})).status).toBe(426);
});

test('a revoked register is told so by everything but its journal', async () => {
  const till = await shops.joinTill();
  till.write('till.created', { registerId: till.id });
  await till.signIn();
  expect(await revokeRegister(shops.pool, till.id, shops.clock.nowUtcMs)).toBe(true);
  const refused = await till.ask('GET', '/v1/feed');
  expect([refused.status, refused.body['error']]).toEqual([403, 'revoked']);
  expect((await till.push(till.journal)).body['status']).toBe('stored');
  const again = await till.enrol(await shops.makeCode());
  expect([again.status, again.body['error']]).toEqual([403, 'revoked']);
});

test('what anchors a journal is signed with the key that enrolment gave', async () => {
  const till = createWireTill(shops.url);
  const { centralKey } = joined(await till.enrol(await shops.makeCode()));
  const entry = till.write('till.created', { registerId: till.id });
  const { body } = await till.push([entry]);
  const key = createPublicKey({ key: Buffer.from(centralKey, 'base64'), format: 'der', type: 'spki' });
  const text = `1:1:${entry.hash}`;
  expect(verify(null, Buffer.from(text), key, Buffer.from(String(body['anchor']), 'base64'))).toBe(true);
});
