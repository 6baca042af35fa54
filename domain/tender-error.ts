/** Why a tender cannot be applied to what is due. */
export type TenderError =
  | { readonly code: 'tender-amount-invalid'; readonly amountMinor: number }
  | { readonly code: 'tender-exceeds-due'; readonly amountMinor: number; readonly dueMinor: number }
  | { readonly code: 'tender-not-due' };
