import { useState } from 'react';
import { create } from 'zustand';
import { offerKindText } from '../../../domain/text/offer-kind-text.ts';
import { CentralDecides } from '../../chain/central-decides.tsx';
import { useIsJoined } from '../../chain/chain-events.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Icon } from '../../parts/icon.tsx';
import type { ListedPromotion } from '../../service/answers.ts';
import { showScreen } from '../../state/screen.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { ExportMenu, ExportNotice, useExport } from '../export-menu.tsx';
import { ListFilters, OpeningRow } from '../list-page.tsx';
import { OfficePage } from '../office-page.tsx';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { ImportDialog } from './import-dialog.tsx';
import { PromotionStateChip } from './promotion-state-chip.tsx';
import './promotions.css';
import { useValidity } from './validity.ts';

const filters = ['all', 'counting', 'resting', 'withCoupon'] as const;

interface ListState {
  readonly text: string;
  readonly filter: (typeof filters)[number];
}

/** What was looked for is there again for whoever comes back from a rule. */
const useListState = create<ListState>(() => ({ text: '', filter: 'all' }));

/** Every rule of the shop, in the order of its file. */
export function PromotionsPage() {
  const t = useText(promotionsText);
  const { text, filter } = useListState();
  const isJoined = useIsJoined();
  const [isImporting, setImporting] = useState(false);
  const { value: all, fault, refresh } = useAnswer('', (service) => service.promotion.list());
  const setText = (next: string) => useListState.setState({ text: next });
  useKeys({ back: () => (text === '' ? showScreen('counter') : setText('')) });
  const meant = all?.filter((each) => isMeant(each, text, filter)) ?? [];
  const on = all?.filter(({ state }) => state === 'on').length ?? 0;
  const { shown, start, dismiss } = useExport();
  const actions = (
    <>
      <ExportMenu tables={[{ kind: 'promotions' }, { kind: 'coupons' }]} onChoose={start} />
      <button type="button" className="plain" disabled={isJoined} onClick={() => setImporting(true)}>
        <Icon name="upload" isSmall />
        {t('import')}
      </button>
    </>
  );
  return (
    <OfficePage
      page="promotions"
      title={t('title')}
      subtitle={all && t('subtitle', { on, number: all.length })}
      actions={actions}
    >
      <CentralDecides what="promotions" />
      <ExportNotice shown={shown} dismiss={dismiss} />
      <ListFilters
        text={text}
        textLabel={t('search')}
        onText={setText}
        choice={filter}
        choiceLabel={t('filter')}
        choices={filters.map((value) => ({ value, label: t(value) }))}
        onChoose={(next) => useListState.setState({ filter: next })}
      />
      <PageFault fault={fault} />
      {all && meant.length === 0 && <p className="muted">{t(all.length === 0 ? 'empty' : 'none')}</p>}
      {meant.length > 0 && <Rows promotions={meant} />}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} onImported={() => void refresh()} />}
    </OfficePage>
  );
}

function isMeant({ promotion, state }: ListedPromotion, text: string, filter: ListState['filter']): boolean {
  const wanted = text.trim().toLowerCase();
  const { id, name } = promotion;
  const isFound = [id, name.en, name['zh-CN']].some((each) => each.toLowerCase().includes(wanted));
  if (!isFound) return false;
  switch (filter) {
    case 'all':
      return true;
    case 'counting':
      return state === 'on';
    case 'resting':
      return state !== 'on';
    case 'withCoupon':
      return promotion.coupon !== null;
  }
}

function Rows({ promotions }: { readonly promotions: readonly ListedPromotion[] }) {
  const t = useText(promotionsText);
  return (
    <div className="sheet list-rows">
      <table aria-label={t('list')}>
        <thead>
          <tr>
            {(['rule', 'kind', 'validity', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {promotions.map((each) => (
            <Row key={each.promotion.id} listed={each} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ listed: { promotion, state } }: { readonly listed: ListedPromotion }) {
  const t = useText(promotionsText);
  const kinds = useText(offerKindText);
  const language = useLanguage();
  const validity = useValidity();
  const { id, name, offer, validFrom, validTo, coupon } = promotion;
  const open = () => showScreen('back-office', `promotions/${id}`);
  return (
    <OpeningRow name={name[language]} onOpen={open}>
      <td className="nowrap">
        {kinds(offer.kind)}
        {coupon && (
          <span className="coupon-mark">
            <Icon name="coupon" isSmall />
            {t('isCoupon')}
          </span>
        )}
      </td>
      <td className="nowrap">{validity(validFrom, validTo)}</td>
      <td>
        <PromotionStateChip state={state} />
      </td>
    </OpeningRow>
  );
}
