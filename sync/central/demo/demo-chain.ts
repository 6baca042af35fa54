import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { businessDateAt } from '../../../domain/business-date.ts';
import { strictestPolicy, type OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import { createMemberSeal } from '../../../seal/member-seal.ts';
import { POLICY_KEY } from '../../protocol/policy.ts';
import type { Central } from '../central.ts';
import { saveShop, type Shop } from '../chain.ts';
import { publish, type Published } from '../changes.ts';
import { createEnrolmentCode } from '../enrolment-codes.ts';
import { memberFileProcedures } from '../office/import-members.ts';
import { catalogueFileProcedures } from '../office/catalogue.ts';
import type { FileProcedure, Office } from '../office/procedure.ts';
import { promotionFileProcedures } from '../office/promotions.ts';
import type { Caller } from '../office/rights.ts';
import { demoDepartments, demoTaxes } from './demo-departments.ts';
import { demoMembersCsv } from './demo-members.ts';

const CODE_LIFE_MS = 7 * 86_400_000;
const place = { currency: 'GBP', zone: 'Europe/London', cutOverMinutes: 240 };
const SHOPS: readonly Shop[] = [
  { code: 'S1', name: 'Riverside', ...place },
  { code: 'S2', name: 'Station', ...place },
];
const TILLS: readonly DemoTill[] = [
  { shop: 'S1', tillCode: '01' },
  { shop: 'S1', tillCode: '02' },
  { shop: 'S2', tillCode: '01' },
];

interface DemoTill {
  readonly shop: string;
  readonly tillCode: string;
}

/** A till that may be joined, and the code that joins it. */
export interface DemoCode extends DemoTill {
  readonly code: string;
}

const POLICY: OfflinePolicy = {
  points: { kind: 'capped', perSaleMinor: 500, perOutageMinor: 5_000 },
  coupons: { kind: 'capped', eachMinor: 500, perOutageMinor: 2_500 },
  otherTillRefundMaxMinor: 5_000,
};

/** Who the audit says it was. */
const founder: Caller = {
  userId: '00000000-0000-7000-8000-000000000000',
  login: 'guitai',
  name: 'Guitai',
  role: 'owner',
  shops: null,
  mustChangePassword: false,
};

/**
 * A first chain to try things out with: two shops, articles, rules and members, brought in as people at central bring them in, and a
 * code for each of three tills. `articles` is a packed CSV file as the catalogue's import takes it.
 */
export async function foundDemoChain(central: Central, articles: string): Promise<DemoCode[]> {
  const { pool, keys, nowUtcMs } = central;
  const office: Office = { pool, nowUtcMs, seal: createMemberSeal(keys.dataKey) };
  for (const shop of SHOPS) await saveShop(pool, shop, nowUtcMs());
  const csv = gunzipSync(readFileSync(articles));
  await publish(pool, demoSettings(departmentsOf(csv.toString('utf8'))), nowUtcMs());
  await bring(office, catalogueFileProcedures['catalogue.import'], 'articles.csv', csv);
  const rules = readFileSync(join(import.meta.dirname, 'promotions.json'));
  await bring(office, promotionFileProcedures['promotions.import'], 'promotions.json', rules);
  const today = businessDateAt(nowUtcMs(), place.zone, place.cutOverMinutes);
  const members = Buffer.from(demoMembersCsv(today));
  await bring(office, memberFileProcedures['members.import'], 'members.csv', members);
  return makeCodes(central);
}

async function makeCodes({ pool, nowUtcMs }: Central): Promise<DemoCode[]> {
  const codes: DemoCode[] = [];
  for (const till of TILLS) {
    const expiresAtUtcMs = nowUtcMs() + CODE_LIFE_MS;
    const code = await createEnrolmentCode(pool, { ...till, expiresAtUtcMs, createdBy: null }, nowUtcMs());
    codes.push({ ...till, code });
  }
  return codes;
}

async function bring<Answer>(
  office: Office,
  { run }: FileProcedure<Answer>,
  name: string,
  bytes: Buffer,
): Promise<void> {
  const brought = await run(office, founder, { name, bytes });
  if (!brought.ok)
    throw new Error(`${name} of the demo could not be imported: ${JSON.stringify(brought.error)}`);
}

/** The first column of each row, once. */
function departmentsOf(csv: string): string[] {
  const rows = csv.split('\n').slice(1).filter(Boolean);
  return [...new Set(rows.map((row) => row.slice(0, row.indexOf(','))))].sort();
}

function demoSettings(departments: readonly string[]): Published[] {
  const sections: Readonly<Record<string, unknown>> = {
    taxCategories: demoTaxes,
    departments: demoDepartments(departments),
    defaultTaxCode: 'standard',
    loyalty: defaultLoyalty(place.currency),
  };
  const settings = Object.entries(sections).map(([key, value]): Published => {
    return { scope: 'setting', key, shop: null, value: { value } };
  });
  const policies = SHOPS.map(({ code }): Published => {
    return { scope: 'policy', key: POLICY_KEY, shop: code, value: code === 'S1' ? POLICY : strictestPolicy };
  });
  return [...settings, ...policies];
}
