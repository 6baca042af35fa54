import { readFileSync } from 'node:fs';
import type { StoreReader } from '../../db/open-store.ts';
import { signWithTillKey } from '../../db/till-key.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { digestsAnswer, type DigestsAnswer, type Scope } from '../protocol/feed.ts';
import { PROGRESS_TIMEOUT_MS } from '../protocol/limits.ts';
import type { CentralFault } from './central-fault.ts';
import { openCentral, type Central } from './central.ts';
import { openTransport, parseCentralUrl } from './transport.ts';

/** What came of comparing what the till has with what central has, by scope. */
export interface DigestComparison {
  readonly equal: readonly Scope[];
  readonly differing: readonly Scope[];
  /** What could not be compared now: more of it is on its way, in one direction or the other. */
  readonly later: readonly Scope[];
}

/** What a till has as central has it. Settings and staff are facts of its own, and its clock and place are told once. */
export const comparedScopes = [
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
] as const satisfies readonly Scope[];
export type ComparedScope = (typeof comparedScopes)[number];
/** What the till itself adds to, so that it can only be compared when central has had all of it. */
const OWN_TOO: ReadonlySet<Scope> = new Set(['member']);

/** Six times as many keys as may have changed. */
const ANSWER_BYTES_MAX = 16_777_216;

/** Of some scopes those that the till has nothing of that central may not have. */
export function comparableOf(
  { chain, journal }: StoreReader,
  wanted: readonly ComparedScope[],
): ComparedScope[] {
  const { applied } = chain.state();
  const head = journal.head();
  const hasAll = head === null || (applied?.epoch === head.epoch && applied.seq >= head.seq);
  return wanted.filter((scope) => hasAll || !OWN_TOO.has(scope));
}

/**
 * Compares each scope of a till with central's. Reads through all of it, which takes seconds with a million members, so beside a till
 * that sells it is the whole work of a process of its own.
 */
export async function compareDigests(
  live: StoreReader,
  wanted: readonly ComparedScope[],
): Promise<Result<DigestComparison, CentralFault>> {
  const opened = openOwnCentral(live);
  if (!opened.ok) return opened;
  // One state of the books from the question to the end: central says what changed after the cursor that is in it.
  live.db.exec('BEGIN');
  try {
    return await compareState(live, opened.value, wanted);
  } finally {
    live.db.exec('COMMIT');
    opened.value.close();
  }
}

async function compareState(
  live: StoreReader,
  central: Central,
  wanted: readonly ComparedScope[],
): Promise<Result<DigestComparison, CentralFault>> {
  const { cursor } = live.chain.state();
  const scopes = cursor === null ? [] : comparableOf(live, wanted);
  if (scopes.length === 0) return ok({ equal: [], differing: [], later: wanted });
  const answered = await central.ask({
    method: 'POST',
    target: '/v1/digests',
    body: { cursor, scopes },
    answer: digestsAnswer,
    answerBytesMax: ANSWER_BYTES_MAX,
  });
  if (!answered.ok) return answered;
  const theirs = new Map(answered.value.digests.map((each) => [each.scope, each]));
  const equal: ComparedScope[] = [];
  const differing: ComparedScope[] = [];
  for (const scope of scopes) {
    const other = theirs.get(scope);
    if (other) (isSame(live, scope, other) ? equal : differing).push(scope);
  }
  const later = wanted.filter((scope) => !equal.includes(scope) && !differing.includes(scope));
  return ok({ equal, differing, later });
}

function isSame(
  { chain }: StoreReader,
  scope: ComparedScope,
  { count, digest, changed }: DigestsAnswer['digests'][number],
): boolean {
  const own = chain.digest(scope, new Set(changed));
  return own.count === count && own.digest === digest;
}

/** Central, for a process that has nothing of the till but its books. */
function openOwnCentral({ folder, chain, till }: StoreReader): Result<Central, CentralFault> {
  const { url: address, caFile } = chain.state();
  const identity = till.identity();
  const url = address === null ? null : parseCentralUrl(address);
  if (!url || !identity) return fail({ kind: 'unreachable', detail: 'no address', isSlow: false });
  const ca = caFile === null ? null : readFileSync(caFile, 'utf8');
  const transport = openTransport({ url, ca, progressTimeoutMs: PROGRESS_TIMEOUT_MS });
  const sign = (text: string) => signWithTillKey(folder, text);
  return ok(openCentral(transport, { registerId: identity.registerId, sign }));
}
