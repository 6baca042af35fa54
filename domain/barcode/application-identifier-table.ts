/**
 * The GS1 application identifiers as data. `format`: parts in order, `N` digits, `X`, `Y`, `Z` the character sets 82, 39
 * and base 64; `N6` exactly six, `X..20` one to twenty, `[…]` optional; `c` ends in a check digit, `d` is a date,
 * `D` a date whose day may not be 00. Source: GS1 General Specifications, section 3.2, and the associations of 4.14.
 */
interface ApplicationIdentifierRow {
  readonly ais: string;
  readonly format: string;
  readonly requires?: readonly string[];
  readonly linkQualifiers?: readonly string[];
}

const GOODS = '01 02';
const UNIT = '01 8006';
const ITEM = '01 02 8006 8026';
const LOGISTIC = '00 01';
const MEASURED = '30 31nn 32nn 35nn 36nn';

export const applicationIdentifierRows: readonly ApplicationIdentifierRow[] = [
  { ais: '00', format: 'N18c', linkQualifiers: [''] },
  { ais: '01', format: 'N14c', linkQualifiers: ['22 10 21', '235'] },
  { ais: '02', format: 'N14c', requires: ['37'] },
  { ais: '10', format: 'X..20', requires: [ITEM] },
  { ais: '11 13 15 16', format: 'N6d', requires: [ITEM] },
  { ais: '12', format: 'N6d', requires: ['8020'] },
  { ais: '17', format: 'N6d', requires: [`255 ${ITEM}`] },
  { ais: '20', format: 'N2', requires: [ITEM] },
  { ais: '21', format: 'X..20', requires: [UNIT] },
  { ais: '22 243', format: 'X..20', requires: ['01'] },
  { ais: '235', format: 'X..28', requires: ['01'] },
  { ais: '240 241', format: 'X..30', requires: [ITEM] },
  { ais: '242', format: 'N..6', requires: [ITEM] },
  { ais: '250', format: 'X..30', requires: [UNIT, '21'] },
  { ais: '251', format: 'X..30', requires: [UNIT] },
  { ais: '253', format: 'N13c [X..17]', linkQualifiers: [''] },
  { ais: '254', format: 'X..20', requires: ['414'] },
  { ais: '255', format: 'N13c [N..12]', linkQualifiers: [''] },
  { ais: '30', format: 'N..8', requires: [GOODS] },
  { ais: expandMeasures('310-316 320-329 350-352 356 357 360 361 364-366'), format: 'N6', requires: [GOODS] },
  { ais: expandMeasures('330-336 340-349 353-355 362 363 367-369'), format: 'N6', requires: [LOGISTIC] },
  { ais: expandMeasures('337'), format: 'N6', requires: ['01'] },
  { ais: '37', format: 'N..8', requires: ['00', '02 8026'] },
  { ais: expandDecimals('390', 9), format: 'N..15', requires: ['255 8020'] },
  { ais: expandDecimals('391', 9), format: 'N3 N..15', requires: ['8020'] },
  { ais: expandDecimals('392', 9), format: 'N..15', requires: ['01', MEASURED] },
  { ais: expandDecimals('393', 9), format: 'N3 N..15', requires: [MEASURED] },
  { ais: expandDecimals('394', 3), format: 'N4', requires: ['255'] },
  { ais: expandDecimals('395', 5), format: 'N6', requires: [MEASURED] },
  { ais: '400', format: 'X..30' },
  { ais: '401', format: 'X..30', linkQualifiers: [''] },
  { ais: '402', format: 'N17c', linkQualifiers: [''] },
  { ais: '403', format: 'X..30', requires: ['00'] },
  { ais: '410 411 412 413 416', format: 'N13c' },
  { ais: '414', format: 'N13c', linkQualifiers: ['254', '7040'] },
  { ais: '415', format: 'N13c', requires: ['8020'], linkQualifiers: ['8020'] },
  { ais: '417', format: 'N13c', linkQualifiers: ['7040'] },
  { ais: '420', format: 'X..20' },
  { ais: '421', format: 'N3 X..9' },
  { ais: '422', format: 'N3', requires: [ITEM] },
  { ais: '423 425', format: 'N..15', requires: [GOODS] },
  { ais: '424 426', format: 'N3', requires: [GOODS] },
  { ais: '427', format: 'X..3', requires: [GOODS, '422'] },
  { ais: '4300 4301 4310 4311 4320', format: 'X..35', requires: ['00'] },
  { ais: '4302 4304 4305 4306 4312 4314 4315 4316', format: 'X..70', requires: ['00'] },
  { ais: '4303', format: 'X..70', requires: ['4302'] },
  { ais: '4313', format: 'X..70', requires: ['4312'] },
  { ais: '4307 4317', format: 'X2', requires: ['00'] },
  { ais: '4308 4319', format: 'X..30', requires: ['00'] },
  { ais: '4309', format: 'N20', requires: ['00'] },
  { ais: '4318', format: 'X..20', requires: ['00'] },
  { ais: '4321 4322 4323', format: 'N1', requires: ['00'] },
  { ais: '4324 4325', format: 'N6d N4', requires: ['00'] },
  { ais: '4326', format: 'N6D', requires: ['00'] },
  { ais: '4330 4331 4332 4333', format: 'N6 [X1]', requires: ['00'] },
  { ais: '7001', format: 'N13', requires: [ITEM] },
  { ais: '7002', format: 'X..30', requires: [GOODS] },
  { ais: '7003', format: 'N6D N4', requires: [GOODS] },
  { ais: '7004', format: 'N..4', requires: ['01', '10'] },
  { ais: '7005', format: 'X..12', requires: [GOODS] },
  { ais: '7006', format: 'N6D', requires: [GOODS] },
  { ais: '7007', format: 'N6D [N6D]', requires: [GOODS] },
  { ais: '7008', format: 'X..3', requires: [GOODS] },
  { ais: '7009', format: 'X..10', requires: [GOODS] },
  { ais: '7010', format: 'X..2', requires: [GOODS] },
  { ais: '7011', format: 'N6D [N4]', requires: [GOODS] },
  { ais: '7020', format: 'X..20', requires: [UNIT, '416'] },
  { ais: '7021', format: 'X..20', requires: [UNIT] },
  { ais: '7022', format: 'X..20', requires: ['7021'] },
  { ais: '7023', format: 'X..30' },
  { ais: expandDecimals('703', 9), format: 'N3 X..27', requires: [GOODS] },
  { ais: '7040', format: 'N1 X3' },
  { ais: '710 711 712 713 714 715', format: 'X..20', requires: ['01'] },
  { ais: expandDecimals('723', 9), format: 'X2 X..28', requires: ['01 8004'] },
  { ais: '7240', format: 'X..20', requires: [UNIT] },
  { ais: '7241', format: 'N2', requires: ['8017 8018'] },
  { ais: '7242', format: 'X..25', requires: ['8017 8018'] },
  { ais: '8001', format: 'N14', requires: ['01'] },
  { ais: '8002', format: 'X..20' },
  { ais: '8003', format: 'N14c [X..16]', linkQualifiers: [''] },
  { ais: '8004', format: 'X..30', linkQualifiers: ['7040'] },
  { ais: '8005', format: 'N6', requires: [GOODS] },
  { ais: '8006', format: 'N14c N4', linkQualifiers: ['22 10 21'] },
  { ais: '8007', format: 'X..34', requires: ['415'] },
  { ais: '8008', format: 'N6D N2 [N..4]', requires: [GOODS] },
  { ais: '8009', format: 'X..50', requires: [LOGISTIC] },
  { ais: '8010', format: 'Y..30', linkQualifiers: ['8011'] },
  { ais: '8011', format: 'N..12', requires: ['8010'] },
  { ais: '8012', format: 'X..20', requires: [UNIT] },
  { ais: '8013', format: 'X..25', linkQualifiers: [''] },
  { ais: '8017 8018', format: 'N18c', linkQualifiers: ['8019'] },
  { ais: '8019', format: 'N..10', requires: ['8017 8018'] },
  { ais: '8020', format: 'X..25', requires: ['415'] },
  { ais: '8026', format: 'N14c N4', requires: ['37'] },
  { ais: '8030', format: 'Z..90', requires: ['00 01 253 255 8003 8004 8006 8010 8017 8018'] },
  { ais: '8110 8112', format: 'X..70' },
  { ais: '8111', format: 'N4', requires: ['255'] },
  { ais: '8200', format: 'X..70', requires: ['01'] },
  { ais: '90', format: 'X..30' },
  { ais: '91 92 93 94 95 96 97 98 99', format: 'X..90' },
];

