import { type DemoRow, plainRow, type SourceRow } from './demo-row.ts';
import { titleCase } from './title-case.ts';

/** What is no article, whatever the file calls it: write-offs, notes of the stock room, vouchers, carriage. */
const NO_ARTICLE =
  /\b(voucher|damage[sd]?|damages|thrown away|given away|adjust(ed|ment)?|no stock|found by|carriage|postage|high resolution image|ebay|amazon|samples?|rex use|cannabis|spliff)\b|^lost$|\?/i;

/** The first department that a word of the name belongs to has the article. */
const DEPARTMENTS: readonly (readonly [string, RegExp])[] = [
  ['home', /clock\b|photo ?frame|door ?mat/],
  [
    'christmas',
    /christmas|xmas|advent|santa|reindeer|snow(man|flake|y)?\b|nativity|bauble|mistletoe|wise men|stocking|\bnoel\b|\bangel\b/,
  ],
  [
    'candles',
    /candle|t-?\s?lights?\b|t-?lite|tealight|lantern|\blamp|\blights?\b|chandelier|incense|oil burner|votive|scented|\blight holder/,
  ],
  [
    'jewellery',
    /neckl|bracelet|earring|\brings?\b|brooch|bangle|jewellery|jewels?\b|pendant|hair ?(clip|slide|grip|comb|band)|charm\b|anklet|choker|tiara|lariat|diamante|crystal drop/,
  ],
  [
    'bags',
    /\bbags?\b|handbag|shopper|purse|wallet|tote\b|luggage|suitcase|backpack|rucksack|washbag|make ?up bag/,
  ],
  [
    'stationery',
    /notebook|note ?book|pencil|\bpens?\b|card\b|cards\b|gift ?wrap|\bwrap\b|envelope|stationery|sticker|paper chain|journal|diary|eraser|rubber|\bruler|stamp|organiser|calendar|ribbon|tissue|\btags?\b|address book|memo|photo album|scissor|sketchbook|\bbook\b/,
  ],
  [
    'toys',
    /\btoys?\b|puzzle|\bgames?\b|\bdoll\b|dolly girl|jigsaw|skipping rope|skittles|dominoes|snakes|ludo|teddy|puppet|balloon|playing|\bkite|spinning|rattle|skateboard|marbles|inflatable|\bmodel\b|building block|soft toy|space boy.*(cup|tin)?|yo-?yo|bingo|noughts|chalk|painting set|crayon|party (bag|pack)|money box|piggy bank/,
  ],
  [
    'garden',
    /garden|plant|\bpot holder|flower ?pot|watering|bird|seed|parasol|hammock|hose|trellis|wheelbarrow|thermometer|gnome|outdoor|picnic|umbrella|deckchair|basket/,
  ],
  [
    'textiles',
    /cushion|quilt|throw\b|blanket|towel|scarf|shawl|slipper|curtain|rug\b|bath ?mat|hot water bottle|pillow|bedspread|gloves|socks|hat\b|beret|poncho|pyjama|felt\b/,
  ],
  [
    'kitchen',
    /kitchen|\bmugs?\b|\bcups?\b|saucer|\bplates?\b|\bbowls?\b|\bjugs?\b|\bjars?\b|cake|baking|\bbake\b|tea ?pot|teatime|apron|cutlery|spoon|fork|knife|knives|\bglass(es)?\b|tumbler|bottle|lunch ?box|snack box|\btins?\b|cookie|biscuit|egg|napkin|placemat|coaster|trays?\b|oven|jelly mould|tea cosy|coffee|colander|scales|spice|recipe|butter dish|fridge|strainer|corkscrew|popcorn|straws|jam\b|dish\b|goblet|decanter|canister|sugar|milk|toast|salt|pepper/,
  ],
  [
    'home',
    /mirror|frame|cabinet|shelf|shelves|drawer|stool|chair|table|desk|\bhooks?\b|hanger|knob|door ?stop|storage|box(es)?\b|basket|vase|rack\b|sign\b|cushion|bin\b|bathroom|soap|magnet|key ring|keyring|bucket|stand\b|holder/,
  ],
  [
    'decorations',
    /decoration|bunting|garland|hanging|wreath|heart|ornament|flower|feather|butterfl|fairy|wall art|wall|art\b|paper lantern|star\b|easter|bead|mobile\b|wicker|rose\b|string of/,
  ],
];

/**
 * The gift shop's articles: each that has a name and a price, under its stock code, at its most usual price. Codes that
 * differ only in case are one code to a till; the one that was sold more often stands.
 */
export function giftArticles(products: readonly SourceRow[]): DemoRow[] {
  const byCode = new Map<string, SourceRow>();
  for (const product of products) {
    if (!isArticle(product)) continue;
    const code = product['stock_code']!.trim().toUpperCase();
    const other = byCode.get(code);
    if (!other || Number(product['line_count']) > Number(other['line_count'])) byCode.set(code, product);
  }
  return [...byCode].map(([code, product]) => ({
    ...plainRow,
    code,
    name: nameOf(product),
    priceMinor: Number(product['modal_price_minor']),
    department: departmentOf(product['description']!),
  }));
}

function isArticle({ kind, description = '', modal_price_minor: price }: SourceRow): boolean {
  return (
    kind === 'merchandise' && description.trim() !== '' && Number(price) > 0 && !NO_ARTICLE.test(description)
  );
}

function nameOf(product: SourceRow): string {
  return titleCase(product['description']!.replace(/^\*+/, ''));
}

function departmentOf(description: string): string {
  const name = description.toLowerCase();
  return DEPARTMENTS.find(([, words]) => words.test(name))?.[0] ?? 'gifts';
}
