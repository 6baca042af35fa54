import type { Texts } from './texts.ts';

const en = {
  hint: 'Where articles come from, and how the shop’s own labels are read.',
  import: 'Articles from a file',
  importHint:
    'A CSV file in UTF-8 with a first row of column names: a code or barcode and a name at least, then price, unit, department, tax, brand and more. Good rows go in, others are shown with the reason. Selling goes on meanwhile.',
  path: 'Full path of the file on this till',
  importNow: 'Import',
  importing: 'Importing, {rows} rows so far.',
  imported: '{rows} rows: {added} added, {changed} changed, {unchanged} unchanged, {rejected} left out.',
  ignored: 'Columns that were not used: {columns}.',
  comma: ', ',
  rejectedTitle: 'Left out: {number} rows',
  saveRejected: 'Save all as CSV',
  line: 'Line',
  row: 'Row',
  reason: 'Why',
  rules: 'Labels that the shop prints itself',
  rulesHint:
    'Digits stand for themselves; then I the article, W its weight, P its price, M a member, V the verifier, X anything, C last the check digit. For example 21IIIIIWWWWWC.',
  ruleName: 'Name',
  pattern: 'Pattern',
  weightStep: 'One step of W',
  priceStep: 'One step of P',
  grams: '{grams} g',
  addRule: 'Add a kind of label',
  batches: 'Blocked batches',
  batchesHint: 'Batches that may not be sold. A GS1 label that names one is refused when it is scanned.',
  barcode: 'Barcode',
  batch: 'Batch',
  addBatch: 'Block a batch',
};

/** Of the page of articles and the shop's own labels. */
export const settingsArticlesText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    hint: '商品从哪里来，本店自印的标签怎样识别。',
    import: '从文件导入商品',
    importHint:
      'UTF-8 编码的 CSV 文件，首行为列名：至少有编码或条码、名称，其余可有价格、单位、部类、税目、品牌等。合格的行导入，其余列出原因。导入时照常销售。',
    path: '文件在本机的完整路径',
    importNow: '导入',
    importing: '正在导入，已处理 {rows} 行。',
    imported: '共 {rows} 行：新增 {added}，更新 {changed}，未变 {unchanged}，未导入 {rejected}。',
    ignored: '未使用的列：{columns}。',
    comma: '、',
    rejectedTitle: '未导入 {number} 行',
    saveRejected: '全部存为 CSV',
    line: '行号',
    row: '内容',
    reason: '原因',
    rules: '店内码',
    rulesHint:
      '数字为固定开头；其后 I 商品、W 重量、P 价格、M 会员、V 校验位、X 任意，最后 C 为校验码。例如 21IIIIIWWWWWC。',
    ruleName: '名称',
    pattern: '格式',
    weightStep: 'W 每单位',
    priceStep: 'P 每单位',
    grams: '{grams} 克',
    addRule: '增加一种标签',
    batches: '停售批次',
    batchesHint: '不得出售的批次。扫描到含该批次的 GS1 标签时拒绝销售。',
    barcode: '条码',
    batch: '批次',
    addBatch: '增加停售批次',
  },
};
