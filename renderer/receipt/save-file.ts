import type { DocumentFile } from '../../register/contract/answer.ts';

/** The browser reads the address when the click is handled; after that it is of no use. */
const REVOKE_AFTER_MS = 10_000;

/** Saves a file of the service's as a download, under the name that it came with. */
export function saveFile({ fileName, mediaType, base64 }: DocumentFile): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  download(fileName, new Blob([bytes], { type: mediaType }));
}

/** Saves a text that this screen wrote as a download in UTF-8. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  download(fileName, new Blob([text], { type: `${mediaType};charset=utf-8` }));
}

function download(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}
