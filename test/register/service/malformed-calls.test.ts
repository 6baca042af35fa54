import type { AnyContractProcedure } from '@orpc/contract';
import { safe, type ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openTillReader } from '../../../register/open-till.ts';
import { contract } from '../../../register/contract/contract.ts';
import {
  createFolder,
  openCounter,
  startServiceProcess,
  valueOf,
  type ServiceProcess,
} from './service-process.ts';

type Call = (input: unknown) => Promise<unknown>;

interface Procedure {
  readonly path: string;
  readonly definition: AnyContractProcedure['~orpc'];
}

const procedures: Procedure[] = Object.entries(contract).flatMap(([subject, calls]) =>
  Object.entries(calls).map(([name, procedure]) => ({
    path: `${subject}.${name}`,
    definition: (procedure as AnyContractProcedure)['~orpc'],
  })),
);

const folder = createFolder();
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder);
  await openCounter(service.client);
  valueOf(await service.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000 }));
});

function callOf(path: string): Call {
  const [subject, name] = path.split('.') as [string, string];
  return (service.client as unknown as Record<string, Record<string, Call>>)[subject]![name]!;
}

function isAccepted({ definition }: Procedure, input: unknown): boolean {
  const checked = definition.inputSchema!['~standard'].validate(input);
  if (checked instanceof Promise) throw new Error('inputs are checked at once');
  return checked.issues === undefined;
}

/** Everything that a refused call must leave alone. */
function readBooks() {
  const store = valueOf(openTillReader(folder));
  try {
    return { head: store.journal.head(), basket: store.baskets.current(), staff: store.staff.all() };
  } finally {
    store.close();
  }
}

const garbage: readonly unknown[] = [
  null,
  true,
  42,
  -1,
  1.5,
  '',
  'x'.repeat(100_000),
  [],
  [[]],
  [{}],
  { garbage: 1 },
  { approval: null },
  { code: 'x'.repeat(10_000) },
  { lineId: "'; DROP TABLE journal; --" },
  { amountMinor: 1e300 },
];

/** The wire drops the key: what is left is an empty object, which calls take that need nothing. */
const foreignPrototype: unknown = JSON.parse('{"__proto__":{"approval":{}}}');

describe.each(procedures)('a malformed call of $path', (procedure) => {
  test('is refused and writes nothing', async () => {
    const before = readBooks();
    for (const input of isAccepted(procedure, {}) ? garbage : [...garbage, foreignPrototype]) {
      expect(isAccepted(procedure, input)).toBe(false);
      const { error } = await safe(callOf(procedure.path)(input));
      expect((error as ORPCError<string, unknown>).code).toBe('BAD_REQUEST');
    }
    expect(readBooks()).toEqual(before);
  });
});

describe('the contract', () => {
  test('has an input schema and a limit on every call', () => {
    expect(procedures.length).toBeGreaterThan(40);
    expect(procedures.filter(({ definition }) => !definition.inputSchema)).toEqual([]);
    expect(procedures.filter(({ definition }) => !definition.errorMap['INTERNAL'])).toEqual([]);
  });

  test('never fails on any JSON, whatever it calls', async () => {
    const before = readBooks();
    const arbitrary = fc.record({
      procedure: fc.constantFrom(...procedures),
      input: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fieldNames()), fc.jsonValue())),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ procedure, input }) => {
        fc.pre(!isAccepted(procedure, input));
        const { error } = await safe(callOf(procedure.path)(input));
        expect((error as ORPCError<string, unknown>).code).toBe('BAD_REQUEST');
      }),
      { numRuns: 500 },
    );
    expect(readBooks()).toEqual(before);
  });

  test.each(['/basket', '/constructor', '/__proto__/toString', '/nothing/here', '//', '/basket/read/more'])(
    'has no call at %s',
    async (path) => {
      const answer = await sendFrame(JSON.stringify({ i: '1', p: { u: path, b: { json: {} } } }));
      expect(answer).toMatchObject({ i: '1', p: { s: 404 } });
    },
  );

  test('does not let an input reach the prototype of objects', async () => {
    const meta = [
      [0, '__proto__', 'polluted'],
      [9, 'constructor', 'prototype', 'polluted'],
    ];
    const frame = { i: '1', p: { u: '/session/who', b: { json: { a: 1 }, meta } } };
    const answer = await sendFrame(JSON.stringify(frame));
    expect(answer).toMatchObject({ p: { s: 400 } });
    expect(valueOf(await service.client.session.who())).not.toBeNull();
  });
});

describe('a frame that is none', () => {
  test.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '{"i":1}',
    '{"i":"1","p":{"u":"http://["}}',
    '{"i":"1","t":1,"p":null}',
  ])('closes its connection and nothing else: %s', async (frame) => {
    const before = readBooks();
    expect(await sendFrame(frame)).toBe(1008);
    expect(readBooks()).toEqual(before);
    expect(valueOf(await service.client.session.who())).not.toBeNull();
  });

  test('is refused when it is binary or longer than 1 MB', async () => {
    expect(await sendFrame(Buffer.from([0, 255, 1]))).toBe(1003);
    expect(await sendFrame('x'.repeat(1_048_577))).toBe(1009);
    expect(valueOf(await service.client.session.who())).not.toBeNull();
  });

  test('does not end the service when it comes over the message channel', async () => {
    for (const frame of ['{', 'null', '{"i":"1","p":{}}', 'x'.repeat(1_048_577)]) service.child.send(frame);
    service.child.send({ no: 'frame' });
    expect(valueOf(await service.client.session.who())).not.toBeNull();
  });
});

/** The names of all fields of all inputs, so that generated inputs come near to real ones. */
function fieldNames(): string[] {
  const names = procedures.flatMap(({ definition }) => {
    const { shape } = definition.inputSchema as unknown as { shape?: object };
    return Object.keys(shape ?? {});
  });
  return [...new Set(names)];
}

/** Sends one frame over a socket of its own; the answer, or the code with which the service closed the socket. */
async function sendFrame(frame: string | Buffer): Promise<unknown> {
  const { port, tokens } = service.address;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?token=${tokens.counter}`);
  try {
    return await new Promise((resolve, reject) => {
      socket.on('open', () => socket.send(frame));
      socket.on('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
      socket.on('close', resolve);
      socket.on('error', reject);
    });
  } finally {
    socket.close();
  }
}
