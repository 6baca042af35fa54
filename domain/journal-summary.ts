import type { ReferencePulled } from './facts/chain-facts.ts';
import type { Fact, FactPayloads, FactType } from './facts/fact.ts';
import type { OverrideMade, SaleCompleted } from './facts/sale-facts.ts';
import { groupOfFact, type JournalGroup } from './journal-group.ts';
import { formatMoney, formatUnitPrice } from './money-format.ts';
import { journalText, type JournalTextKey } from './text/journal-text.ts';
import { fillTemplate, type Language } from './text/language.ts';
import { sectionText } from './text/section-text.ts';

/** An entry in as much as one sentence says of it; `describeSummary` says it. */
export interface EntrySummary {
  readonly group: JournalGroup;
  readonly sentence: JournalTextKey;
  /** The sentence's values: names, numbers, and amounts under names that end in `Minor` or `E4`. */
  readonly values: Readonly<Record<string, string | number | null>>;
  /** Codes of the ways of paying. */
  readonly tenders: readonly string[];
  readonly reason: string | null;
  /** What the entry is about in money, in minor units; null where it is about none. */
  readonly amountMinor: number | null;
  /** The receipt that it made or printed again. */
  readonly receiptNumber: string | null;
}

/** What a sentence needs that the entry does not hold. */
export interface SummaryWords {
  readonly language: Language;
  readonly currency: string;
  readonly tenderName: (tenderCode: string) => string;
}

type Said = Pick<EntrySummary, 'sentence' | 'values'> & Partial<EntrySummary>;
type NameOf = (staffId: string) => string | null;

/** Summarizes an entry; people are named by `nameOf`, which knows the till's staff. */
export function summarizeFact(fact: Fact, nameOf: NameOf): EntrySummary {
  const say = sayings[fact.type] as (payload: unknown, nameOf: NameOf) => Said;
  const nothing = { tenders: [], reason: null, amountMinor: null, receiptNumber: null };
  return { group: groupOfFact(fact), ...nothing, ...say(fact.payload, nameOf) };
}

/** The sentence of a summary in the reader's language. */
export function describeSummary(summary: EntrySummary, words: SummaryWords): string {
  const { language, currency, tenderName } = words;
  const text = journalText[language];
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(summary.values)) {
    if (typeof value === 'number' && name.endsWith('Minor'))
      values[name] = formatMoney(value, currency, language);
    else if (typeof value === 'number' && name.endsWith('E4'))
      values[name] = formatUnitPrice(value, currency, language);
    else values[name] = value ?? text.system;
  }
  if (typeof values['section'] === 'string') values['section'] = sectionName(values['section'], language);
  values['tenders'] = summary.tenders.map((code) => tenderName(code)).join(text.tenderSeparator);
  const sentence = fillTemplate(text[summary.sentence], values);
  const { reason } = summary;
  if (reason === null || summary.sentence === 'tenderReversed') return sentence;
  return fillTemplate(text.withReason, { sentence, reason });
}

/** A section that this version does not know keeps its own name. */
function sectionName(section: string, language: Language): string {
  const names: Readonly<Record<string, string>> = sectionText[language];
  return names[section] ?? section;
}

const moveSentences = { 'pay-in': 'paidIn', 'pay-out': 'paidOut', 'safe-drop': 'safeDropped' } as const;

const overrideSentences = {
  price: 'priceChanged',
  'line-discount': 'lineDiscounted',
  'basket-discount': 'basketDiscounted',
  'tax-exempt': 'taxExempted',
} as const satisfies Record<OverrideMade['kind'], JournalTextKey>;

