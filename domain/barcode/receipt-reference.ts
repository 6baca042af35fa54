export interface ReceiptReference {
  /** The number as it is printed, upper case. */
  readonly receiptNumber: string;
  readonly shopCode: string;
  readonly tillCode: string;
  readonly epoch: number;
  readonly sequence: number;
}

const RECEIPT_NUMBER = /^([A-Za-z0-9]{1,12})-([A-Za-z0-9]{1,6})-(\d{1,9})-(\d{6,12})$/;

/** Reads a receipt number, `SHOP-TILL-EPOCH-SEQUENCE` as `N001-02-1-000123`, in either case; null when it is none. */
export function parseReceiptNumber(text: string): ReceiptReference | null {
  const match = RECEIPT_NUMBER.exec(text);
  if (match === null) return null;
  const [receiptNumber = '', shopCode = '', tillCode = '', epoch, sequence] = match.map((part) =>
    part.toUpperCase(),
  );
  return { receiptNumber, shopCode, tillCode, epoch: Number(epoch), sequence: Number(sequence) };
}
