import { fail, type Result } from '../../domain/result.ts';
import type { Authorization } from '../../domain/basket.ts';
import type { Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { refuseTaken } from './checkout.ts';

/**
 * Whether the till's books may be replaced now. In the middle of a shift they may: a damaged till must not wait for its
 * close. Money that was taken for a sale that is not finished is first given back, or the sale finished.
 */
export function allowRestore(register: Register, approval: Approval = {}): Result<Authorization> {
  const allowed = authorize(register, 'maintain', {}, approval);
  if (!allowed.ok) return allowed;
  const basket = register.store.baskets.current();
  const refusal = basket && refuseTaken(register, basket);
  return refusal ? fail(refusal) : allowed;
}
