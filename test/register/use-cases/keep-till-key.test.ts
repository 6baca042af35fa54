import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { openTill } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';

describe('the key that signs Z reports', () => {
  let folder = '';
  let register: Register;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guitai-key-'));
    register = open();
  });

  afterEach(() => {
    register.store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function open(): Register {
    const opened = openTill(folder);
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  }

  function closeADay(): void {
    expect(openShift(register, 0).ok).toBe(true);
    expect(closeShift(register, { countedMinor: 0 }).ok).toBe(true);
  }

  it('is replaced in the journal when its file is lost while the till runs, and the day still closes', () => {
    closeADay();
    rmSync(join(folder, 'till.key'));
    closeADay();
    const report = verifyStore(register.store);
    expect(report.fault).toBeNull();
    expect(report).toMatchObject({ zReports: 2, keyReplacements: 1 });
  });

  it('is replaced in the journal when another till’s file lies there at the next start', () => {
    closeADay();
    register.store.close();
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, 'till.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    register = open();
    closeADay();
    expect(verifyStore(register.store)).toMatchObject({ fault: null, zReports: 2, keyReplacements: 1 });
  });

  it('is left alone by a start that finds it as it was', () => {
    const before = register.store.journal.head()?.position;
    register.store.close();
    register = open();
    expect(register.store.journal.head()?.position).toBe(before);
  });
});
