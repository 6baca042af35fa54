import { useEffect, useState } from 'react';
import { readRawScan } from '../../../domain/barcode/raw-scan.ts';
import { takeScans } from '../../scanner/take-scans.ts';
import { membersText } from '../../text/members-text.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { ActDialog, carryOut, DialogField } from '../act-dialog.tsx';
import type { ActProps } from './member-acts.tsx';

const CARD_MAX_LENGTH = 80;

/** Gives the member one more card: scanned or typed. */
export function AddCardDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const [card, setCard] = useState('');
  const act = () =>
    carryOut(
      (service, approval) =>
        service.member.addCard({
          memberId: member.memberId,
          card: card.trim(),
          ...(approval && { approval }),
        }),
      () => onDone(said('cardAdded')),
    );
  useEffect(() => takeScans((scanned) => setCard(textOf(scanned).slice(0, CARD_MAX_LENGTH))), []);
  return (
    <ActDialog
      title={t('addCard')}
      hint={t('addCardHint')}
      actLabel={t('addCardNow')}
      hasReason={false}
      isReady={card.trim() !== ''}
      act={act}
      onClose={onClose}
    >
      <DialogField isFirst label={t('card')} value={card} maxLength={CARD_MAX_LENGTH} onChange={setCard} />
    </ActDialog>
  );
}

/** What the card says, without the mark that the scanner puts before it. */
function textOf(scanned: string): string {
  const scan = readRawScan(scanned);
  return scan.ok ? scan.value.text : scanned;
}

interface RemoveCardDialogProps extends ActProps {
  readonly card: string;
}

/** A card that was lost finds nobody any more. */
export function RemoveCardDialog({ page: { member }, card, onClose, onDone }: RemoveCardDialogProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const act = () =>
    carryOut(
      (service, approval) =>
        service.member.removeCard({ memberId: member.memberId, card, ...(approval && { approval }) }),
      () => onDone(said('cardRemoved', { card })),
    );
  return (
    <ActDialog
      isDanger
      title={t('removeCard', { card })}
      hint={t('removeCardHint')}
      actLabel={t('removeCardNow')}
      hasReason={false}
      act={act}
      onClose={onClose}
    />
  );
}
