import { expect, test } from 'vitest';
import { centered, row, type ReceiptBlock } from '../../../domain/receipt/document.ts';
import { layoutHtml } from '../../../domain/receipt/html.ts';

const square = () => ({ widthModules: 1, heightModules: 1, path: 'M0 0h1v1h-1z' });

function page(blocks: readonly ReceiptBlock[], columns: 32 | 48 = 48): string {
  return layoutHtml({ language: 'zh-CN', title: '小票 <1>', blocks }, columns, square);
}

test('a name is text, whatever it contains', () => {
  const html = page([row(`<script>alert("x")</script> & 'co'`, '1.00'), centered('</main>')]);
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
  expect(html).toContain('<title>小票 &lt;1&gt;</title>');
  expect(html).not.toContain('<script');
  expect(html.match(/<\/main>/g)).toHaveLength(1);
});

test('the page needs no other file and stays paper in dark mode', () => {
  const html = page([{ kind: 'qr', text: 'R-1' }]);
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<path d="M0 0h1v1h-1z"/>');
  expect(html).toContain('color-scheme:only light');
  expect(html).not.toMatch(/https?:|url\(|@import|src=/);
});

test('the paper is 80 mm wide, or 58 mm for 32 columns', () => {
  expect(page([])).toContain('width:80mm');
  expect(page([], 32)).toContain('width:58mm');
});

test('a code that cannot be drawn shows its text', () => {
  const html = layoutHtml(
    { language: 'en', title: '', blocks: [{ kind: 'barcode', text: '号 1' }] },
    48,
    () => null,
  );
  expect(html).toContain('<figcaption>号 1</figcaption>');
  expect(html).not.toContain('<svg');
});
