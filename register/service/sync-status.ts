import type { StoreReader } from '../../db/open-store.ts';
import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import type { SyncView } from '../../sync/client/sync-client.ts';
import type { SyncStatus } from '../contract/sync.ts';

/** How a till stands that belongs to no chain. */
export const aloneStatus: SyncStatus = {
  mode: 'alone',
  isOnline: false,
  chain: null,
  waiting: { entries: 0, sales: 0, totalMinor: 0, oldestAtUtcMs: null },
  contactedAtUtcMs: null,
  pulledAtUtcMs: null,
  outageSinceUtcMs: null,
  clockAheadMs: null,
  fault: null,
  snapshot: null,
  openExceptions: 0,
  policy: null,
  day: null,
};

/** How it stands with central where no client can be started, for what is wrong. */
export function unstartedView(fault: SyncFault): SyncView {
  return {
    presence: 'offline',
    contactedAtUtcMs: null,
    pulledAtUtcMs: null,
    clockAheadMs: null,
    fault,
    snapshot: null,
    day: null,
  };
}

/** How a till stands to its chain: what its books know, and how the client that runs sees it; null where none does yet. */
export function readSyncStatus(
  { chain, members }: Pick<StoreReader, 'chain' | 'members'>,
  view: SyncView | null,
): SyncStatus {
  const link = chain.link();
  const kept = chain.state();
  if (!link && !kept.isRevoked) return aloneStatus;
  return {
    mode: kept.isRevoked ? 'revoked' : 'joined',
    // What was not tried yet is nothing to warn of.
    isOnline: view?.presence !== 'offline',
    chain: link && {
      name: link.chainName,
      url: kept.url ?? '',
      shopCode: link.shopCode,
      tillCode: link.tillCode,
    },
    waiting: chain.waiting(),
    contactedAtUtcMs: view?.contactedAtUtcMs ?? kept.contactedAtUtcMs,
    pulledAtUtcMs: view?.pulledAtUtcMs ?? kept.pulledAtUtcMs,
    outageSinceUtcMs: kept.outageSinceUtcMs,
    clockAheadMs: view?.clockAheadMs ?? kept.clockAheadMs,
    fault: view?.fault ?? (link && members.keyState() !== 'ready' ? 'sealed' : null),
    snapshot: view?.snapshot ?? null,
    openExceptions: chain.openExceptionCount(),
    policy: link && chain.policy(),
    day: view?.day ?? null,
  };
}
