import { ok, type Result } from '../../domain/result.ts';
import type { SeededRandom } from '../random.ts';
import type { Register } from '../register.ts';
import { takeSnapshot } from '../snapshot.ts';
import { setMember, setPoints } from './basket-membership.ts';
import { changeMember } from './change-member.ts';
import { registerMember } from './register-member.ts';

/** Members who buy in a soak. */
export interface SoakMembers {
  /** Now and then makes the sale on the counter a member's: one who is new, one who is known, one who changes. */
  serve(): Result<null>;
  /** Now and then pays with as many points as the sale on the counter takes. */
  redeem(): Result<null>;
}

const NAME = 'Soak';
/** As many as come back often enough to have points. */
const MEMBERS_KEPT = 40;

export function soakMembers(register: Register, random: SeededRandom): SoakMembers {
  const known = register.store.members.search(NAME, MEMBERS_KEPT).map(({ memberId }) => memberId);
  return {
    serve() {
      if (!random.chance(40)) return ok(null);
      const isNew = known.length < MEMBERS_KEPT && (known.length === 0 || random.chance(20));
      if (isNew) {
        const registered = registerMember(register, { name: `${NAME} ${register.newId()}` });
        if (!registered.ok) return registered;
        known.push(registered.value.member.memberId);
      }
      const memberId = isNew ? known.at(-1)! : random.pick(known);
      if (random.chance(5)) {
        const changed = changeMember(register, memberId, { note: `visit ${random.below(1_000)}` });
        if (!changed.ok) return changed;
      }
      const served = setMember(register, memberId);
      return served.ok ? ok(null) : served;
    },
    redeem() {
      const max = takeSnapshot(register).offers?.points?.max ?? 0;
      if (max === 0 || !random.chance(50)) return ok(null);
      const redeemed = setPoints(register, max);
      return redeemed.ok ? ok(null) : redeemed;
    },
  };
}
