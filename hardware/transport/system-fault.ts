import type { DeviceFault } from '../../domain/devices/device-fault.ts';

/** What the operating system's codes mean for a device. */
const MEANINGS: Readonly<Record<string, DeviceFault>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'closed',
  ECONNABORTED: 'closed',
  EPIPE: 'closed',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  // A FIFO that nobody reads.
  ENXIO: 'unreachable',
  ETIMEDOUT: 'timed-out',
  ENOENT: 'not-found',
  ENODEV: 'not-found',
  ENOTDIR: 'not-found',
  EISDIR: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  EBUSY: 'in-use',
};

/** The fault that an error of a socket, a file or a command stands for; `otherwise` where its code is another. */
export function systemFaultOf(error: unknown, otherwise: DeviceFault): DeviceFault {
  const code = systemCodeOf(error);
  return (code === null ? undefined : MEANINGS[code]) ?? otherwise;
}

/** The operating system's code of an error, such as `EAGAIN`; null for another error. */
export function systemCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
