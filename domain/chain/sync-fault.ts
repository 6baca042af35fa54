/**
 * Why a till and central are not in step; each means something else to do.
 *
 * - `unreachable`: nobody answers. `certificate`: whoever answers cannot prove to be central.
 * - `protocol`: one of the two must be updated.
 * - `unauthorized`: central does not know this till's key.
 * - `fork`: central has other entries in the place of this till's.
 * - `refused`: central says no to what it is sent.
 * - `clock`: this till's clock is more than minutes from central's.
 * - `disk`: what central says cannot be written here.
 * - `sealed`: the key that the chain's members are sealed under is not here, so nothing that changed can be taken in.
 */
export type SyncFault =
  | 'unreachable'
  | 'certificate'
  | 'protocol'
  | 'unauthorized'
  | 'fork'
  | 'refused'
  | 'clock'
  | 'disk'
  | 'sealed';
