/** The languages that every message exists in; the first is what we fall back to. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Our language for whatever an app or a person says: `zh-hans` → `zh-CN`; unknown → Chinese; anything else → English. */
export function languageOf(locale: string | null): Language {
  return locale === null || locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
