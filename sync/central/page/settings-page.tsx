import { useState, type FormEvent } from 'react';
import { Page } from './frame.tsx';
import { Empty, Fault, Field } from './parts/basics.tsx';
import { SaveRow } from './parts/save-row.tsx';
import { ShopSelect } from './parts/shop-select.tsx';
import { PolicyForm } from './policy-form.tsx';
import { useText } from './state/language.ts';
import { ask, type PageError } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { settingsText } from './text/settings-text.ts';

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
