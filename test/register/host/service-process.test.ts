import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { serviceEnvironment } from '../../../register/host/service-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

describe('the environment of a service', () => {
  test('says where compiled code is kept, in the data folder', () => {
    vi.stubEnv('NODE_COMPILE_CACHE', undefined);
    expect(serviceEnvironment(folder)['NODE_COMPILE_CACHE']).toBe(join(folder, 'cache'));
  });

  test('names no place in a folder that is still to be made', () => {
    vi.stubEnv('NODE_COMPILE_CACHE', undefined);
    expect(serviceEnvironment(join(folder, 'new'))['NODE_COMPILE_CACHE']).toBeUndefined();
  });

  test('is what this process has been given, where that says otherwise', () => {
    vi.stubEnv('NODE_COMPILE_CACHE', '/elsewhere');
    vi.stubEnv('MALLOC_ARENA_MAX', '4');
    expect(serviceEnvironment(folder)).toMatchObject({
      NODE_COMPILE_CACHE: '/elsewhere',
      MALLOC_ARENA_MAX: '4',
    });
  });
});
