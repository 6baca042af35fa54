import { useIsJoined } from '../../chain/chain-events.ts';
import { useNumber } from '../../member/points-words.ts';
import { Money } from '../../parts/money.tsx';
import type { MemberPageData, MemberReceipt } from '../../service/answers.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';
import { AllRowsButton } from './all-rows-button.tsx';
import { ReceiptLink } from './receipt-link.tsx';

const RECEIPTS_A_PAGE = 50;

/** The latest receipts, and the way to the others. */
export function PurchasesSection({
  page: { member, receipts, receiptCount },
}: {
  readonly page: MemberPageData;
}) {
  const t = useText(memberPageText);
  const number = useNumber();
  return (
    <section aria-label={t('purchases')}>
      <header>
        <h2>{t('purchases')}</h2>
        <AllRowsButton
          label={t('allPurchases', { number: number(receiptCount) })}
          title={t('purchases')}
          first={receipts}
          count={receiptCount}
          readOlder={(service, { entry }) =>
            service.loyalty.receipts({ memberId: member.memberId, before: entry, limit: RECEIPTS_A_PAGE })
          }
        >
          {(rows) => <ReceiptRows receipts={rows} />}
        </AllRowsButton>
      </header>
      {receipts.length === 0 ? (
        <p className="meta">{t('noPurchases')}</p>
      ) : (
        <ReceiptRows receipts={receipts} />
      )}
    </section>
  );
}

function ReceiptRows({ receipts }: { readonly receipts: readonly MemberReceipt[] }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const { date } = useDates();
  return (
    <table aria-label={t('purchases')}>
      <tbody>
        {receipts.map(({ entry, receiptNumber, businessDate, lineCount, totalMinor }) => (
          <tr key={entry}>
            <td className="muted nowrap">{date(businessDate)}</td>
            <td>
              <ReceiptLink receiptNumber={receiptNumber} />
            </td>
            <td className="muted">
              {lineCount === 1 ? t('oneItem') : t('items', { number: number(lineCount) })}
            </td>
            <td className="number">
              <Money minor={totalMinor} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CouponsSectionProps {
  readonly coupons: MemberPageData['coupons'];
  readonly onIssue: () => void;
}

/** What the member holds and may use now. */
export function CouponsSection({ coupons, onIssue }: CouponsSectionProps) {
  const isJoined = useIsJoined();
  const t = useText(memberPageText);
  const language = useLanguage();
  const { date } = useDates();
  return (
    <section aria-label={t('coupons')}>
      <header>
        <h2>{t('coupons')}</h2>
        {!isJoined && (
          <button type="button" className="link" onClick={onIssue}>
            {t('issue')}
          </button>
        )}
      </header>
      {coupons.length === 0 && <p className="meta">{t('noCoupons')}</p>}
      <ul className="held-coupons">
        {coupons.map(({ couponId, code, name, expiresOn }) => (
          <li key={couponId}>
            <span>
              <b>{name[language]}</b> <span className="meta selectable">{code}</span>
            </span>
            <span className="meta nowrap">
              {expiresOn ? t('until', { date: date(expiresOn) }) : t('noEnd')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
