import { useState, type FormEvent } from 'react';
import { currencyDigits, decimalToScaled, minorToDecimal } from '../../../domain/currency.ts';
import type { OfflinePolicy } from '../../protocol/policy.ts';
import type { Shop } from '../chain.ts';
import { Page } from './frame.tsx';
import { Choice, Done, Empty, Fault, Field } from './parts/basics.tsx';
import { useText } from './state/language.ts';
import { ask, type PageError } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { settingsText } from './text/settings-text.ts';
import { TextField } from './parts/text-field.tsx';
import { ShopSelect } from './parts/shop-select.tsx';

/** What central decides for registers: by shop what they may do alone, for all how membership works. */
export function SettingsPage() {
  const t = useText(settingsText);
  const [shop, setShop] = useState<string | null>(null);
  const { value, error, again } = useAnswer('settings.read', {});
  const current = value?.shops.find(({ code }) => code === shop) ?? value?.shops[0];
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Fault error={error} />
      {value && !current && <Empty icon="settings">{t('empty')}</Empty>}
      {value && current && (
        <div className="sheet sections">
          <section className="section">
            <h2>{t('offline')}</h2>
            <p className="meta">{t('offlineHint')}</p>
            <div className="filters">
              <ShopSelect shops={value.shops} value={current.code} onChange={setShop} />
            </div>
            <PolicyForm key={current.code} shop={current} policy={current.policy} onSaved={again} />
          </section>
          <LoyaltyForm
            text={JSON.stringify(value.loyalty, null, 2)}
            isPublished={value.isLoyaltyPublished}
            onSaved={again}
          />
        </div>
      )}
    </Page>
  );
}

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
  readonly coupons: OfflinePolicy['coupons']['kind'];
  readonly each: string;
  readonly couponsPerOutage: string;
  readonly otherTill: string;
}

function PolicyForm({ shop, policy, onSaved }: PolicyFormProps) {
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
    const answer = read
      ? await ask('settings.save-policy', { shop: shop.code, policy: read })
      : ({ ok: false, error: { code: 'price-invalid' } } as const);
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
  const setPoints = (points: PolicyDraft['points']) => change({ points });
  const setCoupons = (coupons: PolicyDraft['coupons']) => change({ coupons });
  const kinds = [
    { value: 'none', label: t('none') },
    { value: 'capped', label: t('capped') },
  ] as const;
  return (
    <form className="form" onSubmit={(event) => void save(event)}>
      <h3>{t('points')}</h3>
      <Choice label={t('points')} value={draft.points} options={kinds} onChange={setPoints} />
      {draft.points === 'capped' && (
        <div className="form-grid">
          {amount(t('perSale'), 'perSale')}
          {amount(t('perOutage'), 'pointsPerOutage')}
        </div>
      )}
      <h3>{t('coupons')}</h3>
      <Choice label={t('coupons')} value={draft.coupons} options={kinds} onChange={setCoupons} />
      {draft.coupons === 'capped' && (
        <div className="form-grid">
          {amount(t('eachCoupon'), 'each')}
          {amount(t('perOutage'), 'couponsPerOutage')}
        </div>
      )}
      <div className="form-grid">{amount(t('otherTill'), 'otherTill', t('otherTillHint'))}</div>
      <SaveRow act={t('savePolicy', { shop: shop.name })} error={error} isSaved={isSaved} />
    </form>
  );
}

function draftOf({ points, coupons, otherTillRefundMaxMinor }: OfflinePolicy, digits: number): PolicyDraft {
  const text = (minor: number) => minorToDecimal(minor, digits);
  return {
    points: points.kind,
    perSale: text(points.kind === 'capped' ? points.perSaleMinor : 0),
    pointsPerOutage: text(points.kind === 'capped' ? points.perOutageMinor : 0),
    coupons: coupons.kind,
    each: text(coupons.kind === 'capped' ? coupons.eachMinor : 0),
    couponsPerOutage: text(coupons.kind === 'capped' ? coupons.perOutageMinor : 0),
    otherTill: text(otherTillRefundMaxMinor),
  };
}

/** Null where an amount is none. */
function policyOf(draft: PolicyDraft, digits: number): OfflinePolicy | null {
  const amounts = [
    draft.perSale,
    draft.pointsPerOutage,
    draft.each,
    draft.couponsPerOutage,
    draft.otherTill,
  ].map((text) => decimalToScaled(text.trim(), digits));
  if (amounts.some((minor) => minor === null || minor < 0)) return null;
  const [perSaleMinor, pointsMinor, eachMinor, couponsMinor, otherTillRefundMaxMinor] = amounts as [
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    points:
      draft.points === 'none'
        ? { kind: 'none' }
        : { kind: 'capped', perSaleMinor, perOutageMinor: pointsMinor },
    coupons:
      draft.coupons === 'none'
        ? { kind: 'none' }
        : { kind: 'capped', eachMinor, perOutageMinor: couponsMinor },
    otherTillRefundMaxMinor,
  };
}

interface LoyaltyFormProps {
  readonly text: string;
  readonly isPublished: boolean;
  readonly onSaved: () => void;
}

function LoyaltyForm({ text: stored, isPublished, onSaved }: LoyaltyFormProps) {
  const t = useText(settingsText);
  const [text, setText] = useState(stored);
  const [error, setError] = useState<PageError | null>(null);
  const [isSaved, setSaved] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask('settings.save-loyalty', { text });
    setError(answer.ok ? null : answer.error);
    setSaved(answer.ok);
    if (answer.ok) onSaved();
  };
  return (
    <section className="section">
      <h2>{t('loyalty')}</h2>
      <p className="meta">
        {t('loyaltyHint')} {!isPublished && t('loyaltyNew')}
      </p>
      <form className="form" onSubmit={(event) => void save(event)}>
        <Field label={t('loyaltyLabel')}>
          {(ids) => (
            <textarea
              {...ids}
              className="json"
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setSaved(false);
              }}
            />
          )}
        </Field>
        <SaveRow act={t('saveLoyalty')} error={error} isSaved={isSaved} />
      </form>
    </section>
  );
}

interface SaveRowProps {
  readonly act: string;
  readonly error: PageError | null;
  readonly isSaved: boolean;
}

/** The button of a form, and how saving went. */
function SaveRow({ act, error, isSaved }: SaveRowProps) {
  const t = useText(settingsText);
  return (
    <>
      <Fault error={error} />
      <div className="row-buttons">
        <button type="submit" className="primary">
          {act}
        </button>
        <Done>{isSaved ? t('saved') : null}</Done>
      </div>
    </>
  );
}
