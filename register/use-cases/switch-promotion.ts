import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { isSaleBeingPaid } from './loyalty-clock.ts';

/**
 * Switches a rule on or off in this shop; a file that brings it again leaves it so. What changes nothing leaves no entry.
 * Refused while a sale is being paid, so that what is paid stays what was shown.
 */
export function switchPromotion(
  register: Register,
  ruleId: string,
  isOn: boolean,
  approval: Approval = {},
): Result<null> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const stored = register.store.promotions.byId(ruleId);
  if (!stored) return fail({ code: 'promotion-unknown', rule: ruleId });
  const authorized = authorize(register, 'promotions-manage', {}, approval);
  if (!authorized.ok) return authorized;
  if (stored.isOn === isOn) return ok(null);
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  register.store.commit((writer) => {
    const digest = writer.promotions.switch(ruleId, isOn);
    const payload = { ruleId, isOn, authorization: authorized.value, digest };
    writer.record({ type: 'promotion.switched', payload }, entryContext(register));
  });
  return ok(null);
}
