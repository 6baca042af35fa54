import { describe, expect, test } from 'vitest';
import type { PrinterStatus } from '../../../domain/devices/device-fault.ts';
import type { DeviceState, PrinterState } from '../../../register/contract/device.ts';
import { findTroubles } from '../../../renderer/devices/troubles.ts';

const wellStatus: PrinterStatus = {
  isOnline: true,
  isCoverOpen: false,
  paper: 'ok',
  isDrawerOpen: false,
  needsAttention: false,
};

function printer(part: Partial<PrinterState>): PrinterState {
  return { id: 'a', name: 'Front', fault: null, status: null, waitingCount: 0, asks: null, ...part };
}

function devices(part: Partial<DeviceState>): DeviceState {
  return { printers: [], scanner: null, scale: null, poleDisplay: null, ...part };
}

/** The kinds of trouble of one printer with this status and fault. */
function kindsOf(status: Partial<PrinterStatus> | null, fault: PrinterState['fault'] = null) {
  const said = status && { ...wellStatus, ...status };
  return findTroubles(devices({ printers: [printer({ status: said, fault })] })).map(({ kind }) => kind);
}

describe('what is wrong with the devices', () => {
  test('is nothing where all is well, and where nothing hangs on the till', () => {
    expect(findTroubles(devices({}))).toEqual([]);
    expect(kindsOf({})).toEqual([]);
    expect(kindsOf(null)).toEqual([]);
  });

  test('is what a printer says of itself before what sending to it came to', () => {
    expect(kindsOf({ paper: 'out' }, 'timed-out')).toEqual(['paper-out']);
    expect(kindsOf({ isCoverOpen: true, paper: 'out', isOnline: false })).toEqual(['cover-open']);
    expect(kindsOf({ needsAttention: true })).toEqual(['needs-attention']);
    expect(kindsOf({ isOnline: false })).toEqual(['offline']);
    expect(kindsOf({}, 'unreachable')).toEqual(['unreachable']);
  });

  test('is said once of a printer: what may come later waits until it works', () => {
    expect(kindsOf({ paper: 'near-end' })).toEqual(['paper-near-end']);
    expect(kindsOf({ isDrawerOpen: true })).toEqual(['drawer-open']);
    expect(kindsOf({ paper: 'near-end', isDrawerOpen: true }, 'closed')).toEqual(['closed']);
  });

  test('begins with what stops work, and ends with what can wait', () => {
    const found = findTroubles(
      devices({
        printers: [
          printer({ status: { ...wellStatus, paper: 'near-end' } }),
          printer({ id: 'b', name: 'Back', fault: 'refused', waitingCount: 3 }),
        ],
        scale: { fault: 'garbled', reading: null },
        scanner: { fault: 'not-found' },
        poleDisplay: { fault: null },
      }),
    );
    expect(found).toEqual([
      { device: 'printer', kind: 'refused', name: 'Back', waitingCount: 3 },
      { device: 'scale', kind: 'garbled', name: null, waitingCount: 0 },
      { device: 'scanner', kind: 'not-found', name: null, waitingCount: 0 },
      { device: 'printer', kind: 'paper-near-end', name: 'Front', waitingCount: 0 },
    ]);
  });

  test('names a printer only where there are several', () => {
    expect(findTroubles(devices({ printers: [printer({ fault: 'closed' })] }))[0]?.name).toBeNull();
  });
});
