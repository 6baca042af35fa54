import type { Pool } from 'pg';
import type { CentralErrorCode } from '../protocol/errors.ts';
import type { ChainKeys } from './chain-keys.ts';

/** What every part of central works with. It holds no truth: any number of servers may work on one database. */
export interface Central {
  readonly pool: Pool;
  readonly keys: ChainKeys;
  readonly chain: ChainName;
  readonly nowUtcMs: () => number;
}

export interface ChainName {
  readonly id: string;
  readonly name: string;
}

/** Why a register is not answered; `protocol/errors.ts` says what each code means to it. */
export interface CentralFault {
  readonly error: CentralErrorCode;
  /** For its log. */
  readonly detail: string;
  readonly retryAfterMs?: number;
}
