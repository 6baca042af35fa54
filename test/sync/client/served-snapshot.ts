import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { scopes, type Change } from '../../../sync/protocol/feed.ts';
import type { ScriptedCentral } from './scripted-central.ts';
import { sendJson } from './scripted-server.ts';

export const SNAPSHOT_ID = '01890000-0000-7000-8000-00000000000a';

export function article(code: string, priceE4: number): Change {
  const value = {
    name: code,
    priceE4,
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each' as const,
  };
  const rest = { brand: '', packSize: '', minimumAge: null, depositCode: null, isActive: true, barcodes: [] };
  return { scope: 'article', key: code, value: { ...value, ...rest } };
}

/** A member in a form that nobody can open, with the points of their account. */
export function memberWithPoints(place: number): Change[] {
  const key = `01890000-0000-7000-8000-${String(place).padStart(12, '0')}`;
  const member: Change = {
    scope: 'member',
    key,
    value: {
      number: `M${place}`,
      salt: Buffer.alloc(16, place).toString('base64'),
      sealed: 'AAAA',
      phoneHash: null,
      namesakeHash: null,
      cards: [],
      consents: [],
      joinedAtUtcMs: 1,
      formerIds: [],
      words: `w${place}`,
    },
  };
  const figures = { points: place, availablePoints: place, measured: 0, spentMinor: 0, visits: 0 };
  const none = { expiring: [], pending: [], tier: null, reviewOn: null, isInGrace: false };
  return [member, { scope: 'account', key, value: { ...figures, ...none } }];
}

/** Serves changes as a snapshot of so many chunks. Returns how often each was asked for. */
export function serveSnapshot(
  central: ScriptedCentral,
  changes: readonly Change[],
  chunkCount: number,
  onChunk: (number: number) => void = () => undefined,
) {
  const size = Math.ceil(changes.length / chunkCount);
  const chunks = Array.from({ length: chunkCount }, (_, number) => {
    const piece = changes.slice(number * size, (number + 1) * size);
    const bytes = gzipSync(piece.map((change) => `${JSON.stringify(change)}\n`).join(''));
    return { bytes, changes: piece.length };
  });
  const asked = chunks.map(() => 0);
  central.answers['/v1/snapshot'] = (_, response) =>
    sendJson(response, {
      id: SNAPSHOT_ID,
      cursor: 'of-the-snapshot',
      builtAtUtcMs: 1,
      counts: { article: changes.length },
      chunks: chunks.map(({ bytes, changes: count }) => ({
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        changes: count,
      })),
    });
  for (const [number, { bytes }] of chunks.entries()) {
    central.answers[`/v1/snapshot/${SNAPSHOT_ID}/${number}`] = (_, response) => {
      asked[number]! += 1;
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(bytes, () => onChunk(number));
    };
  }
  return asked;
}

export const many = Array.from({ length: 200 }, (_, place) => article(`a${place}`, 10_000 + place));

export const everything = [
  ...many,
  article('crisps', 9_900),
  ...Array.from({ length: 50 }, (_, place) => memberWithPoints(place)).flat(),
].sort((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope));
