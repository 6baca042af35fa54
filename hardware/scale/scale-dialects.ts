import type { ScaleProtocol } from '../../domain/devices/device-settings.ts';
import { divideRounded } from '../../domain/integer.ts';
import { scaleControls, type ScaleFrame, type ScaleFraming } from './scale-frame.ts';
import { gramsOf, problem, weightFrame, xorOf } from './weight-text.ts';

/** How a scale that must be asked is asked. What is null is not part of the protocol. */
export interface ScaleQuestion {
  /** What begins a weighing at this price of a kilogram. */
  readonly ask: (unitPriceE4: number) => string;
  /** What asks for the result again after it was in motion; null to begin anew. */
  readonly askAgain: string | null;
  readonly onAck: string | null;
  readonly onNak: string | null;
  /** Sent once to a scale that did not answer `ask`, before it counts as silent. */
  readonly onSilence: string | null;
  /** What ends the conversation. */
  readonly end: string | null;
  /** The price as the answer repeats it; an answer for another price is to another question. */
  readonly priceOf: ((unitPriceE4: number) => string) | null;
}

export interface ScaleDialect extends ScaleFraming {
  /** Null for a scale that sends all the time. */
  readonly question: ScaleQuestion | null;
  /** For a scale that sends no sign of standstill: how long a weight must be the same to count as stable. */
  readonly steady: { readonly frames: number; readonly durationMs: number } | null;
}

const { STX, ETX, EOT, ENQ, ESC } = scaleControls;
const DC1 = '\x11';
const plainQuestion = {
  askAgain: null,
  onAck: null,
  onNak: null,
  onSilence: null,
  end: null,
  priceOf: null,
};

/** What stands between STX and an end, of at most so many characters; the last STX before it counts. */
function framed(end: string, maxLength: number): RegExp {
  return new RegExp(`${STX}([^${STX}${end}]{0,${maxLength}})${end}`);
}

/**
 * Mettler Toledo 8217: `W` asks; the answer is STX, five digits with a point, `N` for a net weight, CR; or STX `?`, a status
 * byte, CR. Source: PSC Magellan 8500 service manual, pages 45 and 51; Rice Lake BenchPro manual, page 30 (with units).
 */
const toledo8217: ScaleDialect = {
  frame: framed('\r', 14),
  frameMaxLength: 16,
  hasControls: false,
  question: { ...plainQuestion, ask: () => 'W' },
  steady: null,
  read: (body) => {
    if (body.startsWith('?'))
      return body.length === 2 ? readToledoStatus(body.charCodeAt(1)) : problem('garbled');
    // A weight in pounds has four digits and no unit, just as one in kilograms that lost a digit: so it is not taken.
    const [, digits = '', unit = '', net] = /^([\d.]{6})(kg|g|lb|oz)?(N)?$/i.exec(body) ?? [];
    if (!digits.includes('.')) return problem('garbled');
    return weightFrame(gramsOf(digits, unit || 'kg'), { isNet: net !== undefined });
  },
};

/** Bit 0 motion, 1 over capacity, 2 under zero, 3 outside the range of zero, 4 centre of zero, 6 always set, 7 parity. */
function readToledoStatus(status: number): ScaleFrame {
  if ((status & 0x40) === 0) return problem('garbled');
  if ((status & 0x02) !== 0) return problem('over');
  // A scale that was switched on under a load is helped as one below zero is: cleared and zeroed.
  if ((status & 0x0c) !== 0) return problem('under');
  return problem((status & 0x10) !== 0 && (status & 0x01) === 0 ? 'zero' : 'unstable');
}

/** Units of record 02: hundredths and thousandths of a pound, and grams. Ounces and eighths (0) are not read. */
const DIALOG06_UNITS: Readonly<Record<string, readonly [decimals: number, unit: string]>> = {
  '1': [2, 'lb'],
  '2': [3, 'lb'],
  '3': [3, 'kg'],
};
const DIALOG06_STATUS: Readonly<Record<string, ScaleFrame>> = {
  '00': problem('unstable'),
  '20': problem('unstable'),
  // Nothing was moved since the last weighing: the goods must be lifted and put down again.
  '21': problem('unstable'),
  '22': problem('unstable'),
  '30': problem('zero'),
  '31': problem('under'),
  '32': problem('over'),
};
const DIALOG06_PRICE_MAX_MINOR = 999_999;

/**
 * Dialog 06: the till sends the unit price (record 01), the scale acknowledges, `EOT ENQ` asks for the result (record 02); a
 * NAK is explained by record 09, which record 08 asks for. A scale set to ask for checksums (record 11) is not served: they
 * take a polynomial that its maker gives out under secrecy; the setting is in the scale.
 * Source: Ohaus Aviator 7000 service manual, pages 38–41; PSC Magellan 8500 service manual, pages 60 and 61.
 */
