import { z } from 'zod';
import {
  poleDialects,
  printerDialects,
  PRINTERS_MAX,
  scaleProtocols,
  scanFramings,
  textEncodings,
  type DeviceSettings,
  type PrinterSettings,
} from '../../domain/devices/device-settings.ts';

/** The form of what hangs on a till, with its limits. */

const PATH_MAX_LENGTH = 260;
/** Fast enough for every serial device of a shop. */
const BAUD_MAX = 921_600;

/** No control characters: these stand in a command line, or are shown. */
function plain(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u);
}

const tcp = z.strictObject({
  kind: z.literal('tcp'),
  host: plain(253),
  port: z.int().min(1).max(65_535),
});
const serial = z.strictObject({
  kind: z.literal('serial'),
  path: plain(PATH_MAX_LENGTH),
  baud: z.int().min(300).max(BAUD_MAX),
  dataBits: z.literal([7, 8]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.literal([1, 2]),
});
const simulated = z.strictObject({ kind: z.literal('simulated') });
const connection = z.discriminatedUnion('kind', [
  tcp,
  serial,
  z.strictObject({ kind: z.literal('file'), path: plain(PATH_MAX_LENGTH) }),
  // A name that begins with a dash would be an option of the spooler's command.
  z.strictObject({ kind: z.literal('spooler'), queue: plain(127).regex(/^[^-]/) }),
  simulated,
]);

const printerId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);

export const printerSettings = z.strictObject({
  id: printerId,
  name: plain(60),
  connection,
  dialect: z.enum(printerDialects),
  encoding: z.enum(textEncodings),
  columns: z.literal([32, 42, 48]),
  dots: z.int().min(256).max(1_024).multipleOf(8),
  cut: z.enum(['full', 'partial', 'none']),
  drawsCodes: z.boolean(),
  answersStatus: z.boolean(),
  confirmsPrint: z.boolean(),
  drawer: z
    .strictObject({
      pin: z.literal([2, 5]),
      onMs: z.int().min(10).max(510),
      offMs: z.int().min(10).max(510),
    })
    .nullable(),
  fallbackId: printerId.nullable(),
}) satisfies z.ZodType<PrinterSettings>;

export const deviceSettings = z.strictObject({
  printers: z.array(printerSettings).max(PRINTERS_MAX),
  receiptPrinterId: printerId.nullable(),
  printsEachSale: z.boolean(),
  scanner: z
    .strictObject({
      connection: z.discriminatedUnion('kind', [serial, simulated]),
      framing: z.enum(scanFramings),
    })
    .nullable(),
  scale: z
    .strictObject({
      protocol: z.enum(scaleProtocols),
      connection: z.discriminatedUnion('kind', [serial, simulated]),
    })
    .nullable(),
  poleDisplay: z
    .strictObject({
      dialect: z.enum(poleDialects),
      connection: z.discriminatedUnion('kind', [serial, tcp, simulated]),
      encoding: z.enum(textEncodings),
    })
    .nullable(),
  customerDisplay: z.boolean(),
}) satisfies z.ZodType<DeviceSettings>;
