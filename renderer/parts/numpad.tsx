import { useText, type Texts } from '../text/use-text.ts';
import { Icon } from './icon.tsx';

const en = { erase: 'Erase the last digit', numpad: 'Number pad' };
const numpadText: Texts<keyof typeof en> = { en, 'zh-CN': { erase: '删除一位', numpad: '数字键盘' } };

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

interface NumpadProps {
  readonly onKey: (text: string) => void;
  readonly onErase: () => void;
  /** The key at the lower left: a decimal point, `00`, or nothing. */
  readonly extra?: '.' | '00' | null;
}

/** Keys of 64 px for a finger. Typing goes to the field that it belongs to, so the keys never take the focus. */
export function Numpad({ onKey, onErase, extra = '.' }: NumpadProps) {
  const t = useText(numpadText);
  return (
    <div className="numpad" role="group" aria-label={t('numpad')}>
      {digits.map((digit) => (
        <NumpadKey key={digit} text={digit} onKey={onKey} />
      ))}
      {extra === null ? <span /> : <NumpadKey text={extra} onKey={onKey} />}
      <NumpadKey text="0" onKey={onKey} />
      <button type="button" aria-label={t('erase')} onPointerDown={keepFocus} onClick={onErase}>
        <Icon name="backspace" />
      </button>
    </div>
  );
}

function NumpadKey({ text, onKey }: { readonly text: string; readonly onKey: (text: string) => void }) {
  return (
    <button type="button" onPointerDown={keepFocus} onClick={() => onKey(text)}>
      {text}
    </button>
  );
}

/** The field that is typed into keeps the focus, so that the keyboard and the pad may be mixed. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
