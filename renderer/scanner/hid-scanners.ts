import { create } from 'zustand';
import { readScannedPiece, SCANNER_PAGE, SCANNER_USAGE, type ReportField } from './hid-report.ts';

/** What of WebHID (W3C community draft) is used here. */
interface HidDevice {
  readonly productName: string;
  readonly opened: boolean;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  addEventListener(type: 'inputreport', listener: (event: HidInputEvent) => void): void;
}
interface HidCollection {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly children?: readonly HidCollection[];
  readonly inputReports?: readonly { readonly reportId?: number; readonly items?: readonly ReportField[] }[];
}
interface HidInputEvent {
  readonly reportId: number;
  readonly data: DataView;
}
export interface Hid {
  getDevices(): Promise<readonly HidDevice[]>;
  requestDevice(options: {
    readonly filters: readonly { readonly usagePage: number; readonly usage: number }[];
  }): Promise<readonly HidDevice[]>;
  addEventListener(
    type: 'connect' | 'disconnect',
    listener: (event: { readonly device: HidDevice }) => void,
  ): void;
}

/** A scanner in HID-POS mode, and whether it can be heard: another program may have it. */
export interface HidScanner {
  /** Tells it from others of the same name, in the order in which they were found. */
  readonly id: number;
  readonly name: string;
  readonly isOpen: boolean;
}

/** The scanners in HID-POS mode that hang on the machine, as far as the page may see them. */
export const useHidScanners = create<{ readonly scanners: readonly HidScanner[] }>(() => ({ scanners: [] }));

const SCANNERS = [{ usagePage: SCANNER_PAGE, usage: SCANNER_USAGE }];
/** Longer than what any symbol holds: a scanner that never ends a code fills no memory. */
const TEXT_MAX_LENGTH = 8_192;

const takers = new Set<(text: string) => void>();
let hearing: Promise<void> | null = null;

/** Whether the page can hear such scanners at all: Electron and Chromium can. */
export function findHid(): Hid | null {
  return 'hid' in navigator ? (navigator.hid as Hid) : null;
}

/** Takes every scan of scanners in HID-POS mode, with its symbology identifier in front. Returns how to stop. */
export function onHidScan(take: (text: string) => void): () => void {
  takers.add(take);
  const hid = findHid();
  if (hid) hearing ??= hearScanners(hid, (text) => takers.forEach((taker) => taker(text)));
  return () => takers.delete(take);
}

/** Has the person choose a scanner, where the browser asks for it. Call it from a click. */
export async function chooseHidScanner(hid: Hid): Promise<void> {
  const chosen = await hid.requestDevice({ filters: SCANNERS });
  const pass = (text: string) => takers.forEach((taker) => taker(text));
  await Promise.all(chosen.map((device) => hearDevice(device, pass)));
  await listScanners(hid);
}

/** Hears all scanners that are there, and those that are plugged in later. */
export async function hearScanners(hid: Hid, take: (text: string) => void): Promise<void> {
  hid.addEventListener('connect', ({ device }) => {
    void hearDevice(device, take).then(() => listScanners(hid));
  });
  hid.addEventListener('disconnect', () => void listScanners(hid));
  const devices = await hid.getDevices();
  await Promise.all(devices.map((device) => hearDevice(device, take)));
  await listScanners(hid);
}

async function listScanners(hid: Hid): Promise<void> {
  const devices = (await hid.getDevices()).filter(isScanner);
  useHidScanners.setState({
    scanners: devices.map(({ productName, opened }, id) => ({ id, name: productName, isOpen: opened })),
  });
}

function isScanner({ collections }: HidDevice): boolean {
  return collections.some(({ usagePage, usage }) => usagePage === SCANNER_PAGE && usage === SCANNER_USAGE);
}

const heard = new WeakSet<HidDevice>();

async function hearDevice(device: HidDevice, take: (text: string) => void): Promise<void> {
  if (!isScanner(device)) return;
  try {
    if (!device.opened) await device.open();
  } catch (error) {
    // Another program has it: the list says that it is not open.
    if (!(error instanceof DOMException)) throw error;
    return;
  }
  if (heard.has(device)) return;
  heard.add(device);
  const reports = new Map(
    device.collections.flatMap(reportsOf).map(({ reportId = 0, items = [] }) => [reportId, items] as const),
  );
  let [aim, text] = ['', ''];
  device.addEventListener('inputreport', ({ reportId, data }) => {
    const piece = readScannedPiece(reports.get(reportId) ?? [], data);
    if (!piece) return;
    if (text === '') aim = piece.aim;
    text += piece.text;
    if (piece.isContinued && text.length <= TEXT_MAX_LENGTH) return;
    const scanned = text.startsWith(aim) ? text : aim + text;
    text = '';
    if (scanned !== aim) take(scanned);
  });
}

function reportsOf({
  inputReports = [],
  children = [],
}: HidCollection): NonNullable<HidCollection['inputReports']> {
  return [...inputReports, ...children.flatMap(reportsOf)];
}
