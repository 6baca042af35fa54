/** A rule as a file has it: five per cent off everything, and what a test says otherwise. */
export function ruleOf(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: { en: `Rule ${id}`, 'zh-CN': `规则 ${id}` },
    offer: { kind: 'order-percent', rateBp: 500 },
    ...more,
  };
}

export function fileOf(...rules: readonly Record<string, unknown>[]): string {
  return JSON.stringify({ promotions: rules });
}
