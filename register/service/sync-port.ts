import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import type { TillCommit, TillPort } from '../../sync/client/till-port.ts';
import { entryContext, reloadSettings, SYSTEM_ACTOR, type Register } from '../register.ts';
import { obeyRevocation } from '../use-cases/join-chain.ts';
import { takeSettings } from '../use-cases/take-settings.ts';
import type { TillKeeper } from './till-keeper.ts';

/** How long nobody may have used the counter before the books are exchanged: the next scan must not meet it. */
const EXCHANGE_IDLE_MS = 1_000;
const WIPE_IDLE_MS = 60_000;

/** The till of a service, as the client that keeps it in step with its chain works on it: as the till itself, never as who is there. */
export function syncPort(keeper: TillKeeper, folder: string): TillPort {
  const contextOf = (register: Register) => () => ({ ...entryContext(register), actor: SYSTEM_ACTOR });
  const mayExchange = (): boolean => {
    const current = keeper.tend(({ store }) => ok(store.baskets.current()));
    return current.ok && current.value === null && keeper.idleForMs() >= EXCHANGE_IDLE_MS;
  };
  return {
    folder,
    nowUtcMs: () => valueOf(keeper.tend(({ clock }) => ok(clock.nowUtcMs()))) ?? Date.now(),
    read: (look) => keeper.tend(({ store }) => ok(look(store))),
    commit: <T>(work: (commit: TillCommit) => T) =>
      keeper.tend((register) => {
        const { store } = register;
        return ok(store.commit((writer) => work({ store, writer, context: contextOf(register) })));
      }),
    entryContexts() {
      const made = valueOf(
        keeper.tend((register) => ok({ newId: register.newId, ...contextOf(register)() })),
      );
      if (!made) throw new Error('books that cannot be read are not exchanged');
      const { newId, ...context } = made;
      return () => ({ ...context, id: newId() });
    },
    readSettings: (given) => valueOf(keeper.tend(({ settings }) => ok(takeSettings(settings, given)))) ?? [],
    reload: () => void keeper.tend((register) => ok(reloadPeople(register))),
    mayExchange,
    exchange: (work) => keeper.exchange(work),
    obeyRevocation: () => void keeper.tend((register) => ok(obeyRevocation(register))),
    wipe() {
      // Whoever leaves a sale on the counter for ever keeps nothing by it: what was paid of it is at central.
      if (!mayExchange() && keeper.idleForMs() < WIPE_IDLE_MS) return false;
      const wiped = keeper.exchange(() => wipeFolder(folder));
      // No books are made in the place of those that are gone.
      if (wiped.ok) throw new Error('the books are there after they were wiped');
      keeper.retire({ code: 'chain-till-wiped' });
      return true;
    },
  };
}

function valueOf<T>(result: Result<T>): T | null {
  return result.ok ? result.value : null;
}

/** Who is at the counter is who they are now, and nobody where they do not work here any more. */
function reloadPeople(register: Register): void {
  reloadSettings(register);
  for (const place of ['session', 'lockedSession'] as const) {
    const session = register[place];
    const member = session && register.store.staff.byId(session.member.id);
    register[place] = session && member?.isActive ? { ...session, member } : null;
  }
}

/** What is left of a till that was put out: how to reach the process that still runs, and a log without a person in it. */
const NOT_WIPED: ReadonlySet<string> = new Set(['service.json', 'logs', 'writer.lock', 'writer.pid']);

/** Books with all their copies, keys, what was exported: everything else that a till keeps in its folder. */
function wipeFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!NOT_WIPED.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
