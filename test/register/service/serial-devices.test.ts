import { afterEach, expect, test } from 'vitest';
import { noDevices, type DeviceSettings } from '../../../domain/devices/device-settings.ts';
import { openSerialDevices, type SerialDevices } from '../../../register/service/serial-devices.ts';
import {
  createSimulatedDevices,
  type SimulatedDevices,
} from '../../../register/service/simulated-devices.ts';

const simulated = { kind: 'simulated' } as const;
const soon = { timeout: 5_000, interval: 5 };
let opened: SerialDevices | undefined;
afterEach(() => opened?.stop());

function openWith(devices: Partial<DeviceSettings>, simulators: SimulatedDevices) {
  const scans: string[] = [];
  const serial = openSerialDevices(
    () => undefined,
    (code) => scans.push(code),
  );
  opened = serial;
  serial.apply({ ...noDevices, ...devices }, simulators);
  return { serial, scans };
}

test('a scale that shows prices is told that of what is weighed', async () => {
  const simulators = createSimulatedDevices();
  const scale = simulators.scale('dialog06');
  scale.put({ grams: 735 });
  let heard = '';
  const receive: typeof scale.receive = (bytes, reply) => {
    heard += Buffer.from(bytes).toString('latin1');
    scale.receive(bytes, reply);
  };
  const { serial } = openWith(
    { scale: { protocol: 'dialog06', connection: simulated } },
    { ...simulators, scale: () => ({ ...scale, receive }) },
  );
  await expect.poll(() => serial.state().scale, soon).toMatchObject({ fault: null });
  for (const [unitPriceE4, sent] of [
    [1_990_000, '019900'],
    [undefined, '000001'],
  ] as const) {
    heard = '';
    expect(await serial.readWeight(unitPriceE4)).toMatchObject({ ok: true, value: { grams: 735 } });
    expect(heard).toContain(`\x0201\x1b${sent}\x1b\x03`);
  }
});

test.each(['cr', 'stx-etx', 'silence'] as const)(
  'a simulated scanner is read as one on a serial line is, framed by %s',
  async (framing) => {
    const simulators = createSimulatedDevices();
    const { serial, scans } = openWith({ scanner: { connection: simulated, framing } }, simulators);
    await expect.poll(() => serial.state().scanner, soon).toEqual({ fault: null });
    const codes = ['6901234567892', ']d2010690123456789221SER123\u001d17261231', ']Q1HY:800012345'];
    for (const [index, code] of codes.entries()) {
      simulators.scanner(framing).scan(code);
      await expect.poll(() => scans, soon).toHaveLength(index + 1);
    }
    expect(scans).toEqual(codes);
    serial.apply(noDevices, simulators);
    await expect.poll(() => serial.state().scanner, soon).toBeNull();
    simulators.scanner(framing).scan('4891234567898');
    expect(scans).toEqual(codes);
  },
);
