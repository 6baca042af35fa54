/** What of some till's journal central could not apply as it says; the sale stands. Amounts in minor units. */
export interface CentralException {
  /** `member-duplicate`, `coupon-used-elsewhere` …: a kind that this program does not know is shown by its name. */
  readonly kind: string;
  readonly registerId: string;
  /** Till and shop as people know them. */
  readonly till: string;
  readonly epoch: number;
  readonly seq: number;
  readonly atUtcMs: number;
  /** A receipt, a member's number, a coupon's code, a day. */
  readonly subject: string;
  readonly amountMinor: number;
  readonly points: number;
  readonly isResolved: boolean;
  readonly note: string | null;
}
