import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { openTextDrawing } from '../../../hardware/printer/text-drawing.ts';
import { loadFontParts } from '../../receipt/receipt-font.ts';

/** A document as the bytes that print it. Nobody sells in this process, so it is encoded where it is asked for. */
export function encodeForPrinter(document: ReceiptDocument, printer: PrinterSettings): Promise<Uint8Array> {
  return encodeReceipt(document, printer, openTextDrawing(loadFontParts));
}
