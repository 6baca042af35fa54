import { CentralDecides } from '../../chain/central-decides.tsx';
import { useIsJoined } from '../../chain/chain-events.ts';
import { useKeys } from '../../keys/use-keys.ts';
import type { PromotionPageData } from '../../service/answers.ts';
import { notify, perform, refuse } from '../../state/counter.ts';
import { showScreen } from '../../state/screen.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { OfficePage } from '../office-page.tsx';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { CouponsOfRule } from './coupons-of-rule.tsx';
import { LimitsSection } from './limits-section.tsx';
import { PromotionStateChip } from './promotion-state-chip.tsx';
import '../detail-page.css';
import './promotions.css';
import { RuleSection } from './rule-section.tsx';
import { SimulatedRules } from './simulated-rules.tsx';
import { SimulationSection } from './simulation-section.tsx';
import { useSimulation } from './use-simulation.ts';

function toList(): void {
  showScreen('back-office', 'promotions');
}

/** One rule: what it says, how long and how often it counts, its coupons, and what it does to a basket. */
export function PromotionPage({ ruleId }: { readonly ruleId: string }) {
  const t = useText(promotionsText);
  const language = useLanguage();
  const { value: page, fault, refresh } = useAnswer(ruleId, (service) => service.promotion.read({ ruleId }));
  const { simulation, fault: trialFault } = useSimulation(page);
  useKeys({ back: toList });
  return (
    <OfficePage
      page="promotions"
      title={page?.promotion.name[language] ?? ruleId}
      subtitle={
        page && (
          <span className="detail-subtitle">
            <PromotionStateChip state={page.state} />
            <span className="selectable">{ruleId}</span>
            <span>{`· ${t('version', { version: page.promotion.version })}`}</span>
          </span>
        )
      }
      actions={page && <OnSwitch page={page} onSwitched={() => void refresh()} />}
      onBack={toList}
    >
      <CentralDecides what="promotions" />
      <PageFault fault={fault} />
      {page && (
        <div className="sheet detail promotion-page">
          <div>
            <RuleSection page={page} />
            <SimulationSection page={page} simulation={simulation} fault={trialFault} />
          </div>
          <div>
            <LimitsSection page={page} />
            <CouponsOfRule page={page} onChanged={() => void refresh()} />
            {simulation && <SimulatedRules simulation={simulation} ruleId={ruleId} />}
          </div>
        </div>
      )}
    </OfficePage>
  );
}

interface OnSwitchProps {
  readonly page: PromotionPageData;
  readonly onSwitched: () => void;
}

/** Whether the shop has the rule on. It is undone rather than asked about. */
function OnSwitch({ page: { promotion, isOn }, onSwitched }: OnSwitchProps) {
  const isJoined = useIsJoined();
  const t = useText(promotionsText);
  const language = useLanguage();
  const turn = async (wanted: boolean) => {
    const done = await perform((service, approval) =>
      service.promotion.switch({ ruleId: promotion.id, isOn: wanted, ...(approval && { approval }) }),
    );
    if (!done.ok) return refuse(done.error);
    onSwitched();
    const name = promotion.name[language];
    const text = t(wanted ? 'switchedOn' : 'switchedOff', { name });
    return notify({ kind: 'done', text, undo: () => void turn(!wanted) });
  };
  return (
    <button
      type="button"
      role="switch"
      className="on-switch"
      aria-checked={isOn}
      disabled={isJoined}
      onClick={() => void turn(!isOn)}
    >
      <span className="track" aria-hidden="true">
        <span />
      </span>
      {t('switch')}
    </button>
  );
}
