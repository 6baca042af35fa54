import { useState } from 'react';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { useIsJoined } from '../../chain/chain-events.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { ShownCoupon } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';
import { notify } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { ActDialog, carryOut } from '../act-dialog.tsx';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { useDates } from '../use-dates.ts';

const COUPONS_A_PAGE = 50;

interface CouponListDialogProps {
  readonly promotion: Promotion;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** The coupons that were given, the last first; each may be made void. */
export function CouponListDialog({ promotion, onClose, onChanged }: CouponListDialogProps) {
  const t = useText(promotionsText);
  const { coupons, hasMore, fault, readMore, begin } = useCoupons(promotion.id);
  const [voiding, setVoiding] = useState<ShownCoupon | null>(null);
  if (voiding) {
    return (
      <VoidDialog
        coupon={voiding}
        onClose={() => setVoiding(null)}
        onVoided={() => {
          onChanged();
          void begin();
        }}
      />
    );
  }
  return (
    <Dialog title={t('coupons')} onClose={onClose}>
      <PageFault fault={fault} />
      <ScrollRegion className="office long-list" label={t('coupons')}>
        <table>
          <thead>
            <tr>
              {(['code', 'holder', 'expires', 'status'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {coupons.map((coupon) => (
              <CouponRow
                key={coupon.couponId}
                coupon={coupon}
                uses={promotion.coupon?.uses ?? 1}
                onVoid={() => setVoiding(coupon)}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="actions">
        {hasMore && (
          <button type="button" className="plain" onClick={() => void readMore()}>
            {t('older')}
          </button>
        )}
        <button type="button" className="plain" onClick={onClose}>
          {t('close')} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

interface CouponRowProps {
  readonly coupon: ShownCoupon;
  readonly uses: number;
  readonly onVoid: () => void;
}

function CouponRow({ coupon, uses, onVoid }: CouponRowProps) {
  const t = useText(promotionsText);
  const { date } = useDates();
  const { code, holder, expiresOn, useCount, isVoided } = coupon;
  const isJoined = useIsJoined();
  const isOpen = !isVoided && useCount < uses;
  const said = isOpen ? '' : t(isVoided ? 'isVoid' : 'usedUp');
  return (
    <tr>
      <th scope="row" className="selectable nowrap">
        {code}
      </th>
      <td>{holder ?? t('bearer')}</td>
      <td className="nowrap">{expiresOn ? date(expiresOn) : t('noExpiry')}</td>
      <td className="nowrap">
        {isOpen && !isJoined ? (
          <button type="button" className="link" onClick={onVoid}>
            {t('void')} <span className="sr">{code}</span>
          </button>
        ) : (
          said
        )}
      </td>
    </tr>
  );
}

interface VoidDialogProps {
  readonly coupon: ShownCoupon;
  readonly onClose: () => void;
  readonly onVoided: () => void;
}

function VoidDialog({ coupon: { couponId, code }, onClose, onVoided }: VoidDialogProps) {
  const t = useText(promotionsText);
  const act = (reason: string) =>
    carryOut(
      (service, approval) => service.promotion.voidCoupon({ couponId, approval: { ...approval, reason } }),
      () => {
        onVoided();
        notify({ kind: 'done', text: t('voidDone', { code }), undo: null });
      },
    );
  return (
    <ActDialog
      isDanger
      title={t('voidTitle', { code })}
      hint={t('voidHint')}
      actLabel={t('voidNow')}
      act={act}
      onClose={onClose}
    />
  );
}

/** The coupons given last, and those before them as they are asked for. */
function useCoupons(ruleId: string) {
  const first = useAnswer(ruleId, (service) =>
    service.promotion.coupons({ ruleId, before: null, limit: COUPONS_A_PAGE }),
  );
  const [older, setOlder] = useState<readonly ShownCoupon[]>([]);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const coupons = [...(first.value ?? []), ...older];
  const readMore = async () => {
    const before = coupons.at(-1)?.couponId ?? null;
    const page = await ask((service) => service.promotion.coupons({ ruleId, before, limit: COUPONS_A_PAGE }));
    setFault(page.ok ? null : page.error);
    if (page.ok) setOlder((known) => [...known, ...page.value]);
  };
  const begin = async () => {
    setOlder([]);
    await first.refresh();
  };
  const hasMore = coupons.length > 0 && coupons.length % COUPONS_A_PAGE === 0;
  return { coupons, hasMore, fault: fault ?? first.fault, readMore, begin };
}
