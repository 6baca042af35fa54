import { z } from 'zod';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { language } from './fields.ts';
import { receiptPicture } from './receipt-picture.ts';

/** The form of a document that is shown before it is printed, with its limits. */

/** A sale holds 1,000 lines, each of which is a few blocks. */
const BLOCKS_MAX = 10_000;
const FEED_LINES_MAX = 20;
const INDENT_MAX = 10;

/** A name of 200 characters in a row, or a paragraph of a few of them. */
const text = z.string().max(1_000);
/** The most that a QR code holds. */
const codeText = z.string().max(4_296);
const emphasis = z.enum(['normal', 'strong', 'tall']);

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), text, align: z.enum(['left', 'center']), emphasis }),
  z.strictObject({
    kind: z.literal('row'),
    left: text,
    middle: text,
    right: text,
    indent: z.int().min(0).max(INDENT_MAX),
    emphasis,
  }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('qr'), text: codeText }),
  z.strictObject({ kind: z.literal('barcode'), text: codeText }),
  z.strictObject({ kind: z.literal('logo'), picture: receiptPicture }),
  z.strictObject({ kind: z.literal('feed'), lines: z.int().min(0).max(FEED_LINES_MAX) }),
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('drawer') }),
]);

export const receiptDocument = z.strictObject({
  language,
  title: text,
  blocks: z.array(block).max(BLOCKS_MAX),
}) satisfies z.ZodType<ReceiptDocument>;
