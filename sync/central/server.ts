import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { Central } from './central.ts';
import { dayRoute } from './days.ts';
import { digestsRoute, repullRoute } from './digests.ts';
import { feedRoute } from './feed.ts';
import { holdRoute, releaseRoute } from './holds.ts';
import { journalRoute } from './journal-download.ts';
import { leaseRoute } from './leases.ts';
import type { TrustsProxy } from './proxies.ts';
import { pushRoute } from './push-route.ts';
import { receiptRoute } from './receipts.ts';
import { addRegisterApi } from './register-api.ts';
import type { RegisterRoute } from './register-route.ts';
import { chunkRoute, snapshotRoute } from './snapshot/snapshot-routes.ts';

/** A socket on which nothing moves is a register that went away. */
const IDLE_SOCKET_MS = 60_000;
/** Longer than a register's pause between two questions, so that it need not connect for each. */
const KEEP_ALIVE_MS = 75_000;
/** A megabyte at a kilobyte a second takes half an hour; what is slower is sent in smaller pieces. */
const REQUEST_TIMEOUT_MS = 1_800_000;

const routes: readonly RegisterRoute[] = [
  pushRoute,
  feedRoute,
  digestsRoute,
  repullRoute,
  journalRoute,
  holdRoute,
  releaseRoute,
  leaseRoute,
  receiptRoute,
  dayRoute,
  snapshotRoute,
  chunkRoute,
];

export interface ServerOptions {
  /** Certificate and key in PEM; without them it speaks plain HTTP, for this machine alone or behind a proxy. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whose `X-Forwarded-For` and `X-Forwarded-Proto` say where a request comes from; without it nobody's. */
  readonly trustsProxy?: TrustsProxy;
  readonly logger?: FastifyServerOptions['logger'];
}

/** Central's HTTP server, with all that registers ask. More may be added to it before it listens. */
export function createServer(
  central: Central,
  { tls, trustsProxy, logger = false }: ServerOptions = {},
): FastifyInstance {
  const app = Fastify({
    ...(tls === undefined ? {} : { https: tls }),
    logger,
    trustProxy: trustsProxy ?? false,
    connectionTimeout: IDLE_SOCKET_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A page may be open for hours; its connections do not keep the server from ending.
    forceCloseConnections: 'idle',
  }) as FastifyInstance;
  addRegisterApi(app, central, routes);
  return app;
}
