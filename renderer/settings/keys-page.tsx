import { useEffect, useState } from 'react';
import { shortKey } from '../counter/key-name.ts';
import { actions, defaultKeys, keysOf, type Action } from '../keys/actions.ts';
import { Icon } from '../parts/icon.tsx';
import { paneText } from '../text/counter-pane-text.ts';
import { settingsKeysText } from '../text/settings-keys-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit } from './draft.ts';
import { findKeyFault, isModifier, withKey, type KeyFault } from './key-binding.ts';
import { SettingsPage } from './settings-page.tsx';

/** Going back stays where every program has it. */
type Bindable = Exclude<Action, 'back'>;

const sections = ['keys'] as const;
const bindable = actions.filter((action): action is Bindable => action !== 'back');

/** Which key does what. A key is given by pressing it. */
export function KeysPage() {
  const t = useText(settingsKeysText);
  const edit = useSectionsEdit(sections);
  const [own, setOwn] = useSection('keys');
  const { asked, refused, ask } = useKeyQuestion((action, key) => {
    const fault = findKeyFault(own, action, key);
    if (!fault) setOwn(withKey(own, action, key));
    return fault;
  });
  return (
    <SettingsPage
      page="keys"
      subtitle={t('hint')}
      edit={edit}
      actions={
        <button
          type="button"
          className="plain"
          disabled={Object.keys(own).length === 0}
          onClick={() => setOwn({})}
        >
          <Icon name="undo" isSmall />
          {t('resetAll')}
        </button>
      }
    >
      <div className="sheet settings-sheet">
        <ul className="key-list">
          {bindable.map((action) => (
            <KeyRow
              key={action}
              action={action}
              pressed={keysOf(own)[action]}
              isAsked={asked === action}
              refused={refused?.action === action ? refused : null}
              onAsk={() => ask(asked === action ? null : action)}
              onReset={() => setOwn(withKey(own, action, defaultKeys[action]))}
            />
          ))}
        </ul>
      </div>
    </SettingsPage>
  );
}

interface Refusal {
  readonly action: Action;
  readonly key: string;
  readonly fault: KeyFault;
}

interface KeyRowProps {
  readonly action: Bindable;
  readonly pressed: string;
  readonly isAsked: boolean;
  readonly refused: Refusal | null;
  readonly onAsk: () => void;
  readonly onReset: () => void;
}

function KeyRow({ action, pressed, isAsked, refused, onAsk, onReset }: KeyRowProps) {
  const t = useText(settingsKeysText);
  const pane = useText(paneText);
  const name = pane(textOf(action));
  const own = pressed !== defaultKeys[action];
  return (
    <li>
      <span className="key-name">{name}</span>
      {own && (
        <button
          type="button"
          className="link"
          aria-label={t('resetOne', { name, key: shortKey(defaultKeys[action]) })}
          onClick={onReset}
        >
          {t('reset', { key: shortKey(defaultKeys[action]) })}
        </button>
      )}
      <button
        type="button"
        className="plain key-button"
        aria-label={t('change', { name, key: shortKey(pressed) })}
        aria-pressed={isAsked}
        onClick={onAsk}
      >
        {isAsked ? t('press') : <kbd>{shortKey(pressed)}</kbd>}
      </button>
      <span role="status" className="key-fault">
        {refused && <RefusalText refused={refused} />}
      </span>
    </li>
  );
}

function RefusalText({ refused: { key, fault } }: { readonly refused: Refusal }) {
  const t = useText(settingsKeysText);
  const pane = useText(paneText);
  const pressed = shortKey(key);
  return (
    <span className="fault meta">
      {fault.kind === 'typing' && t('typing', { key: pressed })}
      {fault.kind === 'fixed' && t('fixed', { key: pressed })}
      {fault.kind === 'taken' && t('taken', { key: pressed, by: pane(textOf(fault.by)) })}
    </span>
  );
}

/** Waits for the next key of the action that was asked about. Escape, a touch or losing the window ends the waiting. */
function useKeyQuestion(give: (action: Action, key: string) => KeyFault | null) {
  const [asked, setAsked] = useState<Bindable | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  useEffect(() => {
    if (asked === null) return undefined;
    const take = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { key } = event;
      if (isModifier(key) || event.repeat) return;
      const fault = key === 'Escape' ? null : give(asked, key);
      setRefused(fault && { action: asked, key, fault });
      setAsked(null);
    };
    const stop = () => setAsked(null);
    window.addEventListener('keydown', take, { capture: true });
    window.addEventListener('blur', stop);
    return () => {
      window.removeEventListener('keydown', take, { capture: true });
      window.removeEventListener('blur', stop);
    };
  }, [asked, give]);
  const ask = (action: Bindable | null) => {
    setRefused(null);
    setAsked(action);
  };
  return { asked, refused, ask };
}

function textOf<A extends Action>(action: A): `key${Capitalize<A>}` {
  return `key${action.charAt(0).toUpperCase()}${action.slice(1)}` as `key${Capitalize<A>}`;
}
