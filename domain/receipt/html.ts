import { cleanText } from './display-width.ts';
import { DOTS_PER_MM, paperWidthMm } from './document.ts';
import { picturePath } from './picture.ts';
import type { DrawCode, PaperColumns, ReceiptBlock, ReceiptDocument } from './document.ts';

/**
 * A document as one page of HTML that needs no other file: black on white in dark mode too, because it shows paper.
 * All text is escaped. Codes that cannot be drawn show their text.
 */
export function layoutHtml(document: ReceiptDocument, columns: PaperColumns, drawCode: DrawCode): string {
  const blocks = document.blocks.map((block) => blockHtml(block, drawCode)).join('\n');
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="only light">
<title>${escapeHtml(document.title)}</title>
<style>${styles(columns)}</style>
</head>
<body>
<main class="paper">
${blocks}
</main>
</body>
</html>
`;
}

function blockHtml(block: ReceiptBlock, drawCode: DrawCode): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p class="${block.align} ${block.emphasis}">${escapeHtml(block.text)}</p>`;
    case 'row': {
      const left = `<span style="padding-left:${block.indent}em">${escapeHtml(block.left)}</span>`;
      const cells = `${left}${cellHtml('middle', block.middle)}${cellHtml('right', block.right)}`;
      return `<div class="row ${block.emphasis}">${cells}</div>`;
    }
    case 'rule':
      return '<hr>';
    case 'qr':
    case 'barcode':
      return codeHtml(block.kind, block.text, drawCode);
    case 'feed':
      return `<div style="height:${block.lines * 1.4}em"></div>`;
    case 'logo': {
      const { widthDots, heightDots } = block.picture;
      const size = `viewBox="0 0 ${widthDots} ${heightDots}" style="width:${(widthDots / DOTS_PER_MM).toFixed(1)}mm"`;
      return `<figure><svg class="logo" ${size} shape-rendering="crispEdges" aria-hidden="true"><path d="${picturePath(block.picture)}"/></svg></figure>`;
    }
    case 'cut':
    case 'drawer':
      return '';
  }
}

function cellHtml(cell: 'middle' | 'right', text: string): string {
  return text === '' ? '' : `<span class="${cell}">${escapeHtml(text)}</span>`;
}

function codeHtml(kind: 'qr' | 'barcode', text: string, drawCode: DrawCode): string {
  const drawing = drawCode(kind, text);
  const caption = `<figcaption>${escapeHtml(text)}</figcaption>`;
  if (!drawing) return `<figure>${caption}</figure>`;
  const { widthModules, heightModules, path } = drawing;
  const svg = `<svg class="${kind}" viewBox="0 0 ${widthModules} ${heightModules}" shape-rendering="crispEdges" preserveAspectRatio="none" aria-hidden="true"><path d="${path}"/></svg>`;
  return `<figure>${svg}${caption}</figure>`;
}

function styles(columns: PaperColumns): string {
  const { paper, print } = paperWidthMm[columns];
  const fontMm = ((print / columns) * 2).toFixed(2);
  return `
:root{color-scheme:only light}
body{margin:0;background:#e9e7e0}
.paper{box-sizing:border-box;width:${paper}mm;margin:6mm auto;padding:5mm ${(paper - print) / 2}mm;background:#fff;color:#000;
font:${fontMm}mm/1.4 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
p,figure{margin:0}
.center{text-align:center}
.row{display:grid;grid-template-columns:minmax(18%,1fr) auto;column-gap:.6em;align-items:end}
.row:has(.middle){grid-template-columns:minmax(18%,1fr) auto minmax(42%,auto)}
.right,.middle{text-align:right;overflow-wrap:normal}
.strong{font-weight:700}
.tall{font-weight:700;font-size:1.35em}
hr{border:0;border-top:1px dashed #000;margin:.5em 0}
figure{text-align:center;padding:.8em 0}
figure svg{display:block;margin:0 auto .4em;fill:#000}
.qr{width:22mm;height:22mm}
.barcode{width:90%;height:12mm}
.logo{max-width:100%}
@page{margin:0}
@media print{body{background:none}.paper{margin:0}}
`;
}

function escapeHtml(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
