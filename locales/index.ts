import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import type { Param, Text } from '../flows/engine/text.js';
import type { Words } from '../flows/engine/types.js';
import { parseYaml } from '../prisma/known-yaml.js';
import { showInstant } from './dates.js';
import { languageOf, languages } from './languages.js';
import { createWords } from './words.js';

export { languageOf, languages, type Language } from './languages.js';

/** What a text may name without its flow knowing it, by placeholder: the numbers of the region it is read in. */
export type Place = Readonly<Record<string, Param>>;

/** The words of the deployment: renders message keys, knows what people type. */
export interface Locales {
  /**
   * A message in this language; dates in this zone; what depends on the place (emergency numbers) out of `place`. Throws
   * when the key does not exist, or a placeholder has nothing: a bug, never a guess.
   */
  render(text: Text, locale: string, zone: string, place?: Place): string;
  /** Whether a key exists in this language. */
  has(key: string, locale: string): boolean;
  /** One namespace as plain data (the practice page takes its texts this way). */
  namespace(locale: string, name: string): Readonly<Record<string, unknown>>;
  readonly words: Words;
}

/** Loads every `*.yaml` of every language below `folder`; `words.yaml` beside them holds what people type. */
export function loadLocales(folder: string): Locales {
  const instance = createI18n(folder);
  const templates = new Map<string, string>();
  /** The message before its values are put in: the same for all who read this language. */
  const templateOf = (text: Text, language: string): string => {
    const numbers = numbersOf(text);
    const id = `${language}|${text.key}|${numbers.count ?? ''}`;
    const known = templates.get(id);
    if (known !== undefined) return known;
    if (!instance.exists(text.key, { lng: language, ...numbers }))
      throw new Error(
        `expected the message ${text.key} in ${language}, got none; add it to locales/${language}`,
      );
    const template = instance.t(text.key, { lng: language, ...numbers, skipInterpolation: true }) as string;
    templates.set(id, template);
    return template;
  };
  const bare = new Map<string, string>();
  /** Most labels have no values: such a text is always the same. */
  const render: Locales['render'] = (text, locale, zone, place = {}) => {
    const id = `${locale}|${text.key}`;
    const known = text.params === undefined ? bare.get(id) : undefined;
    if (known !== undefined) return known;
    const { words, isBare } = renderAnew(text, locale, zone, place);
    if (isBare) bare.set(id, words);
    return words;
  };
  const renderAnew = (text: Text, locale: string, zone: string, place: Place) => {
    const language = languageOf(locale);
    const template = templateOf(text, language);
    const names = placeholdersOf(instance, text.key, language);
    const params = { ...valuesOf(place, names), ...text.params };
    const missing = names.filter((name) => params[name] === undefined);
    if (missing.length > 0)
      throw new Error(`expected ${missing.join(', ')} for the message ${text.key}, got nothing`);
    const values = Object.entries(params).map(([name, param]) => [name, show(param, language, zone, place)]);
    const words = instance.services.interpolator.interpolate(
      template,
      Object.fromEntries(values),
      language,
      {},
    );
    return { words, isBare: text.params === undefined && names.length === 0 };
  };
  const show = (param: Param, locale: string, zone: string, place: Place): string | number => {
    if (typeof param === 'string' || typeof param === 'number') return param;
    if ('date' in param) return showInstant(new Date(param.date), param.style, locale, zone);
    if ('list' in param) return param.list.map((item) => render(item, locale, zone, place)).join('\n');
    return render(param, locale, zone, place);
  };
  return {
    render,
    has: (key, locale) => instance.exists(key, { lng: languageOf(locale) }),
    namespace: (locale, name) =>
      (instance.getResourceBundle(languageOf(locale), name) ?? {}) as Record<string, unknown>,
    words: createWords(readYaml(path.join(folder, 'words.yaml')), (label, locale) =>
      render(label, locale, 'UTC'),
    ),
  };
}

function createI18n(folder: string): i18n {
  const instance = i18next.createInstance();
  const resources = Object.fromEntries(
    languages.map((language) => [language, readNamespaces(path.join(folder, language))]),
  );
  void instance.init({
    resources,
    lng: languages[0],
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnObjects: false,
  });
  return instance;
}

function readNamespaces(folder: string): Record<string, Record<string, unknown>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(
    files.map((file) => [path.basename(file, '.yaml'), readYaml(path.join(folder, file))]),
  );
}

function readYaml(file: string): Record<string, unknown> {
  return parseYaml(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

const placeholders = new Map<string, readonly string[]>();

/** The names in double braces of a message, in all its plural forms. */
function placeholdersOf(instance: i18n, key: string, language: string): readonly string[] {
  const id = `${language}|${key}`;
  const known = placeholders.get(id);
  if (known !== undefined) return known;
  const forms = ['', '_zero', '_one', '_other'].map((form): unknown => {
    const [namespace = '', ...path] = `${key}${form}`.split(/[:.]/u);
    return instance.getResource(language, namespace, path.join('.'));
  });
  const found = forms.flatMap((form) =>
    typeof form === 'string' ? [...form.matchAll(/\{\{\s*([\w-]+)/gu)] : [],
  );
  const names = [...new Set(found.map((match) => match[1]!))];
  placeholders.set(id, names);
  return names;
}

/** The values of a place that a text asks for. */
function valuesOf(place: Place, names: readonly string[]): Place {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(place, name) ? [[name, place[name]!]] : [])),
  );
}

function numbersOf(text: Text): { count?: number } {
  const count = text.params?.['count'];
  return typeof count === 'number' ? { count } : {};
}
