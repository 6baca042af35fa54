import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use the host: whoever holds its cookie, which a ticket is exchanged for, once. */
export interface Access {
  /** What a new window is opened with; it admits one, within a quarter of an hour. */
  issueTicket(): string;
  /** Whether a ticket admits; it never does again. */
  redeem(ticket: string): boolean;
  /** The value of `Set-Cookie` for whoever came with a ticket. */
  readonly cookie: string;
  admits(cookieHeader: string | undefined): boolean;
  /** What another start of the host on this folder shows. */
  readonly hostToken: string;
  admitsHost(authorization: string | undefined): boolean;
}

const TICKETS_MAX = 16;
const TICKET_LIFE_MS = 900_000;

/**
 * `cookieName` tells the hosts of one machine apart: cookies are shared by all ports of an address. The cookie lives as
 * long as the browser and the host do; no script reads it, and no other site's request carries it (RFC 6265bis).
 */
export function createAccess(cookieName: string, nowMs: () => number): Access {
  const session = createSecret();
  const hostToken = createSecret();
  const tickets = new Map<string, number>();
  return {
    hostToken,
    cookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
    issueTicket() {
      const [oldest] = tickets.keys();
      if (tickets.size >= TICKETS_MAX && oldest !== undefined) tickets.delete(oldest);
      const ticket = createSecret();
      tickets.set(ticket, nowMs() + TICKET_LIFE_MS);
      return ticket;
    },
    redeem(ticket) {
      // The secret is looked up by its digest's equality with each, so that the time tells nothing of a part of it.
      const found = [...tickets].find(([issued]) => isSameSecret(issued, ticket));
      if (!found) return false;
      tickets.delete(found[0]);
      return nowMs() < found[1];
    },
    admits: (header = '') =>
      header
        .split(';')
        .map((pair) => pair.trim())
        .some(
          (pair) =>
            pair.startsWith(`${cookieName}=`) && isSameSecret(pair.slice(cookieName.length + 1), session),
        ),
    admitsHost: (authorization = '') => isSameSecret(authorization, `Bearer ${hostToken}`),
  };
}

function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares digests: they are of one length, which `timingSafeEqual` needs, whatever was given. */
function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
