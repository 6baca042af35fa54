import { readFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import type { ChainError } from '../domain/chain/chain-error.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { CentralFault } from '../sync/client/central-fault.ts';
import type { EnrolInput } from './contract/sync.ts';
import type { Register } from './register.ts';
import type { Approval } from './use-cases/authorize.ts';
import { checkMayJoin, joinChain } from './use-cases/join-chain.ts';

const DATA_KEY_BYTES = 32;

/**
 * Joins a till to a chain by a one-time code. `run` does something with the open till: what is asked of central in between takes
 * as long as the network does, and nobody waits for it but whoever joins.
 */
export async function enrolTill(
  run: <T>(work: (register: Register) => Result<T>) => Result<T>,
  { url: address, code, tillCode, caFile }: EnrolInput,
  approval: Approval = {},
): Promise<Result<null>> {
  // Few starts of a till are followed by it, so that none waits for what talks to central.
  const [{ askToJoin }, { parseCentralUrl }] = await Promise.all([
    import('../sync/client/enrol.ts'),
    import('../sync/client/transport.ts'),
  ]);
  const url = parseCentralUrl(address.trim());
  if (!url) return fail({ code: 'central-address-invalid', url: address });
  const ca = readCa(caFile);
  if (!ca.ok) return ca;
  const who = run((register) => {
    const may = checkMayJoin(register, approval);
    return may.ok ? ok(register.identity) : may;
  });
  if (!who.ok) return who;
  const { registerId, publicKey } = who.value;
  const program = `guitai ${manifest.version}`;
  // Of the machine only what says which program it needs: no name of it, nor of whose it is.
  const machine = `${process.platform} ${arch()} ${release()}`.slice(0, 200);
  const asked = await askToJoin(url, ca.value, {
    code: code.trim(),
    registerId,
    publicKey,
    tillCode: tillCode === '' ? null : tillCode,
    program,
    machine,
  });
  if (!asked.ok) return fail(explainFault(asked.error, url.href, tillCode));
  const { chainId, chainName, shopCode, tillCode: given, centralKey } = asked.value;
  const dataKey = Buffer.from(asked.value.dataKey, 'base64');
  if (dataKey.length !== DATA_KEY_BYTES) return fail({ code: 'central-answer-invalid', url: url.href });
  const joining = {
    chainId,
    chainName,
    shopCode,
    tillCode: given,
    centralKey,
    dataKey,
    url: url.href,
    caFile,
  };
  return run((register) => joinChain(register, joining, approval));
}

function readCa(caFile: string | null): Result<string | null> {
  if (caFile === null) return ok(null);
  try {
    return ok(readFileSync(caFile, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'file-unreadable', file: caFile, detail: String(error.code) });
  }
}

/** What is wrong, for the person who joins the till. */
export function explainFault(fault: CentralFault, url: string, tillCode: string | null = null): ChainError {
  switch (fault.kind) {
    case 'unreachable':
    case 'stopped':
      return { code: 'central-unreachable', url };
    case 'certificate':
      return { code: 'central-certificate', url };
    case 'protocol':
      return { code: 'central-protocol' };
    case 'malformed':
      return { code: 'central-answer-invalid', url };
    case 'busy':
      return { code: 'central-busy' };
    case 'unauthorized':
    case 'revoked':
      return { code: 'central-refused', detail: fault.kind };
    case 'refused':
      return refusalOf(fault.code, fault.detail, tillCode);
  }
}

function refusalOf(
  code: Extract<CentralFault, { kind: 'refused' }>['code'],
  detail: string,
  tillCode: string | null,
): ChainError {
  switch (code) {
    case 'code-unknown':
      return { code: 'enrolment-code-unknown' };
    case 'code-used':
      return { code: 'enrolment-code-used' };
    case 'code-expired':
      return { code: 'enrolment-code-expired' };
    case 'till-taken':
      return { code: 'enrolment-till-taken', tillCode: tillCode ?? '' };
    default:
      return { code: 'central-refused', detail };
  }
}
