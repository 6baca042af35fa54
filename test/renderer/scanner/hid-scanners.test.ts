import { beforeEach, describe, expect, test } from 'vitest';
import { readScannedPiece, type ReportField } from '../../../renderer/scanner/hid-report.ts';
import { hearScanners, useHidScanners, type Hid } from '../../../renderer/scanner/hid-scanners.ts';

/** The layout that Honeywell and Zebra describe: length, identifier, 56 bytes, and a bit for more, in a report of 63 bytes. */
const FIELDS: readonly ReportField[] = [
  { reportSize: 8, reportCount: 1, usages: [0x01_003b] },
  { reportSize: 8, reportCount: 3, usages: [0x8c_00fb, 0x8c_00fc, 0x8c_00fd] },
  { reportSize: 8, reportCount: 56, usages: [0x8c_00fe] },
  { reportSize: 8, reportCount: 2, usages: [] },
  { reportSize: 1, reportCount: 1, usages: [0x8c_00ff] },
  { reportSize: 7, reportCount: 1, usages: [] },
];

function reportOf(aim: string, text: string, isContinued = false): DataView {
  const bytes = new Uint8Array(63);
  bytes[0] = text.length;
  bytes.set(Buffer.from(aim, 'latin1'), 1);
  bytes.set(Buffer.from(text, 'latin1'), 4);
  bytes[62] = isContinued ? 1 : 0;
  return new DataView(bytes.buffer);
}

describe('a report of scanned data', () => {
  test('says the code, its identifier, and whether more of it comes', () => {
    expect(readScannedPiece(FIELDS, reportOf(']E0', '6901234567892'))).toEqual({
      aim: ']E0',
      text: '6901234567892',
      isContinued: false,
    });
    expect(readScannedPiece(FIELDS, reportOf(']d2', 'x'.repeat(56), true))?.isContinued).toBe(true);
  });

  test('is read where the device says that its fields are', () => {
    const fields = [
      { reportSize: 8, reportCount: 4, usages: [0x8c_00fe] },
      { reportSize: 8, reportCount: 3, usages: [0x8c_00fb, 0x8c_00fc, 0x8c_00fd] },
    ];
    const data = new DataView(Uint8Array.from(Buffer.from('ABC\0]C1', 'latin1')).buffer);
    expect(readScannedPiece(fields, data)).toEqual({ aim: ']C1', text: 'ABC', isContinued: false });
  });

  test('is none where it has no scanned data, and never reads beyond its end', () => {
    expect(
      readScannedPiece([{ reportSize: 8, reportCount: 8, usages: [0x8c_0011] }], reportOf('', '')),
    ).toBeNull();
    const short = new DataView(new Uint8Array([5, 0x5d, 0x45, 0x30, 0x41]).buffer);
    expect(readScannedPiece(FIELDS, short)?.text).toBe('A\0\0\0\0');
  });
});

type Listener = (event: never) => void;

/** WebHID as a page sees it, with devices that are plugged in by hand: no machine here has a real one. */
function pluggedHid() {
  const listeners = new Map<string, Listener>();
  const devices: object[] = [];
  function plug({ usagePage = 0x8c, isTaken = false } = {}) {
    let onReport: Listener = () => undefined;
    const device = {
      productName: 'Voyager',
      opened: false,
      collections: [
        { usagePage, usage: 2, children: [{ usagePage, inputReports: [{ reportId: 2, items: FIELDS }] }] },
      ],
      open(): Promise<void> {
        if (isTaken) return Promise.reject(new DOMException('taken', 'NotAllowedError'));
        device.opened = true;
        return Promise.resolve();
      },
      addEventListener: (_type: string, listener: Listener) => void (onReport = listener),
      report: (data: DataView, reportId = 2) => onReport({ reportId, data } as never),
    };
    devices.push(device);
    listeners.get('connect')?.({ device } as never);
    return device;
  }
  const hid = {
    getDevices: () => Promise.resolve(devices),
    requestDevice: () => Promise.resolve([]),
    addEventListener: (type: string, listener: Listener) => void listeners.set(type, listener),
  };
  return { hid: hid as unknown as Hid, plug };
}

describe('scanners in HID-POS mode', () => {
  let scans: string[];
  beforeEach(() => {
    scans = [];
  });

  test('are heard with their identifier in front, codes in several reports as one', async () => {
    const { hid, plug } = pluggedHid();
    const device = plug();
    await hearScanners(hid, (text) => scans.push(text));
    device.report(reportOf(']E0', '6901234567892'));
    device.report(reportOf(']d2', '0109506000134352', true));
    device.report(reportOf(']d2', '10AB-1'));
    device.report(reportOf(']E0', '6901234567892'), 7);
    expect(scans).toEqual([']E06901234567892', ']d2010950600013435210AB-1']);
    expect(useHidScanners.getState().scanners).toEqual([{ id: 0, name: 'Voyager', isOpen: true }]);
  });

  test('are heard when they are plugged in later; keyboards and mice are left alone', async () => {
    const { hid, plug } = pluggedHid();
    await hearScanners(hid, (text) => scans.push(text));
    const [mouse, scanner] = [plug({ usagePage: 1 }), plug()];
    await expect.poll(() => scanner.opened).toBe(true);
    expect(mouse.opened).toBe(false);
    await expect.poll(() => useHidScanners.getState().scanners).toHaveLength(1);
    scanner.report(reportOf(']E0', '96385074'));
    expect(scans).toEqual([']E096385074']);
  });

  test('that another program has are listed as not heard', async () => {
    const { hid, plug } = pluggedHid();
    plug({ isTaken: true });
    await hearScanners(hid, (text) => scans.push(text));
    expect(useHidScanners.getState().scanners).toEqual([{ id: 0, name: 'Voyager', isOpen: false }]);
  });
});
