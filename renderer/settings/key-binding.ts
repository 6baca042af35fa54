import { actions, defaultKeys, keysOf, type Action } from '../keys/actions.ts';

type Own = Readonly<Record<string, string>>;

/** Why a key cannot be given to an action. */
export type KeyFault =
  { readonly kind: 'typing' } | { readonly kind: 'fixed' } | { readonly kind: 'taken'; readonly by: Action };

/** What typing, choosing and the browser need. Escape goes back and begins no sale. */
const fixedKeys = new Set([
  'Escape',
  'Enter',
  'Backspace',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Process',
  'Dead',
  'Unidentified',
]);
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);

/** Whether a key does something only together with another: whoever holds it has not chosen yet. */
export function isModifier(key: string): boolean {
  return modifiers.has(key);
}

/** Why `key` cannot be the key of `action`; null where it can. Letters and digits are for searching. */
export function findKeyFault(own: Own, action: Action, key: string): KeyFault | null {
  if (fixedKeys.has(key)) return { kind: 'fixed' };
  if (/^[\p{L}\p{N}\s]$/u.test(key)) return { kind: 'typing' };
  const keys = keysOf(own);
  const by = actions.find((each) => each !== action && keys[each] === key);
  return by ? { kind: 'taken', by } : null;
}

/** The shop's own keys with `action` at another; one that is the program's own is not kept. */
export function withKey(own: Own, action: Action, key: string): Own {
  const { [action]: _, ...others } = own;
  return key === defaultKeys[action] ? others : { ...others, [action]: key };
}
