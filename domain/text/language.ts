/** The languages that every text is complete in. */
export const languages = ['en', 'zh-CN'] as const;

export type Language = (typeof languages)[number];

/** A text with `{placeholders}` filled in. A missing value shows its name, so that no sentence is ever lost to a slip. */
export function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : whole;
  });
}
