import type { ServerResponse } from 'node:http';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Pool } from 'pg';
import { ok } from '../../../domain/result.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { publish } from '../../../sync/central/changes.ts';
import type { PushAnswer, PushRequest } from '../../../sync/protocol/push.ts';
import { okOf, payAll, saveArticles, articles } from '../../register/till.ts';
import { sendJson, startScripted, type Heard, type ScriptedServer } from './scripted-server.ts';
import { startTill, type JoinedTill } from './joined-till.ts';
import type { SyncTimes } from '../../../sync/client/sync-times.ts';

/** What a path is answered with. Undefined leaves it to what central would say with nothing to tell. */
export type Answers = Record<string, (heard: Heard, response: ServerResponse) => void>;

export interface ScriptedCentral {
  readonly server: ScriptedServer;
  /** By path, from now on; what is not named answers as usual. */
  answers: Answers;
  /** Entries that were pushed and acknowledged, in order. */
  readonly stored: { epoch: number; seq: number; hash: string }[];
  close(): Promise<void>;
}

const now = () => ({ centralUtcMs: Date.now() });
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

type StoredEntry = ScriptedCentral['stored'][number];

/** Central's signature over an entry. */
function anchorOf({ epoch, seq, hash }: StoredEntry): string {
  return sign(null, Buffer.from(`${epoch}:${seq}:${hash}`), privateKey).toString('base64');
}

/** What a push is answered of a central that ends with this entry. */
export function headAnswer(status: PushAnswer['status'], last: StoredEntry): PushAnswer {
  const { epoch, seq } = last;
  const next = status === 'stored' ? null : { epoch, seq: seq + 1 };
  return { status, acknowledged: { epoch, seq }, anchor: anchorOf(last), next, duplicates: 0, ...now() };
}

/** A central that lets any till in, takes every push, and has nothing to tell: but for what a test has it answer. */
export async function startScriptedCentral(): Promise<ScriptedCentral> {
  const central: Omit<ScriptedCentral, 'server'> & { server?: ScriptedServer } = {
    answers: {},
    stored: [],
    close: () => central.server!.close(),
  };
  const usual: Answers = {
    '/v1/enrol': (_, response) =>
      sendJson(response, {
        chainId: '01890000-0000-7000-8000-000000000000',
        chainName: 'Scripted',
        shopCode: 'S1',
        tillCode: '07',
        centralKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        dataKey: randomBytes(32).toString('base64'),
        ...now(),
      }),
    '/v1/challenge': (_, response) => sendJson(response, { challenge: 'AAAA', ...now() }),
    '/v1/session': (_, response) =>
      sendJson(response, { token: 'a'.repeat(32), expiresInMs: 3_600_000, ...now() }),
    '/v1/push': (heard, response) => sendJson(response, storePush(central.stored, heard.body as PushRequest)),
    '/v1/snapshot': (_, response) => sendJson(response, { error: 'not-found', detail: 'none' }, 404),
    '/v1/feed': (_, response) => sendJson(response, { cursor: 'c', isMore: false, changes: [], ...now() }),
    '/v1/days': (_, response) =>
      sendJson(response, { status: 'equal', saleCount: 0, saleTotalMinor: 0, lastHash: null }),
    '/v1/leases': (_, response) => sendJson(response, { leases: [], next: null, isSettled: true, ...now() }),
    '/v1/digests': (_, response) => sendJson(response, { digests: [] }),
  };
  central.server = await startScripted((heard, response) => {
    const path = heard.target.split('?')[0]!;
    const answer = central.answers[path] ?? usual[path];
    if (answer) answer(heard, response);
    else sendJson(response, { error: 'not-found', detail: path }, 404);
  });
  return central as ScriptedCentral;
}

/** Stores what follows, as central does, or says after what it goes on. */
export function storePush(stored: StoredEntry[], { entries }: PushRequest): PushAnswer {
  let duplicates = 0;
  const [end, fresh] = [
    stored.at(-1),
    entries.find(({ hash }) => stored.every((known) => known.hash !== hash)),
  ];
  const isAfterGap = fresh && fresh.seq !== 1 && !(fresh.epoch === end?.epoch && fresh.seq === end.seq + 1);
  if (end && isAfterGap) return headAnswer('expected', end);
  for (const { epoch, seq, hash } of entries) {
    if (stored.some((known) => known.hash === hash)) duplicates += 1;
    else stored.push({ epoch, seq, hash });
  }
  return { ...headAnswer('stored', stored.at(-1)!), duplicates };
}

/** A till that has joined, with a shift open. */
export async function joinScripted(central: ScriptedCentral, times?: SyncTimes): Promise<JoinedTill> {
  const till = startTill(times);
  const input = { url: central.server.url, code: 'ABCD-EFGH', tillCode: null, caFile: null };
  const joined = await till.sync.enrol('command', input);
  if (!joined.ok) throw new Error(joined.error.code);
  await till.until('the first pull is in', ({ store }) => store.chain.state().cursor !== null);
  till.do((register) => ok(saveArticles(register, articles.slice(0, 1))));
  till.do((register) => openShift(register, 10_000));
  return till;
}

/** Has a real central decide on the article that `sellCrisps` sells. */
export async function publishCrisps(pool: Pool): Promise<void> {
  const value = {
    name: 'Crisps',
    priceE4: 12_500,
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each' as const,
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
  };
  await publish(pool, [{ scope: 'article', key: 'crisps', shop: null, value }], Date.now());
}

export function sellCrisps(till: JoinedTill): string {
  return till.do((register) => {
    okOf(addArticle(register, 'crisps'));
    return ok(payAll(register).receiptNumber);
  });
}
