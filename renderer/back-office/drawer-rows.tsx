import { Money } from '../parts/money.tsx';
import type { CountOutcome } from '../service/answers.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';

interface DrawerRowsProps {
  readonly drawer: CountOutcome['drawer'];
  readonly countedMinor: number;
}

/** How what must be in the drawer adds up, and what was found in it. */
export function DrawerRows({ drawer, countedMinor }: DrawerRowsProps) {
  const t = useText(closeText);
  const rows = [
    { label: t('float'), minor: drawer.floatMinor },
    { label: t('cashTaken'), minor: drawer.cashTakenMinor },
    { label: t('cashRefunded', { count: drawer.cashRefundCount }), minor: drawer.cashRefundedMinor },
    { label: t('paidIn'), minor: drawer.payInMinor },
    { label: t('paidOut'), minor: -drawer.payOutMinor },
    { label: t('toSafe'), minor: -drawer.safeDropMinor },
  ];
  return (
    <ul className="amount-rows">
      {rows
        .filter(({ minor }, index) => index < 2 || minor !== 0)
        .map(({ label, minor }) => (
          <li key={label}>
            <span>{label}</span>
            <Money minor={minor} />
          </li>
        ))}
      <li className="sum-row">
        <span>{t('expected')}</span>
        <Money minor={drawer.expectedCashMinor} />
      </li>
      <li>
        <span>{t('countedRow')}</span>
        <Money minor={countedMinor} />
      </li>
    </ul>
  );
}

/** What is missing or too much, in words and as the one large figure. */
export function OverShort({ minor }: { readonly minor: number }) {
  const t = useText(closeText);
  return (
    <div className="over-short">
      <p className="meta">{t(minor === 0 ? 'even' : minor < 0 ? 'short' : 'over')}</p>
      <Money minor={minor} className="large" />
    </div>
  );
}
