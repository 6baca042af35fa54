/** The till belongs to a chain from here on: central decides prices, rules, members, points and who works here. */
export interface ChainJoined {
  readonly chainId: string;
  readonly chainName: string;
  /** What receipts are numbered under from here on. */
  readonly shopCode: string;
  readonly tillCode: string;
  /** Base64 of central's Ed25519 public key, DER SPKI. */
  readonly centralKey: string;
}

export interface ChainLeft {
  readonly chainId: string;
  readonly reason: 'by-hand' | 'revoked';
}

/** A page of what central decided went into the reference data: what of it changed, and the digest of all of it after. */
export interface ReferencePulled {
  readonly cursor: string;
  readonly changedCount: number;
  readonly removedCount: number;
  readonly digest: string;
}

/** All reference data was replaced by a snapshot of central's. Each digest is of all of it after. */
export interface SnapshotTaken {
  readonly snapshotId: string;
  readonly cursor: string;
  readonly articleDigest: string;
  readonly memberDigest: string;
  readonly promotionDigest: string;
}
