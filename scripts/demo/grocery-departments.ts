/** A department of the demo's groceries: what is sold there, and what things cost there. */
interface GroceryDepartment {
  readonly code: string;
  /** Of the source's category, which says best what a thing is. */
  readonly category: RegExp;
  /** Of the name, where there is no category. */
  readonly name: RegExp;
  /** The range of its invented prices, in pence. */
  readonly fromMinor: number;
  readonly toMinor: number;
}

const NEVER = /(?!)/;

/** In the order in which they are asked: an orange chocolate is a sweet before it is a fruit. */
const GROCERY_DEPARTMENTS: readonly GroceryDepartment[] = [
  {
    code: 'beer',
    category: NEVER,
    name: /\b(lager|pale ale|dark ale|white ale|stout|pilsn?er|ipa|beers?|irish cider|cider pear|hard cider|heineken|guinness|budweiser)\b|啤酒/,
    fromMinor: 150,
    toMinor: 380,
  },
  {
    code: 'wine-spirits',
    category: /^alcoholic/,
    name: /\b(wine|merlot|chardonnay|shiraz|sauvignon|pinot|rioja|vodka|whisk(e)?y|scotch|gin|rum|prosecco|champagne|chablis|martini|grappa)\b|西凤酒|酒$/,
    fromMinor: 650,
    toMinor: 2_900,
  },
  {
    code: 'ices',
    category: /ice cream|frozen (other )?dessert|other frozen dessert/,
    name: /ice ?cream|gelato|sorbet|ice lolly|棒冰/,
    fromMinor: 150,
    toMinor: 550,
  },
  {
    code: 'frozen',
    category: /frozen|^pizza|french fries/,
    name: /\bfrozen\b|\bpizzas?\b|oven chips|fish fingers/,
    fromMinor: 100,
    toMinor: 600,
  },
  {
    code: 'biscuits',
    category:
      /cookies|biscuit|cakes|pastries|sweet bakery|snack, energy|wholesome snack|cereal\/muesli bars|pastry shells/,
    name: /biscuits?|cookies?|shortbread|digestives?|flapjacks?|brownies?|muffins?|\bcakes?\b|pastry|waffles?|doughnuts?|donuts?|danish|tarts?\b|\bpies?\b|(oat|granola|cereal|muesli) bars?|饼干|餅(?!粉)|蛋糕|月餅|麻花|花生酥|酥/,
    fromMinor: 80,
    toMinor: 350,
  },
  {
    code: 'confectionery',
    category: /candy|chocolate$|gum &|confection|gelatin/,
    name: /chocolates?|fudge|toffees?|caramels|lollipops?|jelly beans|gummies|wine gums|marshmallows?|liquorice|pastilles|\bmints\b|truffles|haribo|snickers|twix|maltesers|celebrations|turkish delight|sweets\b|巧克力|(?<![無无微])糖|德芙/,
    fromMinor: 60,
    toMinor: 400,
  },
  {
    code: 'snacks',
    category: /popcorn|chips, pretzels|snack|crackers/,
    name: /crisps|chips|tortilla|pretzels?|popcorn|pringles|\bnuts\b|peanuts|cashews?|almonds|pistachios?|crackers|oatcakes|rice cakes|jerky|薯片|薯卷|花生(?!醬|牛奶)|脆片|扁桃仁|碧根果/,
    fromMinor: 80,
    toMinor: 350,
  },
  {
    code: 'hot-drinks',
    category: /tea bags|coffee|powdered drinks|milk additives/,
    name: /\btea\b|\bteas\b|coffee|hot chocolate|drinking chocolate|cappuccino|espresso|普洱|煎茶|抹茶|花茶|红茶$|绿茶$/,
    fromMinor: 120,
    toMinor: 600,
  },
  {
    code: 'drinks',
    category: /juice|soda|^water|drinks|iced & bottle|non alcoholic|water enhancer|plant based water/,
    name: /juice|cola\b|lemonade|squash|smoothie|\bwater\b|soda|tonic|energy drink|cordial|root beer|ginger (beer|ale)|fanta|pepsi|sprite|irn bru|\bdrinks?\b|cider$|咖啡|可乐|可樂|汽水|飲料|饮料|果汁|飲品|凉茶|茶|水|健力宝|脉动/,
    fromMinor: 50,
    toMinor: 280,
  },
  {
    code: 'breakfast',
    category: /^cereal|processed cereal|pancakes, waffles|cereals products/,
    name: /cornflakes|muesli|granola|porridge|oats|cereal|weetabix|weet-bix|bran\b|rice krispies/,
    fromMinor: 150,
    toMinor: 450,
  },
  {
    code: 'spreads',
    category: /jam, jelly|honey|nut & seed butters|syrups|spreads$|sweet spread/,
    name: /\bjam\b|marmalade|honey|peanut butter|(almond|cashew|hazelnut|pistachio) butter|lemon curd|syrup|spread|nutella|花生醬/,
    fromMinor: 150,
    toMinor: 550,
  },
  {
    code: 'sauces',
    category: /sauce|salsa|dressing|pickles|condiment|seasoning|herbs|gravy|oil/,
    name: /sauce|ketchup|mayonnaise|mustard|chutney|pickles?|pesto|vinegar|dressing|relish|houmous|hummus|salsa|\boil\b|paste|curry|masala|\bsalt\b|pepper\b|spices?\b|gravy|stock cubes|沙拉|醬|香醋|腐乳|魚露|胡椒/,
    fromMinor: 90,
    toMinor: 450,
  },
  {
    code: 'tins',
    category: /canned|soup|tomatoes|chili & stew|vegetable and lentil/,
    name: /soup|baked beans|beans|chopped tomatoes|chickpeas|lentils|tuna|sardines|tinned|午餐肉|豆豉鯪魚/,
    fromMinor: 60,
    toMinor: 280,
  },
  {
    code: 'pasta-rice',
    category: /pasta|^rice|noodles|grains|flavored rice|dry dinners|mexican dinner/,
    name: /pasta|spaghetti|penne|fusilli|fettuccine|lasagne|noodles?|\brice\b|couscous|quinoa|烏冬|拉麵|面$|炒飯|大米|熟飯|碗麵/,
    fromMinor: 80,
    toMinor: 350,
  },
  {
    code: 'baking',
    category: /baking|flours|sugar|mixes|puddings/,
    name: /flour|sugar(?! free)|baking|cake mix|yeast|cocoa powder|custard|鬆餅粉/,
    fromMinor: 80,
    toMinor: 350,
  },
  {
    code: 'dairy',
    category: /cheese|milk|yogurt|butter|cream$|eggs/,
    name: /cheese|cheddar|\bmilk\b|yogh?urt|butter|cream\b|\beggs?\b|brie|mozzarella|牛奶|牛乳|鮮乳|奶粉|炼奶|豆漿|豆腐/,
    fromMinor: 90,
    toMinor: 480,
  },
  {
    code: 'bakery',
    category: /bread|crusts|dough|sandwich/,
    name: /bread|loaf|\bbuns?\b|\brolls\b|bagels?|baguette|pitta|naan|brioche|croissants?|crumpets?|wraps\b|toast|面包/,
    fromMinor: 80,
    toMinor: 320,
  },
  {
    code: 'meat-fish',
    category: /meat|sausages|bacon|poultry|pepperoni|fish|deli|sushi/,
    name: /chicken|beef|\bham\b|bacon|sausages?|turkey|\bpork\b|salmon|prawns|\bfish\b|lamb\b|salami|火腿肠|牛肉|豬肉/,
    fromMinor: 200,
    toMinor: 850,
  },
  {
    code: 'packed-produce',
    category: /vegetable|fruit/,
    name: /apples?|bananas?|carrots?|salad|berries|raspberries|blueberries|strawberries|raisins|apricots|dates\b|mango|spinach|potato(es)?|mushrooms?|peas\b|sweetcorn|葡萄乾/,
    fromMinor: 90,
    toMinor: 380,
  },
  { code: 'asian', category: NEVER, name: /\p{Script=Han}/u, fromMinor: 90, toMinor: 500 },
];

/** The departments that the law closes to the young. */
export const AGE_RESTRICTED: ReadonlySet<string> = new Set(['beer', 'wine-spirits']);

/** What only sounds like a drink. */
const NO_DRINK =
  /vinegar|sauce|batter|\b(gums?|raisin|cakes?|cheese|cheddar|candy|chocolates?|truffles?|jam|jelly|cream|marinade|dressing|mustard|ginger|root|cooking|crisps|bread|fudge|syrup|ham|salami|baba|yeast|fish|cod|cubes|nuts|cookies|pasta|onion|marmalade|pies?|pudding|steak|alcohol|free|butter|flavou?r(ed)?|hot dog|brats|chips|egg|eggs|rice)\b|0\.0/i;

export function groceryDepartment(name: string, category: string): GroceryDepartment | null {
  const [plainName, plainCategory] = [name.toLowerCase(), category.toLowerCase()];
  const fits = ({ code, category: ofCategory, name: ofName }: GroceryDepartment): boolean => {
    if (AGE_RESTRICTED.has(code) && NO_DRINK.test(plainName)) return false;
    return plainCategory === '' ? ofName.test(plainName) : ofCategory.test(plainCategory);
  };
  return GROCERY_DEPARTMENTS.find(fits) ?? null;
}
