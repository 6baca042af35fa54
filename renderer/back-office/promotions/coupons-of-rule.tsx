import { useState } from 'react';
import { useIsJoined } from '../../chain/chain-events.ts';
import { useNumber } from '../../member/points-words.ts';
import { Icon } from '../../parts/icon.tsx';
import type { PromotionPageData } from '../../service/answers.ts';
import { notify } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { ActDialog, carryOut, DialogField } from '../act-dialog.tsx';
import { ExportNotice, useExport } from '../export-menu.tsx';
import { useDates } from '../use-dates.ts';
import { CouponListDialog } from './coupon-list-dialog.tsx';

interface CouponsOfRuleProps {
  readonly page: PromotionPageData;
  readonly onChanged: () => void;
}

/** The coupons of a rule that needs one: how many there are, and giving more of them. */
export function CouponsOfRule({ page, onChanged }: CouponsOfRuleProps) {
  const t = useText(promotionsText);
  const isJoined = useIsJoined();
  const [open, setOpen] = useState<'issue' | 'list' | null>(null);
  const { shown, start, dismiss } = useExport();
  const { promotion, coupons } = page;
  const terms = promotion.coupon;
  if (!terms) return null;
  return (
    <section aria-label={t('coupons')}>
      <header>
        <h2>{t('coupons')}</h2>
        {coupons && coupons.issued > 0 && (
          <button type="button" className="link" onClick={() => setOpen('list')}>
            {t('allCoupons')}
          </button>
        )}
      </header>
      {terms.sharedCode !== null && <p>{t('sharedHint', { code: terms.sharedCode })}</p>}
      {coupons && (
        <>
          <Counts coupons={coupons} />
          {terms.holder === 'owner' && <p className="meta">{t('ownedHint')}</p>}
          <div className="coupon-acts">
            {terms.holder === 'bearer' && (
              <button type="button" className="plain" disabled={isJoined} onClick={() => setOpen('issue')}>
                <Icon name="coupon" isSmall />
                {t('issue')}
              </button>
            )}
            {coupons.issued > 0 && (
              <button
                type="button"
                className="plain"
                onClick={() => start({ kind: 'coupons', ruleId: promotion.id })}
              >
                <Icon name="download" isSmall />
                {t('saveCodes')} <span className="muted">CSV</span>
              </button>
            )}
          </div>
          <ExportNotice shown={shown} dismiss={dismiss} />
        </>
      )}
      {open === 'issue' && (
        <IssueDialog ruleId={promotion.id} onClose={() => setOpen(null)} onIssued={onChanged} />
      )}
      {open === 'list' && (
        <CouponListDialog promotion={promotion} onClose={() => setOpen(null)} onChanged={onChanged} />
      )}
    </section>
  );
}

function Counts({ coupons }: { readonly coupons: NonNullable<PromotionPageData['coupons']> }) {
  const t = useText(promotionsText);
  const number = useNumber();
  return (
    <dl className="scores">
      {(['issued', 'used', 'voided'] as const).map((which) => (
        <div key={which}>
          <dt>{t(which)}</dt>
          <dd>
            <b>{number(which === 'used' ? coupons.uses : coupons[which])}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface IssueDialogProps {
  readonly ruleId: string;
  readonly onClose: () => void;
  readonly onIssued: () => void;
}

/** Gives so many coupons to whoever brings them. */
function IssueDialog({ ruleId, onClose, onIssued }: IssueDialogProps) {
  const t = useText(promotionsText);
  const number = useNumber();
  const { isDate } = useDates();
  const [count, setCount] = useState('');
  const [lastDay, setLastDay] = useState('');
  const bearers = /^[1-9]\d{0,5}$/.test(count.trim()) ? Number(count) : null;
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.promotion.issueCoupons({
          ruleId,
          to: { bearers: bearers! },
          ...(lastDay.trim() !== '' && { expiresOn: lastDay.trim() }),
          reason,
          ...(approval && { approval }),
        }),
      (issued) => {
        onIssued();
        notify({ kind: 'done', text: t('given', { number: number(issued.length) }), undo: null });
      },
    );
  return (
    <ActDialog
      title={t('issueTitle')}
      hint={t('issueHint')}
      actLabel={t('issueNow')}
      isReady={bearers !== null && (lastDay.trim() === '' || isDate(lastDay.trim()))}
      act={act}
      onClose={onClose}
    >
      <div className="entry-grid">
        <DialogField isFirst isNumber label={t('howMany')} value={count} maxLength={6} onChange={setCount} />
        <DialogField
          label={t('lastDay')}
          hint={t('lastDayHint')}
          value={lastDay}
          maxLength={10}
          onChange={setLastDay}
        />
      </div>
    </ActDialog>
  );
}
