import { useState } from 'react';
import { ask, type ScreenError } from '../service/connection.ts';
import { useChain } from './chain-events.ts';

interface SendNow {
  readonly isSending: boolean;
  readonly fault: ScreenError | null;
  readonly send: () => void;
}

/** Sends and fetches at once, one time after the other. How the till stands then is shown by whatever shows it. */
export function useSendNow(): SendNow {
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const send = async () => {
    if (isSending) return;
    setSending(true);
    const sent = await ask((service) => service.sync.now());
    setSending(false);
    setFault(sent.ok ? null : sent.error);
    if (sent.ok) useChain.setState({ status: sent.value });
  };
  return { isSending, fault, send: () => void send() };
}
