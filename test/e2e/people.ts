/** The people of the demo shop. */
export const alice = { name: 'Alice Carter', pin: '1111' } as const;
export const tom = { name: 'Tom Reed', pin: '2222' } as const;
export const grace = { name: 'Grace Hughes', pin: '9999' } as const;
export type Person = typeof alice | typeof tom | typeof grace;
