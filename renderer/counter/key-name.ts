const printed: Readonly<Record<string, string>> = {
  Delete: 'Del',
  Insert: 'Ins',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': '␣',
};

/** A key as keyboards print it. */
export function shortKey(key: string): string {
  return printed[key] ?? key;
}
