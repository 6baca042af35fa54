/** Line drawings on a 24 × 24 grid, by name. An icon never speaks alone: a text or a label says the same. */
const drawings = {
  register: 'M4 10h16v10H4zM14 10V5h5v5M4 15h16M10 17.500h4',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.500L20 20',
  grid: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8v8M11 8v8M13.5 8v8M16 8v8',
  back: 'M15 5l-7 7l7 7',
  forward: 'M9 5l7 7l-7 7',
  up: 'M5 15l7-7l7 7',
  down: 'M5 9l7 7l7-7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  backspace: 'M9 6h11v12H9l-5-6zM11.5 9.500l5 5M16.5 9.500l-5 5',
  undo: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H9',
  bin: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 10.500v6M13.5 10.500v6',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  note: 'M6 4h12v16H6zM9 9h6M9 12.500h6M9 16h3',
  percent: 'M6 18L18 6M8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4zM16 14a2 2 0 1 1 0 4a2 2 0 0 1 0-4z',
  cash: 'M3 7h18v10H3zM12 9.500a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5zM6 12h.01M18 12h.01',
  card: 'M3 6h18v12H3zM3 10h18M6 15h4',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M18 18h2v2M14 18v2',
  wallet: 'M4 7h14v12H4zM4 7l10-3v3M15 12h5v3h-5z',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  drawer: 'M4 6h16l1 7v6H3v-6zM3 13h18M10 16h4',
  printer: 'M7 9V4h10v5M5 9h14v8h-2M7 17H5M7 14h10v6H7z',
  receipt: 'M6 3v18l2-1.500l2 1.500l2-1.500l2 1.500l2-1.500l2 1.500V3zM9 8h6M9 12h6',
  scale: 'M5 20h14l-2-12H7zM12 5a1.5 1.5 0 1 1 0 3M12 12v4M9 16h6',
  person: 'M12 4a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM5 20c.5-4 3-6 7-6s6.5 2 7 6',
  people:
    'M9 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6zM3.5 19c.3-3.5 2.3-5.5 5.5-5.500s5.2 2 5.5 5.500M15 5.500a3 3 0 0 1 0 5.500M17 14c2.2.600 3.3 2.3 3.5 5',
  addPerson:
    'M10 5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM3 20c.5-4 3-6 7-6c1.500 0 2.800.300 3.800.900M18 14v6M15 17h6',
  tier: 'M7 5h10l4 5l-9 10L3 10zM3 10h18M9 10l3 10l3-10M9 10l2-5M15 10l-2-5',
  cake: 'M5 12h14v8H5zM12 12V8M12 5.500v.01M3 20h18M5 16c1.500 1.500 3 1.500 4.500 0s3.500-1.500 5 0s3 1.500 4.500 0',
  coupon: 'M3 7h18v3.500a1.500 1.500 0 0 0 0 3V17H3v-3.500a1.500 1.500 0 0 0 0-3zM14 7v2M14 11v2M14 15v2',
  gaveWay: 'M4 6h8a4 4 0 0 1 4 4v8M12 14l4 4l4-4',
  rising: 'M4 17l6-6l4 3l6-7M15 7h5v5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  badge:
    'M7 4h10v16H7zM12 8.500a2 2 0 1 1 0 4a2 2 0 0 1 0-4zM9.5 17c.3-1.5 1.2-2 2.5-2s2.2.500 2.5 2M10.5 6h3',
  keyboard: 'M3 7h18v11H3zM6.5 10.500h.01M10 10.500h.01M13.5 10.500h.01M17 10.500h.01M7.5 14.500h9',
  chart: 'M4 4v16h16M8 17v-5M12 17V8M16 17v-7',
  journal: 'M9.5 14.500l5-5M8 12l-2.5 2.500a3 3 0 0 0 4 4L12 16M12 8l2.5-2.500a3 3 0 0 1 4 4L16 12',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4',
  cloud: 'M7 18h10a4 4 0 0 0 .5-8A6 6 0 0 0 6 9.500A4.3 4.3 0 0 0 7 18z',
  offline: 'M7 18h10a4 4 0 0 0 .5-8A6 6 0 0 0 9 6.500M6 9.500A4.3 4.3 0 0 0 7 18M4 4l16 16',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  info: 'M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zM12 11v5M12 8h.01',
  calendar: 'M4 6h16v14H4zM4 10h16M8 4v4M16 4v4',
  download: 'M12 4v11M7 11l5 5l5-5M5 20h14',
  upload: 'M12 20V9M7 13l5-5l5 5M5 4h14',
  refresh: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
  database:
    'M5 6c0-1.5 3-2.5 7-2.500s7 1 7 2.500v12c0 1.5-3 2.5-7 2.500s-7-1-7-2.500zM5 6c0 1.5 3 2.5 7 2.500s7-1 7-2.500M5 12c0 1.5 3 2.5 7 2.500s7-1 7-2.5',
  pulse: 'M3 12h4l3-7l4 14l3-7h4',
  key: 'M8 9a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM12 13h9M18 13v3',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10c-4-2-7-5-7-10V6zM9 12l2 2l4-4',
  sound: 'M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6',
  training: 'M3 9l9-4l9 4l-9 4zM7 11v5c2 2 8 2 10 0v-5',
  hand: 'M8 12V6a1.5 1.5 0 0 1 3 0v5M11 11V5a1.5 1.5 0 0 1 3 0v6M14 11V7a1.5 1.5 0 0 1 3 0v7c0 4-2 6-5 6s-4-1-6-5l-1.5-3a1.5 1.5 0 0 1 2.5-1z',
  apple:
    'M12 8c-3-2-7 0-7 5c0 4 3 7 5 7c1 0 1.2-.5 2-.500s1 .5 2 .500c2 0 5-3 5-7c0-5-4-7-7-5zM12 8c0-2 1-4 3-4',
  banana: 'M6 4c0 8 4 13 13 14c-6 4-14 0-15-9c0-2 .5-4 2-5z',
  egg: 'M12 4c3.5 0 6 5 6 9a6 6 0 0 1-12 0c0-4 2.5-9 6-9z',
  milk: 'M9 3h6v3l2 4v11H7V10l2-4zM7 13h10',
  cup: 'M5 9h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 11h2a2 2 0 0 1 0 5h-2M9 3v3M12 3v3',
  bread: 'M4 10a3 3 0 0 1 3-4h10a3 3 0 0 1 3 4c0 1-1 2-1 2v7H5v-7s-1-1-1-2z',
  bottle: 'M10 3h4v4l2 4v10H8V11l2-4z',
  can: 'M7 6c0-1 2-2 5-2s5 1 5 2v12c0 1-2 2-5 2s-5-1-5-2zM7 6c0 1 2 2 5 2s5-1 5-2M7 12h10',
  cookie: 'M12 4a8 8 0 1 0 8 8a3 3 0 0 1-4-4a3 3 0 0 1-4-4zM9 11h.01M10 15.500h.01M14.5 14h.01',
  gift: 'M4 9h16v4H4zM6 13h12v7H6zM12 9v11M12 9c-4 0-5-5-2.5-5C11.5 4 12 9 12 9zM12 9c4 0 5-5 2.5-5C12.5 4 12 9 12 9z',
  leaf: 'M5 19C4 10 9 5 20 4c0 11-5 16-13 14M5 20c2-5 5-8 9-10',
  tissue: 'M4 11h16v9H4zM8 11c0-4 2-4 3-7c2 2 4 2 5 7',
  umbrella: 'M12 4c5 0 8 3.5 8 8H4c0-4.5 3-8 8-8zM12 12v6a2 2 0 0 0 4 0M12 2.500V4',
  battery: 'M7 6h10v15H7zM10 3h4v3h-4zM12 10v3M10.5 11.500h3M10.5 17h3',
  mail: 'M3 6h18v12H3zM3 7l9 7l9-7',
  bag: 'M5 9h14l1 12H4zM9 9V7a3 3 0 0 1 6 0v2',
  candle: 'M9 11h6v10H9zM12 11V9M12 3c2 2 2 3.5 0 5c-2-1.5-2-3 0-5z',
  heart: 'M12 20C5 15 3 12 3 8.500A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.500C21 12 19 15 12 20z',
  star: 'M12 3.500l2.6 5.500l6 .800l-4.4 4.200l1.1 6L12 17l-5.3 3l1.1-6l-4.4-4.200l6-.800z',
  flower:
    'M12 9.500a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5zM12 9.500c-3-6 3-6 0 0M14.5 12c6-3 6 3 0 0M12 14.500c3 6-3 6 0 0M9.5 12c-6 3-6-3 0 0',
  tree: 'M12 3l5 6h-3l4 5h-4l3 4H7l3-4H6l4-5H7zM12 18v3',
  toy: 'M8 4a2 2 0 1 0 0 4M16 4a2 2 0 1 1 0 4M12 5a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM8 14l-2 6h12l-2-6M10.5 9.500h.01M13.5 9.500h.01',
  book: 'M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12',
  pencil: 'M5 19l1-4L16 5l3 3L9 18z',
  home: 'M4 11l8-7l8 7v9H4zM10 20v-6h4v6',
  clock: 'M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zM12 8v4l3 2',
  lamp: 'M8 4h8l3 8H5zM12 12v6M8 20h8',
  plate: 'M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zM12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8z',
  fish: 'M3 12c4-6 10-6 14-1l4-3v8l-4-3c-4 5-10 5-14-1zM7.5 11h.01',
  cheese: 'M3 14l14-8a4 4 0 0 1 4 6v7H3zM3 14h18M9 17h.01M15 17h.01',
} as const;

export type IconName = keyof typeof drawings;

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(drawings, name);
}

/** A drawing beside a text. Readers do not hear it: the text says what it is. */
export function Icon({ name, isSmall = false }: { readonly name: IconName; readonly isSmall?: boolean }) {
  return (
    <svg className={isSmall ? 'icon small' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
