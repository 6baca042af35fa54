import { useEffect, useState } from 'react';
import { describeAttention, type AttentionNotice } from '../../domain/attention.ts';
import { Icon } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { notify } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { attentionText, type ChipAttention } from '../text/attention-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

const LOOK_EVERY_MS = 10 * 60_000;

type ChipNotice = AttentionNotice & { readonly code: ChipAttention };

/** The first thing that somebody should look at, and how many more there are. Pressed, it says what to do about them. */
export function AttentionChip() {
  const t = useText(attentionText);
  const language = useLanguage();
  const notices = useAttention();
  const [first] = notices;
  if (!first) return null;
  const say = () =>
    notify({
      kind: 'attention',
      text: notices.map((notice) => describeAttention(notice, language)).join(' '),
    });
  return (
    <button type="button" className="chip" onPointerDown={(event) => event.preventDefault()} onClick={say}>
      <Icon name="warning" isSmall />
      {t(first.code)}
      {notices.length > 1 && ` +${notices.length - 1}`}
    </button>
  );
}

/** Looked at when the register is there, and then every few minutes: nothing of it is sudden. */
function useAttention(): readonly ChipNotice[] {
  const isConnected = useTill((state) => state.isConnected);
  const [notices, setNotices] = useState<readonly ChipNotice[]>([]);
  useEffect(() => {
    if (!isConnected) return;
    const look = async () => {
      const answer = await ask((service) => service.report.attention());
      if (answer.ok) setNotices(answer.value.filter(isForChip));
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isConnected]);
  return notices;
}

/** The chain's chip beside it says the rest, as soon as it is so. */
function isForChip(notice: AttentionNotice): notice is ChipNotice {
  return notice.code !== 'centralKeyUnknown';
}
