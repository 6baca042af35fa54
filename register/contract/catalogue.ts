import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Article } from '../../domain/article.ts';
import type { PriceCheck } from '../use-cases/check-price.ts';
import type { TileArticle } from '../use-cases/find-tiles.ts';
import type { ImportSummary, RejectedRow } from '../use-cases/import-products.ts';
import { answers, streams, type TaskEvent } from './answer.ts';
import { approval, code, language, path, scanned } from './fields.ts';

export type ImportCounts = Omit<ImportSummary, 'rejected'> & { readonly rejectedCount: number };

/** The rows that were left out come first, in portions, because a file may hold a hundred thousand of them. */
export type ImportEvent =
  | TaskEvent<'read' | 'write', ImportCounts>
  | { readonly state: 'rejected'; readonly rows: readonly RejectedRow[] };

/** More than all the tiles that a shop can have. */
const TILES_ASKED_MAX = 800;

export const catalogueContract = {
  search: answers<Article[]>().input(
    z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(100) }),
  ),
  byCode: answers<Article>().input(z.strictObject({ articleCode: code })),
  /** For tiles: those of the articles that are sold, in the order asked. */
  byCodes: answers<TileArticle[]>().input(z.strictObject({ codes: z.array(code).max(TILES_ASKED_MAX) })),
  /** What scanning a code would ring, without ringing it. */
  priceCheck: answers<PriceCheck>().input(z.strictObject({ code: scanned })),
  /** A file on this machine, by its full path. Once begun it goes on to its end, watched or not. */
  importProducts: streams(type<ImportEvent>()).input(
    z.strictObject({ path, language, approval: approval.optional() }),
  ),
};
