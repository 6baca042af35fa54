import type { Database } from 'better-sqlite3';
import { createScopeDigester } from '../seal/scope-digest.ts';
import { ARTICLE_COLUMNS, articleOf, type ArticleRow } from './article-row.ts';
import { accountOf, type AccountRow } from './central-account-row.ts';
import { idOfBytes, recordOf, type MemberRow } from './member-row.ts';
import { parseStored } from './stored-json.ts';

/** What central and a till compare. */
export const digestedScopes = [
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
  'exception',
] as const;
export type DigestedScope = (typeof digestedScopes)[number];

export interface ScopeDigest {
  readonly count: number;
  /** 32 hex digits. */
  readonly digest: string;
}

/** The rows of a scope, read in the order of their key, as they came over the wire: key and value. */
interface Wire {
  readonly table: string;
  readonly columns: string;
  /** The columns of its primary key, and what is before the first. */
  readonly key: Readonly<Record<string, string | number | Buffer>>;
  readonly read: (row: never) => readonly [key: string, value: unknown];
}

const wires: Readonly<Record<DigestedScope, Wire>> = {
  article: {
    table: 'article',
    columns: ARTICLE_COLUMNS,
    key: { number: 0 },
    read: (row: ArticleRow) => {
      const { code, ...article } = articleOf(row);
      return [code, article];
    },
  },
  promotion: {
    table: 'promotion',
    columns: '*',
    key: { id: '' },
    read: (row: { id: string; place: number; is_on: number; body: string }) => [
      row.id,
      { place: row.place, isOn: row.is_on === 1, body: row.body },
    ],
  },
  member: {
    table: 'member',
    columns: `*, (SELECT json_group_array(member_id ORDER BY member_id) FROM central_alias
      WHERE into_id = lower(format('%s-%s-%s-%s-%s', substr(hex(id), 1, 8), substr(hex(id), 9, 4),
        substr(hex(id), 13, 4), substr(hex(id), 17, 4), substr(hex(id), 21)))) AS former_ids`,
    key: { serial: 0 },
    read: (row: MemberRow & { readonly former_ids: string }) => {
      const { memberId, ...record } = recordOf(row);
      const value = {
        ...record,
        salt: row.salt.toString('base64'),
        namesakeHash: row.namesake_hash?.toString('hex') ?? null,
        formerIds: JSON.parse(row.former_ids) as string[],
        // Words follow from the rest, for whoever has the key.
        words: null,
      };
      return [memberId, value];
    },
  },
  account: {
    table: 'central_account',
    columns: '*',
    key: { member_id: Buffer.alloc(0) },
    read: (row: AccountRow) => [idOfBytes(row.member_id), accountOf(row)],
  },
  coupon: {
    table: 'central_coupon',
    columns: '*',
    key: { id: '' },
    read: (row: CouponRow) => [
      row.id,
      {
        code: row.code,
        ruleId: row.rule_id,
        memberId: row.member_id,
        expiresOn: row.expires_on,
        useCount: row.use_count,
        isVoided: row.is_voided === 1,
      },
    ],
  },
  'rule-use': {
    table: 'central_rule_use',
    columns: '*',
    key: { member_id: '', business_date: '', rule_id: '' },
    read: (row: RuleUseRow) => [
      `${row.rule_id}|${row.member_id}|${row.business_date}`,
      { uses: row.uses, amountMinor: row.amount_minor },
    ],
  },
  exception: {
    table: 'central_exception',
    columns: '*',
    key: { id: '' },
    read: (row: { id: string; body: string }) => [row.id, parseStored(row.body, 'an exception')],
  },
};

interface CouponRow {
  readonly id: string;
  readonly code: string;
  readonly rule_id: string;
  readonly member_id: string | null;
  readonly expires_on: string | null;
  readonly use_count: number;
  readonly is_voided: number;
}

interface RuleUseRow {
  readonly member_id: string;
  readonly business_date: string;
  readonly rule_id: string;
  readonly uses: number;
  readonly amount_minor: number;
}

/** Reckons a scope's digest, without some of its keys; after every so many rows others may read and write. */
export function* digestScope(
  db: Database,
  scope: DigestedScope,
  rowsPerStep: number,
  except: ReadonlySet<string> = new Set(),
): Generator<void, ScopeDigest> {
  const { table, columns, key, read } = wires[scope];
  const names = Object.keys(key);
  const place = names.join(', ');
  const next = db.prepare<unknown[], Readonly<Record<string, unknown>>>(
    `SELECT ${columns} FROM ${table} WHERE (${place}) > (${names.map(() => '?').join(', ')}) ORDER BY ${place} LIMIT ?`,
  );
  const digester = createScopeDigester(scope);
  for (let after: unknown[] = Object.values(key); ;) {
    const rows = next.all(...after, rowsPerStep);
    for (const row of rows) {
      const thing = read(row as never);
      if (!except.has(thing[0])) digester.add(...thing);
    }
    const last = rows.at(-1);
    if (!last) return digester.result();
    after = names.map((name) => last[name]);
    yield;
  }
}
