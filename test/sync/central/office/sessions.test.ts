import { beforeAll, describe, expect, test } from 'vitest';
import { addRegister, everyRegister, openOffice, OWNER_PASSWORD, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
beforeAll(async () => {
  chain = await openOffice();
});

function request(
  path: string,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(chain.address + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

test('the first owner is made once, with a password that serves for nothing but choosing another', async () => {
  const { rows } = await chain.pool.query<{ action: string }>(
    `SELECT action FROM office_audit WHERE user_name = 'Owner' ORDER BY id LIMIT 2`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['signed-in', 'password-changed']);
  const { makeFirstOwner } = await import('../../../../sync/central/office/users.ts');
  expect(await makeFirstOwner(chain.pool)).toBeNull();
});

describe('signing in', () => {
  test('with a password that somebody else knows lets nobody do anything but choose another', async () => {
    const input = { id: null, login: 'ada', name: 'Ada', role: 'office' as const, shops: [], isActive: true };
    const { password } = (await chain.owner.ask('users.save', input)).value;
    const ada = await chain.signIn('ada', password!);
    expect(await ada.ask('registers.list', everyRegister)).toMatchObject({
      status: 403,
      error: { code: 'password-must-change' },
    });
    const change = (before: string, after: string) => ada.ask('session.change-password', { before, after });
    expect(await change(password!, 'short')).toMatchObject({ error: { code: 'password-short', min: 10 } });
    expect(await change('not this one', 'another long one')).toMatchObject({
      error: { code: 'password-wrong' },
    });
    expect((await change(password!, 'another long one')).status).toBe(200);
    expect((await ada.ask('registers.list', everyRegister)).status).toBe(200);
    await expect(chain.signIn('ada', password!)).rejects.toThrow('sign-in-wrong');
    await chain.signIn('Ada ', 'another long one');
  });

  test('with wrong passwords locks the login, also many at once, and a right one does not open it', async () => {
    await chain.addUser('bo', 'office');
    const attempt = async () => {
      const response = await request('/office/session', { login: 'bo', password: 'not the password' });
      return ((await response.json()) as { error: { code: string } }).error.code;
    };
    const codes: string[] = [];
    while (!codes.includes('sign-in-locked')) {
      codes.push(...(await Promise.all([attempt(), attempt(), attempt()])));
    }
    expect(codes.filter((code) => code === 'sign-in-wrong').length).toBeLessThan(5);
    await expect(chain.signIn('bo', OWNER_PASSWORD)).rejects.toThrow('sign-in-locked');
    await chain.pool.query(`UPDATE office_user SET locked_until = now() - interval '1 second'`);
    await chain.signIn('bo', OWNER_PASSWORD);
  });

  test('as somebody whom there is not is answered like a wrong password', async () => {
    await expect(chain.signIn('nobody', OWNER_PASSWORD)).rejects.toThrow('sign-in-wrong');
  });

  test('gives a cookie for no script and no other site, which the database does not hold', async () => {
    const begun = await request('/office/session', { login: 'owner', password: OWNER_PASSWORD });
    const cookie = begun.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(begun.headers.get('cache-control')).toBe('no-store');
    const token = /guitai_office=([^;]+)/.exec(cookie)![1]!;
    const { rows } = await chain.pool.query<{ text: string }>(
      'SELECT office_session::text FROM office_session',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a session', () => {
  test('is good for nothing without the page’s own header', async () => {
    const { cookie, csrf } = chain.owner;
    const status = async (headers: Record<string, string>) =>
      (await request('/office/registers.list', everyRegister, headers)).status;
    expect(await status({ cookie })).toBe(401);
    expect(await status({ cookie, 'guitai-csrf': 'x' })).toBe(401);
    expect(await status({ 'guitai-csrf': csrf })).toBe(401);
    expect(await status({ cookie, 'guitai-csrf': csrf })).toBe(200);
  });

  test('ends when it is signed out, and when it lies idle', async () => {
    const first = await chain.addUser('cleo', 'office');
    const second = await chain.signIn('cleo', OWNER_PASSWORD);
    const headers = { cookie: first.cookie, 'guitai-csrf': first.csrf };
    await fetch(`${chain.address}/office/session`, { method: 'DELETE', headers });
    expect((await first.ask('registers.list', everyRegister)).status).toBe(401);
    expect((await second.ask('registers.list', everyRegister)).status).toBe(200);
    await chain.pool.query(
      `UPDATE office_session SET seen_at = now() - interval '2 hours'
       FROM office_user WHERE user_id = id AND login = 'cleo'`,
    );
    expect((await second.ask('registers.list', everyRegister)).status).toBe(401);
  });
});

describe('rights', () => {
  test('a manager sees the registers of her own shops, and may do no more than her role', async () => {
    const mei = await chain.addUser('mei', 'manager', ['S1']);
    await addRegister(chain.pool, 'S1', '01');
    const other = await addRegister(chain.pool, 'S2', '01');
    const { value } = await mei.ask('registers.list', everyRegister);
    expect(value.rows.map(({ shop }) => shop)).toEqual(['S1']);
    expect(await mei.ask('registers.revoke', { id: other, reason: 'lost' })).toMatchObject({
      status: 403,
      error: { code: 'right-missing', right: 'registers-manage' },
    });
    expect(await mei.ask('staff.list', { shop: 'S2' })).toMatchObject({ error: { code: 'other-shop' } });
    expect((await mei.ask('staff.list', { shop: 'S1' })).status).toBe(200);
    expect((await mei.handOver('catalogue.import', 'x')).status).toBe(403);
  });

  test('somebody who is made inactive is out at once, and the last owner stays one', async () => {
    const dan = await chain.addUser('dan', 'office');
    const base = { name: 'x', shops: [], isActive: true };
    const gone = { ...base, id: dan.id, login: 'dan', role: 'office' as const, isActive: false };
    expect((await chain.owner.ask('users.save', gone)).status).toBe(200);
    expect((await dan.ask('registers.list', everyRegister)).status).toBe(401);
    await expect(chain.signIn('dan', OWNER_PASSWORD)).rejects.toThrow('sign-in-wrong');
    const owner = (await chain.owner.ask('users.list', { after: null })).value.rows.find(
      ({ login }) => login === 'owner',
    )!;
    const less = { ...base, id: owner.id, login: 'owner', role: 'office' as const };
    expect(await chain.owner.ask('users.save', less)).toMatchObject({ error: { code: 'last-owner' } });
    expect(await chain.owner.ask('users.save', { ...gone, id: null })).toMatchObject({
      error: { code: 'login-taken', login: 'dan' },
    });
  });

  test('a password that is reset ends the person’s sessions and is told once', async () => {
    const eve = await chain.addUser('eve', 'office');
    const { value } = await chain.owner.ask('users.reset-password', { id: eve.id });
    expect((await eve.ask('registers.list', everyRegister)).status).toBe(401);
    await chain.signIn('eve', value.password);
    const { rows } = await chain.pool.query<{ text: string }>('SELECT office_audit::text FROM office_audit');
    expect(JSON.stringify(rows)).not.toContain(value.password);
  });
});

test('what is no call, or no call of this form, is refused', async () => {
  const headers = { cookie: chain.owner.cookie, 'guitai-csrf': chain.owner.csrf };
  const post = (path: string, body: string | object) => request(path, body, headers);
  const wrongInput = await post('/office/registers.revoke', { id: 'x' });
  expect(await wrongInput.json()).toMatchObject({ error: { code: 'malformed' } });
  expect((await post('/office/registers.list', '{')).status).toBe(400);
  expect((await post('/office/registers.list', { more: 'x'.repeat(300_000) })).status).toBe(413);
  expect((await post('/office/no.such', {})).status).toBe(404);
});

test('the audit says who did what to what, and is only ever added to', async () => {
  const shop = { code: 'S3', name: 'Market', zone: 'Asia/Shanghai', currency: 'CNY', cutOverMinutes: 240 };
  await chain.owner.ask('shops.add', shop);
  const { value } = await chain.owner.ask('audit.list', { action: 'shop-saved', text: '', after: null });
  expect(value.rows).toMatchObject([{ userName: 'Owner', subject: 'S3', shop: 'S3', after: shop }]);
  await expect(chain.pool.query('DELETE FROM office_audit')).rejects.toThrow('only ever added to');
});
