import type { Language } from '../../domain/text/language.ts';

/** Every language under its own name: whoever cannot read this screen finds theirs. */
export const languageNames: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '中文' },
];
