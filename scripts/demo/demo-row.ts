/** One row of the packed catalogue, in the columns that a catalogue import reads. */
export interface DemoRow {
  /** The shop's own code; empty takes the barcode. */
  readonly code: string;
  readonly barcode: string;
  readonly name: string;
  /** VAT included; 0 asks at the counter. */
  readonly priceMinor: number;
  readonly department: string;
  readonly brand: string;
  readonly packSize: string;
  readonly unit: '' | 'kg';
  readonly minimumAge: '' | '18';
  /** The code of the article sold along with it. */
  readonly deposit: string;
}

export const plainRow: DemoRow = {
  code: '',
  barcode: '',
  name: '',
  priceMinor: 0,
  department: '',
  brand: '',
  packSize: '',
  unit: '',
  minimumAge: '',
  deposit: '',
};

/** A row of one of the source files: a header's cells by their names. */
export type SourceRow = Readonly<Record<string, string>>;
