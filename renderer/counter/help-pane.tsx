import { actions, keysOf, type Action } from '../keys/actions.ts';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { shortKey } from './key-name.ts';
import { PaneHead } from './pane-head.tsx';

/** Every key and what it does, as this shop has them. */
export function HelpPane() {
  const t = useText(paneText);
  const keys = keysOf(useTill((state) => state.status?.settings.keys) ?? {});
  return (
    <>
      <PaneHead title={t('helpTitle')}>
        <span className="meta">{t('helpHint')}</span>
      </PaneHead>
      <dl className="keys">
        {actions.map((action) => (
          <div key={action}>
            <dt>
              <kbd>{shortKey(keys[action])}</kbd>
            </dt>
            <dd>{t(textOf(action))}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>{t('keyEnter')}</dd>
        </div>
        <div>
          <dt>
            <kbd>↑ ↓</kbd>
          </dt>
          <dd>{t('keyArrows')}</dd>
        </div>
      </dl>
    </>
  );
}

function textOf<A extends Action>(action: A): `key${Capitalize<A>}` {
  return `key${action.charAt(0).toUpperCase()}${action.slice(1)}` as `key${Capitalize<A>}`;
}
