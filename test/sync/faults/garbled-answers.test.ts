import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sell, enlist } from './counter-acts.ts';
import type { JoinedTill } from '../client/joined-till.ts';
import { capped, joinAt, LONG, startFaultChain, type FaultChain } from './fault-chain.ts';
import { expectHonestBalances, expectSameJournal, untilInStep } from './in-step.ts';

const ANSWERS = LONG ? 10_000 : 300;
/** A share of what is answered, so that there is always something under way. */
const GARBLED_BP = 7_000;
/** What the till may grow while fifty megabytes are sent to it again and again. */
const GROWTH_MAX_BYTES = 300_000_000;
const TIMEOUT_MS = LONG ? 3_600_000 : 180_000;

const starting = startFaultChain();
let chain: FaultChain;
let isGarbling = false;
const counts = { garbled: 0 };

/** A central of which some answers are garbage, in front of the real one. */
const server = createServer((message, answer) => {
  serve(message, answer).catch(() => answer.destroy());
});

beforeAll(async () => {
  chain = await starting;
  await chain.tellPolicy(capped);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(message: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = await buffer(message);
  const call = request(new URL(message.url ?? '', chain.central.url), {
    method: message.method,
    headers: message.headers,
  });
  call.end(body);
  const [real] = (await once(call, 'response')) as [IncomingMessage];
  const bytes = await buffer(real);
  const { 'transfer-encoding': _, 'content-length': __, connection: ___, ...headers } = real.headers;
  if (!isGarbling || chain.random.below(10_000) >= GARBLED_BP) {
    answer.writeHead(real.statusCode ?? 500, headers).end(bytes);
    return;
  }
  counts.garbled += 1;
  const isPacked = real.headers['content-encoding'] === 'gzip';
  garble(answer, headers, isPacked ? gunzipSync(bytes) : bytes);
}

const fiftyMegabytes = Buffer.alloc(50_000_000, ' ');
const bomb = gzipSync(fiftyMegabytes);

function garble(answer: ServerResponse, headers: IncomingMessage['headers'], plain: Buffer): void {
  const { 'content-encoding': _, ...kept } = headers;
  const whole = plain.toString();
  const cut = chain.random.below(plain.length + 1);
  switch (chain.random.below(12)) {
    case 0:
      return void answer.writeHead(200, kept).end(randomBytes(1 + chain.random.below(5_000)));
    case 1:
      return void answer.writeHead(200, { ...kept, 'content-encoding': 'gzip' }).end(randomBytes(200));
    case 2:
      return void answer.writeHead(200, kept).end(plain.subarray(0, cut));
    case 3:
      return void answer.writeHead([500, 502, 404, 302, 204, 418][chain.random.below(6)]!, kept).end(plain);
    case 4:
      return void answer
        .writeHead(200, { ...kept, 'content-encoding': 'gzip' })
        .end(gzipSync(plain).subarray(0, 20));
    case 5:
      return void answer
        .writeHead(200, { ...kept, 'content-length': String(plain.length + 9) })
        .end(plain.subarray(0, cut), () => answer.destroy());
    case 6:
      return void answer
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in to the network</html>');
    case 7:
      if (chain.random.below(10) > 0) return void answer.destroy();
      return void (chain.random.below(2) === 0
        ? answer.writeHead(200, kept).end(fiftyMegabytes)
        : answer.writeHead(200, { ...kept, 'content-encoding': 'gzip' }).end(bomb));
    case 8:
    case 9:
      return void answer.writeHead(200, kept).end(falsePlace(whole));
    default:
      return void answer.writeHead(200, kept).end(wrongType(whole));
  }
}

/** The answer with one of its values of a kind that it cannot be of. */
function wrongType(text: string): string {
  const places = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|-?\d+|true|false)/g)];
  const place = places[chain.random.below(Math.max(1, places.length))];
  if (!place) return '{}';
  const wrong = ['1.5', '{"a":[1]}', '1e400', '[[]]'][chain.random.below(4)]!;
  return `${text.slice(0, place.index + 1)}${wrong}${text.slice(place.index + place[0].length)}`;
}

/** A push is acknowledged up to where no journal of this till is, well-formed; anything else is of a wrong type. */
function falsePlace(text: string): string {
  const falsely = text.replace(
    /"acknowledged":\{"epoch":(\d+),"seq":(\d+)\}/,
    (_, epoch: string, seq: string) => {
      const [later, further] = [chain.random.below(3), 1 + chain.random.below(1_000)];
      const place = { epoch: Number(epoch) + later, seq: Number(seq) + 1_000 + further };
      return `"acknowledged":${JSON.stringify(place)}`;
    },
  );
  return falsely === text ? wrongType(text) : falsely;
}

/** What counts as acknowledged is an entry of this journal, whatever was answered. */
function expectOwnAcknowledged(till: JoinedTill): void {
  const { acknowledged, head } = till.read(({ store }) => ({
    acknowledged: store.chain.state().acknowledged!,
    head: store.journal.head()!,
  }));
  expect(acknowledged.epoch).toBe(head.epoch);
  expect(acknowledged.seq).toBeLessThanOrEqual(head.seq);
}

test(
  `of ${ANSWERS} answers of garbage among real ones none is written, none ends the till, and none fills its memory`,
  async () => {
    const { port } = server.address() as AddressInfo;
    const till: JoinedTill = await joinAt(`http://127.0.0.1:${port}`, await chain.central.makeCode('S1'));
    const other = await chain.join('S2');
    const garbledTill = { till, id: till.read(({ identity }) => identity.registerId) };
    try {
      const memberId = enlist({ till }, 'Ada', '07700 900 123');
      await untilInStep(chain);
      const beforeBytes = process.memoryUsage().rss;
      isGarbling = true;
      for (let turn = 0; counts.garbled < ANSWERS; turn += 1) {
        if (turn % 20 === 0) await sell({ till }, turn % 60 === 0 ? { memberId, points: 100 } : {});
        if (turn % 30 === 0) await changeCrisps(turn);
        await till.sync.syncNow();
        expectOwnAcknowledged(till);
      }
      isGarbling = false;
      expect(process.memoryUsage().rss - beforeBytes).toBeLessThan(GROWTH_MAX_BYTES);
      const both = { ...chain, tills: [other, { ...garbledTill, shop: 'S1', network: other.network }] };
      await untilInStep(both);
      await expectSameJournal(chain, garbledTill);
      await expectHonestBalances(both);
    } finally {
      await till.stop();
    }
  },
  TIMEOUT_MS,
);

async function changeCrisps(turn: number): Promise<void> {
  const { code, ...value } = chain.tills[0]!.till.read(({ store }) => store.catalogue.byCode('crisps')!);
  const changed = { ...value, barcodes: [], priceE4: 10_000 + turn };
  await chain.tell({ scope: 'article', key: code, shop: null, value: changed });
}
