import type { DeviceFault } from '../../domain/devices/device-fault.ts';

/** What serialport's messages mean; it has no codes. The words are libc's, those of Windows and the binding's own. */
const MEANINGS: readonly (readonly [RegExp, DeviceFault])[] = [
  [/no such file|file not found|no such device|cannot find|not configured/i, 'not-found'],
  [/permission denied|operation not permitted/i, 'no-permission'],
  // Windows denies access to a port that another program has open.
  [/access (is )?denied|cannot lock|temporarily unavailable|resource busy|in use/i, 'in-use'],
];

/** The fault that an error of opening or using a serial port stands for; `otherwise` where its words are unknown. */
export function serialFaultOf(error: unknown, otherwise: DeviceFault): DeviceFault {
  const message = error instanceof Error ? error.message : String(error);
  return MEANINGS.find(([words]) => words.test(message))?.[1] ?? otherwise;
}
