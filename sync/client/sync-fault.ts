import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import type { CentralFault } from './central-fault.ts';

/** The key that the chain's members are sealed under is not here. */
export interface SealedFault {
  readonly kind: 'sealed';
}

/** What may keep a till from being in step. */
export type AnyFault = CentralFault | { readonly kind: 'fork' } | { readonly kind: 'disk' } | SealedFault;

/** What a person is told of it. */
export function nameFault(fault: AnyFault): SyncFault | null {
  switch (fault.kind) {
    case 'unreachable':
    case 'certificate':
    case 'protocol':
    case 'unauthorized':
    case 'fork':
    case 'refused':
    case 'disk':
    case 'sealed':
      return fault.kind;
    // A page of a hotel's network, or a proxy's: nobody there is central.
    case 'malformed':
      return 'unreachable';
    case 'busy':
    case 'revoked':
    case 'stopped':
      return null;
  }
}
