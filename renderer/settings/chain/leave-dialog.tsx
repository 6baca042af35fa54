import { ActDialog, carryOut } from '../../back-office/act-dialog.tsx';
import { useChain } from '../../chain/chain-events.ts';
import { useNumber } from '../../member/points-words.ts';
import type { ChainStatus } from '../../service/answers.ts';
import { notify } from '../../state/counter.ts';
import { refreshTill } from '../../state/till.ts';
import { settingsChainText } from '../../text/settings-chain-text.ts';
import { useText } from '../../text/use-text.ts';

interface LeaveDialogProps {
  readonly status: ChainStatus;
  readonly onClose: () => void;
}

/** Takes the till out of its chain, once all that it wrote is at central. */
export function LeaveDialog({ status: { chain, waiting }, onClose }: LeaveDialogProps) {
  const t = useText(settingsChainText);
  const number = useNumber();
  const isSent = waiting.entries === 0;
  const act = async () => {
    const fault = await carryOut(
      (service, approval) => service.sync.leave({ ...(approval && { approval }) }),
      (status) => {
        useChain.setState({ status });
        notify({ kind: 'done', text: t('left'), undo: null });
      },
    );
    if (fault === null) await refreshTill();
    return fault;
  };
  return (
    <ActDialog
      isDanger
      title={t('leaveTitle', { chain: chain?.name ?? '' })}
      hint={t('leaveHint')}
      actLabel={t('leaveNow')}
      hasReason={false}
      isReady={isSent}
      act={act}
      onClose={onClose}
    >
      {!isSent && <p className="fault">{t('leaveUnsent', { number: number(waiting.entries) })}</p>}
    </ActDialog>
  );
}
