import { create } from 'zustand';
import type { RegisterError } from '../../domain/errors.ts';
import { onConnection } from './connection.ts';
import { shell } from './shell.ts';

/** How the service is, by whoever started it: what it cannot say itself while it does not answer. */
export type ServiceState =
  | { readonly state: 'ready' | 'starting' | 'restoring' | 'stopped' }
  | { readonly state: 'refused'; readonly error: RegisterError };

export const useService = create<{ readonly service: ServiceState }>(() => ({
  service: { state: 'starting' },
}));

const ASK_AGAIN_AFTER_MS = 1_000;

/** Keeps the state of the service known: the desktop shell tells it, the browser host is asked while there is no connection. */
export function followServiceState(): void {
  const take = (service: ServiceState) => useService.setState({ service });
  if (shell) {
    shell.onServiceState((state) => take(state as ServiceState));
    return;
  }
  let isConnected = false;
  const ask = async () => {
    if (isConnected) return;
    const state = await readState();
    if (state && !isConnected) take(state);
    setTimeout(() => void ask(), ASK_AGAIN_AFTER_MS);
  };
  onConnection((connected) => {
    isConnected = connected;
    if (connected) take({ state: 'ready' });
    else void ask();
  });
}

/** Null where the host itself does not answer: then nobody knows more than that. */
async function readState(): Promise<ServiceState | null> {
  try {
    const answer = await fetch('./service/state');
    return answer.ok ? ((await answer.json()) as ServiceState) : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
