/** Receipt numbers are shop-till-epoch-sequence, so two tills, or a till and its restored self, never share one. */
export function receiptNumber(shopCode: string, tillCode: string, epoch: number, sequence: number): string {
  return `${shopCode}-${tillCode}-${epoch}-${String(sequence).padStart(6, '0')}`;
}
