import { useNumber } from '../member/points-words.ts';
import { useMoney } from '../parts/money.tsx';
import type { ChainStatus } from '../service/answers.ts';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useAge, useShortMoment } from './standing-words.ts';
import { useNow } from './use-now.ts';

/** Less than this is how long a message takes. */
const SAME_CLOCK_MS = 2_000;
const JUST_NOW_MS = 60_000;
/** Beyond it minutes say more. */
const SECONDS_MAX_MS = 120_000;

/** What waits and since when, when central was heard last, and how the clocks differ. */
export function StandingFacts({ status }: { readonly status: ChainStatus }) {
  const t = useText(chainText);
  const shortMoment = useShortMoment();
  const entryCount = useEntryCount();
  const saleSum = useSaleSum();
  const oldest = useOldest();
  const ago = useAgo();
  const clockWords = useClockWords();
  const { waiting, contactedAtUtcMs, pulledAtUtcMs, clockAheadMs } = status;
  const at = (utcMs: number | null) => (utcMs === null ? t('never') : shortMoment(utcMs));
  return (
    <dl className="chain-facts">
      <Fact label={t('unsent')} text={entryCount(waiting.entries)} note={saleSum(waiting)} />
      <Fact label={t('oldest')} {...oldest(waiting.oldestAtUtcMs)} />
      <Fact label={t('contacted')} text={at(contactedAtUtcMs)} note={ago(contactedAtUtcMs)} />
      <Fact label={t('pulled')} text={at(pulledAtUtcMs)} note={ago(pulledAtUtcMs)} />
      <Fact label={t('clock')} text={clockWords(clockAheadMs)} note="" />
    </dl>
  );
}

function Fact({
  label,
  text,
  note,
}: {
  readonly label: string;
  readonly text: string;
  readonly note: string;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{text}</b>
        {note !== '' && <span className="meta">{note}</span>}
      </dd>
    </div>
  );
}

function useEntryCount(): (entries: number) => string {
  const t = useText(chainText);
  const number = useNumber();
  return (entries) => {
    if (entries === 0) return t('nothingUnsent');
    return entries === 1 ? t('oneEntry') : t('entries', { number: number(entries) });
  };
}

/** Returns a function that says how many sales wait, and what they come to: `3 sales · £18.60`. */
export function useSaleSum(): (waiting: ChainStatus['waiting']) => string {
  const t = useText(chainText);
  const number = useNumber();
  const { amount } = useMoney();
  return ({ sales, totalMinor }) => {
    if (sales === 0) return '';
    return `${sales === 1 ? t('oneSale') : t('sales', { number: number(sales) })} · ${amount(totalMinor)}`;
  };
}

function useOldest(): (utcMs: number | null) => { readonly text: string; readonly note: string } {
  const shortMoment = useShortMoment();
  const ago = useAgo();
  return (utcMs) =>
    utcMs === null ? { text: '–', note: '' } : { text: shortMoment(utcMs), note: ago(utcMs) };
}

function useAgo(): (utcMs: number | null) => string {
  const t = useText(chainText);
  const age = useAge();
  const nowUtcMs = useNow();
  return (utcMs) => {
    if (utcMs === null) return '';
    const ageMs = nowUtcMs - utcMs;
    return ageMs < JUST_NOW_MS ? t('justNow') : t('ago', { age: age(ageMs) });
  };
}

function useClockWords(): (aheadMs: number | null) => string {
  const t = useText(chainText);
  const age = useAge();
  return (aheadMs) => {
    if (aheadMs === null) return t('clockUnknown');
    if (Math.abs(aheadMs) < SAME_CLOCK_MS) return t('clockSame');
    const offMs = Math.abs(aheadMs);
    const time = offMs < SECONDS_MAX_MS ? t('seconds', { number: Math.round(offMs / 1_000) }) : age(offMs);
    return t(aheadMs > 0 ? 'clockAhead' : 'clockBehind', { time });
  };
}
