/** The screens' own scheme and host: no file of the machine and no site of the web is of their origin. */
export const PAGE_SCHEME = 'guitai';
const PAGE_HOST = 'app';
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/`;
/** The customer's screen. It is not the page: it has no bridge and gets no port. */
export const DISPLAY_ADDRESS = `${PAGE_ADDRESS}display`;

/** Whether an address is of the screens. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username + password === '';
}

/** Whether an address is the one page that the screens are; what stands after `#` or `?` is the page's own. */
export function isOwnPage(address: string): boolean {
  return isOwnAddress(address) && new URL(address).pathname === '/';
}
