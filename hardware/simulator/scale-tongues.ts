import type { ScaleProtocol } from '../../domain/devices/device-settings.ts';

export interface SimulatedLoad {
  readonly grams: number;
  readonly isStable: boolean;
  readonly isNet: boolean;
}

/** How one kind of scale speaks: what it says to a byte, and by itself. Null for nothing. */
interface ScaleTongue {
  hear(character: string, load: SimulatedLoad, capacityGrams: number): string | null;
  chatter(load: SimulatedLoad, capacityGrams: number): string | null;
}

type Condition = 'stable' | 'motion' | 'over' | 'under';

function conditionOf({ grams, isStable }: SimulatedLoad, capacityGrams: number): Condition {
  if (grams > capacityGrams) return 'over';
  if (!isStable) return 'motion';
  return grams < 0 ? 'under' : 'stable';
}

/** Kilograms with three decimals, at least so many characters wide. */
function kilograms(grams: number, width: number, fill: string): string {
  return (Math.abs(grams) / 1_000).toFixed(3).padStart(width, fill);
}

function exclusiveOr(text: string): number {
  return Buffer.from(text, 'latin1').reduce((xor, byte) => xor ^ byte, 0);
}

function toledo8217(): ScaleTongue {
  const status: Readonly<Record<Exclude<Condition, 'stable'>, string>> = {
    motion: 'A',
    over: 'B',
    under: 'D',
  };
  return {
    chatter: () => null,
    hear: (character, load, capacity) => {
      if (character !== 'W') return null;
      const condition = conditionOf(load, capacity);
      if (condition !== 'stable') return `\x02?${status[condition]}\r`;
      return `\x02${kilograms(load.grams, 6, '0')}${load.isNet ? 'N' : ''}\r`;
    },
  };
}

function dialog06(): ScaleTongue {
  const status: Readonly<Record<Condition, string>> = { stable: '00', motion: '20', over: '32', under: '31' };
  let heard = '';
  let price = '';
  return {
    chatter: () => null,
    hear: (character, load, capacity) => {
      if (character === '\x04') {
        heard = '';
        return null;
      }
      heard += character;
      if (heard === '\x05') return price === '' ? '\x15' : result();
      if (!heard.endsWith('\x03')) return null;
      const condition = conditionOf(load, capacity);
      if (heard === '\x0208\x03') {
        const why = condition === 'stable' && load.grams === 0 ? '30' : status[condition];
        return `\x0209\x1b${price === '' ? '10' : why}\x03`;
      }
      const [record, sent = '', rest] = heard.slice(1, -1).split('\x1b');
      const isPrice = record === '01' && /^\d{6}$/.test(sent) && rest === '';
      price = isPrice ? sent : '';
      return isPrice ? '\x06' : '\x15';

      function result(): string {
        if (conditionOf(load, capacity) !== 'stable' || load.grams === 0) return '\x15';
        const weight = String(load.grams).padStart(5, '0');
        const amount = String(Math.round((load.grams * Number(price)) / 1_000)).padStart(6, '0');
        return `\x0202\x1b3\x1b${weight}\x1b${price}\x1b${amount}\x03`;
      }
    },
  };
}

function cas(): ScaleTongue {
  return {
    chatter: () => null,
    hear: (character, load, capacity) => {
      if (character === '\x05') return '\x06';
      if (character !== '\x11') return null;
      const condition = conditionOf(load, capacity);
      const sign = condition === 'over' ? 'F' : load.grams < 0 ? '-' : ' ';
      const said = `${condition === 'motion' ? 'U' : 'S'}${sign}${kilograms(load.grams, 6, ' ')}kg`;
      return `\x01\x02${said}${String.fromCharCode(exclusiveOr(said))}\x03\x04`;
    },
  };
}

function cas22(): ScaleTongue {
  return {
    hear: () => null,
    chatter: (load, capacity) => {
      const condition = conditionOf(load, capacity);
      const state = condition === 'over' ? 'OL' : condition === 'motion' ? 'US' : 'ST';
      const sign = load.grams < 0 ? '-' : ' ';
      return `${state},${load.isNet ? 'NT' : 'GS'},1\xc4,${sign}${kilograms(load.grams, 7, ' ')} kg\r\n`;
    },
  };
}

function yaohuaA23p(): ScaleTongue {
  let wobble = 0;
  return {
    hear: () => null,
    chatter: ({ grams, isStable }) => {
      // A scale in motion shows another weight each time; this one has no other sign of it.
      wobble = isStable ? 0 : wobble + 1;
      const digits = String(Math.abs(grams) + wobble).padStart(6, '0');
      const said = `${grams < 0 ? '-' : '+'}${digits}3`;
      return `\x02${said}${exclusiveOr(said).toString(16).toUpperCase().padStart(2, '0')}\x03`;
    },
  };
}

export const simulatedScaleTongues: Readonly<Record<ScaleProtocol, () => ScaleTongue>> = {
  'toledo-8217': toledo8217,
  dialog06,
  cas,
  'cas-22': cas22,
  'yaohua-a23p': yaohuaA23p,
};
