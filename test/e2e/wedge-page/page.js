import { createElement as make, useState } from 'react';
import { Button, Input, NumberField, SearchField } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { listenForScans } from '../../../renderer/scanner/listen-for-scans.ts';

/** What the page saw, for the test to read. */
const seen = { scans: [], presses: [], keys: [], changes: [] };
window.seen = seen;

listenForScans((text) => seen.scans.push(text));

window.addEventListener('keydown', (event) => {
  seen.keys.push(event.key);
  if (event.key !== '*') return;
  event.preventDefault();
  seen.presses.push('shortcut');
});
document.addEventListener('submit', (event) => {
  event.preventDefault();
  seen.presses.push('submit');
});

const press = (name) => () => seen.presses.push(name);

function Page() {
  const [text, setText] = useState('');
  const take = (event) => {
    seen.changes.push(event.target.value);
    setText(event.target.value.toUpperCase());
  };
  return make(
    'form',
    null,
    make('input', { id: 'controlled', value: text, onChange: take }),
    make('input', { id: 'plain', defaultValue: 'one two three' }),
    make('input', { id: 'short', maxLength: 4 }),
    make('input', { id: 'number', type: 'number' }),
    make('input', { id: 'date', type: 'date', defaultValue: '2026-01-31' }),
    make('textarea', { id: 'notes' }),
    make(SearchField, { 'aria-label': 'search' }, make(Input, { id: 'search' })),
    make(NumberField, { 'aria-label': 'quantity' }, make(Input, { id: 'quantity' })),
    make('button', { id: 'native', type: 'button', onClick: press('native') }, 'native'),
    make(Button, { id: 'aria', onPress: press('aria') }, 'aria'),
    make('button', { id: 'submit', type: 'submit' }, 'submit'),
  );
}

createRoot(document.querySelector('#root')).render(make(Page));
