import type { ScaleReading } from '../../domain/devices/device-fault.ts';
import { poleLines } from '../../domain/receipt/pole-lines.ts';
import { layoutText } from '../../domain/receipt/text-layout.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { deviceText } from '../../domain/text/device-text.ts';
import { findDevices } from '../../hardware/find-devices.ts';
import type { DeviceError } from '../../hardware/printer/printer.ts';
import { printReceipt } from '../printing/print-receipt.ts';
import { settleJob } from '../printing/settle-job.ts';
import { viewJob } from '../printing/view-job.ts';
import type { Register } from '../register.ts';
import { authorize } from '../use-cases/authorize.ts';
import { openDrawerForTest } from '../use-cases/shifts.ts';
import { answer, guardTask, procedures, type CallContext } from './procedures.ts';
import { tryDrawer, tryPrinter } from './try-devices.ts';

const { device } = procedures;

/** Jobs that one answer shows at most. */
const JOBS_SHOWN = 200;

/** What hangs on the till. */
export const deviceProcedures = {
  watch: device.watch.handler(({ context: { devices, closing }, signal }) =>
    devices.watch(signal ? AbortSignal.any([signal, closing]) : closing),
  ),
  find: device.find.handler(async ({ context }) => {
    const allowed = allowSettings(context);
    if (!allowed.ok) return allowed;
    return guardTask(context.log, 'device.find', async () => ok([...(await findDevices())]));
  }),
  testPrinter: device.testPrinter.handler(async ({ context, input: { printer, page } }) => {
    const allowed = allowSettings(context);
    if (!allowed.ok) return allowed;
    const { devices, log } = context;
    return guardTask(log, 'device.testPrinter', () =>
      devices
        .station()
        .lend(printer, () =>
          tryPrinter(printer, page, allowed.value.language, devices.encoder, devices.openPrinter),
        ),
    );
  }),
  testDrawer: device.testDrawer.handler(async ({ context, input: { printer } }) => {
    if (printer.drawer === null) return fail({ code: 'drawer-none' });
    const allowed = context.keeper.run(context.caller, openDrawerForTest);
    if (!allowed.ok) return allowed;
    const { devices, log } = context;
    return guardTask(log, 'device.testDrawer', () =>
      devices.station().lend(printer, () => tryDrawer(printer, devices.openPrinter)),
    );
  }),
  testScale: device.testScale.handler(async ({ context, input: { scale } }) => {
    const allowed = allowSettings(context);
    if (!allowed.ok) return allowed;
    const { serial, simulatedHere } = context.devices;
    return guardTask(context.log, 'device.testScale', async () =>
      weighed(context, await serial.testScale(scale, simulatedHere)),
    );
  }),
  testPoleDisplay: device.testPoleDisplay.handler(async ({ context, input: { poleDisplay } }) => {
    const allowed = allowSettings(context);
    if (!allowed.ok) return allowed;
    const { serial, simulatedHere } = context.devices;
    const { name: shopName, currency, language } = allowed.value;
    const lines = poleLines({ kind: 'welcome', shopName }, currency, language);
    const shown = await guardTask(context.log, 'device.testPoleDisplay', () =>
      serial.testPoleDisplay(poleDisplay, lines, simulatedHere),
    );
    const words = deviceText[language];
    if (shown.ok) return shown;
    return fail({ code: 'device-failed', device: words.poleDisplay, fault: shown.error.code });
  }),
  jobs: device.jobs.handler(
    answer(({ store, settings }) =>
      ok(store.printQueue.unsettled(JOBS_SHOWN).map((job) => viewJob(job, settings.shop.language))),
    ),
  ),
  settleJob: device.settleJob.handler(answer((register, { id, as }) => settleJob(register, id, as))),
  printReceipt: device.printReceipt.handler(
    answer((register, { receiptNumber }) => {
      const printed = printReceipt(register, receiptNumber);
      return printed.ok ? ok(viewJob(printed.value, register.settings.shop.language)) : printed;
    }),
  ),
  readWeight: device.readWeight.handler(async ({ context, input: { unitPriceE4 } }) => {
    const allowed = context.keeper.run(context.caller, () => ok(null));
    if (!allowed.ok) return allowed;
    const reading = context.devices.serial.readWeight(unitPriceE4);
    if (!reading) return fail({ code: 'scale-none' });
    return guardTask(context.log, 'device.readWeight', async () => weighed(context, await reading));
  }),
  simulated: device.simulated.handler(({ context: { keeper, caller, devices } }) =>
    keeper.run(caller, ({ settings }) => ok(devices.simulated().output(settings.devices))),
  ),
  setSimulatedFault: device.setSimulatedFault.handler(({ context, input: { printerId, fault } }) =>
    context.keeper.run(context.caller, ({ settings }) => {
      const printer = settings.devices.printers.find(({ id }) => id === printerId);
      if (printer?.connection.kind !== 'simulated') return fail({ code: 'not-simulated' });
      context.devices.simulated().setFault(printer, fault);
      return ok(null);
    }),
  ),
  setSimulatedWeight: device.setSimulatedWeight.handler(({ context, input }) =>
    context.keeper.run(context.caller, ({ settings: { devices } }) => {
      if (devices.scale?.connection.kind !== 'simulated') return fail({ code: 'not-simulated' });
      context.devices.simulatedHere.putWeight(devices.scale.protocol, input.grams, input.isStable);
      return ok(null);
    }),
  ),
  scanSimulated: device.scanSimulated.handler(({ context, input: { code } }) =>
    context.keeper.run(context.caller, ({ settings: { devices } }) => {
      if (devices.scanner?.connection.kind !== 'simulated') return fail({ code: 'not-simulated' });
      context.devices.simulatedHere.scanner(devices.scanner.framing).scan(code);
      return ok(null);
    }),
  ),
  closeSimulatedDrawer: device.closeSimulatedDrawer.handler(({ context: { keeper, caller, devices } }) =>
    keeper.run(caller, () => {
      devices.simulated().closeDrawers();
      return ok(null);
    }),
  ),
  preview: device.preview.handler(
    answer((_register, { printer, document }) => ok({ lines: layoutText(document, printer.columns) })),
  ),
};

/** What devices are set up as is the settings' right; what they say is the shop's. */
function allowSettings({ keeper, caller }: CallContext) {
  return keeper.run(caller, (register: Register) => {
    const allowed = authorize(register, 'settings-manage');
    return allowed.ok ? ok(register.settings.shop) : allowed;
  });
}

function weighed({ keeper }: CallContext, read: Result<ScaleReading, DeviceError>): Result<ScaleReading> {
  if (read.ok) return read;
  const language = keeper.tend(({ settings }) => ok(settings.shop.language));
  const name = deviceText[language.ok ? language.value : 'en'].scale;
  return fail({ code: 'device-failed', device: name, fault: read.error.code });
}
