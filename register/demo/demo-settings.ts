import type { DeviceSettings, PrinterSettings } from '../../domain/devices/device-settings.ts';
import type { Language } from '../../domain/text/language.ts';
import type { SettingsChange } from '../use-cases/change-settings.ts';
import { demoDepartments } from './demo-departments.ts';
import { demoLoyalty } from './demo-loyalty.ts';
import { demoTileGroups } from './demo-tiles.ts';

const en = {
  shopName: 'Guitai demo shop',
  standard: 'VAT',
  zero: 'Zero rate',
  none: 'Outside VAT',
  receiptHeader: 'A shop for trying things out',
  receiptFooter: 'The prices of groceries are invented.',
  printer: 'Receipt printer',
};

const zhCN: typeof en = {
  shopName: 'Guitai 演示商店',
  standard: '增值税',
  zero: '零税率',
  none: '不计税',
  receiptHeader: '仅供试用的商店',
  receiptFooter: '食品价格均为虚构。',
  printer: '小票打印机',
};

const texts: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zhCN };

export function demoShopName(language: Language): string {
  return texts[language].shopName;
}

/** What the demo shop sets otherwise than a new till, in an order in which each section agrees with those before it. */
export function demoSettings(language: Language): SettingsChange[] {
  const text = texts[language];
  const since = '1970-01-01';
  return [
    {
      section: 'taxCategories',
      value: [
        {
          code: 'standard',
          name: text.standard,
          isIncluded: true,
          // Great Britain's standard rate: 17.5 % until it became 20 % (Finance (No. 2) Act 2010, section 3).
          rates: [
            { validFrom: since, rateBp: 1_750 },
            { validFrom: '2011-01-04', rateBp: 2_000 },
          ],
        },
        { code: 'zero', name: text.zero, isIncluded: true, rates: [{ validFrom: since, rateBp: 0 }] },
        { code: 'none', name: text.none, isIncluded: true, rates: [{ validFrom: since, rateBp: 0 }] },
      ],
    },
    { section: 'departments', value: demoDepartments(language) },
    { section: 'defaultTaxCode', value: 'standard' },
    {
      section: 'inStoreRules',
      value: [
        { id: 'weight', pattern: '21IIIIIWWWWWC', weightStepGrams: 1, priceStepMinor: 1 },
        { id: 'price', pattern: '22IIIIIPPPPPC', weightStepGrams: 1, priceStepMinor: 1 },
      ],
    },
    {
      section: 'receipt',
      value: { headerLines: [text.receiptHeader], footerLines: [text.receiptFooter], columns: 48 },
    },
    { section: 'tileGroups', value: demoTileGroups(language) },
    { section: 'loyalty', value: demoLoyalty() },
    { section: 'devices', value: demoDevices(text.printer) },
  ];
}

/** Nobody who tries the program out has these at hand, so they are simulated. */
function demoDevices(printerName: string): DeviceSettings {
  const connection = { kind: 'simulated' } as const;
  const printer: PrinterSettings = {
    id: 'receipts',
    name: printerName,
    connection,
    dialect: 'esc-pos',
    encoding: 'gb18030',
    columns: 48,
    dots: 576,
    cut: 'partial',
    drawsCodes: false,
    answersStatus: true,
    confirmsPrint: true,
    drawer: { pin: 2, onMs: 50, offMs: 200 },
    fallbackId: null,
  };
  return {
    printers: [printer],
    receiptPrinterId: printer.id,
    printsEachSale: true,
    scanner: null,
    scale: { protocol: 'cas', connection },
    poleDisplay: { dialect: 'cd5220', connection, encoding: 'gb18030' },
    customerDisplay: false,
  };
}
