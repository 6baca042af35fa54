import { z } from 'zod';
import {
  isReceiptPicture,
  PICTURE_HEIGHT_MAX_DOTS,
  PICTURE_WIDTH_MAX_DOTS,
  type ReceiptPicture,
} from '../../domain/receipt/picture.ts';

/** A picture above receipts, in dots. */
export const receiptPicture = z
  .strictObject({
    widthDots: z.int().min(1).max(PICTURE_WIDTH_MAX_DOTS),
    heightDots: z.int().min(1).max(PICTURE_HEIGHT_MAX_DOTS),
    rows: z.string().max((PICTURE_WIDTH_MAX_DOTS * PICTURE_HEIGHT_MAX_DOTS) / 4),
  })
  .refine(isReceiptPicture, 'the rows are not as long as the size says') satisfies z.ZodType<ReceiptPicture>;
