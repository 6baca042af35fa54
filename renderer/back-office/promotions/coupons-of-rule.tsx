import { useState } from 'react';
import { csvLine, CSV_BOM } from '../../../domain/csv.ts';
import { useNumber } from '../../member/points-words.ts';
import { Icon } from '../../parts/icon.tsx';
import { saveText } from '../../receipt/save-file.ts';
import type { PromotionPageData, ShownCoupon } from '../../service/answers.ts';
import { ask } from '../../service/connection.ts';
import { notify, perform, refuse } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { ActDialog, DialogField } from '../members/act-dialog.tsx';
import { useDates } from '../use-dates.ts';
import { CouponListDialog } from './coupon-list-dialog.tsx';

const CODES_A_CALL = 500;

interface CouponsOfRuleProps {
  readonly page: PromotionPageData;
  readonly onChanged: () => void;
}

/** The coupons of a rule that needs one: how many there are, and giving more of them. */
export function CouponsOfRule({ page, onChanged }: CouponsOfRuleProps) {
  const t = useText(promotionsText);
  const number = useNumber();
  const [open, setOpen] = useState<'issue' | 'list' | null>(null);
  const { promotion, coupons } = page;
  const terms = promotion.coupon;
  if (!terms) return null;
  const save = async () => {
    const found = await readAll(promotion.id);
    if (found) saveCodes(promotion.id, found, t);
  };
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
          {terms.holder === 'owner' && <p className="meta">{t('ownedHint')}</p>}
          <div className="coupon-acts">
            {terms.holder === 'bearer' && (
              <button type="button" className="plain" onClick={() => setOpen('issue')}>
                <Icon name="coupon" isSmall />
                {t('issue')}
              </button>
            )}
            {coupons.issued > 0 && (
              <button type="button" className="plain" onClick={() => void save()}>
                <Icon name="download" isSmall />
                {t('saveCodes')} <span className="muted">CSV</span>
              </button>
            )}
          </div>
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
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.promotion.issueCoupons({
        ruleId,
        to: { bearers: bearers! },
        ...(lastDay.trim() !== '' && { expiresOn: lastDay.trim() }),
        reason,
        ...(approval && { approval }),
      }),
    );
    if (!done.ok) return done.error;
    onIssued();
    notify({ kind: 'done', text: t('given', { number: number(done.value.length) }), undo: null });
    return null;
  };
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

async function readAll(ruleId: string): Promise<ShownCoupon[] | null> {
  const all: ShownCoupon[] = [];
  for (;;) {
    const before = all.at(-1)?.couponId ?? null;
    const page = await ask((service) => service.promotion.coupons({ ruleId, before, limit: CODES_A_CALL }));
    if (!page.ok) {
      await refuse(page.error);
      return null;
    }
    all.push(...page.value);
    if (page.value.length < CODES_A_CALL) return all;
  }
}

type Column = 'code' | 'holder' | 'expires' | 'status' | 'open' | 'usedUp' | 'isVoid' | 'bearer';

function saveCodes(ruleId: string, coupons: readonly ShownCoupon[], t: (key: Column) => string): void {
  const lines = coupons.map(({ code, holder, expiresOn, isVoided, useCount }) =>
    csvLine([
      code,
      holder ?? t('bearer'),
      expiresOn ?? '',
      t(isVoided ? 'isVoid' : useCount > 0 ? 'usedUp' : 'open'),
    ]),
  );
  const head = csvLine([t('code'), t('holder'), t('expires'), t('status')]);
  saveText(`coupons-${ruleId}.csv`, 'text/csv', CSV_BOM + head + lines.join(''));
}
