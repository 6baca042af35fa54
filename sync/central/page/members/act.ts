import type { HoldShown } from '../../office/member-shown.ts';

/** What may be done with a member, where it needs a dialog. */
export type Act =
  | { readonly kind: 'adjust' | 'hold' | 'tier' | 'merge' | 'erase' }
  | { readonly kind: 'release'; readonly hold: HoldShown }
  | { readonly kind: 'void'; readonly code: string };
