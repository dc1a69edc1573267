import type { Form, Language } from './form.ts';
import { languageKey } from './headers.ts';

/** ISO 639-1 code → names that forms give the language: in English, French and itself. */
const NAMES: Record<string, string> = {
  am: 'amharic, amharique, አማርኛ',
  ar: 'arabic, arabe, العربية, عربي, عربية, اللغة العربية',
  bn: 'bengali, bangla, bengalais, বাংলা',
  de: 'german, allemand, deutsch',
  en: 'english, anglais, inglés, ingles, الإنجليزية, англійська, английский',
  es: 'spanish, espagnol, español, espanol, castellano',
  fa: 'persian, farsi, persan, dari, فارسی, دری',
  fr: 'french, français, francais, francés, الفرنسية',
  ha: 'hausa, haoussa',
  hi: 'hindi, हिन्दी',
  ht: 'haitian, haitian creole, kreyòl, kreyol, créole haïtien',
  id: 'indonesian, bahasa indonesia',
  it: 'italian, italien, italiano',
  ku: 'kurdish, kurde, kurdi, kurmanji, sorani, کوردی',
  mg: 'malagasy, malgache',
  my: 'burmese, birman, myanmar, မြန်မာ',
  ne: 'nepali, népalais, नेपाली',
  pl: 'polish, polonais, polski',
  ps: 'pashto, pachto, پښتو',
  pt: 'portuguese, portugais, português, portugues',
  rn: 'kirundi, rundi',
  ro: 'romanian, roumain, română',
  ru: 'russian, russe, русский',
  rw: 'kinyarwanda',
  so: 'somali, soomaali',
  sw: 'swahili, kiswahili',
  ti: 'tigrinya, tigrigna, ትግርኛ',
  tr: 'turkish, turc, türkçe, turkce',
  uk: 'ukrainian, ukrainien, українська, український, украинский',
  ur: 'urdu, ourdou, اردو',
  vi: 'vietnamese, vietnamien, tiếng việt',
  wo: 'wolof',
  yo: 'yoruba',
  zh: 'chinese, chinois, 中文, 汉语, 普通话',
};

const CODES = new Map(
  Object.entries(NAMES).flatMap(([code, names]) => names.split(', ').map((name) => [languageKey(name), code] as const)),
);

/** The ISO 639 code of a language's name: from its brackets, else the name where it is a code itself, else by its name; '' where unknown. */
export function languageCode(name: string): string {
  const bracket = /\(\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*\)\s*$/i.exec(name)?.[1];
  if (bracket !== undefined) return bracket.toLowerCase();
  const key = languageKey(name.replace(/\([^)]*\)\s*$/, ''));
  return Object.hasOwn(NAMES, key) ? key : (CODES.get(key) ?? '');
}

/** Languages of a form, and how column names lead to them. */
export interface Languages {
  readonly all: readonly Language[];
  readonly defaultId: string;
  /** The id under which texts of a column's language are kept; those of a plain column that makes no language, under the default's. */
  idOf(language: string): string;
}

/**
 * Languages by first appearance; spellings that differ in case and spaces are one. `stated` is `default_language`. A plain `label` (the
 * language '') is that of `default_language` where no column names it. Default: the stated one, else '' where there is a plain column, else the first.
 */
export function formLanguages(names: readonly string[], stated: string): Languages {
  const byKey = new Map<string, string>();
  for (const name of names) if (!byKey.has(languageKey(name))) byKey.set(languageKey(name), name);
  const ids = [...byKey.values()];
  const named = stated === '' ? undefined : ids.find((id) => id !== '' && answersTo(id, stated));
  const plainName = named === undefined ? stated : '';
  const all = ids.map((id) => ({
    id,
    name: id === '' ? plainName : id,
    code: languageCode(id === '' ? plainName : id),
  }));
  const defaultId = named ?? (byKey.has('') ? '' : (ids[0] ?? ''));
  // Asked for each cell of a form, of a few languages.
  const asked = new Map<string, string>();
  return {
    all,
    defaultId,
    idOf(language) {
      const id = asked.get(language) ?? byKey.get(languageKey(language)) ?? (language === '' ? defaultId : language);
      asked.set(language, id);
      return id;
    },
  };
}

function answersTo(id: string, stated: string): boolean {
  if (languageKey(id) === languageKey(stated)) return true;
  const code = languageCode(stated);
  return code !== '' && languageCode(id) === code;
}

/** The language of a form that people call so: by its id or name, else by its code; null where it has none. */
export function languageNamed({ languages }: Pick<Form, 'languages'>, called: string): Language | null {
  const key = languageKey(called);
  const found =
    languages.find(({ id, name }) => languageKey(id) === key || languageKey(name) === key) ??
    languages.find(({ code }) => code !== '' && code === languageCode(called));
  return found ?? null;
}
