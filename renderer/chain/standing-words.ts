import { useDates } from '../back-office/use-dates.ts';
import { useToday } from '../back-office/use-today.ts';
import { businessDateAt } from '../../domain/business-date.ts';
import { useTime } from '../parts/clock.tsx';
import type { ChainStatus } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { chainText } from '../text/chain-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { fetchedBp, standingOf, type Standing } from './standing.ts';
import { useNow } from './use-now.ts';

const MINUTE_MS = 60_000;

/** Until the till was read. */
const UNKNOWN_SHOP = { zone: 'UTC', cutOverMinutes: 0 };

/** Returns a function that says a moment as short as it is clear: of today the time, else the day too. */
export function useShortMoment(): (utcMs: number) => string {
  const time = useTime();
  const { moment } = useDates();
  const today = useToday();
  const { zone, cutOverMinutes } = useTill((state) => state.status?.settings.shop) ?? UNKNOWN_SHOP;
  return (utcMs) => (businessDateAt(utcMs, zone, cutOverMinutes) === today ? time(utcMs) : moment(utcMs));
}

/** Returns a function that says in a sentence how the till stands, and what to do. */
export function useStandingSentence(): (status: ChainStatus) => string {
  const t = useText(chainText);
  const shortMoment = useShortMoment();
  const { percent } = useDates();
  const nowUtcMs = useNow();
  return (status) => {
    const standing = standingOf(status, nowUtcMs);
    switch (standing) {
      case 'offline': {
        const since = status.outageSinceUtcMs;
        return since === null ? t('say-offline') : t('say-offlineSince', { since: shortMoment(since) });
      }
      case 'clock': {
        const aheadMs = status.clockAheadMs ?? 0;
        const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
        return t(aheadMs < 0 ? 'say-clockBehind' : 'say-clockAhead', { minutes });
      }
      case 'behind':
        return t('say-behind', { sales: status.waiting.sales });
      case 'fetching':
        return t('say-fetching', { percent: percent(fetchedBp(status)) });
      case 'online':
        return t(status.openExceptions > 0 ? 'say-exceptions' : 'say-online');
      default:
        return t(`say-${standing}`);
    }
  };
}

/** What somebody should know at a glance, in two or three words. */
interface Glance {
  readonly standing: Standing;
  readonly words: string;
}

/** Returns a function that says what somebody should know at a glance; null where it is nothing. */
export function useStandingChip(): (status: ChainStatus, isManager: boolean) => Glance | null {
  const t = useText(chainText);
  const { percent } = useDates();
  const nowUtcMs = useNow();
  const wordsOf = (standing: Standing, status: ChainStatus, isManager: boolean): string | null => {
    const { sales } = status.waiting;
    switch (standing) {
      case 'alone':
        return null;
      case 'online': {
        const count = status.openExceptions;
        if (!isManager || count === 0) return null;
        return count === 1 ? t('chip-oneException') : t('chip-exceptions', { count });
      }
      case 'offline':
        return sales === 0 ? t('chip-offline') : t('chip-offlineWith', { sales });
      case 'behind':
        return t('chip-behind', { sales });
      case 'fetching':
        return t('chip-fetching', { percent: percent(fetchedBp(status)) });
      default:
        return t(`chip-${standing}`);
    }
  };
  return (status, isManager) => {
    const standing = standingOf(status, nowUtcMs);
    const words = wordsOf(standing, status, isManager);
    return words === null ? null : { standing, words };
  };
}

/** Returns a function that says how long something is: `3 min`, `2 h`, `4 days`. */
export function useAge(): (ms: number) => string {
  const language = useLanguage();
  return (ms) => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
    const [value, unit] =
      minutes < 60
        ? ([minutes, 'minute'] as const)
        : minutes < 48 * 60
          ? ([Math.floor(minutes / 60), 'hour'] as const)
          : ([Math.floor(minutes / 1_440), 'day'] as const);
    return new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'day' ? 'long' : 'short',
    }).format(value);
  };
}
