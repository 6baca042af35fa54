import { useEffect, useMemo, useState } from 'react';
import { cleanText } from '../../domain/receipt/display-width.ts';
import type {
  CodeDrawing,
  ReceiptBlock,
  ReceiptDocument,
  ReceiptParagraph,
  ReceiptRow,
} from '../../domain/receipt/document.ts';
import { PICTURE_WIDTH_MAX_DOTS, picturePath, type ReceiptPicture } from '../../domain/receipt/picture.ts';
import './receipt-paper.css';

/** A receipt, report or slip as paper: black on white in the dark too. What only a printer does is left out. */
export function ReceiptPaper({ document }: { readonly document: ReceiptDocument }) {
  return (
    <article className="paper selectable" lang={document.language} aria-label={document.title}>
      {numbered(document.blocks).map(({ number, block }) => (
        <Block key={number} block={block} />
      ))}
    </article>
  );
}

/** Blocks have no names, and none of a document is ever added or moved: their place tells them apart. */
function numbered(
  blocks: readonly ReceiptBlock[],
): { readonly number: number; readonly block: ReceiptBlock }[] {
  return blocks.map((block, number) => ({ number, block }));
}

function Block({ block }: { readonly block: ReceiptBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return <Paragraph block={block} />;
    case 'row':
      return <Row block={block} />;
    case 'rule':
      return <hr />;
    case 'qr':
      return <QrCode text={block.text} />;
    case 'barcode':
      return <p className="center">{cleanText(block.text)}</p>;
    case 'feed':
      return <div className="feed" />;
    case 'logo':
      return <Logo picture={block.picture} />;
    case 'cut':
    case 'drawer':
      return null;
  }
}

/** As wide on the paper as it is printed: a printer has 576 dots or fewer across. */
function Logo({ picture }: { readonly picture: ReceiptPicture }) {
  const { widthDots, heightDots } = picture;
  const path = useMemo(() => picturePath(picture), [picture]);
  return (
    <svg
      className="logo"
      viewBox={`0 0 ${widthDots} ${heightDots}`}
      style={{ width: `${(widthDots / PICTURE_WIDTH_MAX_DOTS) * 100}%` }}
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

function Paragraph({ block: { text, align, emphasis } }: { readonly block: ReceiptParagraph }) {
  return <p className={`${align} ${emphasis}`}>{cleanText(text)}</p>;
}

function Row({ block: { left, middle, right, indent, emphasis } }: { readonly block: ReceiptRow }) {
  return (
    <div className={`paper-row ${emphasis}`} data-cells={middle === '' ? 2 : 3}>
      <span style={{ paddingLeft: `${indent}em` }}>{cleanText(left)}</span>
      {middle !== '' && <span className="cell">{cleanText(middle)}</span>}
      {right !== '' && <span className="cell">{cleanText(right)}</span>}
    </div>
  );
}

/** A QR code with its text under it; the text alone where it cannot be drawn. */
export function QrCode({ text }: { readonly text: string }) {
  const drawing = useQrDrawing(text);
  return (
    <figure className="qr">
      {drawing && (
        <svg viewBox={`0 0 ${drawing.widthModules} ${drawing.heightModules}`} aria-hidden="true">
          <path fillRule="evenodd" d={drawing.path} />
        </svg>
      )}
      <figcaption>{cleanText(text)}</figcaption>
    </figure>
  );
}

/** The encoder is fetched when the first code is shown: selling does not wait for it. */
function useQrDrawing(text: string): CodeDrawing | null {
  const [drawn, setDrawn] = useState<{ readonly text: string; readonly drawing: CodeDrawing | null } | null>(
    null,
  );
  useEffect(() => {
    let isShown = true;
    const draw = async () => {
      const { drawQr } = await import('./draw-qr.ts');
      if (isShown) setDrawn({ text, drawing: drawQr(text) });
    };
    void draw();
    return () => {
      isShown = false;
    };
  }, [text]);
  return drawn?.text === text ? drawn.drawing : null;
}
