import { ditherPicture, fitPicture, type ReceiptPicture } from '../../domain/receipt/picture.ts';

/** A photograph of a modern camera; more would take the page's memory. */
const FILE_BYTES_MAX = 20_000_000;
/** What the eye sees of red, green and blue, in thousandths (ITU-R BT.601). */
const [RED, GREEN, BLUE] = [299, 587, 114] as const;

/** A picture's file as black dots, at most so many across; null where it is none that the browser reads. */
export async function readPicture(file: File, widthMaxDots: number): Promise<ReceiptPicture | null> {
  if (file.size > FILE_BYTES_MAX) return null;
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return null;
  const { widthDots, heightDots } = fitPicture(image.width, image.height, widthMaxDots);
  const canvas = document.createElement('canvas');
  canvas.width = widthDots;
  canvas.height = heightDots;
  const context = canvas.getContext('2d');
  if (!context) return null;
  // What is transparent is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthDots, heightDots);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, widthDots, heightDots);
  image.close();
  const { data } = context.getImageData(0, 0, widthDots, heightDots);
  const greys = Float32Array.from({ length: widthDots * heightDots }, (_, dot) => {
    const at = dot * 4;
    return (data[at]! * RED + data[at + 1]! * GREEN + data[at + 2]! * BLUE) / 1_000;
  });
  return ditherPicture(greys, widthDots, heightDots);
}
