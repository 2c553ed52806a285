import i18next, { type Resource } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const STORED = 'language';
const files = import.meta.glob<{ default: Record<string, unknown> }>('./{zh-CN,en}/*.json', {
  eager: true,
});

/** Every catalogue by language: the file name is the top-level key, so `t('drives.title')`. */
export const catalogues: Record<Language, Record<string, Record<string, unknown>>> = {
  'zh-CN': {},
  en: {},
};
for (const [path, file] of Object.entries(files)) {
  const [, language, noun] = /^\.\/(zh-CN|en)\/(.+)\.json$/.exec(path) ?? [];
  if (language && noun) catalogues[language as Language][noun] = file.default;
}

const resources: Resource = {
  'zh-CN': { translation: catalogues['zh-CN'] },
  en: { translation: catalogues.en },
};

export const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: 'zh-CN',
  initAsync: false,
  // React escapes what it draws
  interpolation: { escapeValue: false },
  resources,
});
markDocument(i18n.language);
i18n.on('languageChanged', markDocument);

function storedLanguage(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN';
}

function markDocument(language: string) {
  document.documentElement.lang = language;
}

/** Switches the interface and remembers it on this machine. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18n.changeLanguage(language);
}

/** The language that is shown now, redrawing when it changes. */
export function useLanguage(): Language {
  const { i18n: instance } = useTranslation();
  return instance.language === 'en' ? 'en' : 'zh-CN';
}
