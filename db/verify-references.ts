import type { ChainLeft } from '../domain/facts/chain-facts.ts';
import { entryOf, type JournalRow } from './journal.ts';
import type { StoreReader } from './open-store.ts';
import { EMPTY_DIGEST } from '../seal/set-digest.ts';
import { faultAt, type VerifyFault } from './verify-fault.ts';

/** What an entry about reference data says of all of it. */
interface Reference {
  /** Of the entries that say so in a field of their own. */
  readonly types: Readonly<Record<string, string>>;
  /** Leaving a chain for this reason took all of it away. */
  readonly isLostBy: (reason: ChainLeft['reason']) => boolean;
  /** Central changes it, without an entry. */
  readonly isFed: boolean;
  readonly storedDigest: () => string;
  readonly computeDigest: () => string;
  readonly fault: string;
}

/**
 * Each kind of reference data against the digest kept row by row, and against the last entry that changed it, but for the members of a
 * till that is fed by its chain: these are compared with central's at each close. `onMember` is called for each member: there may be
 * a million.
 */
export function checkReferences(
  { catalogue, members, promotions, journal, chain }: StoreReader,
  onMember: () => void,
): VerifyFault | null {
  const references: readonly Reference[] = [
    {
      types: {
        'catalogue.imported': 'digest',
        'article.saved': 'digest',
        'catalogue.pulled': 'digest',
        'snapshot.taken': 'articleDigest',
      },
      isLostBy: (reason) => reason === 'revoked',
      isFed: false,
      storedDigest: () => catalogue.storedDigest(),
      computeDigest: () => catalogue.computeDigest(),
      fault: 'the catalogue is not the one that the last entry about it left',
    },
    {
      types: {
        'members.imported': 'digest',
        'member.registered': 'digest',
        'member.changed': 'digest',
        'member.merged': 'digest',
        'member.erased': 'digest',
        'members.pulled': 'digest',
        'snapshot.taken': 'memberDigest',
      },
      isLostBy: () => true,
      isFed: chain.state().cursor !== null,
      storedDigest: () => members.storedDigest(),
      computeDigest: () => members.computeDigest(onMember),
      fault: 'the members are not those that the last entry about them left',
    },
    {
      types: {
        'promotions.imported': 'digest',
        'promotion.switched': 'digest',
        'promotions.pulled': 'digest',
        'snapshot.taken': 'promotionDigest',
      },
      isLostBy: (reason) => reason === 'revoked',
      isFed: false,
      storedDigest: () => promotions.storedDigest(),
      computeDigest: () => promotions.computeDigest(),
      fault: 'the promotions are not those that the last entry about them left',
    },
  ];
  for (const reference of references) {
    const fault = checkReference(journal, reference);
    if (fault) return fault;
  }
  return null;
}

/** More than any till ever leaves. */
const CHAINS_LEFT_MAX = 100;

function reasonOf(row: JournalRow): ChainLeft['reason'] {
  const entry = entryOf(row);
  if (entry.type !== 'chain.left') throw new Error(`entry ${row.position} leaves no chain`);
  return entry.payload.reason;
}

function checkReference(
  journal: StoreReader['journal'],
  { types, isLostBy, isFed, storedDigest, computeDigest, fault }: Reference,
): VerifyFault | null {
  const told = Object.keys(types).flatMap((type) => [...journal.latest(type, 1)]);
  const lost = journal.latest('chain.left', CHAINS_LEFT_MAX).filter((row) => isLostBy(reasonOf(row)));
  const [last] = [...told, ...lost].sort((a, b) => b.position - a.position);
  const stored = storedDigest();
  const field = last && types[last.type];
  const journalled = field
    ? (entryOf(last).payload as unknown as Readonly<Record<string, string>>)[field]
    : EMPTY_DIGEST;
  if ((isFed || journalled === stored) && computeDigest() === stored) return null;
  return last
    ? faultAt(last, 'reference', fault)
    : { kind: 'reference', epoch: null, seq: null, detail: fault };
}
