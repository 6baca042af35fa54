import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openServiceLog } from '../../../register/service/service-log.ts';
import { createFolder } from './service-process.ts';

describe('the service log', () => {
  test('keeps where a bug was thrown, under a number that is told to the caller', () => {
    const folder = createFolder();
    const incident = openServiceLog(folder).fault('basket.scan', new RangeError('not a safe integer'));
    const [line = ''] = readFileSync(join(folder, 'logs', 'service.log'), 'utf8').split('\n');
    expect(JSON.parse(line)).toMatchObject({
      event: 'fault',
      incident,
      where: 'basket.scan',
      error: 'RangeError',
      message: 'not a safe integer',
      stack: expect.arrayContaining([expect.stringContaining('service-log.test.ts')]),
    });
  });

  test('stays under 4 MB however much is written', () => {
    const folder = createFolder();
    const log = openServiceLog(folder);
    const detail = { text: 'x'.repeat(100_000) };
    for (let written = 0; written < 60; written += 1) log.note('noise', { ...detail, written });
    const names = readdirSync(join(folder, 'logs')).toSorted();
    expect(names).toEqual(['service.1.log', 'service.2.log', 'service.3.log', 'service.log']);
    const bytes = names.map((name) => statSync(join(folder, 'logs', name)).size);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(4_500_000);
    expect(readFileSync(join(folder, 'logs', 'service.log'), 'utf8')).toContain('"written":59');
  });

  test('cuts a message that would fill it', () => {
    const folder = createFolder();
    openServiceLog(folder).fault('anywhere', new Error('x'.repeat(1_000_000)));
    expect(statSync(join(folder, 'logs', 'service.log')).size).toBeLessThan(10_000);
  });
});
