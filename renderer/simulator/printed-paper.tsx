import type { SimulatedOutput } from '../../register/contract/device.ts';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { useFollowedOutput, useSimulatedOutput } from './simulated-output.ts';
import './printed-paper.css';

type Paper = SimulatedOutput['papers'][number];

/** Paper from a printer: each line as wide as its columns. */
export function PrintedPaper({ paper: { lines, isCut, isRepeat } }: { readonly paper: Paper }) {
  const t = useText(simulatorText);
  return (
    <article className="printed-paper selectable" aria-label={lines[0]?.trim() || t('roll')}>
      <pre>{lines.join('\n')}</pre>
      <p className="cut" data-cut={isCut}>
        {t(isRepeat ? 'repeat' : isCut ? 'cut' : 'notCut')}
      </p>
    </article>
  );
}

/** The paper that came out of a simulated printer last; nothing before the first. */
export function LatestPaper() {
  useFollowedOutput();
  const paper = useSimulatedOutput(({ output }) => output?.papers.at(-1) ?? null);
  return paper && <PrintedPaper paper={paper} />;
}
