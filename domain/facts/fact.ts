import type { ChainJoined, ChainLeft, ReferencePulled, SnapshotTaken } from './chain-facts.ts';
import type {
  AccountOpened,
  CouponVoided,
  CouponsIssued,
  PointsAdjusted,
  PointsExpired,
  PointsHeld,
  PointsReleased,
  PromotionSwitched,
  PromotionsImported,
  TierReviewed,
} from './loyalty-facts.ts';
import type {
  MemberChanged,
  MemberErased,
  MemberRegistered,
  MembersImported,
  MembersMerged,
} from './member-facts.ts';
import type {
  BasketVoided,
  LineVoided,
  NonSaleBooked,
  OverrideMade,
  ReceiptReprinted,
  SaleCompleted,
  TenderReversed,
  TenderTaken,
} from './sale-facts.ts';
import type { CashMoved, DrawerOpened, ShiftClosed, ShiftCounted, ShiftOpened } from './shift-facts.ts';
import type {
  ArticleSaved,
  BadgeSet,
  CatalogueImported,
  ClockConfirmed,
  EpochStarted,
  KeyReplaced,
  PinSet,
  SettingsChanged,
  SignInLocked,
  SignedIn,
  StaffSaved,
  TillCreated,
} from './till-facts.ts';

/** The payload of every type of journal entry. Facts, not commands: replaying them never prices anything. */
export interface FactPayloads {
  'till.created': TillCreated;
  'epoch.started': EpochStarted;
  'key.replaced': KeyReplaced;
  'settings.changed': SettingsChanged;
  'staff.saved': StaffSaved;
  'staff.pin-set': PinSet;
  'staff.badge-set': BadgeSet;
  'staff.signed-in': SignedIn;
  'staff.locked': SignInLocked;
  'shift.opened': ShiftOpened;
  'shift.counted': ShiftCounted;
  'shift.closed': ShiftClosed;
  'cash.moved': CashMoved;
  'drawer.opened': DrawerOpened;
  'tender.taken': TenderTaken;
  'tender.reversed': TenderReversed;
  'sale.completed': SaleCompleted;
  'line.voided': LineVoided;
  'basket.voided': BasketVoided;
  'override.made': OverrideMade;
  'receipt.reprinted': ReceiptReprinted;
  'non-sale.booked': NonSaleBooked;
  'catalogue.imported': CatalogueImported;
  'article.saved': ArticleSaved;
  'clock.confirmed': ClockConfirmed;
  'member.registered': MemberRegistered;
  'member.changed': MemberChanged;
  'member.merged': MembersMerged;
  'member.erased': MemberErased;
  'members.imported': MembersImported;
  'account.opened': AccountOpened;
  'points.adjusted': PointsAdjusted;
  'points.expired': PointsExpired;
  'points.held': PointsHeld;
  'points.released': PointsReleased;
  'tier.reviewed': TierReviewed;
  'promotions.imported': PromotionsImported;
  'promotion.switched': PromotionSwitched;
  'coupons.issued': CouponsIssued;
  'coupon.voided': CouponVoided;
  'chain.joined': ChainJoined;
  'chain.left': ChainLeft;
  'catalogue.pulled': ReferencePulled;
  'members.pulled': ReferencePulled;
  'promotions.pulled': ReferencePulled;
  'snapshot.taken': SnapshotTaken;
}

export type FactType = keyof FactPayloads;

/** What happened, before it has a place in the journal. */
export type Fact = { [T in FactType]: { readonly type: T; readonly payload: FactPayloads[T] } }[FactType];

/** The payload's version of each type; a change of shape raises it and adds an upcaster for the older one. */
export const FACT_SCHEMA = 1;

/** One entry of the journal. Hashes are 32 bytes of SHA-256. */
export type JournalEntry = Fact & {
  /** Place in this database, gapless from 1 over all epochs. */
  readonly position: number;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly id: string;
  readonly schema: number;
  readonly atUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly businessDate: string;
  readonly shift: number;
  readonly actor: string;
};
