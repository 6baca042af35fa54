import { fingerprintOf, removeDataKey, writeDataKey } from '../../db/data-key.ts';
import type { StoreWriter } from '../../db/open-store.ts';
import { removeSnapshot } from '../../db/snapshot-folder.ts';
import type { ChainJoined, ChainLeft } from '../../domain/facts/chain-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, reloadSettings, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { keepDataKey } from './keep-data-key.ts';

/** What central answered to a till that may join. */
export interface Joining extends ChainJoined {
  /** The chain's: 32 bytes under which members are sealed and phones are hashed. */
  readonly dataKey: Buffer;
  readonly url: string;
  /** A PEM file; null for the authorities that the machine knows. */
  readonly caFile: string | null;
}

/**
 * Whether the till may join a chain, asked before central is: a code joins once. Members of its own are in the way, because they
 * are sealed under another key, and a sale on the counter, because it was priced by this shop's rules.
 */
export function checkMayJoin(register: Register, approval: Approval = {}): Result<null> {
  const { chain, members, baskets, db } = register.store;
  if (register.identity.isTraining) return fail({ code: 'not-in-training' });
  const allowed = authorize(register, 'settings-manage', {}, approval);
  if (!allowed.ok) return allowed;
  const link = chain.link();
  if (link) return fail({ code: 'chain-joined', chain: link.chainName });
  if (baskets.current() || baskets.held().length > 0) return fail({ code: 'chain-basket-open' });
  const hasAccounts = db.prepare('SELECT 1 FROM member_account LIMIT 1').get() !== undefined;
  return members.count() > 0 || hasAccounts ? fail({ code: 'chain-has-members' }) : ok(null);
}

/**
 * Makes the till one of a chain: its receipts are numbered as central says from here on, its members are the chain's, and all of
 * its journal is to be sent.
 */
export function joinChain(register: Register, joining: Joining, approval: Approval = {}): Result<null> {
  const may = checkMayJoin(register, approval);
  if (!may.ok) return may;
  const { dataKey, url, caFile, ...payload } = joining;
  const { store } = register;
  // On the disk before anything says that members are sealed under it; nobody is sealed under the one before.
  writeDataKey(store.folder, dataKey);
  store.commit((writer) => {
    writer.members.dropKey();
    writer.members.adoptKey(fingerprintOf(dataKey));
    writer.chain.forget();
    writer.chain.savePolicy(null);
    writer.chain.saveState({
      url,
      caFile,
      acknowledged: null,
      anchor: null,
      outageSinceUtcMs: null,
      isRevoked: false,
      fault: null,
    });
    writer.record({ type: 'chain.joined', payload }, entryContext(register));
  });
  reloadSettings(register);
  return ok(null);
}

/**
 * Takes the till out of its chain, once central has all that happened here. Members, points and coupons are the chain's and stay
 * there; articles, promotions, settings and staff stay here, so that the shop goes on selling.
 */
export function leaveChain(register: Register, approval: Approval = {}): Result<null> {
  const { chain, baskets } = register.store;
  const allowed = authorize(register, 'settings-manage', {}, approval);
  if (!allowed.ok) return allowed;
  if (!chain.link()) return fail({ code: 'chain-none' });
  if (baskets.current() || baskets.held().length > 0) return fail({ code: 'chain-basket-open' });
  const { entries } = chain.waiting();
  if (entries > 0) return fail({ code: 'chain-unsent', entries });
  depart(register, 'by-hand');
  keepDataKey(register);
  return ok(null);
}

/**
 * Central has put the till out: what it knew of the chain is gone at once, with the key that opens it. The journal stays, until
 * central has it. Does nothing where that was done.
 */
export function obeyRevocation(register: Register): void {
  const { store } = register;
  if (!store.chain.link()) return;
  depart(register, 'revoked', (writer) => {
    writer.catalogue.clear();
    writer.promotions.replaceAll([]);
    writer.chain.saveState({ isRevoked: true });
  });
}

function depart(
  register: Register,
  reason: ChainLeft['reason'],
  alsoForget: (writer: StoreWriter) => void = () => undefined,
): void {
  const { store } = register;
  const { chainId } = store.chain.link()!;
  store.commit((writer) => {
    writer.members.clear();
    writer.chain.forget();
    writer.chain.savePolicy(null);
    alsoForget(writer);
    writer.record({ type: 'chain.left', payload: { chainId, reason } }, entryContext(register));
  });
  removeDataKey(store.folder);
  removeSnapshot(store.folder);
  // What was deleted must not be left in the log.
  store.emptyLog();
  reloadSettings(register);
}

/**
 * Takes away what a till that is in no chain has no right to beside its books. Its departure did, unless the machine was switched off in
 * the middle of it, or somebody had a file open.
 */
export function forgetDeparted({ store }: Register): void {
  const { chain, members, folder } = store;
  if (chain.link()) return;
  removeSnapshot(folder);
  // A key under which nothing is sealed is the chain's still.
  if (chain.isRevoked() && members.keyState() === 'none') removeDataKey(folder);
}
