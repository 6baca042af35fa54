import type { LoyaltySettings } from '../../domain/loyalty/loyalty-settings.ts';
import { CentralDecides } from '../chain/central-decides.tsx';
import { useIsJoined } from '../chain/chain-events.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { settingsLoyaltyText } from '../text/settings-loyalty-text.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit } from './draft.ts';
import { CheckField, ChoiceField } from './fields.tsx';
import { EarningFields } from './loyalty/earning-fields.tsx';
import { ExpiryFields, RefundFields } from './loyalty/expiry-fields.tsx';
import { RedemptionFields } from './loyalty/redemption-fields.tsx';
import { TierFields } from './loyalty/tier-fields.tsx';
import { SettingsPage } from './settings-page.tsx';

const sections = ['loyalty'] as const;

/** What members earn and spend, which tiers there are, and how promotions combine. */
export function LoyaltyPage() {
  const t = useText(settingsLoyaltyText);
  const edit = useSectionsEdit(sections);
  const [loyalty, setLoyalty] = useSection('loyalty');
  const onChange = (part: Partial<LoyaltySettings>) => setLoyalty({ ...loyalty, ...part });
  const part = { loyalty, onChange };
  const isJoined = useIsJoined();
  const pages = useText(settingsScreenText);
  const fields = (
    <fieldset className="sheet settings-sheet" disabled={isJoined}>
      <section className="form-section">
        <div className="form-grid">
          <CheckField
            label={t('isOn')}
            hint={t('isOnHint')}
            isChecked={loyalty.isOn}
            onChange={(isOn) => onChange({ isOn })}
          />
          <ChoiceField
            label={t('combination')}
            hint={t('combinationHint')}
            value={loyalty.combination}
            onChange={(combination) => onChange({ combination })}
            options={(['best', 'priority'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </div>
      </section>
      <EarningFields {...part} />
      <RedemptionFields {...part} />
      <ExpiryFields {...part} />
      <TierFields {...part} />
      <RefundFields {...part} />
    </fieldset>
  );
  return (
    <SettingsPage page="loyalty" subtitle={t('hint')} edit={edit}>
      <CentralDecides what="loyalty" />
      {isJoined ? (
        <ScrollRegion className="decided" label={pages('loyalty')}>
          {fields}
        </ScrollRegion>
      ) : (
        fields
      )}
    </SettingsPage>
  );
}
