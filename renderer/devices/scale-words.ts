import type { ScaleReading } from '../../domain/devices/device-fault.ts';

/** What lies on the scale, in grams; zero where nothing does, or nothing can be said. */
export function gramsOf(reading: ScaleReading): number {
  return reading.kind === 'weight' && reading.grams > 0 ? reading.grams : 0;
}

/** Why there is no weight, as the name of its sentence. */
export function readingWords({ kind }: ScaleReading): 'empty' | 'unstable' | 'over' | 'under' | 'unread' {
  switch (kind) {
    case 'weight':
    case 'zero':
      return 'empty';
    case 'unstable':
    case 'over':
    case 'under':
      return kind;
    case 'checksum':
    case 'garbled':
      return 'unread';
  }
}
