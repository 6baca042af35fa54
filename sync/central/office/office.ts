import type { FastifyInstance } from 'fastify';
import { createMemberSeal } from '../../../seal/member-seal.ts';
import type { Central } from '../central.ts';
import { addOfficePage } from './office-page.ts';
import { addOfficeRoutes } from './office-routes.ts';

/**
 * Adds what people at central use: their API under `/office`, and where `pageFolder` holds the built page, the page at `/`. Who may
 * sign in first, `makeFirstOwner` decides.
 */
export function addOffice(app: FastifyInstance, central: Central, pageFolder: string | null): void {
  const { pool, keys, nowUtcMs } = central;
  addOfficeRoutes(app, { pool, nowUtcMs, seal: createMemberSeal(keys.dataKey) });
  if (pageFolder !== null) addOfficePage(app, pageFolder);
}