const sayings: { readonly [T in FactType]: (payload: FactPayloads[T], nameOf: NameOf) => Said } = {
  'sale.completed': saleSaid,
  'receipt.reprinted': ({ receiptNumber, copyNo }) => ({
    sentence: 'receiptReprinted',
    values: { receipt: receiptNumber, copyNo },
    receiptNumber,
  }),
  'non-sale.booked': ({ lines, amountMinor }) => ({
    sentence: 'nonSaleBooked',
    values: { lines: lines.length },
    amountMinor,
  }),
  'tender.taken': ({ tender }) => ({
    sentence: 'tenderTaken',
    values: {},
    tenders: [tender.tenderCode],
    amountMinor: tender.amountMinor,
  }),
  'tender.reversed': ({ tender, reason }) => ({
    sentence: 'tenderReversed',
    values: { reason },
    tenders: [tender.tenderCode],
    reason,
    amountMinor: -tender.amountMinor + 0,
  }),
  'line.voided': ({ name, totalMinor, authorization }) => ({
    sentence: 'lineVoided',
    values: { name },
    reason: authorization.reason,
    amountMinor: totalMinor,
  }),
  'basket.voided': ({ lineCount, totalMinor, authorization }) => ({
    sentence: 'basketVoided',
    values: { lines: lineCount },
    reason: authorization.reason,
    amountMinor: totalMinor,
  }),
  'override.made': ({ kind, beforeMinor, afterMinor, authorization }) => ({
    sentence: overrideSentences[kind],
    values: { beforeMinor, afterMinor },
    reason: authorization.reason,
    amountMinor: afterMinor - beforeMinor,
  }),
  'cash.moved': ({ kind, amountMinor, authorization }) => ({
    sentence: moveSentences[kind],
    values: {},
    reason: authorization.reason,
    amountMinor: kind === 'pay-in' ? amountMinor : -amountMinor,
  }),
  'drawer.opened': ({ authorization }) => ({
    sentence: 'drawerOpened',
    values: {},
    reason: authorization.reason,
  }),
  'shift.opened': ({ number, floatMinor }) => ({
    sentence: 'shiftOpened',
    values: { number },
    amountMinor: floatMinor,
  }),
  'shift.counted': ({ attempt, countedMinor, overShortMinor }) => ({
    sentence: 'shiftCounted',
    values: { attempt, overShortMinor },
    amountMinor: countedMinor,
  }),
  'shift.closed': ({ number, zNumber, overShortMinor, reason, figures }) => ({
    sentence: 'shiftClosed',
    values: { number, zNumber, overShortMinor },
    reason,
    amountMinor: figures.totalMinor,
  }),
  'staff.saved': ({ member }) => ({
    sentence: 'staffSaved',
    values: { name: member.name, code: member.code },
  }),
  'staff.pin-set': ({ staffId }, nameOf) => ({ sentence: 'pinSet', values: { name: nameOf(staffId) } }),
  'staff.badge-set': ({ staffId, hasBadge }, nameOf) => ({
    sentence: hasBadge ? 'badgeSet' : 'badgeTaken',
    values: { name: nameOf(staffId) },
  }),
  'staff.signed-in': ({ staffId }, nameOf) => ({ sentence: 'signedIn', values: { name: nameOf(staffId) } }),
  'staff.locked': ({ staffId }, nameOf) =>
    staffId === null
      ? { sentence: 'badgesLocked', values: {} }
      : { sentence: 'signInLocked', values: { name: nameOf(staffId) } },
  'settings.changed': ({ section }) => ({ sentence: 'settingsChanged', values: { section } }),
  'catalogue.imported': ({ fileName, addedCount, changedCount, rejectedCount }) => ({
    sentence: 'catalogueImported',
    values: { file: fileName, added: addedCount, changed: changedCount, rejected: rejectedCount },
  }),
  'article.saved': ({ articleCode, name, priceE4 }) => ({
    sentence: 'articleSaved',
    values: { code: articleCode, name, priceE4 },
  }),
  'member.registered': ({ number }) => ({ sentence: 'memberRegistered', values: { number } }),
  'member.changed': ({ number }) => ({ sentence: 'memberChanged', values: { number } }),
  'member.merged': ({ authorization }) => ({
    sentence: 'membersMerged',
    values: {},
    reason: authorization.reason,
  }),
  'member.erased': ({ authorization }) => ({
    sentence: 'memberErased',
    values: {},
    reason: authorization.reason,
  }),
  'members.imported': ({ fileName, addedCount, changedCount, rejectedCount }) => ({
    sentence: 'membersImported',
    values: { file: fileName, added: addedCount, changed: changedCount, rejected: rejectedCount },
  }),
  'account.opened': ({ lots }) => ({
    sentence: 'accountOpened',
    values: { points: lots.reduce((sum, { points }) => sum + points, 0) },
  }),
  'points.adjusted': ({ points, authorization }) => ({
    sentence: 'pointsAdjusted',
    values: { points },
    reason: authorization.reason,
  }),
  'points.expired': ({ lots }) => ({
    sentence: 'pointsExpired',
    values: { points: lots.reduce((sum, { points }) => sum + points, 0), lots: lots.length },
  }),
  'points.held': ({ points, authorization }) => ({
    sentence: points === null ? 'allPointsHeld' : 'pointsHeld',
    values: { points },
    reason: authorization.reason,
  }),
  'points.released': ({ authorization }) => ({
    sentence: 'pointsReleased',
    values: {},
    reason: authorization.reason,
  }),
  'tier.reviewed': ({ changes }) => ({ sentence: 'tiersReviewed', values: { members: changes.length } }),
  'promotions.imported': ({ fileName, addedCount, changedCount, removedCount }) => ({
    sentence: 'promotionsImported',
    values: { file: fileName, added: addedCount, changed: changedCount, removed: removedCount },
  }),
  'promotion.switched': ({ ruleId, isOn, authorization }) => ({
    sentence: isOn ? 'promotionOn' : 'promotionOff',
    values: { rule: ruleId },
    reason: authorization.reason,
  }),
  'coupons.issued': ({ ruleId, coupons, reason }) => ({
    sentence: 'couponsIssued',
    values: { rule: ruleId, coupons: coupons.length },
    reason,
  }),
  'coupon.voided': ({ authorization }) => ({
    sentence: 'couponVoided',
    values: {},
    reason: authorization.reason,
  }),
  'till.created': ({ shopCode, tillCode }) => ({
    sentence: 'tillCreated',
    values: { shop: shopCode, till: tillCode },
  }),
  'epoch.started': ({ epoch }) => ({ sentence: 'epochStarted', values: { epoch } }),
  'key.replaced': () => ({ sentence: 'keyReplaced', values: {} }),
  'clock.confirmed': () => ({ sentence: 'clockConfirmed', values: {} }),
  'chain.joined': ({ chainName, shopCode, tillCode }) => ({
    sentence: 'chainJoined',
    values: { chain: chainName, shop: shopCode, till: tillCode },
  }),
  'chain.left': ({ reason }) => ({
    sentence: reason === 'revoked' ? 'chainRevoked' : 'chainLeft',
    values: {},
  }),
  'catalogue.pulled': (pulled) => pulledSaid('cataloguePulled', pulled),
  'members.pulled': (pulled) => pulledSaid('membersPulled', pulled),
  'promotions.pulled': (pulled) => pulledSaid('promotionsPulled', pulled),
  'snapshot.taken': () => ({ sentence: 'snapshotTaken', values: {} }),
};

function pulledSaid(
  sentence: JournalTextKey,
  { changedCount, removedCount }: Pick<ReferencePulled, 'changedCount' | 'removedCount'>,
): Said {
  return { sentence, values: { changed: changedCount, removed: removedCount } };
}

function saleSaid({ lines, receiptNumber, tenders, totalMinor }: SaleCompleted): Said {
  const hasSold = lines.some(({ kind }) => kind === 'sale');
  const hasReturned = lines.some(({ kind }) => kind === 'return');
  const kind = !hasSold ? 'refund' : hasReturned ? 'exchange' : 'sale';
  return {
    sentence: tenders.length === 0 ? 'saleUnpaid' : kind,
    values: { receipt: receiptNumber, lines: lines.length },
    tenders: [...new Set(tenders.map(({ tenderCode }) => tenderCode))],
    amountMinor: totalMinor,
    receiptNumber,
  };
}
