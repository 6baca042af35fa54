import type { Database } from 'better-sqlite3';
import type { Projection } from './projection.ts';

type Types = 'chain.joined' | 'chain.left';

/** The chain that the till belongs to, and the codes that its receipts have from then on. */
export function chainProjection(db: Database): Projection<Types> {
  const join = db.prepare(
    `INSERT INTO chain_link (only, chain_id, chain_name, shop_code, till_code, central_key, entry)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
  );
  const rename = db.prepare('UPDATE till SET shop_code = ?, till_code = ?, entry = ?');
  const leave = db.prepare('DELETE FROM chain_link WHERE chain_id = ?');
  return {
    'chain.joined'({ payload, position }) {
      const { chainId, chainName, shopCode, tillCode, centralKey } = payload;
      join.run(chainId, chainName, shopCode, tillCode, centralKey, position);
      rename.run(shopCode, tillCode, position);
    },
    'chain.left'({ payload, position }) {
      if (leave.run(payload.chainId).changes !== 1)
        throw new Error(`entry ${position} leaves chain ${payload.chainId}, which the till is not in`);
    },
  };
}
