/** What a cashier does by one key, with the key that it has until a shop binds another (`KeyboardEvent.key`). */
export const defaultKeys = {
  help: 'F1',
  search: 'F2',
  member: 'F3',
  hold: 'F4',
  recall: 'F5',
  discount: 'F6',
  drawer: 'F7',
  refund: 'F8',
  pay: 'F9',
  reprint: 'F10',
  scanMode: 'F11',
  lock: 'F12',
  quantity: '*',
  stepUp: '+',
  stepDown: '-',
  price: '/',
  note: 'Insert',
  nextTender: 'Tab',
  removeLine: 'Delete',
  priceCheck: '?',
  why: '=',
  back: 'Escape',
} as const;

export type Action = keyof typeof defaultKeys;
export const actions = Object.keys(defaultKeys) as readonly Action[];

/** The keys of this shop: the defaults with the shop's own over them. */
export function keysOf(own: Readonly<Record<string, string>>): Readonly<Record<Action, string>> {
  return {
    ...defaultKeys,
    ...Object.fromEntries(Object.entries(own).filter(([action]) => action in defaultKeys)),
  };
}
