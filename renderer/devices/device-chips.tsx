import { describeDeviceFault } from '../../domain/text/device-text.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { notify, useCounter } from '../state/counter.ts';
import { devicesText } from '../text/devices-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useDevices } from './device-events.ts';
import { giveUpWaiting } from './give-up-waiting.ts';
import { useTroubleWords } from './trouble-words.ts';
import { findTroubles, type Trouble } from './troubles.ts';
import './devices.css';

/** More chips than that do not fit beside the sales at 1,024 px. */
const CHIPS_MAX = 2;

const icons = {
  printer: 'printer',
  drawer: 'drawer',
  scanner: 'scan',
  scale: 'scale',
  poleDisplay: 'register',
} as const satisfies Record<Trouble['device'], IconName>;

/** One chip for each device that somebody should see to, in words. Pressed, it says what to do about all of them. */
export function DeviceChips() {
  const t = useText(devicesText);
  const words = useTroubleWords();
  const advice = useAdvice();
  const state = useDevices((devices) => devices.state);
  // While the change is given the drawer is open because it should be.
  const isPaid = useCounter(({ pane }) => pane === 'done');
  const troubles = (state ? findTroubles(state) : []).filter(({ kind }) => kind !== 'drawer-open' || !isPaid);
  const shown = troubles.slice(0, CHIPS_MAX);
  const more = troubles.length - shown.length;
  const waitingCount = troubles.reduce((sum, trouble) => sum + trouble.waitingCount, 0);
  const giveUp = async () => {
    const givenUp = await giveUpWaiting();
    if (givenUp !== null) notify({ kind: 'done', text: t('givenUpCount', { number: givenUp }), undo: null });
  };
  const say = () =>
    notify({
      kind: 'attention',
      text: troubles.map(advice).join(' '),
      act: waitingCount > 0 ? { label: t('giveUpWaiting'), run: () => void giveUp() } : null,
    });
  return shown.map((trouble, index) => (
    <button
      key={`${trouble.device} ${trouble.name}`}
      type="button"
      className="chip device-chip"
      onPointerDown={(event) => event.preventDefault()}
      onClick={say}
    >
      <Icon name={icons[trouble.device]} isSmall />
      <span className="words">{words(trouble)}</span>
      {more > 0 && index === CHIPS_MAX - 1 && <span>{t('more', { number: more })}</span>}
    </button>
  ));
}

/** Returns a function that says what is wrong and what to do about it. */
function useAdvice(): (trouble: Trouble) => string {
  const t = useText(devicesText);
  const words = useTroubleWords();
  const language = useLanguage();
  return (trouble) => {
    const { device, kind, name, waitingCount } = trouble;
    const what =
      kind === 'paper-near-end' || kind === 'drawer-open'
        ? t('trouble', { words: words(trouble), advice: t(`do-${kind}`) })
        : describeDeviceFault(name ?? t(device), kind, language);
    if (waitingCount === 0) return what;
    return `${what} ${t(waitingCount === 1 ? 'oneWaits' : 'manyWait', { number: waitingCount })}`;
  };
}
