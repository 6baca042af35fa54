/** Money that moves without a sale. Amounts are positive; the kind says which way. */
export const cashMoveKinds = ['pay-in', 'pay-out', 'safe-drop'] as const;
export type CashMoveKind = (typeof cashMoveKinds)[number];

/** What went through a drawer in a shift, in minor units. */
export interface DrawerSums {
  readonly floatMinor: number;
  /** Cash tendered less change on sales; cash given back on refunds is negative and counts here too. */
  readonly cashTakenMinor: number;
  readonly payInMinor: number;
  readonly payOutMinor: number;
  readonly safeDropMinor: number;
}

/** What the drawer must hold. */
export function expectedCashMinor(sums: DrawerSums): number {
  return sums.floatMinor + sums.cashTakenMinor + sums.payInMinor - sums.payOutMinor - sums.safeDropMinor;
}

/** A count by denomination, face value in minor units; at most 50 kinds of coin and note. */
export type CashCount = readonly { readonly faceMinor: number; readonly pieces: number }[];

export function countedCashMinor(count: CashCount): number {
  return count.reduce((sum, { faceMinor, pieces }) => sum + faceMinor * pieces, 0);
}
