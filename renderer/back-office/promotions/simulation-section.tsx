import { useEffect } from 'react';
import { findArticles } from '../../counter/use-found-articles.ts';
import { takeScans } from '../../scanner/take-scans.ts';
import type { PromotionPageData, Simulation } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';
import { refuse } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { PageFault } from '../page-fault.tsx';
import { ArticleFinder } from './article-finder.tsx';
import { SimulatedTable } from './simulated-table.tsx';
import { TrialSettings } from './trial-settings.tsx';
import { clearTrial, tryArticle, useTrial } from './simulation.ts';

interface SimulationSectionProps {
  readonly page: PromotionPageData;
  readonly simulation: Simulation | null;
  readonly fault: ScreenError | null;
}

/** A basket of one's own, priced by the real engine. */
export function SimulationSection({ page, simulation, fault }: SimulationSectionProps) {
  const t = useText(promotionsText);
  const trial = useTrial();
  useEffect(() => takeScans((code) => void takeScan(code)), []);
  return (
    <section className="simulation" aria-label={t('simulate')}>
      <header>
        <h2>{t('simulate')}</h2>
        <span className="meta">{t(page.state === 'on' ? 'simulateHint' : 'offNow')}</span>
        {trial.lines.length > 0 && (
          <button type="button" className="link" onClick={clearTrial}>
            {t('clear')}
          </button>
        )}
      </header>
      <TrialSettings today={page.today} />
      <ArticleFinder onFound={tryArticle} />
      <PageFault fault={fault} />
      {trial.lines.length === 0 && <p className="muted">{t('emptyBasket')}</p>}
      {simulation && <SimulatedTable simulation={simulation} ruleId={page.promotion.id} />}
    </section>
  );
}

/** A code that is an article's goes into the basket; of any other the sentence says what it is. */
async function takeScan(code: string): Promise<void> {
  const checked = await ask((service) => service.catalogue.priceCheck({ code }));
  if (!checked.ok) return refuse(checked.error);
  const found = await findArticles(checked.value.article.code);
  const article = found?.find((each) => each.code === checked.value.article.code);
  if (article) tryArticle(article);
  return undefined;
}
