import { effect, signal } from '@preact/signals';
import type { Label, Language } from '../control.js';

/** How light the page is; `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const texts = signal<Texts | null>(null);

/** The language in use: the one chosen here before, else the browser's, else Chinese. */
export const language = signal<Language>(remembered('language', ['zh-CN', 'en']) ?? ofBrowser());
/** The theme in use. */
export const theme = signal<Theme>(remembered('theme', ['auto', 'light', 'dark']) ?? 'auto');

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(darkSystem.matches);
darkSystem.addEventListener('change', () => (systemIsDark.value = darkSystem.matches));

/** Fetches the texts and keeps document and storage in step with the choices. */
export async function startWords(): Promise<void> {
  const response = await fetch('/api/texts');
  texts.value = (await response.json()) as Texts;
  effect(() => {
    document.documentElement.lang = language.value;
    document.title = t('app.title');
    remember('language', language.value);
  });
  effect(() => {
    const dark = theme.value === 'auto' ? systemIsDark.value : theme.value === 'dark';
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    remember('theme', theme.value);
  });
}

/** The text of `key` in the language in use; the key itself when there is none. */
export function t(key: string, vars: Readonly<Record<string, string | number>> = {}): string {
  const text = texts.value?.[language.value][key] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => String(vars[name] ?? mark));
}

/** True when there is a text of `key`. */
export function knows(key: string): boolean {
  return texts.value?.[language.value][key] !== undefined;
}

/** A label of the bot in the language in use. */
export function say(label: Label): string {
  return typeof label === 'string' ? label : label[language.value];
}

function ofBrowser(): Language {
  const first = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

function remembered<T extends string>(name: string, allowed: readonly T[]): T | null {
  try {
    const value = localStorage.getItem(`guihang.${name}`);
    return allowed.find((one) => one === value) ?? null;
  } catch {
    return null;
  }
}

/** Storage may be switched off; then the choice lasts as long as the page. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`guihang.${name}`, value);
  } catch {
    // Nothing to do: see above.
  }
}

/** True when `name` was remembered with `value`. */
export function remembers(name: string, value: string): boolean {
  return remembered(name, [value]) !== null;
}
