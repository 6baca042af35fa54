import { isZone } from '../../../domain/business-date.ts';
import { isCurrency } from '../../../domain/currency.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { PIN_PATTERN } from '../../../domain/staff.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { defaultShop, hasTill, openTill } from '../../open-till.ts';
import { addFirstManager } from '../../use-cases/first-manager.ts';
import type { TillSetup } from '../../use-cases/set-up.ts';
import type { Command, CommandInput } from '../command.ts';
import { readText } from '../read-options.ts';

const SHOP_CODE = /^[A-Z0-9]{1,12}$/;
const TILL_CODE = /^[A-Z0-9]{1,6}$/;
const STAFF_CODE = /^[A-Za-z0-9]{1,16}$/;
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
  summary: {
    en: 'set a new till up: shop, till, currency, zone, first manager',
    'zh-CN': '新建收银机：门店、机号、货币、时区、首位店长',
  },
  help: {
    en: [
      `--shop-code CODE   begins every receipt number (default ${defaultShop.code})`,
      '--shop-name NAME   printed on receipts',
      '--till CODE        this till within the shop (default 01)',
      `--currency CODE    ISO 4217 (default ${defaultShop.currency})`,
      `--zone ZONE        IANA time zone (default ${defaultShop.zone})`,
      '--manager CODE     the first person who may do everything, with --pin; from then on selling needs a sign-in',
    ].join('\n'),
    'zh-CN': [
      `--shop-code 代码   每个小票号的开头（默认 ${defaultShop.code}）`,
      '--shop-name 名称   打印在小票上',
      '--till 代码        店内机号（默认 01）',
      `--currency 代码    ISO 4217（默认 ${defaultShop.currency}）`,
      `--zone 时区        IANA 时区（默认 ${defaultShop.zone}）`,
      '--manager 工号     首位拥有全部权限的人，须同时给出 --pin；此后销售须登录',
    ].join('\n'),
  },
  run(input) {
    const { folder, language } = input;
    if (hasTill(folder)) return fail({ code: 'store-not-empty', folder });
    const setup = readSetup(input);
    if (!setup.ok) return setup;
    const { shop, tillCode, manager } = setup.value;
    const opened = openTill(folder, { shop, tillCode });
    if (!opened.ok) return opened;
    try {
      const added = manager && addFirstManager(opened.value, manager);
      if (added && !added.ok) return added;
    } finally {
      opened.value.store.close();
    }
    const text = fillTemplate(cliText[language].tillSetUp, { shop: shop.code, till: tillCode, folder });
    return ok({ text, json: { shop, tillCode, folder } });
  },
};

interface AskedSetup extends TillSetup {
  readonly manager: { readonly code: string; readonly name: string; readonly pin: string } | null;
}

function readSetup(input: CommandInput): Result<AskedSetup> {
  const text = cliText[input.language];
  const shop = {
    ...defaultShop,
    language: input.language,
    code: readText(input, 'shop-code') ?? defaultShop.code,
    name: readText(input, 'shop-name')?.trim() ?? defaultShop.name,
    currency: readText(input, 'currency') ?? defaultShop.currency,
    zone: readText(input, 'zone') ?? defaultShop.zone,
  };
  const tillCode = readText(input, 'till') ?? '01';
  const manager = readText(input, 'manager');
  const pin = readText(input, 'pin');
  const refuse = (template: string, values = {}) =>
    fail({ code: 'usage', detail: fillTemplate(template, values) } as const);
  if (!SHOP_CODE.test(shop.code)) return refuse(text.shopCodeInvalid);
  if (!TILL_CODE.test(tillCode)) return refuse(text.tillCodeInvalid);
  if (!shop.name || shop.name.length > NAME_MAX_LENGTH) {
    return refuse(text.shopNameInvalid, { max: NAME_MAX_LENGTH });
  }
  if (!isCurrency(shop.currency)) return refuse(text.currencyUnknown, { value: shop.currency });
  if (!isZone(shop.zone)) return refuse(text.zoneUnknown, { value: shop.zone });
  if (manager === undefined && pin === undefined) return ok({ shop, tillCode, manager: null });
  if (manager === undefined || pin === undefined) return refuse(text.managerAndPin);
  if (!STAFF_CODE.test(manager)) return refuse(text.managerInvalid);
  if (!PIN_PATTERN.test(pin)) return fail({ code: 'pin-invalid' });
  return ok({ shop, tillCode, manager: { code: manager, name: manager, pin } });
}
