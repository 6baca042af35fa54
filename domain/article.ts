import type { SaleUnit } from './basket.ts';

/** An article of the catalogue. Its id is the shop's own code; it may have many barcodes. */
export interface Article {
  readonly code: string;
  readonly name: string;
  /** Per piece or per kilogram; zero asks at the counter. */
  readonly priceE4: number;
  readonly floorPriceE4: number | null;
  readonly department: string;
  /** Null takes the department's, or the shop's default. */
  readonly taxCode: string | null;
  readonly unit: SaleUnit;
  readonly brand: string;
  readonly packSize: string;
  readonly minimumAge: number | null;
  /** The article sold along with it: a deposit, a bag charge. */
  readonly depositCode: string | null;
  readonly isActive: boolean;
  /** GTIN-14 for retail barcodes, otherwise as printed. In ascending order. */
  readonly barcodes: readonly string[];
}
