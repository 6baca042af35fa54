import { addDays } from '../../../domain/business-date.ts';
import { publish, type Published } from '../changes.ts';
import { wholeNumber, type Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { readRules } from './rules.ts';

/** What was used of a rule, or given back where negative. */
export interface RuleUse {
  readonly ruleId: string;
  /** Who it is by now; null for a sale to nobody in particular. */
  readonly memberId: string | null;
  readonly businessDate: string;
  readonly uses: number;
  readonly amountMinor: number;
}

interface UseRow {
  readonly ruleId: string;
  readonly member: string;
  readonly businessDate: string;
  uses: number;
  amountMinor: number;
}

/** Counts what was used, in all, by member, by day and by both; tells registers of rules whose limits reach beyond one sale. */
export async function countRuleUses(
  client: Queryable,
  used: readonly RuleUse[],
  nowUtcMs: number,
): Promise<void> {
  if (used.length === 0) return;
  const sums = sumUp(used);
  const { rows } = await client.query<UseRow>(
    `INSERT INTO rule_use AS known (rule_id, member, business_date, uses, amount_minor)
     SELECT rule_id, member, business_date, ${wholeNumber('uses')}, ${wholeNumber('amount_minor')}
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
       AS used (rule_id, member, business_date, uses, amount_minor)
     ON CONFLICT (rule_id, member, business_date) DO UPDATE SET
       uses = ${wholeNumber('known.uses + excluded.uses')},
       amount_minor = ${wholeNumber('known.amount_minor + excluded.amount_minor')}
     RETURNING rule_id AS "ruleId", member, business_date AS "businessDate", uses, amount_minor AS "amountMinor"`,
    columnsOf(
      sums,
      ({ ruleId }) => ruleId,
      ({ member }) => member,
      ({ businessDate }) => businessDate,
      ({ uses }) => uses,
      ({ amountMinor }) => amountMinor,
    ),
  );
  await publishUses(client, rows, nowUtcMs);
}

/** Tells registers anew what a member used: somebody else became them. */
export async function publishUsesOf(
  client: Queryable,
  memberIds: readonly string[],
  goneIds: readonly string[],
  nowUtcMs: number,
): Promise<void> {
  const { rows } = await client.query<UseRow>(
    `SELECT rule_id AS "ruleId", member, business_date AS "businessDate", uses, amount_minor AS "amountMinor"
     FROM rule_use WHERE member = ANY ($1)`,
    [memberIds],
  );
  await publishUses(client, rows, nowUtcMs);
  const gone = rows.flatMap((row) => goneIds.map((member) => goneUse({ ...row, member })));
  await publish(client, gone, nowUtcMs);
}

/** Forgets what members used who were erased; what was used in all stays. */
export async function forgetUsesOf(
  client: Queryable,
  memberIds: readonly string[],
  nowUtcMs: number,
): Promise<void> {
  const { rows } = await client.query<UseRow>(
    `DELETE FROM rule_use WHERE member = ANY ($1)
     RETURNING rule_id AS "ruleId", member, business_date AS "businessDate", uses, amount_minor AS "amountMinor"`,
    [memberIds],
  );
  await publish(client, rows.map(goneUse), nowUtcMs);
}

/** Days whose uses no till counts any more: none opens a shift so long ago. */
const DAYS_TOLD = 8;

/** Takes back what registers were told of single days that are over. */
export async function forgetOldUses(client: Queryable, nowUtcMs: number): Promise<void> {
  const from = addDays(new Date(nowUtcMs).toISOString().slice(0, 10), -DAYS_TOLD);
  const { rows } = await client.query<{ key: string }>(
    `SELECT key FROM reference WHERE scope = 'rule-use' AND value IS NOT NULL
       AND key ~ '[|][0-9]{4}-[0-9]{2}-[0-9]{2}$' AND right(key, 10) < $1`,
    [from],
  );
  const gone = rows.map(({ key }): Published => ({ scope: 'rule-use', key, shop: null, value: null }));
  await publish(client, gone, nowUtcMs);
}

function keyOf({ ruleId, member, businessDate }: UseRow): string {
  return `${ruleId}|${member}|${businessDate}`;
}

function goneUse(row: UseRow): Published {
  return { scope: 'rule-use', key: keyOf(row), shop: null, value: null };
}

async function publishUses(client: Queryable, rows: readonly UseRow[], nowUtcMs: number): Promise<void> {
  const rules = await readRules(
    client,
    rows.map(({ ruleId }) => ruleId),
  );
  const changes = rows
    .filter(({ ruleId }) => rules.get(ruleId)?.isLimited)
    .map((row): Published => {
      const value = { uses: Math.max(0, row.uses), amountMinor: row.amountMinor };
      return { scope: 'rule-use', key: keyOf(row), shop: null, value };
    });
  await publish(client, changes, nowUtcMs);
}

/** One row for each place that is counted at, in the order in which every worker takes them. */
function sumUp(used: readonly RuleUse[]): UseRow[] {
  const sums = new Map<string, UseRow>();
  for (const { ruleId, memberId, businessDate, uses, amountMinor } of used) {
    const members = memberId === null ? [''] : ['', memberId];
    for (const member of members) {
      for (const date of ['', businessDate]) {
        const key = `${ruleId}|${member}|${date}`;
        const sum = sums.get(key) ?? { ruleId, member, businessDate: date, uses: 0, amountMinor: 0 };
        sum.uses += uses;
        sum.amountMinor += amountMinor;
        sums.set(key, sum);
      }
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
