import { useState, type FormEvent, type ReactNode } from 'react';
import { currencyDigits, decimalToScaled, minorToDecimal } from '../../../domain/currency.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { OfflinePolicy } from '../../protocol/policy.ts';
import type { Shop } from '../chain.ts';
import { Choice } from './parts/basics.tsx';
import { SaveRow } from './parts/save-row.tsx';
import { TextField } from './parts/text-field.tsx';
import { useText } from './state/language.ts';
import { ask, type PageError } from './state/office.ts';
import { settingsText } from './text/settings-text.ts';

/** Basis points are hundredths of a percent. */
const PERCENT_DIGITS = 2;
/** What the form proposes: half of the points can still be spent elsewhere. */
const SHARE_FIRST_BP = 5_000;

interface PolicyFormProps {
  readonly shop: Shop;
  readonly policy: OfflinePolicy;
  readonly onSaved: () => void;
}

/** What the form holds, amounts as they are typed. */
interface PolicyDraft {
  readonly points: OfflinePolicy['points']['kind'];
  readonly perSale: string;
  readonly pointsPerOutage: string;
  /** In percent. */
  readonly share: string;
  readonly coupons: OfflinePolicy['coupons']['kind'];
  readonly each: string;
  readonly couponsPerOutage: string;
  readonly otherTill: string;
}

/** What a shop's registers may do without central. */
export function PolicyForm({ shop, policy, onSaved }: PolicyFormProps) {
  const t = useText(settingsText);
  const digits = currencyDigits(shop.currency);
  const [draft, setDraft] = useState(() => draftOf(policy, digits));
  const [error, setError] = useState<PageError | null>(null);
  const [isSaved, setSaved] = useState(false);
  const change = (more: Partial<PolicyDraft>) => {
    setDraft({ ...draft, ...more });
    setSaved(false);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const read = policyOf(draft, digits);
    const answer = read.ok
      ? await ask('settings.save-policy', { shop: shop.code, policy: read.value })
      : read;
    setError(answer.ok ? null : answer.error);
    setSaved(answer.ok);
    if (answer.ok) onSaved();
  };
  const amount = (label: string, key: keyof PolicyDraft, hint?: string) => (
    <TextField
      label={`${label} (${shop.currency})`}
      {...(hint !== undefined && { hint })}
      required
      inputMode="decimal"
      maxLength={16}
      value={draft[key]}
      onChange={(text) => change({ [key]: text })}
    />
  );
  const kinds = [
    { value: 'none', label: t('none') },
    { value: 'capped', label: t('capped') },
    { value: 'leased', label: t('leasedCoupons') },
  ] as const;
  const setCoupons = (coupons: PolicyDraft['coupons']) => change({ coupons });
  return (
    <form className="form" onSubmit={(event) => void save(event)}>
      <h3>{t('points')}</h3>
      <PointsFields draft={draft} amount={amount} onChange={change} />
      <h3>{t('coupons')}</h3>
      <Choice label={t('coupons')} value={draft.coupons} options={kinds} onChange={setCoupons} />
      {draft.coupons === 'capped' && (
        <div className="form-grid">
          {amount(t('eachCoupon'), 'each')}
          {amount(t('perOutage'), 'couponsPerOutage')}
        </div>
      )}
      {draft.coupons === 'leased' && <p className="meta">{t('couponsHint')}</p>}
      <div className="form-grid">{amount(t('otherTill'), 'otherTill', t('otherTillHint'))}</div>
      <SaveRow act={t('savePolicy', { shop: shop.name })} error={error} isSaved={isSaved} />
    </form>
  );
}

interface PointsFieldsProps {
  readonly draft: PolicyDraft;
  readonly amount: (label: string, key: 'perSale' | 'pointsPerOutage') => ReactNode;
  readonly onChange: (more: Partial<PolicyDraft>) => void;
}

function PointsFields({ draft, amount, onChange }: PointsFieldsProps) {
  const t = useText(settingsText);
  const kinds = [
    { value: 'none', label: t('none') },
    { value: 'capped', label: t('capped') },
    { value: 'leased', label: t('leased') },
  ] as const;
  const setPoints = (points: PolicyDraft['points']) => onChange({ points });
  return (
    <>
      <Choice label={t('points')} value={draft.points} options={kinds} onChange={setPoints} />
      {draft.points === 'capped' && (
        <div className="form-grid">
          {amount(t('perSale'), 'perSale')}
          {amount(t('perOutage'), 'pointsPerOutage')}
        </div>
      )}
      {draft.points === 'leased' && (
        <>
          <p className="meta">{t('shareHint')}</p>
          <div className="form-grid">
            <TextField
              label={t('share')}
              required
              inputMode="decimal"
              maxLength={6}
              value={draft.share}
              onChange={(share) => onChange({ share })}
            />
          </div>
        </>
      )}
    </>
  );
}

function draftOf({ points, coupons, otherTillRefundMaxMinor }: OfflinePolicy, digits: number): PolicyDraft {
  const text = (minor: number) => minorToDecimal(minor, digits);
  return {
    points: points.kind,
    perSale: text(points.kind === 'capped' ? points.perSaleMinor : 0),
    pointsPerOutage: text(points.kind === 'capped' ? points.perOutageMinor : 0),
    share: percentOf(points.kind === 'leased' ? points.shareBp : SHARE_FIRST_BP),
    coupons: coupons.kind,
    each: text(coupons.kind === 'capped' ? coupons.eachMinor : 0),
    couponsPerOutage: text(coupons.kind === 'capped' ? coupons.perOutageMinor : 0),
    otherTill: text(otherTillRefundMaxMinor),
  };
}

function percentOf(shareBp: number): string {
  return minorToDecimal(shareBp, PERCENT_DIGITS).replace(/\.00$/, '');
}

/** What the form says, of what it shows: an amount of a kind that is not chosen may be anything. */
function policyOf(draft: PolicyDraft, digits: number): Result<OfflinePolicy, PageError> {
  const amountOf = (text: string) => decimalToScaled(text.trim(), digits) ?? -1;
  const points = pointsOf(draft, amountOf);
  const coupons: OfflinePolicy['coupons'] =
    draft.coupons !== 'capped'
      ? { kind: draft.coupons }
      : { kind: 'capped', eachMinor: amountOf(draft.each), perOutageMinor: amountOf(draft.couponsPerOutage) };
  const otherTillRefundMaxMinor = amountOf(draft.otherTill);
  if (points.kind === 'leased' && (points.shareBp < 1 || points.shareBp > 10_000))
    return fail({ code: 'share-invalid' });
  const amounts = [
    ...(points.kind === 'capped' ? [points.perSaleMinor, points.perOutageMinor] : []),
    ...(coupons.kind === 'capped' ? [coupons.eachMinor, coupons.perOutageMinor] : []),
    otherTillRefundMaxMinor,
  ];
  if (amounts.some((minor) => minor < 0)) return fail({ code: 'price-invalid' });
  return ok({ points, coupons, otherTillRefundMaxMinor });
}

function pointsOf(draft: PolicyDraft, amountOf: (text: string) => number): OfflinePolicy['points'] {
  switch (draft.points) {
    case 'none':
      return { kind: 'none' };
    case 'capped':
      return {
        kind: 'capped',
        perSaleMinor: amountOf(draft.perSale),
        perOutageMinor: amountOf(draft.pointsPerOutage),
      };
    case 'leased':
      return { kind: 'leased', shareBp: decimalToScaled(draft.share.trim(), PERCENT_DIGITS) ?? 0 };
  }
}
