import { useEffect } from 'react';
import { pressPay } from '../checkout/pay.ts';
import { useKeys } from '../keys/use-keys.ts';
import { change, notify, showPane, useCounter } from '../state/counter.ts';
import { setPreferences, usePreferences } from '../state/preferences.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { typeEntry, useEntry } from './entry.ts';
import { chooseNext, chosenLine, removeLine, stepQuantity } from './line-changes.ts';
import { editLine, type LineField } from './line-editing.ts';
import { dropQuestion, useQuestions } from './ring.ts';
import { togglePane } from './toggle-pane.ts';
import { lockTill } from './use-idle-lock.ts';
import { openWhy } from './why.ts';

/** The keys of the counter, and typing from anywhere. It draws nothing, and stands first so that panes come before it. */
export function CounterKeys() {
  const t = useText(counterText);
  useKeys({
    help: () => togglePane('help'),
    search: goToSearch,
    member: () => togglePane('member'),
    hold: () => void holdSale(t('held')),
    recall: () => togglePane('held'),
    discount: () => togglePane('discount'),
    drawer: () => togglePane('drawer'),
    refund: () => togglePane('refund'),
    reprint: () => togglePane('receipts'),
    priceCheck: () => togglePane('price-check'),
    why: whyChosen,
    pay: (event) => void (event.repeat || pressPay()),
    scanMode: () => setPreferences({ isScanMode: !usePreferences.getState().isScanMode }),
    lock: () => void lockTill(),
    quantity: () => changeChosen('quantity'),
    price: () => changeChosen('price'),
    note: () => changeChosen('note'),
    stepUp: () => stepChosen(1),
    stepDown: () => stepChosen(-1),
    removeLine(event) {
      const line = chosenLine();
      if (!line || isEditing(event.target)) return false;
      void removeLine(line, t('removed', { name: line.name }));
      return true;
    },
    back: goBack,
  });
  useTypingAnywhere();
  return null;
}

/** Puts the sale aside for the next customer. */
export async function holdSale(doneText: string, label: string | null = null): Promise<boolean> {
  const isDone = await change((service) => service.basket.hold({ label }));
  if (isDone) {
    showPane('tiles');
    notify({ kind: 'done', text: doneText, undo: null });
  }
  return isDone;
}

function goToSearch(): void {
  if (useCounter.getState().snapshot?.basket?.state === 'checkout') return togglePane('tiles');
  showPane('tiles');
  document.querySelector<HTMLInputElement>('.search input')?.focus();
}

function changeChosen(field: LineField): boolean {
  const { snapshot } = useCounter.getState();
  if (!chosenLine() || snapshot?.basket?.state !== 'open') return false;
  editLine(field);
  return true;
}

function whyChosen(): boolean {
  const line = chosenLine();
  if (!line) return false;
  if (useCounter.getState().pane === 'why') showPane('tiles');
  else openWhy(line.id);
  return true;
}

function stepChosen(step: 1 | -1): boolean {
  const line = chosenLine();
  if (!line) return false;
  stepQuantity(line, step);
  return true;
}

/** Back one step: first what is typed, then a question, then the pane, then a notice. */
function goBack(): boolean {
  const [question] = useQuestions.getState().waiting;
  const { pane } = useCounter.getState();
  if (useEntry.getState().text !== '' && pane === 'tiles' && !question) typeEntry('');
  else if (question) dropQuestion(question.id);
  else if (pane !== 'tiles' && pane !== 'checkout') showPane('tiles');
  else notify(null);
  return true;
}

/** What is typed while no field has the focus goes to the search box; arrows choose a line from there too. */
function useTypingAnywhere(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isField(event.target))
        return;
      if (document.querySelector('[role=dialog], [role=menu]')) return;
      const box = document.querySelector<HTMLInputElement>('.search input');
      if (!box) return;
      if (/^[\p{L}\p{N}]$/u.test(event.key)) {
        typeEntry(useEntry.getState().text + event.key);
        box.focus();
        event.preventDefault();
      } else if (event.target === document.body) {
        box.focus();
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
          chooseNext(event.key === 'ArrowUp' ? -1 : 1);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

/** Whether a key belongs to the text in a field rather than to the sale. */
function isEditing(target: EventTarget | null): boolean {
  return isField(target) && (target as HTMLInputElement).value !== '';
}
