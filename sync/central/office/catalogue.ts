import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Article } from '../../../domain/article.ts';
import { currencyDigits } from '../../../domain/currency.ts';
import { readArticleRow } from '../../../domain/import/article-row.ts';
import type { CsvRow } from '../../../domain/import/csv-rows.ts';
import { readProductHeader } from '../../../domain/import/product-columns.ts';
import { UNIT_PRICE_MAX_E4 } from '../../../domain/line-amount.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { WireArticle } from '../../protocol/feed.ts';
import { publish } from '../changes.ts';
import { noteAudit } from './audit.ts';
import { chainCurrency, inStoreRules } from './chain-facts.ts';
import { readFileRows } from './file-rows.ts';
import { REJECTED_SHOWN_MAX, type ImportAnswer, type RejectedRow } from './import-answer.ts';
import { mergeArticles } from './merge-articles.ts';
import type { OfficeError } from './office-error.ts';
import { pageOf } from './page-of-rows.ts';
import { change, procedure, type FileProcedure, type Office } from './procedure.ts';
import { lockReference, readReferences, referenceOf } from './references.ts';

/** A catalogue of a chain of shops: fewer than a till takes, because all of it is compared in memory. */
const ROWS_MAX = 300_000;
/** So many go to the database in one statement. */
const SLICE_ROWS = 2_000;
const HITS_MAX = 100;
/** Any number: whoever changes the catalogue waits for whoever does. */
const CATALOGUE_LOCK = 604_001;

export interface CatalogueHit extends WireArticle {
  readonly code: string;
}

/** A page of what has all the words in code, name, brand, size, department or barcodes, in order of names. */
const search = procedure(
  'catalogue-manage',
  z.strictObject({
    text: z.string().max(100),
    /** The last of the page before; null for the first page. */
    after: z.strictObject({ name: z.string(), code: z.string() }).nullable(),
  }),
  async ({ pool }, _caller, { text, after }) => {
    const words = text.trim().split(/\s+/).filter(Boolean);
    const { rows } = await pool.query<{ key: string; shop: string; value: string }>(
      `${words.length === 0 ? ALL_ARTICLES : ARTICLES_WITH_WORDS}
         AND ($1::text IS NULL OR (value::jsonb ->> 'name', key) > ($1, $2))
       ORDER BY value::jsonb ->> 'name', key LIMIT ${HITS_MAX + 1}`,
      words.length === 0
        ? [after?.name, after?.code]
        : [
            after?.name,
            after?.code,
            words.map((word) => likeText(JSON.stringify(word).slice(1, -1))),
            words.map(likeText),
          ],
    );
    const hits = rows.map((row): CatalogueHit => ({ code: row.key, ...referenceOf<'article'>(row).value }));
    const { rows: counted } = await pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM reference WHERE scope = 'article' AND value IS NOT NULL`,
    );
    return ok({
      currency: await chainCurrency(pool),
      total: counted[0]!.count,
      ...pageOf(hits, HITS_MAX, ({ name, code }) => ({ name, code })),
    });
  },
);

const ALL_ARTICLES = `SELECT key, shop, value FROM reference WHERE scope = 'article' AND shop = '' AND value IS NOT NULL`;
/** What has none of the words is not read as JSON, which takes ten times as long as looking through its text. */
const ARTICLES_WITH_WORDS = `WITH likely AS MATERIALIZED (
    ${ALL_ARTICLES} AND (key || ' ' || value) ILIKE ALL ($3::text[]))
  SELECT key, shop, value FROM likely, LATERAL (SELECT value::jsonb AS article) AS read
  WHERE concat_ws(' ', key, article ->> 'name', article ->> 'brand', article ->> 'packSize', article ->> 'department',
    article ->> 'barcodes') ILIKE ALL ($4::text[])`;

function likeText(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

/** One price, at every till of the chain from its next contact on. */
const changePrice = procedure(
  'catalogue-manage',
  z.strictObject({ code: z.string().min(1).max(64), priceE4: z.int().min(0).max(UNIT_PRICE_MAX_E4) }),
  (office, caller, { code, priceE4 }) =>
    change(office, async (client) => {
      await lockCatalogue(client);
      const article = await lockReference(client, 'article', code);
      if (!article) return fail({ code: 'gone' });
      const value = { ...article, priceE4 };
      await publish(client, [{ scope: 'article', key: code, shop: null, value }], office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'price-changed',
        subject: code,
        before: { priceE4: article.priceE4 },
        after: { priceE4 },
      });
      return ok({ code, ...value });
    }),
);

/** Imports a catalogue as the till's import does: good rows go in, the others come back with their reasons. Nothing is removed. */
const importArticles: FileProcedure<ImportAnswer> = {
  right: 'catalogue-manage',
  run: (office, caller, { name, bytes }) =>
    change(office, async (client) => {
      await lockCatalogue(client);
      const read = await readArticles(client, bytes);
      if (!read.ok) return read;
      const { accepted, rejected, ignoredColumns } = read.value;
      const known = await readReferences(client, 'article');
      const merged = mergeArticles(
        known.map(({ key, value }) => ({ code: key, ...value })),
        accepted,
      );
      await publishArticles(office, client, merged.saved);
      const left = [...rejected, ...merged.rejected].sort((a, b) => a.line - b.line);
      const { added, changed, unchanged } = merged;
      const counts = { rows: accepted.length + rejected.length, added, changed, unchanged };
      const after = { ...counts, rejectedCount: left.length };
      await noteAudit(client, caller, { action: 'articles-imported', subject: name, after });
      return ok({ ...after, rejected: left.slice(0, REJECTED_SHOWN_MAX), ignoredColumns });
    }),
};

export const catalogueProcedures = { 'catalogue.search': search, 'catalogue.change-price': changePrice };
export const catalogueFileProcedures = { 'catalogue.import': importArticles };

interface ReadArticles {
  readonly accepted: readonly { readonly row: CsvRow; readonly article: Article }[];
  readonly rejected: readonly RejectedRow[];
  readonly ignoredColumns: readonly string[];
}

async function readArticles(client: PoolClient, bytes: Buffer): Promise<Result<ReadArticles, OfficeError>> {
  const file = await readFileRows(bytes, readProductHeader, ROWS_MAX);
  if (!file.ok) return fail({ code: 'file-invalid', fault: file.error });
  const { columns, rows } = file.value;
  const digits = currencyDigits(await chainCurrency(client));
  const rules = await inStoreRules(client);
  const firstLines = new Map<string, number>();
  const accepted: { row: CsvRow; article: Article }[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const article = readArticleRow(row, columns, digits, firstLines, rules);
    if (article.ok) accepted.push({ row, article: article.value });
    else rejected.push({ ...row, error: article.error });
  }
  return ok({ accepted, rejected, ignoredColumns: columns.ignored });
}

async function publishArticles(
  { nowUtcMs }: Office,
  client: PoolClient,
  articles: readonly Article[],
): Promise<void> {
  const changes = articles.map(({ code, ...article }) => ({
    scope: 'article' as const,
    key: code,
    shop: null,
    value: { ...article, barcodes: [...article.barcodes] },
  }));
  for (let from = 0; from < changes.length; from += SLICE_ROWS)
    await publish(client, changes.slice(from, from + SLICE_ROWS), nowUtcMs());
}

async function lockCatalogue(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [CATALOGUE_LOCK]);
}
