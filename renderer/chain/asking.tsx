import { useEffect, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useIsJoined } from './chain-events.ts';
import './chain.css';

/** What the till answers by itself is there before this, and nothing flickers. */
const SLOW_MS = 200;

/** Says that central is being asked, once that takes a moment. Everything else may be done meanwhile. */
export function Asking({ isPending }: { readonly isPending: boolean }) {
  const isJoined = useIsJoined();
  return (
    <div className="asking" role="status">
      {isPending && isJoined && <SlowWords />}
    </div>
  );
}

function SlowWords() {
  const t = useText(chainText);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  return (
    <p className="meta">
      <Icon name="cloud" isSmall /> {t('asking')}
    </p>
  );
}
