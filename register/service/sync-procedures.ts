import { fail, ok, type Result } from '../../domain/result.ts';
import type { SyncExceptions, SyncStatus } from '../contract/sync.ts';
import type { Register } from '../register.ts';
import { authorize } from '../use-cases/authorize.ts';
import { answer, guardTask, procedures, type CallContext } from './procedures.ts';
import { watchSync } from './sync-watch.ts';

const { sync } = procedures;

/** The chain that the till belongs to. */
export const syncProcedures = {
  status: sync.status.handler(({ context }) => ok(context.sync.status())),
  watch: sync.watch.handler(({ context: { sync: link, closing }, signal }) =>
    watchSync(link, signal ? AbortSignal.any([signal, closing]) : closing),
  ),
  exceptions: sync.exceptions.handler(answer((register, { limit }) => readExceptions(register, limit))),
  enrol: sync.enrol.handler(({ context, input: { approval, ...input } }) =>
    change(context, 'sync.enrol', () => context.sync.enrol(context.caller, input, approval)),
  ),
  leave: sync.leave.handler(({ context, input: { approval } }) =>
    change(context, 'sync.leave', () => context.sync.leave(context.caller, approval)),
  ),
  now: sync.now.handler(async ({ context }) => {
    const allowed = allowSignedIn(context);
    if (!allowed.ok) return allowed;
    return guardTask(context.log, 'sync.now', async () => {
      await context.sync.syncNow();
      return ok(context.sync.status());
    });
  }),
  checkDigests: sync.checkDigests.handler(async ({ context }) => {
    const allowed = allowSignedIn(context);
    if (!allowed.ok) return allowed;
    return guardTask(context.log, 'sync.checkDigests', () => context.sync.checkDigests());
  }),
};

/** What the till is called, its settings and who works there may be others after it. */
async function change(
  context: CallContext,
  where: string,
  act: () => Promise<Result<null>>,
): Promise<Result<SyncStatus>> {
  const allowed = allowSignedIn(context);
  if (!allowed.ok) return allowed;
  return guardTask(context.log, where, async () => {
    const changed = await act();
    if (!changed.ok) return changed;
    context.devices.settingsChanged();
    return ok(context.sync.status());
  });
}

/** Somebody is signed in, on the shop's own till: what is practised reaches no chain. */
function allowSignedIn({ keeper, caller }: CallContext): Result<null> {
  return keeper.run(caller, ({ identity }) =>
    identity.isTraining ? fail({ code: 'not-in-training' }) : ok(null),
  );
}

function readExceptions(register: Register, limit: number): Result<SyncExceptions> {
  const allowed = authorize(register, 'report-x');
  if (!allowed.ok) return allowed;
  const { chain } = register.store;
  return ok({ open: chain.openExceptionCount(), rows: chain.exceptions(limit) });
}
