import { useEffect, useRef, useState } from 'react';
import { Asking } from '../chain/asking.tsx';
import { OfflineLimit } from '../chain/offline-limits.tsx';
import { usePending } from '../chain/use-pending.ts';
import { useDates } from '../back-office/use-dates.ts';
import { useNumber, usePoints } from '../member/points-words.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterPoints } from '../service/answers.ts';
import { change, useCounter } from '../state/counter.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { isMoneyTaken } from './checkout-state.ts';
import { mostPoints, snapPoints, stepPoints } from './points-steps.ts';
import './loyalty.css';

/** A slider that moves asks once it rests. */
const REST_MS = 150;

/** Points against what is due: in blocks, by steps or by a slider, with the best block proposed. */
export function PointsCard() {
  const points = useCounter((state) => state.snapshot?.offers?.points ?? null);
  const isFixed = useCounter(({ snapshot }) => isMoneyTaken(snapshot));
  if (!points || (isFixed && points.redeemed === 0)) return null;
  return <Redeeming points={points} isFixed={isFixed} />;
}

function Redeeming({ points, isFixed }: { readonly points: CounterPoints; readonly isFixed: boolean }) {
  const t = useText(offersText);
  const say = usePoints();
  const { amount } = useMoney();
  const { wanted, isAsking, want } = useWantedPoints(points);
  const wantedMinor = Math.floor(wanted / points.blockPoints) * points.blockMinor;
  const offMinor = wanted === points.redeemed ? points.redeemedMinor : wantedMinor;
  const isUsable = mostPoints(points) > 0;
  return (
    <section className="card points" aria-label={t('pointsTitle')}>
      <h2>
        <Icon name="star" />
        {t('pointsTitle')}
        <span className="points-now">
          {say(wanted)} {offMinor > 0 && <span className="saving money">{amount(-offMinor)}</span>}
        </span>
      </h2>
      {isUsable && !isFixed && <Steps points={points} wanted={wanted} onWant={want} />}
      <Asking isPending={isAsking} />
      {!isFixed && <OfflineLimit what="points" />}
      <p className="meta">{useLimits(points, isFixed)}</p>
    </section>
  );
}

interface StepsProps {
  readonly points: CounterPoints;
  readonly wanted: number;
  readonly onWant: (points: number) => void;
}

function Steps({ points, wanted, onWant }: StepsProps) {
  const t = useText(offersText);
  const say = usePoints();
  const number = useNumber();
  const { proposed, blockPoints } = points;
  const most = mostPoints(points);
  const slideTo = (next: number) => {
    const snapped = snapPoints(next, points);
    // Below the minimum a step up would be no step at all.
    onWant(snapped === wanted && next > wanted ? stepPoints(wanted, 1, points) : snapped);
  };
  return (
    <div className="points-steps">
      <button
        type="button"
        className="plain"
        aria-label={t('fewer')}
        disabled={wanted === 0}
        onClick={() => onWant(stepPoints(wanted, -1, points))}
      >
        <Icon name="minus" />
      </button>
      <input
        type="range"
        aria-label={t('slider')}
        aria-valuetext={say(wanted)}
        min={0}
        max={most}
        step={blockPoints}
        value={wanted}
        style={{ '--part': `${(wanted / most) * 100}%` }}
        onChange={(event) => slideTo(event.target.valueAsNumber)}
      />
      <button
        type="button"
        className="plain"
        aria-label={t('more')}
        disabled={wanted >= most}
        onClick={() => onWant(stepPoints(wanted, 1, points))}
      >
        <Icon name="plus" />
      </button>
      {proposed > 0 && (
        <button
          type="button"
          className="link best"
          aria-pressed={wanted === proposed}
          onClick={() => onWant(proposed)}
        >
          {t('best', { number: number(proposed) })}
        </button>
      )}
    </div>
  );
}

interface WantedPoints {
  readonly wanted: number;
  readonly isAsking: boolean;
  readonly want: (points: number) => void;
}

/** What is wanted shows at once; the service is asked when it rests, and what it answers counts. */
function useWantedPoints(points: CounterPoints): WantedPoints {
  const [wanted, setWanted] = useState<number | null>(null);
  const { isPending, track } = usePending();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const want = (next: number) => {
    setWanted(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void ask(next), REST_MS);
  };
  const ask = async (next: number) => {
    await track(redeem(next));
    // Where something else was wanted meanwhile, that is still to be asked.
    setWanted((now) => (now === next ? null : now));
  };
  return { wanted: wanted ?? points.redeemed, isAsking: isPending, want };
}

async function redeem(points: number): Promise<void> {
  await change((service) => service.basket.setPoints({ points }));
}

/** How far points go here, and which go first. */
function useLimits(points: CounterPoints, isFixed: boolean): string {
  const t = useText(offersText);
  const say = usePoints();
  const { day } = useDates();
  const expiring = useCounter((state) => state.snapshot?.member?.expiring ?? null);
  if (isFixed) return t('fixed');
  const most = mostPoints(points);
  if (most === 0) {
    const from = points.minPoints > 0 ? [t('fromPoints', { points: say(points.minPoints) })] : [];
    return [t('noneToRedeem'), ...from].join(' ');
  }
  const first = expiring && t('lotsFirst', { points: say(expiring.points), date: day(expiring.on) });
  return [t('mostInSale', { points: say(most) }), first].filter(Boolean).join(' ');
}
