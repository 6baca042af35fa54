import { GROUP_SEPARATOR } from '../../domain/barcode/raw-scan.ts';
import { characterOf, type KeyStroke } from './key-stroke.ts';
import { typeCharacter } from './text-field.ts';

/** Keys that are kept from the page, for good or until they are pressed again. */
export interface HeldKeys {
  /** True for an event that is a held key pressed again. */
  readonly isOwn: (event: KeyboardEvent) => boolean;
  /** Keeps a key that went down from the page, and also that it comes up. */
  readonly hold: (stroke: KeyStroke, event: KeyboardEvent) => void;
  /** Lets the page see a key; as a repeat it may have been held before. */
  readonly letThrough: (event: KeyboardEvent) => void;
  /** Keeps from the page that a key comes up which it never saw going down. */
  readonly hideKeyUp: (event: KeyboardEvent) => void;
  /** Presses a held key where it was pressed: as a shortcut if the page takes it for one, else as text. */
  readonly pressAgain: (stroke: KeyStroke) => void;
}

interface Press {
  readonly event: KeyboardEvent;
  readonly target: EventTarget | undefined;
}

export function holdKeys(): HeldKeys {
  const presses = new WeakMap<KeyStroke, Press>();
  const own = new WeakSet<Event>();
  const unseen = new Set<string>();

  function dispatch(type: 'keydown' | 'keyup', event: KeyboardEvent, target: Element): boolean {
    const copy = copyOf(type, event);
    own.add(copy);
    return target.dispatchEvent(copy);
  }

  return {
    isOwn: (event) => own.has(event),
    hold(stroke, event) {
      presses.set(stroke, { event, target: event.composedPath()[0] });
      unseen.add(event.code);
      hide(event);
    },
    letThrough(event) {
      unseen.delete(event.code);
    },
    hideKeyUp(event) {
      if (!own.has(event) && unseen.delete(event.code)) hide(event);
    },
    pressAgain(stroke) {
      const press = presses.get(stroke);
      const target = meantElement(press?.target);
      if (!press || !target) return;
      const character = characterOf(stroke);
      const isText = character !== null && character !== GROUP_SEPARATOR;
      if (dispatch('keydown', press.event, target) && isText) typeCharacter(target, character);
      // A key that is still down comes up by itself, and the page then sees it.
      if (!unseen.delete(press.event.code)) dispatch('keyup', press.event, target);
    },
  };
}

/** Where a key was meant for; where the focus is now if that has gone from the page. */
function meantElement(target: EventTarget | undefined): Element | null {
  return target instanceof Element && target.isConnected ? target : document.activeElement;
}

function copyOf(type: 'keydown' | 'keyup', event: KeyboardEvent): KeyboardEvent {
  const { key, code, location, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
  return new KeyboardEvent(type, {
    key,
    code,
    location,
    keyCode,
    shiftKey,
    ctrlKey,
    altKey,
    metaKey,
    modifierCapsLock: event.getModifierState('CapsLock'),
    modifierAltGraph: event.getModifierState('AltGraph'),
    bubbles: true,
    cancelable: true,
    composed: true,
    view: window,
  });
}

function hide(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
