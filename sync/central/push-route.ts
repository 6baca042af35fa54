import { pushRequest } from '../protocol/push.ts';
import { push } from './push.ts';
import { registerRoute } from './register-route.ts';

/** The only thing that a revoked register may still do: what it sold is not lost with it. */
export const pushRoute = registerRoute({
  method: 'POST',
  path: '/v1/push',
  mayBeRevoked: true,
  body: pushRequest,
  run: (central, { register, body }) => push(central, register, body),
});
