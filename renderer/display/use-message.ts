import { useEffect, useState } from 'react';
import { CUSTOMER_CHANNEL, type ChannelMessage, type CustomerMessage } from './customer-channel.ts';

/** Before the counter has said anything. */
const silence: CustomerMessage = {
  kind: 'show',
  view: { kind: 'welcome' },
  shopName: '',
  currency: 'CNY',
  language: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  theme: 'light',
};
const OPENER_LOOK_MS = 1_000;

/** What the counter said last. The screen tells that it is there, and goes when the window that opened it is gone. */
export function useMessage(): CustomerMessage {
  const [message, setMessage] = useState(silence);
  useEffect(() => {
    const channel = new BroadcastChannel(CUSTOMER_CHANNEL);
    const say = (kind: 'opened' | 'closed') => channel.postMessage({ kind } satisfies ChannelMessage);
    const leave = () => say('closed');
    channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
      if (data.kind === 'show') setMessage(data);
      if (data.kind === 'who') say('opened');
    });
    say('opened');
    window.addEventListener('pagehide', leave);
    // A browser's last window keeps the browser running, and with it the register that it shows.
    const opener = window.opener as Window | null;
    const look = setInterval(() => opener?.closed && window.close(), OPENER_LOOK_MS);
    return () => {
      clearInterval(look);
      window.removeEventListener('pagehide', leave);
      channel.close();
    };
  }, []);
  useEffect(() => {
    document.documentElement.lang = message.language;
    document.documentElement.dataset['theme'] = message.theme;
  }, [message.language, message.theme]);
  return message;
}
