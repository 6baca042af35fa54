import type { Result } from '../../domain/result.ts';
import type { DigestCheck, EnrolInput, SyncStatus } from '../contract/sync.ts';
import type { SyncClient } from '../../sync/client/sync-client.ts';
import type { Approval } from '../use-cases/authorize.ts';
import type { Caller } from './till-keeper.ts';

/** The till's way to its chain, as the service keeps it. None of it is ever waited for by a sale. */
export interface ServiceSync extends Pick<SyncClient, 'hold' | 'release' | 'fetchReceipt'> {
  readonly status: () => SyncStatus;
  /** Tells whenever the status may be another one. Returns how to stop. */
  onChange(tell: () => void): () => void;
  /** Joins a chain by a one-time code; who calls must be allowed to. */
  enrol(caller: Caller, input: EnrolInput, approval?: Approval): Promise<Result<null>>;
  /** Leaves it; refused while something is unsent. */
  leave(caller: Caller, approval?: Approval): Promise<Result<null>>;
  /** Sends and fetches what there is, as far as it can be done now. */
  syncNow(): Promise<void>;
  checkDigests(): Promise<Result<DigestCheck>>;
}
