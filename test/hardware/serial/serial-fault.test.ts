import { expect, test } from 'vitest';
import { serialFaultOf } from '../../../hardware/serial/serial-fault.ts';

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
  ['Opening COM3: File not found', 'not-found'],
  ['Error: No such device, cannot open /dev/ttyUSB0', 'not-found'],
  ['Error: Permission denied, cannot open /dev/ttyS0', 'no-permission'],
  ['Opening COM3: Access denied', 'in-use'],
  ['Error Resource temporarily unavailable Cannot lock port', 'in-use'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'in-use'],
  ['bad file descriptor', 'closed'],
] as const)('%s is %s', (message, fault) => {
  expect(serialFaultOf(new Error(message), 'closed')).toBe(fault);
});
