import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLayerViolations } from '../../scripts/layers.ts';
import { plantFiles } from './planted.ts';

const root = resolve(import.meta.dirname, '../..');
const house = realpathSync(mkdtempSync(join(tmpdir(), 'guitai-layers-')));
let violations: readonly string[] = [];

/** A file, what it imports, and the rule that must refuse it; undefined where the house allows it. */
const imports: readonly (readonly [file: string, source: string, rule: string | undefined])[] = [
  ['domain/uses-db.ts', `import '../db/store.ts';`, 'domain-stands-on'],
  ['domain/uses-files.ts', `import 'node:fs';`, 'domain-is-pure'],
  ['domain/uses-bare-files.ts', `import 'fs';`, 'domain-is-pure'],
  ['domain/uses-socket.ts', `import 'ws';`, 'domain-is-pure'],
  [
    'domain/uses-type.ts',
    `import type { store } from '../db/store.ts'; export type T = typeof store;`,
    'domain-stands-on',
  ],
  ['domain/uses-domain.ts', `import './result.ts';`, undefined],
  ['db/uses-hardware.ts', `import '../hardware/printer.ts';`, 'db-stands-on'],
  ['db/uses-register.ts', `import '../register/checkout.ts';`, 'db-stands-on'],
  ['db/uses-sqlite.ts', `import 'better-sqlite3'; import '../domain/result.ts';`, undefined],
  ['hardware/uses-db.ts', `import '../db/store.ts';`, 'hardware-stands-on'],
  ['hardware/uses-serialport.ts', `import 'serialport';`, undefined],
  ['sync/protocol/uses-domain.ts', `import '../../domain/result.ts';`, 'sync-protocol-stands-on'],
  ['sync/protocol/uses-files.ts', `import 'node:fs';`, 'protocol-only-schemas'],
  ['sync/protocol/uses-zod.ts', `import 'zod';`, undefined],
  ['sync/client/uses-hardware.ts', `import '../../hardware/printer.ts';`, 'sync-client-stands-on'],
  ['sync/client/uses-central.ts', `import '../central/server.ts';`, 'sync-client-stands-on'],
  ['sync/client/uses-db.ts', `import '../../db/store.ts'; import '../protocol/push.ts';`, undefined],
  ['sync/central/uses-db.ts', `import '../../db/store.ts';`, 'sync-central-stands-on'],
  ['sync/central/uses-pg.ts', `import 'pg';`, undefined],
  ['register/uses-central.ts', `import '../sync/central/server.ts';`, 'register-stands-on'],
  ['register/uses-renderer.ts', `import '../renderer/counter.tsx';`, 'register-stands-on'],
  ['register/uses-sqlite.ts', `import 'better-sqlite3';`, 'db-owns-its-packages'],
  ['register/uses-node-sqlite.ts', `import 'node:sqlite';`, 'db-owns-its-packages'],
  [
    'register/uses-sqlite-lazily.ts',
    `export const later = () => import('better-sqlite3');`,
    'db-owns-its-packages',
  ],
  ['register/uses-serialport.ts', `import 'serialport';`, 'hardware-owns-its-packages'],
  ['register/uses-serialport-part.ts', `import '@serialport/parser-readline';`, 'hardware-owns-its-packages'],
  ['register/uses-electron.ts', `import 'electron';`, 'electron-owns-its-packages'],
  ['register/uses-pg.ts', `import 'pg';`, 'sync-central-owns-its-packages'],
  ['register/uses-development-package.ts', `import 'fast-check';`, 'no-development-packages'],
  ['register/uses-what-is-gone.ts', `import './gone.ts';`, 'no-dead-ends'],
  ['register/uses-tests.ts', `import '../test/helper.ts';`, 'nothing-imports-tests'],
  [
    'register/composes.ts',
    `import '../db/store.ts'; import '../hardware/printer.ts'; import '../domain/result.ts';`,
    undefined,
  ],
  ['electron/uses-checkout.ts', `import '../register/checkout.ts';`, 'electron-stands-on'],
  ['electron/uses-host.ts', `import '../register/host.ts'; import 'electron';`, undefined],
  ['renderer/uses-checkout.ts', `import '../register/checkout.ts';`, 'renderer-stands-on'],
  [
    'renderer/uses-contract-code.ts',
    `import { call } from '../register/contract/call.ts'; call();`,
    'renderer-takes-only-types',
  ],
  [
    'renderer/uses-contract-types.ts',
    `import type { call } from '../register/contract/call.ts'; export type C = typeof call;`,
    undefined,
  ],
  ['scripts/uses-domain.ts', `import '../domain/result.ts';`, 'scripts-stands-on'],
  [
    'test/uses-everything.ts',
    `import '../db/store.ts'; import 'better-sqlite3'; import 'fast-check';`,
    undefined,
  ],
  ['domain/chicken.ts', `import './egg.ts';`, 'no-cycles'],
];

beforeAll(async () => {
  plantFiles(house, {
    'package.json': JSON.stringify({
      name: 'planted',
      type: 'module',
      dependencies: { 'better-sqlite3': '*', ws: '*', zod: '*', serialport: '*', pg: '*', electron: '*' },
      devDependencies: { 'fast-check': '*' },
    }),
    'domain/result.ts': 'export const result = 1;',
    'domain/egg.ts': `import './chicken.ts';`,
    'db/store.ts': 'export const store = 1;',
    'hardware/printer.ts': 'export const printer = 1;',
    'sync/protocol/push.ts': 'export const push = 1;',
    'sync/central/server.ts': 'export const server = 1;',
    'register/checkout.ts': 'export const checkout = 1;',
    'register/host.ts': 'export const host = 1;',
    'register/contract/call.ts': 'export const call = () => 1;',
    'renderer/counter.tsx': 'export const counter = 1;',
    'test/helper.ts': 'export const helper = 1;',
    ...Object.fromEntries(imports.map(([file, source]) => [file, source])),
  });
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
  violations = await findLayerViolations(house);
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the layers', () => {
  test.each(imports.filter(([, , rule]) => rule !== undefined))('refuse %s: %s', (file, _source, rule) => {
    expect(violations.filter((violation) => violation.startsWith(`${rule}: ${file} -> `))).not.toEqual([]);
  });

  const mayBeUnresolved = /^no-dead-ends: .* -> (serialport|pg|electron)$/;
  test.each(imports.filter(([, , rule]) => rule === undefined))('allow %s: %s', (file) => {
    const against = violations.filter((violation) => violation.includes(`: ${file} -> `));
    expect(against.filter((violation) => !mayBeUnresolved.test(violation))).toEqual([]);
  });

  test('are not called kept when nothing was read', async () => {
    const empty = realpathSync(mkdtempSync(join(tmpdir(), 'guitai-empty-')));
    try {
      plantFiles(empty, { 'package.json': '{}', 'db/store.ts': 'export {};' });
      expect(await findLayerViolations(empty)).toEqual([
        'not-read: domain/result.ts was not read, so nothing is known about its imports',
      ]);
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });
});
