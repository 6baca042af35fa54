import { readFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import { signWithTillKey } from '../db/till-key.ts';
import type { ChainError } from '../domain/chain/chain-error.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { CentralFault } from '../sync/client/central-fault.ts';
import type { EnrolInput } from './contract/sync.ts';
import type { Register } from './register.ts';
import type { Approval } from './use-cases/authorize.ts';
import { checkMayJoin, joinChain } from './use-cases/join-chain.ts';
import { checkMayRenewKey, renewKey } from './use-cases/renew-key.ts';

const DATA_KEY_BYTES = 32;

/**
 * Joins a till to a chain by a one-time code; one that belongs to a chain asks that chain, by a code that was made for it, to know
 * it by the key that it has now. `run` does something with the open till: what is asked of central in between takes
 * as long as the network does, and nobody waits for it but whoever joins.
 */
export async function enrolTill(
  run: <T>(work: (register: Register) => Result<T>) => Result<T>,
  { url: address, code, tillCode, caFile: givenCaFile }: EnrolInput,
  approval: Approval = {},
): Promise<Result<null>> {
  // Few starts of a till are followed by it, so that none waits for what talks to central.
  const [{ askToJoin }, { parseCentralUrl }] = await Promise.all([
    import('../sync/client/enrol.ts'),
    import('../sync/client/transport.ts'),
  ]);
  const url = parseCentralUrl(address.trim());
  if (!url) return fail({ code: 'central-address-invalid', url: address });
  const who = run((register) => readWho(register, givenCaFile, approval));
  if (!who.ok) return who;
  const { registerId, publicKey, folder, link, caFile } = who.value;
  const ca = readCa(caFile);
  if (!ca.ok) return ca;
  const program = `guitai ${manifest.version}`;
  // Of the machine only what says which program it needs: no name of it, nor of whose it is.
  const machine = `${process.platform} ${arch()} ${release()}`.slice(0, 200);
  const request = {
    code: code.trim(),
    registerId,
    publicKey,
    tillCode: tillCode === '' ? null : tillCode,
    chainId: link?.chainId ?? null,
    program,
    machine,
  };
  const asked = await askToJoin(url, ca.value, request, (text) => signWithTillKey(folder, text));
  if (!asked.ok) {
    const error = explainFault(asked.error, url.href, tillCode);
    const isNoKeyCode = link !== null && error.code === 'enrolment-register-active';
    return fail(isNoKeyCode ? { code: 'chain-joined', chain: link.chainName } : error);
  }
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
  return run((register) => (link ? renewKey : joinChain)(register, joining, approval));
}

/** Who asks, if whoever asks for it may. The file that central is trusted by is known to a till of its chain. */
function readWho(register: Register, givenCaFile: string | null, approval: Approval) {
  const { store, identity } = register;
  const link = store.chain.link();
  const may = (link ? checkMayRenewKey : checkMayJoin)(register, approval);
  if (!may.ok) return may;
  const caFile = givenCaFile ?? (link ? store.chain.state().caFile : null);
  return ok({ ...identity, folder: store.folder, link, caFile });
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
    case 'code-elsewhere':
      return { code: 'enrolment-code-elsewhere' };
    case 'till-taken':
      return { code: 'enrolment-till-taken', tillCode: tillCode ?? '' };
    case 'register-active':
      return { code: 'enrolment-register-active' };
    default:
      return { code: 'central-refused', detail };
  }
}
