import { entryOf } from './journal.ts';
import type { StoreReader } from './open-store.ts';
import { EMPTY_DIGEST } from '../seal/set-digest.ts';
import { faultAt, type VerifyFault } from './verify-fault.ts';

/** What an entry about reference data says of all of it. */
interface Reference {
  readonly types: readonly string[];
  readonly storedDigest: () => string;
  readonly computeDigest: () => string;
  readonly fault: string;
}

/**
 * Each kind of reference data against the digest kept row by row, and against the last entry that changed it. `onMember` is
 * called for each member: there may be a million.
 */
export function checkReferences(
  { catalogue, members, promotions, journal }: StoreReader,
  onMember: () => void,
): VerifyFault | null {
  const references: readonly Reference[] = [
    {
      types: ['catalogue.imported', 'article.saved'],
      storedDigest: () => catalogue.storedDigest(),
      computeDigest: () => catalogue.computeDigest(),
      fault: 'the catalogue is not the one that the last entry about it left',
    },
    {
      types: ['members.imported', 'member.registered', 'member.changed', 'member.merged', 'member.erased'],
      storedDigest: () => members.storedDigest(),
      computeDigest: () => members.computeDigest(onMember),
      fault: 'the members are not those that the last entry about them left',
    },
    {
      types: ['promotions.imported', 'promotion.switched'],
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

function checkReference(
  journal: StoreReader['journal'],
  { types, storedDigest, computeDigest, fault }: Reference,
): VerifyFault | null {
  const [last] = types
    .flatMap((type) => [...journal.latest(type, 1)])
    .sort((a, b) => b.position - a.position);
  const stored = storedDigest();
  const journalled = last ? (entryOf(last).payload as { digest: string }).digest : EMPTY_DIGEST;
  if (journalled === stored && computeDigest() === stored) return null;
  return last
    ? faultAt(last, 'reference', fault)
    : { kind: 'reference', epoch: null, seq: null, detail: fault };
}