/**
 * Identifiers that may not stand in one string. Besides, two of one measure or amount that differ only in their
 * decimals (3102 and 3103) exclude each other.
 */
export const exclusiveIdentifiers: readonly (readonly [string, string])[] = [
  ['01', '02'],
  ['01', '37'],
  ['01', '255'],
  ['01', '8006'],
  ['02', '255'],
  ['02', '8026'],
  ['21', '235'],
  ['37', '8006'],
  ['255', '415'],
  ['255', '8006'],
  ['255', '8020'],
  ['255', '8026'],
  ['390n', '391n'],
  ['390n', '394n'],
  ['390n', '8111'],
  ['392n', '393n'],
  ['392n', '395n'],
  ['393n', '395n'],
  ['394n', '8111'],
  ['395n', '8005'],
  ['420', '421'],
  ['421', '4307'],
  ['422', '426'],
  ['423', '426'],
  ['424', '426'],
  ['425', '426'],
  ['4330', '4331'],
  ['4332', '4333'],
  ['8006', '8026'],
  ['8017', '8018'],
];

/** `310-312` becomes the identifiers of these measures with 0 to 5 decimals: `3100 3101 … 3125`. */
function expandMeasures(ranges: string): string {
  const families = ranges.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });
  return families.map((family) => expandDecimals(family, 5)).join(' ');
}

function expandDecimals(family: string, last: number): string {
  return Array.from({ length: last + 1 }, (_, digit) => `${family}${digit}`).join(' ');
}
