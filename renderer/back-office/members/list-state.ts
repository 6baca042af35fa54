import { create } from 'zustand';

export const memberOrders = ['newest', 'frequent'] as const;

interface ListState {
  readonly text: string;
  readonly order: (typeof memberOrders)[number];
  /** What was done to a member whose page is gone with it, for the list to say once. */
  readonly said: string | null;
}

/** What was looked for in the list is there again for whoever comes back from a member's page. */
export const useListState = create<ListState>(() => ({ text: '', order: 'newest', said: null }));
