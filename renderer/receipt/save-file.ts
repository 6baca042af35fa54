import type { DocumentFile } from '../../register/contract/answer.ts';

/** The browser reads the address when the click is handled; after that it is of no use. */
const REVOKE_AFTER_MS = 10_000;

/** Saves a file of the service's as a download, under the name that it came with. */
export function saveFile({ fileName, mediaType, base64 }: DocumentFile): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}
