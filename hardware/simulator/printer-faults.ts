/** How a simulated printer can fail. */
export const printerFaults = [
  /** Nobody gets a connection. */
  'refuses',
  /** Takes what it gets, does nothing with it and says nothing. */
  'hangs',
  /** Breaks the connection off after so many bytes, as a printer that lost its power does. */
  'resets',
  /** Gives a connection and takes nothing from it. */
  'never-reads',
  /** Ends the connection in good order after so many bytes. */
  'closes-early',
  /** Prints, and answers long after it was asked. */
  'answers-late',
  /** Prints what it cuts off a second time by itself, and answers twice. */
  'prints-twice',
  'paper-out',
  'paper-near-end',
  'cover-open',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

export interface FaultDetails {
  /** After how many bytes of a connection `resets` and `closes-early` happen; where fewer come, at their end. */
  readonly afterBytes: number;
  /** How late `answers-late` answers. */
  readonly lateMs: number;
}

export const faultDetails: FaultDetails = { afterBytes: 256, lateMs: 3_000 };
