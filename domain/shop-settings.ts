import type { BlockedBatch } from './barcode/goods-label.ts';
import type { InStoreRule } from './barcode/in-store-rule.ts';
import type { DeviceSettings } from './devices/device-settings.ts';
import type { LoyaltySettings } from './loyalty/loyalty-settings.ts';
import type { ReceiptPicture } from './receipt/picture.ts';
import type { Role } from './staff.ts';
import type { TaxCategory } from './tax.ts';
import type { CashRounding, OfferedTenderKind } from './tender.ts';
import type { Language } from './text/language.ts';

export interface Department {
  readonly code: string;
  readonly name: string;
  readonly taxCode: string;
  /** The customer's least age for anything sold under it, or null. */
  readonly minimumAge: number | null;
}

/** A way of paying as this shop offers it. */
export interface TenderType {
  readonly code: string;
  readonly kind: OfferedTenderKind;
  readonly name: string;
  readonly needsReference: boolean;
}

export interface ReceiptSettings {
  readonly headerLines: readonly string[];
  readonly footerLines: readonly string[];
  readonly columns: 32 | 42 | 48;
  /** Above the shop's name; null, or absent in settings of an older version, for none. */
  readonly logo?: ReceiptPicture | null | undefined;
}

/** One button that sells an article. */
export interface Tile {
  readonly articleCode: string;
  /** Shown in place of the article's name where it is not null. */
  readonly label: string | null;
  /** The name of one of the program's pictures; one that it does not have is left out. */
  readonly icon: string | null;
}

export interface TileGroup {
  readonly name: string;
  readonly tiles: readonly Tile[];
}

/** What a shop for trying things out shows on its sign-in screen. Never in a real one: the journal has it in clear. */
export interface DemoSettings {
  readonly pins: readonly { readonly staffCode: string; readonly pin: string }[];
}

/** Everything about a shop and its till that a person sets. Each section is journalled when it changes. */
export interface ShopSettings {
  readonly shop: {
    readonly code: string;
    readonly name: string;
    readonly currency: string;
    readonly zone: string;
    readonly cutOverMinutes: number;
    readonly language: Language;
  };
  readonly taxCategories: readonly TaxCategory[];
  readonly defaultTaxCode: string;
  readonly departments: readonly Department[];
  readonly tenders: readonly TenderType[];
  readonly cashRounding: CashRounding;
  /** Who must allow what a role may not: somebody else, or, for a sole trader, oneself with a reason. */
  readonly secondPerson: 'another' | 'own-with-reason';
  readonly roles: readonly Role[];
  readonly inStoreRules: readonly InStoreRule[];
  /** Batches that may not be sold; their labels are refused when they are scanned. */
  readonly blockedBatches: readonly BlockedBatch[];
  readonly couponPrefix: string | null;
  readonly receipt: ReceiptSettings;
  /** The difference at close that needs no reason. */
  readonly closeToleranceMinor: number;
  readonly tileGroups: readonly TileGroup[];
  /** The key of each action that has another than the program's own, such as `F4`. */
  readonly keys: Readonly<Record<string, string>>;
  /** How long the till may lie idle before its screen locks; 0 for never. */
  readonly lockAfterMinutes: number;
  readonly loyalty: LoyaltySettings;
  readonly devices: DeviceSettings;
  readonly demo: DemoSettings | null;
}

export type SettingsSection = keyof ShopSettings;
