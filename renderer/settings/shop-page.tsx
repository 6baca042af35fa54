import { useMemo } from 'react';
import { isZone } from '../../domain/business-date.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import { useAnswer } from '../back-office/use-answer.ts';
import { useTill } from '../state/till.ts';
import { settingsShopText } from '../text/settings-shop-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { ChainSection } from './chain/chain-section.tsx';
import { useSection, useSectionsEdit } from './draft.ts';
import { checkLabel, LABEL_MAX_LENGTH, timeForm } from './field-checks.ts';
import { ChoiceField, NumberField, SelectField, TextField } from './fields.tsx';
import { SettingsPage } from './settings-page.tsx';
import { languageNames } from './languages.ts';

type Shop = ShopSettings['shop'];

const sections = ['shop', 'secondPerson'] as const;
const ZONE_MAX_LENGTH = 64;

/** What the shop and this till are called, and how the shop counts its days. */
export function ShopPage() {
  const t = useText(settingsShopText);
  const edit = useSectionsEdit(sections);
  const [shop, setShop] = useSection('shop');
  const [secondPerson, setSecondPerson] = useSection('secondPerson');
  return (
    <SettingsPage page="shop" subtitle={t('shopHint')} edit={edit}>
      <div className="sheet settings-sheet">
        <ShopFields shop={shop} onChange={(part) => setShop({ ...shop, ...part })} />
        <section className="form-section">
          <h2>{t('secondPerson')}</h2>
          <ChoiceField
            label={t('secondPersonLabel')}
            hint={t(secondPerson === 'another' ? 'anotherHint' : 'ownHint')}
            value={secondPerson}
            onChange={setSecondPerson}
            options={[
              { value: 'another', label: t('another') },
              { value: 'own-with-reason', label: t('own') },
            ]}
          />
        </section>
        <TillFacts />
        <ChainSection />
      </div>
    </SettingsPage>
  );
}

interface ShopFieldsProps {
  readonly shop: Shop;
  readonly onChange: (part: Partial<Shop>) => void;
}

function ShopFields({ shop, onChange }: ShopFieldsProps) {
  const t = useText(settingsShopText);
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <section className="form-section">
      <h2>{t('shop')}</h2>
      <div className="form-grid">
        <TextField
          label={t('shopName')}
          hint={t('shopNameHint')}
          value={shop.name}
          maxLength={LABEL_MAX_LENGTH}
          fault={checkLabel(shop.name)}
          onChange={(name) => onChange({ name })}
        />
        <CurrencyField currency={shop.currency} onChange={(currency) => onChange({ currency })} />
        <TextField
          label={t('zone')}
          hint={t('zoneHint')}
          value={shop.zone}
          maxLength={ZONE_MAX_LENGTH}
          list="zones"
          fault={isZone(shop.zone) ? null : 'faultZone'}
          onChange={(zone) => onChange({ zone })}
        />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </datalist>
        <NumberField
          label={t('cutOver')}
          hint={t('cutOverHint')}
          value={shop.cutOverMinutes}
          form={timeForm}
          onChange={(cutOverMinutes) => onChange({ cutOverMinutes })}
        />
        <ChoiceField
          label={t('shopLanguage')}
          hint={t('shopLanguageHint')}
          value={shop.language}
          onChange={(language) => onChange({ language })}
          options={languageNames}
        />
      </div>
    </section>
  );
}

interface CurrencyFieldProps {
  readonly currency: string;
  readonly onChange: (currency: string) => void;
}

/** The first shift fixes the currency: a float is money in the drawer. */
function CurrencyField({ currency, onChange }: CurrencyFieldProps) {
  const t = useText(settingsShopText);
  const language = useLanguage();
  const { value: shifts } = useAnswer('', (service) => service.shift.list({ limit: 1 }));
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: `${code} ${names.of(code) ?? ''}`,
    }));
  }, [language]);
  const label = t('currency');
  if (shifts?.length === 0) {
    return <SelectField label={label} value={currency} onChange={onChange} options={options} />;
  }
  const name = options.find(({ value }) => value === currency)?.label ?? currency;
  return (
    <TextField
      label={label}
      hint={t('currencyFixed')}
      value={name}
      maxLength={LABEL_MAX_LENGTH}
      isReadOnly
      onChange={() => undefined}
    />
  );
}

/** What was set when the till was made, and stands in every receipt number. */
function TillFacts() {
  const t = useText(settingsShopText);
  const identity = useTill((state) => state.status?.identity);
  if (!identity) return null;
  const { shopCode, tillCode, epoch, registerId } = identity;
  return (
    <section className="form-section">
      <h2>{t('till')}</h2>
      <p className="meta">{t('tillHint')}</p>
      <dl className="facts">
        <dt>{t('shopCode')}</dt>
        <dd>{shopCode}</dd>
        <dt>{t('tillCode')}</dt>
        <dd>{tillCode}</dd>
        <dt>{t('epoch')}</dt>
        <dd>{epoch}</dd>
        <dt>{t('registerId')}</dt>
        <dd className="selectable">{registerId}</dd>
      </dl>
    </section>
  );
}
