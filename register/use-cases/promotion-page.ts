import { couponsOfRule, type ListedCoupon } from '../../db/coupon-list.ts';
import type { StoredPromotion } from '../../db/promotion-store.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import type { RuleUse } from '../../domain/pricing/offer-input.ts';
import { articlesNamedIn } from '../../domain/promotions/named-articles.ts';
import { promotionState, type PromotionState } from '../../domain/promotions/promotion-state.ts';
import type { Promotion } from '../../domain/promotions/promotion.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TillView } from '../register.ts';
import { loyaltyMoment } from './member-loyalty.ts';

/** A rule in the list of all. */
export interface ListedPromotion {
  readonly promotion: Promotion;
  readonly isOn: boolean;
  readonly state: PromotionState;
  /** Null where the rule has no limits beyond one sale, so that nothing is counted for them. */
  readonly use: Pick<RuleUse, 'inAll' | 'today' | 'spentMinor'> | null;
}

/** One rule, with what it used up, what it names, and its coupons. Amounts in minor units. */
export interface PromotionPage extends ListedPromotion {
  /** The business date that the state is of. */
  readonly today: string;
  /** The names of the articles that the rule names, the first of them; what the catalogue has not is left out. */
  readonly articleNames: Readonly<Record<string, string>>;
  /** Null where the rule needs no coupon, or one code that everybody uses. */
  readonly coupons: { readonly issued: number; readonly uses: number; readonly voided: number } | null;
}

export interface ShownCoupon extends ListedCoupon {
  /** Whose it is, masked; null for a bearer's. */
  readonly holder: string | null;
}

/** More names than a sentence or a table of prices shows. */
const NAMES_MAX = 200;
const PIECE_MAX = 500;
const NEVER_USED = { inAll: 0, today: 0, spentMinor: 0 };

/** Every rule of the shop, in the order of its file. Whoever works here may read them. */
export function listPromotions(register: TillView): Result<ListedPromotion[]> {
  return ok(listedPromotions(register));
}

export function listedPromotions(register: TillView): ListedPromotion[] {
  const { today } = loyaltyMoment(register);
  const all = register.store.promotions.all();
  const uses = register.store.ruleUses.of(
    all.map(({ promotion }) => promotion),
    null,
    today,
  );
  return all.map((stored) => listed(stored, uses.get(stored.promotion.id) ?? null, today));
}

export function readPromotion(register: TillView, ruleId: string): Result<PromotionPage> {
  const stored = register.store.promotions.byId(ruleId);
  if (!stored) return fail({ code: 'promotion-unknown', rule: ruleId });
  const { promotion } = stored;
  const { today } = loyaltyMoment(register);
  const use = register.store.ruleUses.of([promotion], null, today).get(ruleId) ?? null;
  const hasOwnCodes = promotion.coupon !== null && promotion.coupon.sharedCode === null;
  return ok({
    ...listed(stored, use, today),
    today,
    articleNames: namesOf(register, promotion),
    coupons: hasOwnCodes ? register.store.coupons.countsOf(ruleId) : null,
  });
}

function listed({ promotion, isOn }: StoredPromotion, use: RuleUse | null, today: string): ListedPromotion {
  const { inAll, perDay, budgetMinor } = promotion.limits;
  const isCounted = inAll !== undefined || perDay !== undefined || budgetMinor !== undefined;
  const state = promotionState(promotion, isOn, use, today);
  return { promotion, isOn, state, use: isCounted ? (use ?? NEVER_USED) : null };
}

function namesOf({ store }: TillView, promotion: Promotion): Record<string, string> {
  const names: Record<string, string> = {};
  for (const code of articlesNamedIn(promotion).slice(0, NAMES_MAX)) {
    const article = store.catalogue.byCode(code);
    if (article) names[code] = article.name;
  }
  return names;
}

/** The coupons of a rule, the last to be given first. */
export function listCoupons(
  register: TillView,
  {
    ruleId,
    before,
    limit,
  }: { readonly ruleId: string; readonly before: string | null; readonly limit: number },
): Result<ShownCoupon[]> {
  return ok(shownCoupons(register, ruleId, before, limit));
}

/** All the coupons of a rule, the last to be given first, read piece by piece. */
export function* everyCoupon(view: TillView, ruleId: string): Generator<ShownCoupon, void> {
  for (let before: string | null = null; ;) {
    const piece = shownCoupons(view, ruleId, before, PIECE_MAX);
    yield* piece;
    if (piece.length < PIECE_MAX) return;
    before = piece.at(-1)!.couponId;
  }
}

function shownCoupons(view: TillView, ruleId: string, before: string | null, limit: number): ShownCoupon[] {
  const coupons = couponsOfRule(view.store.db, ruleId, before, limit);
  return coupons.map((coupon) => ({ ...coupon, holder: holderOf(view, coupon.memberId) }));
}

function holderOf({ store }: TillView, memberId: string | null): string | null {
  const member = memberId === null ? null : store.members.byId(memberId);
  if (!member) return memberId === null ? null : '–';
  return maskMember(member).name ?? member.number;
}
