import { isZone } from '../../../domain/business-date.ts';
import { isCurrency } from '../../../domain/currency.ts';
import { fail, ok } from '../../../domain/result.ts';
import { PIN_PATTERN } from '../../../domain/staff.ts';
import { defaultShop, hasTill, openTill } from '../../open-till.ts';
import { systemClock } from '../../register.ts';
import { addFirstManager } from '../../use-cases/set-up.ts';
import type { Command, CommandInput } from '../command.ts';

const SHOP_CODE = /^[A-Z0-9]{1,12}$/;
const TILL_CODE = /^[A-Z0-9]{1,6}$/;
const NAME_MAX_LENGTH = 60;

/** `init`: sets a till up. Without it the first import or sale sets one up with defaults. */
export const initCommand: Command = {
  name: 'init',
  positionals: [],
  options: {
    'shop-code': { type: 'string' },
    'shop-name': { type: 'string' },
    till: { type: 'string' },
    currency: { type: 'string' },
    zone: { type: 'string' },
    manager: { type: 'string' },
    pin: { type: 'string' },
  },
  summary: { en: 'set a new till up: shop, till, currency, zone, first manager', 'zh-CN': '新建收银机：门店、机号、货币、时区、首位店长' },
  help: [
    `--shop-code CODE   begins every receipt number (default ${defaultShop.code})`,
    '--shop-name NAME   printed on receipts',
    '--till CODE        this till within the shop (default 01)',
    `--currency CODE    ISO 4217 (default ${defaultShop.currency})`,
    `--zone ZONE        IANA time zone (default ${defaultShop.zone})`,
    '--manager CODE     the first person who may do everything, with --pin; from then on selling needs a sign-in',
  ].join('\n'),
  run(input) {
    const { folder, language } = input;
    if (hasTill(folder)) return fail({ code: 'store-not-empty', folder });
    const shop = {
      ...defaultShop,
      language,
      code: text(input, 'shop-code') ?? defaultShop.code,
      name: text(input, 'shop-name') ?? defaultShop.name,
      currency: text(input, 'currency') ?? defaultShop.currency,
      zone: text(input, 'zone') ?? defaultShop.zone,
    };
    const tillCode = text(input, 'till') ?? '01';
    const manager = text(input, 'manager');
    const pin = text(input, 'pin');
    const invalid = (detail: string) => fail({ code: 'settings-invalid', section: 'init', detail } as const);
    if (!SHOP_CODE.test(shop.code)) return invalid('--shop-code');
    if (!TILL_CODE.test(tillCode)) return invalid('--till');
    if (!shop.name.trim() || shop.name.length > NAME_MAX_LENGTH) return invalid('--shop-name');
    if (!isCurrency(shop.currency)) return invalid(`--currency ${shop.currency}`);
    if (!isZone(shop.zone)) return invalid(`--zone ${shop.zone}`);
    if (manager !== undefined && !/^[A-Za-z0-9]{1,16}$/.test(manager)) return invalid('--manager');
    if (manager !== undefined && !PIN_PATTERN.test(pin ?? '')) return fail({ code: 'pin-invalid' });
    const opened = openTill(folder, { shop, tillCode });
    if (!opened.ok) return opened;
    if (manager !== undefined) addFirstManager(opened.value.store, systemClock, manager, manager, pin!);
    opened.value.store.close();
    const done = { en: `The till ${shop.code}-${tillCode} is set up in ${folder}.`, 'zh-CN': `收银机 ${shop.code}-${tillCode} 已建于 ${folder}。` };
    return ok({ text: done[language], json: { shop, tillCode, folder } });
  },
};

function text({ options }: CommandInput, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
