import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogues, i18n, languages } from '../../client/i18n/index.ts';
import { errorCodes } from '../../shared/errors.ts';
import { roles } from '../../shared/roles.ts';

/** Every leaf as "drives.form.name". */
function leaves(tree: object, place: string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = [...place, key];
    return typeof value === 'object' ? leaves(value as object, here) : [[here.join('.'), value]];
  });
}

const chinese = new Map(leaves(catalogues['zh-CN']));
const english = new Map(leaves(catalogues.en));

test('both languages have the same words, none of them empty', () => {
  expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
  for (const words of [...chinese.values(), ...english.values()]) expect(words).not.toBe('');
});

test('both languages fill in the same values', () => {
  const slots = (words = '') => (words.match(/\{\{\w+\}\}/g) ?? []).toSorted();
  for (const [key, words] of chinese)
    expect([key, slots(english.get(key))]).toEqual([key, slots(words)]);
});

test('English words hold no Chinese, but for names and the other language', () => {
  const allowed = /languageName|\.language$|Help$/;
  const mixed = [...english].filter(
    ([key, words]) => /\p{Script=Han}/u.test(words) && !allowed.test(key),
  );
  expect(mixed).toEqual([]);
});

test.each(languages)('every error code and role has words in %s', (language) => {
  const t = i18n.getFixedT(language);
  const unnamed = [...errorCodes, 'NETWORK'].filter(
    (code) => t(`errors.${code}`) === `errors.${code}`,
  );
  expect(unnamed).toEqual([]);
  for (const role of roles) expect(t(`roles.${role}`)).not.toBe(`roles.${role}`);
});

test('every key that the pages ask for exists', () => {
  const missing = sources('client').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const asked = [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key);
    return asked.filter((key) => !i18n.exists(key)).map((key) => `${file}: ${key}`);
  });
  expect(missing).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));
}
