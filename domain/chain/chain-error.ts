/**
 * What the chain that the till is in, or is to join, has to do with somebody's wish not being done. Their sentences are in
 * `text/chain-error-text.ts`, with these fields as placeholders. Amounts are texts in the shop's currency.
 */
export type ChainError =
  | { readonly code: 'central-address-invalid'; readonly url: string }
  | { readonly code: 'central-unreachable'; readonly url: string }
  | { readonly code: 'central-certificate'; readonly url: string }
  /** One of the two programs is too old for the other. */
  | { readonly code: 'central-protocol' }
  /** What answers there is no central, or a broken one. */
  | { readonly code: 'central-answer-invalid'; readonly url: string }
  | { readonly code: 'central-busy' }
  | { readonly code: 'central-refused'; readonly detail: string }
  | { readonly code: 'enrolment-code-unknown' }
  | { readonly code: 'enrolment-code-used' }
  | { readonly code: 'enrolment-code-expired' }
  /** Made for another till, or by another chain than this till's. */
  | { readonly code: 'enrolment-code-elsewhere' }
  /** Central has a till with this one's id: a copied data folder, or a till that has to be given a new key. */
  | { readonly code: 'enrolment-register-active' }
  /** Empty where the code was made for a till. */
  | { readonly code: 'enrolment-till-taken'; readonly tillCode: string }
  /** And what was typed is no code for its new key. */
  | { readonly code: 'chain-joined'; readonly chain: string }
  | { readonly code: 'chain-none' }
  | { readonly code: 'chain-unsent'; readonly entries: number }
  | { readonly code: 'chain-has-members' }
  | { readonly code: 'chain-basket-open' }
  /** Central has put the till out. */
  | { readonly code: 'till-revoked' }
  /** Central has put this till out, and it has sent everything. */
  | { readonly code: 'chain-till-wiped' }
  /** Of a till that is in a chain: what only central may do. */
  | { readonly code: 'central-decides' }
  /** Points or coupons while central cannot be asked, and the chain lets a till do nothing, or no more, alone. */
  | { readonly code: 'unasked-points' }
  | { readonly code: 'unasked-points-twice' }
  /** Central keeps none of the member's points for this till. */
  | { readonly code: 'unasked-points-elsewhere' }
  | { readonly code: 'unasked-points-limit'; readonly max: number }
  | { readonly code: 'unasked-coupon'; readonly coupon: string }
  /** Central does not keep the coupon for this till. */
  | { readonly code: 'unasked-coupon-elsewhere'; readonly coupon: string }
  | { readonly code: 'unasked-coupon-limit'; readonly coupon: string; readonly limit: string }
  /** Central was asked to keep points or a coupon, and said no. */
  | { readonly code: 'central-points-short' }
  /** It is kept for another till. */
  | { readonly code: 'central-coupon-leased'; readonly coupon: string }
  /** Another till's receipt while central cannot be asked. */
  | { readonly code: 'receipt-not-asked' }
  | { readonly code: 'unasked-refund-limit'; readonly limit: string };
