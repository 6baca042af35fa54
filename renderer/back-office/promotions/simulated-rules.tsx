import { useState } from 'react';
import { LostRule, NotMetRule } from '../../counter/explained-rule.tsx';
import '../../counter/why.css';
import { Icon } from '../../parts/icon.tsx';
import { useMoney } from '../../parts/money.tsx';
import type { ExplainedRule, Simulation } from '../../service/answers.ts';
import { offersText } from '../../text/offers-text.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';

interface SimulatedRulesProps {
  readonly simulation: Simulation;
  readonly ruleId: string;
}

/** Why each rule did or did not count, the one of the page first; those that are far off on demand. */
export function SimulatedRules({ simulation: { explanation }, ruleId }: SimulatedRulesProps) {
  const t = useText(promotionsText);
  const offers = useText(offersText);
  const { amount } = useMoney();
  const [isAll, setAll] = useState(false);
  const own = explanation.rules.filter((rule) => rule.ruleId === ruleId);
  const others = explanation.rules.filter((rule) => rule.ruleId !== ruleId);
  const near = others.filter(({ state }) => state !== 'not-met');
  const shown = isAll ? others : near;
  return (
    <section className="simulated-rules" aria-label={t('why')}>
      <header>
        <h2>{t('why')}</h2>
      </header>
      <ul className="own-rule">
        {own.map((rule) => (
          <RuleRow key={rule.ruleId} rule={rule} />
        ))}
      </ul>
      <ul>
        {shown.map((rule) => (
          <RuleRow key={rule.ruleId} rule={rule} />
        ))}
      </ul>
      <footer>
        <span className="meta">
          {explanation.isProvenBest
            ? offers('weighed', { amount: amount(explanation.totalMinor) })
            : offers('notWeighed')}
        </span>
        {others.length > near.length && (
          <button type="button" className="link" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? t('fewRules') : t('allRules', { number: explanation.rules.length })}
          </button>
        )}
      </footer>
    </section>
  );
}

function RuleRow({ rule }: { readonly rule: ExplainedRule }) {
  switch (rule.state) {
    case 'applied':
      return <AppliedRule rule={rule} />;
    case 'lost':
      return <LostRule rule={rule} />;
    case 'not-met':
      return <NotMetRule rule={rule} />;
  }
}

function AppliedRule({ rule: { name, savesMinor } }: { readonly rule: ExplainedRule }) {
  const offers = useText(offersText);
  const language = useLanguage();
  const { amount } = useMoney();
  return (
    <li className="why-rule">
      <Icon name="check" />
      <span className="goods">
        <b>{name[language]}</b>
        <span className="meta">{offers('applied')}</span>
      </span>
      {savesMinor !== null && savesMinor !== 0 && (
        <span className="saving nowrap">{amount(-savesMinor)}</span>
      )}
    </li>
  );
}
