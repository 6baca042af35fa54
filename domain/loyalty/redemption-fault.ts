/** Why so many points cannot be redeemed; each asks for another number. */
export type RedemptionFault =
  | { readonly code: 'points-off' }
  | { readonly code: 'points-not-blocks'; readonly block: number }
  | { readonly code: 'points-too-few'; readonly min: number }
  | { readonly code: 'points-not-there'; readonly available: number }
  | { readonly code: 'points-too-many'; readonly max: number };
