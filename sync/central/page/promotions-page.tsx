import { useState } from 'react';
import { offerKindText } from '../../../domain/text/offer-kind-text.ts';
import { promotionStateText } from '../../../domain/text/promotion-state-text.ts';
import type { PromotionShown } from '../office/promotions.ts';
import { CouponDialogs, type OpenDialog } from './coupon-dialogs.tsx';
import { Page } from './frame.tsx';
import { Done, Empty, Fault } from './parts/basics.tsx';
import { FileButton } from './parts/file-button.tsx';
import { useFormats, useLanguage, useText } from './state/language.ts';
import { ask, handOver, type PageError } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { promotionsText } from './text/promotions-text.ts';
import { Table } from './parts/table.tsx';

/** The chain's rules: a file of them, each with its switch. */
export function PromotionsPage() {
  const t = useText(promotionsText);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<PageError | null>(null);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const { value, error, again } = useAnswer('promotions.list', {});
  const importFile = async (file: File) => {
    setBusy(true);
    const answer = await handOver('promotions.import', file);
    setBusy(false);
    setSaid(answer.ok ? t('done', { name: file.name, ...answer.value }) : null);
    setRefusal(answer.ok ? null : answer.error);
    again();
  };
  const switchRule = async ({ id, isOn }: PromotionShown) => {
    const answer = await ask('promotions.switch', { id, isOn: !isOn });
    setRefusal(answer.ok ? null : answer.error);
    again();
  };
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <button type="button" className="plain" onClick={() => setOpen({ kind: 'void' })}>
            {t('voidCoupon')}
          </button>
          <FileButton
            label={t('import')}
            accept=".json,application/json"
            isBusy={isBusy}
            onFile={(file) => void importFile(file)}
          />
        </>
      }
    >
      <Fault error={refusal ?? error} />
      <Done>{said}</Done>
      {value?.rules.length === 0 && <Empty icon="percent">{t('empty')}</Empty>}
      {value && value.rules.length > 0 && (
        <Rules
          rules={value.rules}
          currency={value.currency}
          onSwitch={(rule) => void switchRule(rule)}
          onGive={(rule) => setOpen({ kind: 'give', rule })}
        />
      )}
      <CouponDialogs open={open} onOpen={setOpen} onVoided={() => setSaid(t('voided'))} />
    </Page>
  );
}

interface RulesProps {
  readonly rules: readonly PromotionShown[];
  readonly currency: string;
  readonly onSwitch: (rule: PromotionShown) => void;
  readonly onGive: (rule: PromotionShown) => void;
}

function Rules({ rules, currency, onSwitch, onGive }: RulesProps) {
  const t = useText(promotionsText);
  const language = useLanguage();
  const { count, money } = useFormats();
  return (
    <Table
      columns={[t('rule'), t('kind'), t('valid'), t('state'), { number: t('uses') }, { number: t('saved') }]}
      acts={t('switchOn')}
    >
      {rules.map((rule) => (
        <tr key={rule.id}>
          <th scope="row">
            {rule.name[language]}
            <span className="meta">{rule.id}</span>
          </th>
          <td>{offerKindText[language][rule.kind]}</td>
          <td>
            <Validity rule={rule} />
          </td>
          <td>
            <span className={rule.state === 'on' ? 'state good' : 'state'}>
              {promotionStateText[language][rule.state]}
            </span>
          </td>
          <td className="number">{count(rule.uses)}</td>
          <td className="number">{money(rule.savedMinor, currency)}</td>
          <td className="end">
            {rule.couponHolder !== null && (
              <button
                type="button"
                className="link"
                aria-label={t('giveTitle', { name: rule.name[language] })}
                onClick={() => onGive(rule)}
              >
                {t('giveCoupons')}
              </button>
            )}
            <button
              type="button"
              className="link"
              aria-label={`${rule.isOn ? t('switchOff') : t('switchOn')}: ${rule.name[language]}`}
              onClick={() => onSwitch(rule)}
            >
              {rule.isOn ? t('switchOff') : t('switchOn')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Validity({ rule: { validFrom, validTo } }: { readonly rule: PromotionShown }) {
  const t = useText(promotionsText);
  const { day } = useFormats();
  if (validFrom !== null && validTo !== null) return t('between', { from: day(validFrom), to: day(validTo) });
  if (validFrom !== null) return t('from', { day: day(validFrom) });
  return validTo === null ? t('always') : t('until', { day: day(validTo) });
}
