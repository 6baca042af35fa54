/** Where text goes: a stream, or a test's buffer. */
export interface TextSink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 30;
const REPAINT_MS = 100;
const REPORT_MS = 5_000;

/** Shows progress on stderr: a bar that repaints on a terminal, a line every few seconds elsewhere. */
export function progressWriter(sink: TextSink): (label: string, done: number, total: number) => void {
  const isTerminal = sink.isTTY === true;
  let shownAtMs = isTerminal ? 0 : Date.now();
  return (label, done, total) => {
    const nowMs = Date.now();
    const isLast = done >= total;
    if (nowMs - shownAtMs < (isTerminal ? REPAINT_MS : REPORT_MS) && !(isLast && isTerminal)) return;
    shownAtMs = nowMs;
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (!isTerminal) {
      sink.write(`${label} ${percent} % (${done}/${total})\n`);
      return;
    }
    const filled = Math.round((BAR_WIDTH * percent) / 100);
    const bar = '█'.repeat(filled).padEnd(BAR_WIDTH, '░');
    sink.write(`\r\u001b[K${label} ${bar} ${percent} %${isLast ? '\r\u001b[K' : ''}`);
  };
}
