type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field, as it is at one moment. */
export interface FieldMemory {
  readonly field: Field;
  readonly value: string;
  /** Null where the field has no selection, as one of numbers. */
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
}

const TEXT_TYPES = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number']);
const BROWSER_TYPES = new Set(['date', 'time', 'datetime-local', 'month', 'week']);

/** What a field holds now; null for anything else. */
export function rememberField(target: EventTarget | undefined): FieldMemory | null {
  if (isTextField(target)) {
    const { value, selectionStart, selectionEnd } = target;
    return { field: target, value, selectionStart, selectionEnd };
  }
  if (!isTypedByBrowser(target)) return null;
  return { field: target, value: target.value, selectionStart: null, selectionEnd: null };
}

/** True for a control of which only the browser knows what a key does in it: a list, a date, a time. */
export function isTypedByBrowser(
  target: EventTarget | undefined,
): target is HTMLInputElement | HTMLSelectElement {
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && BROWSER_TYPES.has(target.type);
}

/** Puts back what a field held, and its selection; the page does not hear of it. Returns whether it held another text. */
export function putBack(memory: FieldMemory): boolean {
  if (memory.field.value === memory.value) return false;
  setValue(memory.field, memory.value);
  selectAgain(memory);
  return true;
}

/**
 * Takes out of a field what was typed since it was remembered, and tells the page. Leaving the field is what
 * ends a composition.
 */
export function takeBack(memory: FieldMemory, isComposed: boolean): void {
  const { field } = memory;
  const mustLeave = isComposed && field.ownerDocument.activeElement === field;
  if (mustLeave) field.blur();
  if (putBack(memory)) announceInput(field);
  if (!mustLeave) return;
  field.focus({ preventScroll: true });
  selectAgain(memory);
}

/**
 * Does what a character typed by a person does at `target`: text goes into a field, in place of what is selected there;
 * a space presses a button. Fields see the browser's own `beforeinput` and `input` events, and can undo it.
 */
export function typeCharacter(target: Element, character: string): void {
  if (isTextField(target) && target.ownerDocument.activeElement !== target) {
    // The focus has moved on since the key went down, and the character still belongs where it was meant for.
    typeUnfocused(target, character);
  } else if (isTextField(target) || (target instanceof HTMLElement && target.isContentEditable)) {
    // Deprecated in words only: no other call types as a person does, in fields of every type.
    target.ownerDocument.execCommand('insertText', false, character);
  } else if (character === ' ' && isPressedBySpace(target)) {
    target.click();
  }
}

function typeUnfocused(field: HTMLInputElement | HTMLTextAreaElement, character: string): void {
  if (field.disabled || field.readOnly) return;
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? field.value.length;
  const value = field.value.slice(0, start) + character + field.value.slice(end);
  if (field.maxLength >= 0 && value.length > field.maxLength) return;
  const hasSelection = field.selectionStart !== null;
  setValue(field, value);
  if (hasSelection) field.setSelectionRange(start + character.length, start + character.length);
  announceInput(field);
}

/** Sets the value past the setter by which React follows its fields, so that the next `input` event is a change to it. */
function setValue(field: Field, value: string): void {
  Reflect.set(Object.getPrototypeOf(field), 'value', value, field);
}

function selectAgain({ field, selectionStart, selectionEnd }: FieldMemory): void {
  if (selectionStart === null || field instanceof HTMLSelectElement) return;
  field.setSelectionRange(selectionStart, selectionEnd);
}

function announceInput(field: Element): void {
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function isTextField(target: EventTarget | undefined): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && TEXT_TYPES.has(target.type);
}

function isPressedBySpace(target: Element): target is HTMLElement {
  return target.matches('button, summary, input[type=checkbox], input[type=radio], input[type=submit]');
}