const dialog06: ScaleDialect = {
  frame: framed(ETX, 48),
  frameMaxLength: 64,
  hasControls: true,
  steady: null,
  question: {
    ask: (unitPriceE4) => `${EOT}${STX}01${ESC}${dialog06Price(unitPriceE4)}${ESC}${ETX}`,
    askAgain: `${EOT}${ENQ}`,
    onAck: `${EOT}${ENQ}`,
    onNak: `${EOT}${STX}08${ETX}`,
    onSilence: null,
    end: EOT,
    priceOf: dialog06Price,
  },
  read: (body) => {
    const [record, ...fields] = body.split(ESC);
    if (record === '11') return { kind: 'checksum-wanted' };
    if (record === '09') return DIALOG06_STATUS[fields[0] ?? ''] ?? problem('garbled');
    const [unitCode = '', digits = '', unitPrice = '', amount = ''] = fields;
    const isWhole = /^\d{5}$/.test(digits) && /^\d{5,6}$/.test(unitPrice) && /^\d{6}$/.test(amount);
    const unit = DIALOG06_UNITS[unitCode];
    if (record !== '02' || !isWhole || fields.length !== 4 || unit === undefined) return problem('garbled');
    const [decimals, name] = unit;
    const frame = weightFrame(gramsOf(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`, name));
    return frame.kind === 'reading' ? { ...frame, unitPrice } : frame;
  },
};

/** Six digits of minor units. A till that only wants the weight names the least price there is: zero is refused. */
function dialog06Price(unitPriceE4: number): string {
  const minor = Math.min(Math.max(divideRounded(unitPriceE4, 100), 1), DIALOG06_PRICE_MAX_MINOR);
  return String(minor).padStart(6, '0');
}

/**
 * CAS and its many kin: ENQ, which the scale acknowledges, then DC1; some know only DC1. The answer is SOH STX, `S` or `U`, a sign
 * (`F` for overflow), six or seven characters of weight, two of the unit, the exclusive or of all after STX, ETX EOT.
 * Source: CAS SW-II manual, page 15; Ohaus Aviator 7000 service manual, page 36 (which states what the check covers).
 */
const cas: ScaleDialect = {
  // Its check character can be any, also another ETX.
  frame: new RegExp(`${STX}([SU][^]{9,10}?[^])${ETX}`),
  frameMaxLength: 16,
  hasControls: true,
  steady: null,
  question: { ...plainQuestion, ask: () => ENQ, onAck: DC1, onSilence: DC1 },
  read: (body) => {
    const said = body.slice(0, -1);
    if (xorOf(said) !== body.charCodeAt(body.length - 1)) return problem('checksum');
    const [, stability, sign, digits = '', unit = ''] =
      /^([SU])([ F-])([\d .]{6,7})([A-Za-z ]{2})$/.exec(said) ?? [];
    if (sign === 'F') return problem('over');
    if (stability === undefined) return problem('garbled');
    return stability === 'U'
      ? problem('unstable')
      : weightFrame(gramsOf(digits, unit), { isNegative: sign === '-' });
  },
};

/**
 * The 22 bytes that CAS indicators send all the time: `ST`, `US` or `OL`; `GS` or `NT`; the device's number and its lamps, one
 * byte each; eight characters of weight; a blank; two of the unit; CR LF. Some put a comma between number and lamps.
 * Source: CAS NT-200 manual, page 48; CAS CI-600D manual, page 74.
 */
const cas22: ScaleDialect = {
  // The last beginning before a line's end: one that was cut short must not swallow the frame behind it.
  frame: /((?:ST|US|OL),(?![^\n]*(?:ST|US|OL),)[^\n]{0,38})\r\n/,
  frameMaxLength: 48,
  hasControls: false,
  question: null,
  steady: null,
  read: (body) => {
    if (/^OL,(?:GS|NT),/.test(body)) return problem('over');
    const [, state, mode, sign, digits = '', unit = ''] =
      /^(ST|US),(GS|NT),[\s\S],?[\s\S],(?=.{8} )([ 0]*[-+]?)([\d .]{1,8}) ([A-Za-z ]{2})$/.exec(body) ?? [];
    if (state === undefined || sign === undefined) return problem('garbled');
    if (state === 'US') return problem('unstable');
    return weightFrame(gramsOf(digits, unit), { isNegative: sign.includes('-'), isNet: mode === 'NT' });
  },
};

/**
 * 耀华 XK3190-A23P, continuous format 1: STX, sign, six digits, the number of decimals, the exclusive or of all of these as two
 * hexadecimal digits, ETX. It says nothing of standstill, and sends up to eighty frames a second: so the weight must be the same
 * in five frames (at 1,200 baud, half a second of them) and for half a second, as long as scales that do say so wait.
 */
const yaohuaA23p: ScaleDialect = {
  frame: framed(ETX, 16),
  frameMaxLength: 18,
  hasControls: false,
  question: null,
  steady: { frames: 5, durationMs: 500 },
  read: (body) => {
    const [, said = '', sign, digits = '', places = '', check = ''] =
      /^(([-+])(\d{6})([0-5]))([0-9A-F]{2})$/.exec(body) ?? [];
    if (sign === undefined) return problem('garbled');
    if (xorOf(said) !== Number.parseInt(check, 16)) return problem('checksum');
    const point = digits.length - Number(places);
    const decimals = digits.slice(point);
    const weight = decimals === '' ? digits : `${digits.slice(0, point)}.${decimals}`;
    return weightFrame(gramsOf(weight, 'kg'), { isNegative: sign === '-' });
  },
};

export const scaleDialects: Readonly<Record<ScaleProtocol, ScaleDialect>> = {
  'toledo-8217': toledo8217,
  dialog06,
  cas,
  'cas-22': cas22,
  'yaohua-a23p': yaohuaA23p,
};
