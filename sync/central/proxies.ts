import { BlockList, isIP } from 'node:net';

/** Whether an address, so many proxies away from this server, is believed where a request comes from. */
export type TrustsProxy = (address: string, hop: number) => boolean;

/** This machine, and networks that no address of the internet is in. */
const NEAR = '127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,fc00::/7,fe80::/10';

/** Those that are named, addresses or networks, with commas between; null where one of them is neither. */
export function readProxies(text: string): TrustsProxy | null {
  const named = new BlockList();
  for (const word of text.split(',')) if (!addTo(named, word.trim())) return null;
  return (address) => isIn(named, address);
}

/**
 * The proxy that is connected, where it is on this machine or in its network: it saw for itself where the request came from.
 * What was said to it is anybody's word.
 */
export function trustNearProxy(): TrustsProxy {
  const near = readProxies(NEAR)!;
  return (address, hop) => hop === 0 && near(address, hop);
}

function addTo(list: BlockList, word: string): boolean {
  const [address = '', bits, ...more] = word.split('/');
  const family = familyOf(address);
  if (family === null || more.length > 0) return false;
  if (bits === undefined) {
    list.addAddress(address, family);
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128)) return false;
  list.addSubnet(address, Number(bits), family);
  return true;
}

/** An IPv4 address may come in the form that IPv6 has for it. */
function isIn(list: BlockList, address: string): boolean {
  const [bare = ''] = address.split('%');
  const family = familyOf(bare);
  return family !== null && list.check(bare, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6';
}
