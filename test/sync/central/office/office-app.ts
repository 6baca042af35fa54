import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { afterAll } from 'vitest';
import type { Result } from '../../../../domain/result.ts';
import { createMemberSeal } from '../../../../seal/member-seal.ts';
import type { Central } from '../../../../sync/central/central.ts';
import { makeKeys, readKeys } from '../../../../sync/central/chain-keys.ts';
import { openChain, saveShop } from '../../../../sync/central/chain.ts';
import type { OfficeError } from '../../../../sync/central/office/office-error.ts';
import { addOfficeRoutes } from '../../../../sync/central/office/office-routes.ts';
import type { Office } from '../../../../sync/central/office/procedure.ts';
import type { OfficeRole } from '../../../../sync/central/office/rights.ts';
import type { FileProcedures, Procedures } from '../../../../sync/central/office/procedures.ts';
import { makeFirstOwner } from '../../../../sync/central/office/users.ts';
import { startTestPostgres } from '../../postgres.ts';

type Input<Name extends keyof Procedures> = Parameters<Procedures[Name]['run']>[2];
type Value<Run extends (...given: never[]) => unknown> =
  Awaited<ReturnType<Run>> extends Result<infer Answer, OfficeError> ? Answer : never;

export interface Said<Of> {
  readonly status: number;
  readonly value: Of;
  readonly error: { readonly code: string } & Readonly<Record<string, unknown>>;
}

/** Somebody who is signed in. */
export interface Person {
  readonly cookie: string;
  readonly csrf: string;
  ask<Name extends keyof Procedures>(
    name: Name,
    input: Input<Name>,
  ): Promise<Said<Value<Procedures[Name]['run']>>>;
  handOver<Name extends keyof FileProcedures>(
    name: Name,
    file: string | Buffer,
  ): Promise<Said<Value<FileProcedures[Name]['run']>>>;
}

export interface OfficeApp {
  /** Of the server, without a path. */
  readonly address: string;
  readonly pool: Pool;
  readonly central: Central;
  /** Central's clock, which a test may turn. */
  readonly clock: { nowUtcMs: number };
  readonly owner: Person;
  signIn(login: string, password: string): Promise<Person>;
  /** Somebody new with a password of their own, `OWNER_PASSWORD`, signed in. */
  addUser(login: string, role: OfficeRole, shops?: string[]): Promise<Person & { readonly id: string }>;
}

export const OWNER_PASSWORD = 'an own long password';
/** The first page of all registers. */
export const everyRegister = { shop: null, isOddOnly: false, after: null };
export const START = Date.UTC(2026, 10, 20, 9, 0);

const postgres = startTestPostgres();
const apps: FastifyInstance[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

/** Central's office on a database of the test's own: two shops, and its first owner signed in. */
export async function openOffice(): Promise<OfficeApp> {
  const { pool } = await (await postgres).openCentral();
  const clock = { nowUtcMs: START };
  const keys = readKeys(makeKeys());
  const nowUtcMs = () => clock.nowUtcMs;
  const central = { pool, keys, nowUtcMs, chain: await openChain(pool, keys, 'Harbour Stores', START) };
  const office: Office = { pool, nowUtcMs, seal: createMemberSeal(keys.dataKey) };
  for (const [code, name] of [
    ['S1', 'Harbour'],
    ['S2', 'Station'],
  ] as const) {
    const shop = { code, name, currency: 'CNY', zone: 'Asia/Shanghai', cutOverMinutes: 240 };
    await saveShop(pool, shop, clock.nowUtcMs);
  }
  const app = Fastify({ forceCloseConnections: true });
  apps.push(app);
  addOfficeRoutes(app, office);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const first = await makeFirstOwner(pool);
  if (!first) throw new Error('there was somebody already');
  const signIn = (login: string, password: string) => signInAt(address, login, password);
  const fresh = await signIn(first.login, first.password);
  const change = { before: first.password, after: OWNER_PASSWORD };
  await fresh.ask('session.change-password', change);
  return { address, pool, central, clock, owner: fresh, signIn, addUser };

  async function addUser(login: string, role: OfficeRole, shops: string[] = []) {
    const input = { id: null, login, name: login, role, shops, isActive: true };
    const { user, password } = (await fresh.ask('users.save', input)).value;
    const person = await signIn(login, password!);
    await person.ask('session.change-password', { before: password!, after: OWNER_PASSWORD });
    return { ...person, id: user.id };
  }
}

async function signInAt(address: string, login: string, password: string): Promise<Person> {
  const json = { 'content-type': 'application/json' };
  const begun = await fetch(`${address}/office/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ login, password }),
  });
  if (begun.status !== 200) throw new Error(`not signed in: ${await begun.text()}`);
  const cookie = begun.headers.get('set-cookie')!.split(';')[0]!;
  const { value } = (await begun.json()) as { value: { csrf: string } };
  const headers = { cookie, 'guitai-csrf': value.csrf };
  async function post(path: string, type: Record<string, string>, body: string | Buffer): Promise<never> {
    const response = await fetch(`${address}/office/${path}`, {
      method: 'POST',
      headers: { ...headers, ...type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return { status: response.status, ...((await response.json()) as object) } as never;
  }
  return {
    cookie,
    csrf: value.csrf,
    ask: (name, input) => post(name, json, JSON.stringify(input)),
    handOver: (name, file) => post(`${name}?name=file`, { 'content-type': 'application/octet-stream' }, file),
  };
}

/** A register of a shop, as enrolling it would leave it. */
export async function addRegister(pool: Pool, shop: string, till: string): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms,
       waiting_entries, waiting_oldest_at_utc_ms, clock_ahead_ms)
     VALUES ($1, $2, $3, 'key', '0.1.0', 'PC', $4, $4, 3, $4, 1500)`,
    [id, shop, till, START],
  );
  await pool.query('INSERT INTO applied (register) VALUES ($1)', [id]);
  return id;
}
