import type { ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { ok } from '../../../domain/result.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import type { PushRequest } from '../../../sync/protocol/push.ts';
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
        centralKey: 'AAAA',
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

/** Stores what follows, as central does. */
export function storePush(stored: ScriptedCentral['stored'], { entries }: PushRequest) {
  let duplicates = 0;
  for (const { epoch, seq, hash } of entries) {
    if (stored.some((known) => known.hash === hash)) duplicates += 1;
    else stored.push({ epoch, seq, hash });
  }
  const last = stored.at(-1);
  const acknowledged = last ? { epoch: last.epoch, seq: last.seq } : null;
  return { status: 'stored', acknowledged, anchor: 'AAAA', next: null, duplicates, ...now() };
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

export function sellCrisps(till: JoinedTill): string {
  return till.do((register) => {
    okOf(addArticle(register, 'crisps'));
    return ok(payAll(register).receiptNumber);
  });
}
