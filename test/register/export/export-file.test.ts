import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newExportPath, prepareExport, writeCsv } from '../../../register/export/export-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SECOND_MS = 1_000;

describe('a table in the exports folder', () => {
  test('is named after what it is and when', () => {
    const path = newExportPath(folder, 'day-2026-11-21', 'csv', Date.UTC(2026, 10, 22, 10, 15, 0, 123));
    expect(path).toBe(join(folder, 'exports', 'day-2026-11-21-20261122T101500Z.csv'));
  });

  test('counts its rows and bytes, and does not appear where writing it failed', () => {
    const path = newExportPath(folder, 'day', 'csv', 0);
    const fail = () =>
      writeCsv(path, (write) => {
        write(['head']);
        throw new Error('the disk is gone');
      });
    expect(fail).toThrow('the disk is gone');
    expect(readdirSync(join(folder, 'exports'))).toEqual(['day-19700101T000000Z.csv.part']);
    const rows = Array.from({ length: 30_000 }, (_, row) => ['名称', row]);
    const written = writeCsv(path, (write) => [['head', 'row'], ...rows].forEach((row) => write(row)));
    expect(written.rows).toBe(30_000);
    expect(readdirSync(join(folder, 'exports'))).toEqual(['day-19700101T000000Z.csv']);
  });

  test('makes room by letting the oldest go', () => {
    for (let file = 0; file < 105; file += 1) {
      const path = newExportPath(folder, file % 2 ? 'a' : 'z', 'csv', file * SECOND_MS);
      prepareExport(path);
      writeFileSync(path, '');
    }
    const left = readdirSync(join(folder, 'exports'));
    expect(left).toHaveLength(100);
    expect(left).toContain('z-19700101T000144Z.csv');
    expect(left).toContain('a-19700101T000005Z.csv');
    expect(left).not.toContain('z-19700101T000004Z.csv');
  });
});
