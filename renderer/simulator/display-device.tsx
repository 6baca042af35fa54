import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { useSimulatedOutput } from './simulated-output.ts';

const none: readonly string[] = [];

/** The two lines of a pole display, as its bytes came to. */
export function DisplayDevice() {
  const t = useText(simulatorText);
  const lines = useSimulatedOutput(({ output }) => output?.poleLines ?? none);
  const text = lines.join('\n');
  return text.trim() === '' ? (
    <p className="muted">{t('nothingDisplayed')}</p>
  ) : (
    <pre className="pole-lines" aria-label={t('poleLines')} role="img">
      {text}
    </pre>
  );
}
