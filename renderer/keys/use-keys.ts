import { useEffect, useRef } from 'react';
import { useTill } from '../state/till.ts';
import { actions, keysOf, type Action } from './actions.ts';

/** Returns false to let the key do what it would do without us. */
type Handler = (event: KeyboardEvent) => boolean | void;
type Handlers = Partial<Record<Action, Handler>>;

/** Who listens, innermost last: a pane's keys come before the counter's. */
const layers: { current: Handlers }[] = [];

/** Keys that a browser would reload, zoom, search, save or print with; in a shop they do nothing. */
const browserKeys = new Set([
  'r',
  'p',
  's',
  'f',
  'g',
  'u',
  'j',
  'o',
  'l',
  'd',
  'h',
  'n',
  't',
  'w',
  '+',
  '-',
  '=',
  '0',
]);

/** Binds actions to what they do while the component is on the screen. */
export function useKeys(handlers: Handlers): void {
  const layer = useRef(handlers);
  useEffect(() => {
    layer.current = handlers;
  });
  useEffect(() => {
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, []);
}

/** Starts listening to the keyboard, once, before anything is painted. */
export function listenToKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (isBrowserKey(event)) event.preventDefault();
    if (event.defaultPrevented && !/^F\d+$/.test(event.key)) return;
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length === 1 && isTyping(event.target)) return;
    if (document.querySelector('[role=dialog]')) return;
    const keys = keysOf(useTill.getState().status?.settings.keys ?? {});
    for (const action of actions) {
      if (keys[action] === event.key && dispatch(action, event)) {
        event.preventDefault();
        return;
      }
    }
  });
}

function dispatch(action: Action, event: KeyboardEvent): boolean {
  for (const layer of layers.toReversed()) {
    const handler = layer.current[action];
    if (handler) return handler(event) !== false;
  }
  return false;
}

/** Whether a printable key belongs to a field with something in it. An empty search box gives its keys to the counter. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false;
  return !(target.dataset['keys'] === 'counter' && target.value === '');
}

function isBrowserKey(event: KeyboardEvent): boolean {
  if (/^F([1-9]|1[0-2])$/.test(event.key)) return true;
  const isCommand = event.ctrlKey || event.metaKey;
  return isCommand && !event.altKey && browserKeys.has(event.key.toLowerCase());
}
