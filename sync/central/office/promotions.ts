import type { PoolClient } from 'pg';
import { z } from 'zod';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { businessDateAt } from '../../../domain/business-date.ts';
import type { CatalogueFacts } from '../../../domain/promotions/promotion-checks.ts';
import { readPromotions } from '../../../domain/promotions/promotion-file.ts';
import { promotionState, type PromotionState } from '../../../domain/promotions/promotion-state.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { fail, ok } from '../../../domain/result.ts';
import { publish, type Published } from '../changes.ts';
import { noteAudit } from './audit.ts';
import { departmentCodes, readShops } from './chain-facts.ts';
import { change, procedure, type FileProcedure } from './procedure.ts';
import { lockReference, readReferences } from './references.ts';

/** Any number: whoever changes the rules waits for whoever does. */
const PROMOTIONS_LOCK = 604_002;

export interface PromotionShown {
  readonly id: string;
  readonly name: Promotion['name'];
  readonly kind: Promotion['offer']['kind'];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly isOn: boolean;
  readonly state: PromotionState;
  /** All over the chain, as far as registers have sent. Minor units. */
  readonly uses: number;
  readonly savedMinor: number;
  /** Whom coupons of its own are given to; null where it has none, or one code for all. */
  readonly couponHolder: 'owner' | 'bearer' | null;
}

const list = procedure('promotions-manage', z.strictObject({}), async ({ pool, nowUtcMs }) => {
  const rules = await readReferences(pool, 'promotion');
  const [shop] = await readShops(pool);
  const today = businessDateAt(nowUtcMs(), shop?.zone ?? 'UTC', shop?.cutOverMinutes ?? 0);
  const { rows } = await pool.query<{ rule_id: string; uses: number; amount_minor: number }>(
    `SELECT rule_id, uses, amount_minor FROM rule_use WHERE member = '' AND business_date = ''`,
  );
  const usesOf = new Map(rows.map((row) => [row.rule_id, row]));
  const shown = rules
    .sort((a, b) => a.value.place - b.value.place)
    .map(({ key, value }): PromotionShown => {
      const rule = JSON.parse(value.body) as Promotion;
      const used = usesOf.get(key);
      const [uses, savedMinor] = [used?.uses ?? 0, used?.amount_minor ?? 0];
      const counted = {
        byMember: 0,
        byMemberToday: 0,
        today: 0,
        inAll: uses,
        spentMinor: savedMinor,
      };
      return {
        id: key,
        name: rule.name,
        kind: rule.offer.kind,
        validFrom: rule.validFrom,
        validTo: rule.validTo,
        isOn: value.isOn,
        state: promotionState(rule, value.isOn, counted, today),
        uses,
        savedMinor,
        couponHolder: rule.coupon && rule.coupon.sharedCode === null ? rule.coupon.holder : null,
      };
    });
  return ok({ currency: shop?.currency ?? 'CNY', rules: shown });
});

const switchRule = procedure(
  'promotions-manage',
  z.strictObject({ id: z.string().min(1).max(64), isOn: z.boolean() }),
  (office, caller, { id, isOn }) =>
    change(office, async (client) => {
      const rule = await lockReference(client, 'promotion', id);
      if (!rule) return fail({ code: 'gone' });
      const value = { ...rule, isOn };
      await publish(client, [{ scope: 'promotion', key: id, shop: null, value }], office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'promotion-switched',
        subject: id,
        before: { isOn: rule.isOn },
        after: { isOn },
      });
      return ok(null);
    }),
);

export interface PromotionsImported {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** Puts the rules of a file in place of all; one that was switched off stays off. A file with a fault changes nothing. */
const importRules: FileProcedure<PromotionsImported> = {
  right: 'promotions-manage',
  run: (office, caller, { name, bytes }) =>
    change(office, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [PROMOTIONS_LOCK]);
      const text = decodeText(bytes);
      if (text === null) return fail({ code: 'file-invalid', fault: { code: 'file-not-text', line: 1 } });
      const read = readPromotions(text, await catalogueFacts(client));
      if (!read.ok)
        return fail({ code: 'promotions-invalid', faults: read.error.slice(0, FAULTS_SHOWN_MAX) });
      const { changes, counts } = await replaceAll(client, read.value);
      await publish(client, changes, office.nowUtcMs());
      await noteAudit(client, caller, { action: 'promotions-imported', subject: name, after: counts });
      return ok(counts);
    }),
};

/** One cause has many faults; so many sentences are read. */
const FAULTS_SHOWN_MAX = 20;

export const promotionProcedures = { 'promotions.list': list, 'promotions.switch': switchRule };
export const promotionFileProcedures = { 'promotions.import': importRules };

async function replaceAll(
  client: PoolClient,
  rules: readonly Promotion[],
): Promise<{ changes: Published[]; counts: PromotionsImported }> {
  const before = new Map((await readReferences(client, 'promotion')).map(({ key, value }) => [key, value]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const changes = rules.map((rule, place): Published => {
    const known = before.get(rule.id);
    const value = { place, isOn: known?.isOn ?? true, body: canonicalJson(rule) };
    if (!known) counts.added += 1;
    else if (known.place === place && known.body === value.body) counts.unchanged += 1;
    else counts.changed += 1;
    before.delete(rule.id);
    return { scope: 'promotion', key: rule.id, shop: null, value };
  });
  const removed = [...before.keys()].map((key): Published => {
    return { scope: 'promotion', key, shop: null, value: null };
  });
  return { changes: [...changes, ...removed], counts: { ...counts, removed: removed.length } };
}

async function catalogueFacts(client: PoolClient): Promise<CatalogueFacts> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT key FROM reference WHERE scope = 'article' AND value IS NOT NULL`,
  );
  const articles = new Set(rows.map(({ key }) => key));
  const departments = await departmentCodes(client);
  return {
    hasArticle: (code) => articles.has(code),
    hasDepartment: (code) => departments.has(code),
  };
}

/** Without a byte order mark; null for what is no UTF-8. */
function decodeText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
