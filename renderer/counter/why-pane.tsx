import { useEffect, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import type { CounterLine, Explanation } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { offersText } from '../text/offers-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { LostRule, NotMetRule } from './explained-rule.tsx';
import { nearestFirst } from './nearness.ts';
import { PaneHead } from './pane-head.tsx';
import { LineFacts, SaleFacts } from './why-this-price.tsx';
import { explainNext, readWhy, useWhy } from './why.ts';
import './why.css';

/** Every rule that was weighed for a line or for the sale: used, given up for which, or what is missing. */
export function WhyPane() {
  const t = useText(offersText);
  const errorText = useErrorText();
  const { lineId, explanation, fault } = useWhy();
  const basket = useCounter((state) => state.snapshot?.basket ?? null);
  useEffect(() => {
    if (basket) void readWhy(lineId);
  }, [lineId, basket]);
  const line = basket?.lines.find(({ id }) => id === lineId) ?? null;
  return (
    <>
      <PaneHead title={t('whyTitle')}>
        <span className="meta">{line?.name ?? t('wholeSale')}</span>
      </PaneHead>
      <Subject line={line} />
      <ScrollRegion className="why-pane" label={t('whyTitle')}>
        <Section title={t('applied')} count={countOf(explanation, 'applied')}>
          {line ? <LineFacts line={line} /> : <SaleFacts explanation={explanation} />}
        </Section>
        {fault && (
          <p className="fault" role="alert">
            {errorText(fault)}
          </p>
        )}
        {explanation && <Rules explanation={explanation} />}
      </ScrollRegion>
      {explanation && <Weighed explanation={explanation} />}
    </>
  );
}

/** What is explained: the chosen line, or all of the sale. */
function Subject({ line }: { readonly line: CounterLine | null }) {
  const t = useText(offersText);
  const chosenLineId = useCounter((state) => state.chosenLineId);
  return (
    <div className="choices" role="group" aria-label={t('of')}>
      <button
        type="button"
        className="plain"
        aria-pressed={line !== null}
        disabled={chosenLineId === null}
        onClick={() => explainNext(chosenLineId)}
      >
        {t('thisLine')}
      </button>
      <button type="button" className="plain" aria-pressed={line === null} onClick={() => explainNext(null)}>
        {t('wholeSale')}
      </button>
    </div>
  );
}

function Rules({ explanation: { rules } }: { readonly explanation: Explanation }) {
  const t = useText(offersText);
  const lost = rules.filter(({ state }) => state === 'lost');
  const notMet = nearestFirst(rules.filter(({ state }) => state === 'not-met'));
  return (
    <>
      {lost.length > 0 && (
        <Section title={t('lost')} count={lost.length}>
          <ul className="card">
            {lost.map((rule) => (
              <LostRule key={rule.ruleId} rule={rule} />
            ))}
          </ul>
        </Section>
      )}
      {notMet.length > 0 && (
        <Section title={t('notMet')} count={notMet.length}>
          <ul className="card">
            {notMet.map((rule) => (
              <NotMetRule key={rule.ruleId} rule={rule} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Section({ title, count, children }: SectionProps) {
  return (
    <section className="why-rules" aria-label={title}>
      <h2>
        {title} <span className="muted">{count}</span>
      </h2>
      {children}
    </section>
  );
}

function countOf(explanation: Explanation | null, state: Explanation['rules'][number]['state']): number {
  return explanation?.rules.filter((rule) => rule.state === state).length ?? 0;
}

/** Whether this is known to be the least that the sale can cost. */
function Weighed({ explanation: { isProvenBest, totalMinor } }: { readonly explanation: Explanation }) {
  const t = useText(offersText);
  const { amount } = useMoney();
  const saleMinor = useCounter((state) => state.snapshot?.basket?.totalMinor ?? totalMinor);
  return (
    <p className="why-weighed muted">
      <Icon name={isProvenBest ? 'check' : 'info'} isSmall />
      {isProvenBest ? t('weighed', { amount: amount(saleMinor) }) : t('notWeighed')}
    </p>
  );
}
