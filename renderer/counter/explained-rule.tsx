import { Icon, type IconName } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { ExplainedRule } from '../service/answers.ts';
import { missingProgress, missingShort, missingWhole } from '../text/missing-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useMissingWords } from './use-missing-words.ts';

interface RuleProps {
  readonly rule: ExplainedRule;
}

type Missing = ExplainedRule['missing'][number];

/** A rule that was met and gave way: to which, why, and what it would have saved. */
export function LostRule({ rule }: RuleProps) {
  const t = useText(offersText);
  const language = useLanguage();
  const { amount } = useMoney();
  const { name, savesMinor } = rule;
  return (
    <li className="why-rule">
      <Icon name="gaveWay" />
      <span className="goods">
        <span>{name[language]}</span>
        <span className="meta">{useLostText(rule)}</span>
      </span>
      {savesMinor !== null && (
        <span className="muted nowrap">{t('wouldSave', { amount: amount(savesMinor) })}</span>
      )}
    </li>
  );
}

function useLostText({ lostTo, because }: ExplainedRule): string {
  const t = useText(offersText);
  const language = useLanguage();
  const rules = new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(
    lostTo.map(({ name }) => name[language]),
  );
  if (because === 'nothing-left') return t('lost-nothing-left');
  if (lostTo.length === 0) return t('lostNobody');
  return because === null ? t('lostPlain', { rules }) : t(`lost-${because}`, { rules });
}

/** A rule that the sale does not meet: what is missing, nearest first, and how near it is. */
export function NotMetRule({ rule: { name, missing } }: RuleProps) {
  const language = useLanguage();
  const words = useMissingWords();
  const [first] = missing;
  return (
    <li className="why-rule">
      <Icon name={iconOf(first)} />
      <span className="goods">
        <span>{name[language]}</span>
        <span className="meta">{missing.map((each) => missingWhole(each, words)).join(' ')}</span>
      </span>
      {first && (
        <span className="why-lack">
          {missingShort(first, words)}
          <Progress missing={first} />
        </span>
      )}
    </li>
  );
}

/** How near the sale is; the words beside it say it too. */
function Progress({ missing }: { readonly missing: Missing }) {
  const share = missingProgress(missing);
  if (share === null) return null;
  return (
    <span className="short-bar">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}

function iconOf(missing: Missing | undefined): IconName {
  switch (missing?.kind) {
    case 'spend':
      return 'rising';
    case 'units':
    case 'distinct':
    case 'contains':
    case 'target':
      return 'plus';
    case 'gift':
      return 'gift';
    case 'dates':
    case 'weekdays':
    case 'month-days':
    case 'hours':
      return 'clock';
    case 'coupon':
      return 'coupon';
    case 'member':
    case 'tier':
    case 'segment':
    case 'birthday':
    case 'points':
    case 'nth-purchase':
      return 'person';
    default:
      return 'info';
  }
}
