import type { StaffMember } from '../staff.ts';
import type { SettingsSection } from '../shop-settings.ts';

/** The first entry of a till: who it is, and the public key that its Z reports are signed with. */
export interface TillCreated {
  readonly registerId: string;
  readonly shopCode: string;
  readonly tillCode: string;
  /** Made for practice: nothing in this journal ever happened. */
  readonly isTraining: boolean;
  /** Base64 of the Ed25519 public key, DER SPKI. */
  readonly publicKey: string;
}

/** A new epoch after a restore: numbers go on under it, so none that was printed after the backup comes twice. */
export interface EpochStarted {
  readonly epoch: number;
  readonly reason: 'restore';
  /** The till's key from here on: a backup does not carry the old one, so another machine has another. */
  readonly publicKey: string;
  readonly restoredHeadSeq: number;
  readonly restoredHeadHash: string;
}

/** The till's key was lost or changed: Z reports are signed with this one from here on, and `verify` says so. */
export interface KeyReplaced {
  readonly publicKey: string;
}

export interface SettingsChanged {
  readonly section: SettingsSection;
  readonly value: unknown;
}

export interface StaffSaved {
  readonly member: StaffMember;
}

/** A PIN was set. The PIN itself is nowhere in the journal, nor its hash. */
export interface PinSet {
  readonly staffId: string;
}

/** A badge was given or taken away. What it says is nowhere in the journal. */
export interface BadgeSet {
  readonly staffId: string;
  readonly hasBadge: boolean;
}

export interface SignedIn {
  readonly staffId: string;
}

/** Too many wrong PINs of one person, or too many wrong badges, where nobody knows whose. */
export interface SignInLocked {
  readonly staffId: string | null;
  readonly untilUtcMs: number;
}

/** A catalogue file went in: its hash, what it changed, and the digest of all articles after it. */
export interface CatalogueImported {
  readonly fileName: string;
  readonly fileSha256: string;
  readonly addedCount: number;
  readonly changedCount: number;
  readonly unchangedCount: number;
  readonly rejectedCount: number;
  readonly digest: string;
}

/** One article saved at the till, and the digest of all articles after it. */
export interface ArticleSaved {
  readonly articleCode: string;
  readonly name: string;
  readonly priceE4: number;
  readonly priceBeforeE4: number | null;
  readonly digest: string;
}

/** A manager or central confirmed a clock that had jumped. */
export interface ClockConfirmed {
  readonly previousAtUtcMs: number;
  readonly authorizedBy: string;
}
