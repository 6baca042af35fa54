import { create } from 'zustand';
import type { PersonView, SessionView } from '../../register/contract/session.ts';
import type { TillStatus } from '../../register/contract/till.ts';
import { ask, onConnection } from '../service/connection.ts';

/** What the screens know of the till: its settings and shift, and who is signed in. Read from the service, never changed here. */
interface TillState {
  readonly isConnected: boolean;
  /** Null until the service first answered. */
  readonly status: TillStatus | null;
  readonly session: SessionView | null;
  /** Whoever can sign in, whoever is at the till first. */
  readonly people: readonly PersonView[];
}

export const useTill = create<TillState>(() => ({
  isConnected: false,
  status: null,
  session: null,
  people: [],
}));

/** Reads the till again: after a connection, a sign-in, a shift opened or closed, a change of settings. */
export async function refreshTill(): Promise<void> {
  const [status, session, people] = await Promise.all([
    ask((service) => service.till.status()),
    ask((service) => service.session.who()),
    ask((service) => service.session.people()),
  ]);
  if (!status.ok || !session.ok || !people.ok) return;
  useTill.setState({ status: status.value, session: session.value, people: people.value });
}

/** Keeps the till in step with the connection. */
export function followTill(): void {
  onConnection((isConnected) => {
    useTill.setState({ isConnected });
    if (isConnected) void refreshTill();
  });
}
