import type { CouponShown } from '../../office/member-shown.ts';
import { useRight } from '../frame.tsx';
import { Table } from '../parts/table.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { couponStateText, membersText } from '../text/members-text.ts';

interface CouponsSectionProps {
  readonly coupons: readonly CouponShown[];
  readonly onVoid: (code: string) => void;
}

/** Coupons that were given to a member. */
export function CouponsSection({ coupons, onVoid }: CouponsSectionProps) {
  const t = useText(membersText);
  const say = useText(couponStateText);
  const language = useLanguage();
  const { day } = useFormats();
  const mayVoid = useRight('promotions-manage');
  return (
    <Table
      label={t('coupons')}
      columns={[t('coupon'), t('couponRule'), t('couponUntil'), t('couponState')]}
      {...(mayVoid && { acts: t('couponVoid') })}
    >
      {coupons.map(({ code, rule, expiresOn, state, till }) => (
        <tr key={code}>
          <th scope="row">{code}</th>
          <td>{rule[language]}</td>
          <td>{expiresOn ? day(expiresOn) : t('unknown')}</td>
          <td>
            <span className={state === 'open' ? 'state good' : 'state'}>{say(state)}</span>
            {state === 'open' && till !== null && ` ${t('couponReserved', { till })}`}
          </td>
          {mayVoid && (
            <td className="end">
              {state === 'open' && (
                <button
                  type="button"
                  className="link"
                  aria-label={`${t('couponVoid')}: ${code}`}
                  onClick={() => onVoid(code)}
                >
                  {t('couponVoid')}
                </button>
              )}
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}
