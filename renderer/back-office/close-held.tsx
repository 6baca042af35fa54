import { useEffect } from 'react';
import { UnsentSection } from '../chain/unsent-section.tsx';
import { useTime } from '../parts/clock.tsx';
import { Money } from '../parts/money.tsx';
import type { CloseBlockers } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { change } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { officeText } from '../text/back-office-text.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { CashMoveList } from './cash-moves.tsx';
import { CloseFrame, type StepFacts } from './close-frame.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';
import { voidHeld } from './void-held.ts';

type HeldSale = CloseBlockers['held'][number];

interface CloseHeldProps {
  readonly facts: StepFacts;
  /** The held sales that somebody decided to leave for the next shift. */
  readonly kept: readonly string[];
  readonly onKeep: (id: string) => void;
  readonly onRefused: (error: ScreenError | null) => void;
  readonly onChanged: () => void;
  readonly onNext: () => void;
}

/** First what is not finished: the sale on the counter, and those that were put aside. */
export function CloseHeld({ facts, kept, onKeep, onRefused, onChanged, onNext }: CloseHeldProps) {
  const t = useText(closeText);
  const { value, fault, refresh } = useAnswer('', (service) => service.shift.blockers());
  const open = value?.held.filter(({ id }) => !kept.includes(id)).length ?? 0;
  const isReady = value !== null && open === 0 && value.current === null;
  useEffect(() => {
    const listen = () => void refresh();
    window.addEventListener('focus', listen);
    return () => window.removeEventListener('focus', listen);
  }, [refresh]);
  const throwAway = async (sale: HeldSale) => {
    const error = await voidHeld(sale);
    onRefused(error);
    onChanged();
    await refresh();
  };
  const aside = (
    <>
      <h2>{t('moves')}</h2>
      <CashMoveList status={facts.status} />
      <p className="meta">{t('blindTaken')}</p>
      <button
        type="button"
        key={String(isReady)}
        className="primary go-on"
        autoFocus={isReady}
        disabled={!isReady}
        onClick={onNext}
      >
        {value?.current ? t('clearFirst') : open > 0 ? t('decideFirst', { count: open }) : t('toCount')}
      </button>
    </>
  );
  return (
    <CloseFrame facts={facts} heldText={open > 0 ? t('heldOpen', { count: open }) : ''} aside={aside}>
      <PageFault fault={fault} />
      <div className="sheet close-held">
        {value?.current && <OnCounter current={value.current} />}
        {value && value.held.length > 0 && (
          <HeldSales held={value.held} kept={kept} onKeep={onKeep} onVoid={(sale) => void throwAway(sale)} />
        )}
        {value?.held.length === 0 && !value.current && <p className="muted">{t('nothingHeld')}</p>}
        <UnsentSection />
      </div>
    </CloseFrame>
  );
}

interface HeldSalesProps extends Pick<CloseHeldProps, 'kept' | 'onKeep'> {
  readonly held: readonly HeldSale[];
  readonly onVoid: (sale: HeldSale) => void;
}

function HeldSales({ held, kept, onKeep, onVoid }: HeldSalesProps) {
  const t = useText(closeText);
  return (
    <section aria-label={t('held')}>
      <header>
        <h2>{t('held')}</h2>
        <span className="meta">{t('heldHint')}</span>
      </header>
      {held.map((sale) => (
        <HeldRow
          key={sale.id}
          sale={sale}
          isKept={kept.includes(sale.id)}
          onKeep={() => onKeep(sale.id)}
          onVoid={() => onVoid(sale)}
        />
      ))}
    </section>
  );
}

function OnCounter({ current }: { readonly current: NonNullable<CloseBlockers['current']> }) {
  const t = useText(closeText);
  return (
    <section aria-label={t('onCounter')}>
      <header>
        <h2>{t('onCounter')}</h2>
        <Money minor={current.totalMinor} className="row-total" />
      </header>
      <p className="muted">{t('onCounterHint', { lines: current.lineCount })}</p>
      <div className="buttons">
        <button type="button" className="plain" onClick={() => showScreen('counter')}>
          {t('toCounter')}
        </button>
      </div>
    </section>
  );
}

interface HeldRowProps {
  readonly sale: HeldSale;
  readonly isKept: boolean;
  readonly onKeep: () => void;
  readonly onVoid: () => void;
}

function HeldRow({ sale, isKept, onKeep, onVoid }: HeldRowProps) {
  const t = useText(closeText);
  const office = useText(officeText);
  const time = useTime();
  const recall = async () => {
    if (await change((service) => service.basket.recall({ basketId: sale.id }))) showScreen('counter');
  };
  const label = sale.label ?? t('heldUnnamed');
  const name = sale.heldByName ?? office('unnamed');
  return (
    <div className="held-row">
      <p className="row-head">
        <b>{t('heldBy', { label, name, time: time(sale.heldAtUtcMs) })}</b>
        <Money minor={sale.totalMinor} className="row-total" />
      </p>
      <p className="meta">{t('lines', { count: sale.lineCount, names: sale.names.join(' · ') })}</p>
      <div className="buttons">
        <button type="button" className="plain" onClick={() => void recall()}>
          {t('recall')}
        </button>
        <button type="button" className="plain" aria-pressed={isKept} disabled={isKept} onClick={onKeep}>
          {t(isKept ? 'kept' : 'keep')}
        </button>
        <button type="button" className="plain danger far" onClick={onVoid}>
          {t('void')}
        </button>
      </div>
    </div>
  );
}
