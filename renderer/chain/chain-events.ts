import { create } from 'zustand';
import type { ChainStatus } from '../service/answers.ts';
import { followStream } from '../service/follow-stream.ts';

interface ChainState {
  /** As the service last said; null until it did. */
  readonly status: ChainStatus | null;
}

/** How the till stands to its chain. */
export const useChain = create<ChainState>(() => ({ status: null }));

/** Keeps it in step with the service for as long as the page lives. */
export function followChain(): void {
  followStream(
    (service, signal) => service.sync.watch(undefined, { signal }),
    (status) => useChain.setState({ status }),
  );
}

/** Whether central decides prices, offers and members of this till. */
export function useIsJoined(): boolean {
  return useChain(({ status }) => status !== null && status.mode !== 'alone');
}
