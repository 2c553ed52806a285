import path from 'node:path';
import { errorCodes } from '../../shared/errors.ts';

// The rules of ARCHITECTURE.md that can be read off the source, as functions from the files of the
// project to what offends; test/tidy.test.ts runs them.

/** A file, by its path from the root of the project. */
export interface Source {
  path: string;
  text: string;
}
/** Names what offends. */
export type Check = (files: Source[]) => string[];

/** Each kind of file, and what it may import: a package, or the path of a file of ours. */
export const layers: readonly [kind: string, file: RegExp, allowed: RegExp][] = [
  ['shared forms', /^shared\//, /^(shared\/|zod$|decimal\.js$)/],
  ['tables', /^drizzle\/schema\//, /^(drizzle\/schema\/|shared\/|drizzle-orm)/],
  [
    'the frame',
    /^server\/(core|database)\//,
    /^(server\/(core|database)\/|shared\/|drizzle\/schema\/|PACKAGE)/,
  ],
  [
    'routes',
    /^server\/\w+\/routes\.ts$/,
    /^(server\/core\/(route|errors|context)\.ts$|server\/OWN\/|shared\/|zod$|express$|node:)/,
  ],
  [
    'queries',
    /^server\/\w+\/([\w-]+-)?queries\.ts$/,
    /^(drizzle-orm|drizzle\/schema\/|postgres$|shared\/|server\/core\/|server\/database\/snapshot\.ts$|server\/OWN\/)/,
  ],
  [
    'pure rules',
    /^server\/\w+\/(policy|postings|case|conditions|sight)\.ts$/,
    /^(shared\/|server\/core\/(errors|context)\.ts$|server\/OWN\/(policy|case|conditions)\.ts$)/,
  ],
  ['client parts', /^client\/(ui|api|i18n)\//, /^(client\/(ui|api|i18n)\/|shared\/|PACKAGE)/],
  [
    'client nouns',
    /^client\/(?!ui\/|api\/|i18n\/)\w+\//,
    /^(client\/(OWN|ui|api|i18n)\/|shared\/|PACKAGE)/,
  ],
  ['the client', /^client\//, /^(client\/|shared\/|(?!node:|express|postgres|drizzle)PACKAGE)/],
];

/** Server folders may import only from themselves and from those before them. */
const order =
  'core database session users ledger rulebooks accounts opening funds households drives ' +
  'donations pledges refunds unidentified cash bank transfers agency goods aid payments payouts ' +
  'condolences advances drafts reconciliation closing audit reports ' +
  'stewardship today public';

/** Words that have one home. */
export const homes: readonly [word: RegExp, within: RegExp, home: RegExp][] = [
  [/from 'decimal\.js'|parseFloat|toFixed/, /^(server|shared|client)\//, /^shared\/money\.ts$/],
  [
    /\.(transaction|begin)\(/,
    /^server\//,
    /^server\/(core\/command\.ts$|audit\/|database\/|reports\/workbook-worker\.ts$)/,
  ],
  [/process\.env/, /^(server|shared|client)\//, /^server\/config\.ts$/],
  [/new Date\(\)|Date\.now\(\)/, /^(server|shared)\//, /^server\/core\/clock\.ts$/],
  [/'jsonwebtoken'/, /^(server|shared|client)\//, /^server\/session\//],
  [/'exceljs'/, /^(server|shared|client)\//, /^server\/reports\//],
  [/\bconsole\./, /^(server|shared|client)\//, /^server\/(main|verify)\.ts$/],
];

const isCode = ({ path: file }: Source) => /\.tsx?$/.test(file);
const codeOf = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');

/** What a file imports, in any form: packages by name, files of ours by their path. */
function importsOf({ path: file, text }: Source): string[] {
  const statement = /^(?:import|export)\s[^;'"]*?from\s*'([^']+)'|^import\s*'([^']+)'/gm;
  const call = /\bimport\(\s*'([^']+)'|new URL\(\s*'(\.[^']+\.ts)'/g;
  const code = codeOf(text);
  return [...code.matchAll(statement), ...code.matchAll(call)]
    .map((found) => found[1] ?? found[2] ?? '')
    .map((to) => (to.startsWith('.') ? path.posix.join(path.posix.dirname(file), to) : to));
}

/** Anything that is not a folder of ours. */
const packages = '(?!(?:server|client|shared|drizzle|test|bench|\\.\\.)\\/)';

/** Every offending pair of a file and what it imports. */
function imports(files: Source[], offends: (from: string, to: string) => boolean): string[] {
  return files.filter(isCode).flatMap((file) =>
    importsOf(file)
      .filter((to) => offends(file.path, to))
      .map((to) => `${file.path} imports ${to}`),
  );
}

const foldersOf = (file: string) => /^(?:server|client)\/(\w+)\//.exec(file)?.[1];

export const layering = (kind: RegExp, allowed: RegExp): Check => {
  return (files) =>
    imports(files, (from, to) => {
      const source = allowed.source
        .replaceAll('OWN', foldersOf(from) ?? 'none')
        .replaceAll('PACKAGE', packages);
      const own = new RegExp(source);
      return kind.test(from) && !own.test(to);
    });
};

export const leftOnly: Check = (files) => {
  const place = (file: string) =>
    order.split(' ').indexOf(/^server\/(\w+)\//.exec(file)?.[1] ?? '');
  const strangers = files.filter(
    ({ path: file }) => /^server\/\w+\//.test(file) && place(file) < 0,
  );
  return [
    ...strangers.map(({ path: file }) => `${file} is in a folder without a place in the order`),
    // the frame is one: core and database know each other
    ...imports(files, (from, to) => place(from) > 1 && place(to) > place(from)),
  ];
};

/** SQL, rules and routes of a noun are its own; other nouns ask its service. */
export const privacy: Check = (files) =>
  imports(
    files,
    (from, to) =>
      /^server\/\w+\/(.*queries|policy|routes)\.ts$/.test(to) &&
      from !== 'server/app.ts' &&
      from.startsWith('server/') &&
      foldersOf(from) !== foldersOf(to),
  );

/** Services know no HTTP. */
export const noHttp: Check = (files) =>
  imports(
    files,
    (from, to) =>
      /^server\/(?!core\/)\w+\/(?!routes\.ts$)/.test(from) &&
      /^(express|node:https?|cookie-parser|helmet)$/.test(to),
  );

export const oneHome = (word: RegExp, within: RegExp, home: RegExp): Check => {
  return (files) =>
    files
      .filter(isCode)
      .filter(({ path: file }) => within.test(file) && !home.test(file))
      .filter(({ text }) => word.test(codeOf(text)))
      .map(({ path: file }) => file);
};

export const short: Check = (files) =>
  files
    .filter(isCode)
    .filter(({ text }) => text.trimEnd().split('\n').length > 300)
    .map(({ path: file }) => file);

/** The formatter keeps code within 100 columns, but leaves comments as they are. */
export const narrowComments: Check = (files) =>
  files.filter(isCode).flatMap(({ path: file, text }) =>
    text.split('\n').flatMap((line, at) => {
      const isComment = /^\s*(\/\*|\*|\/\/)|\s\/\/ /.test(line);
      return isComment && line.length > 100 ? [`${file}:${at + 1}`] : [];
    }),
  );

/** Table names carry no schema, so that an organisation can live in a schema of its own. */
export const anySchema: Check = (files) =>
  files
    .filter(({ path: file, text }) => /^drizzle\/.*\.sql$/.test(file) && text.includes('"public".'))
    .map(({ path: file }) => file);

/** Checks of live data are named as the sentence that they prove; all else is described. */
export const documented: Check = (files) =>
  files
    .filter((file) => isCode(file) && /^(server|shared)\/(?!.*checks\.ts)/.test(file.path))
    .flatMap(({ path: file, text }) => {
      const declared =
        /(\*\/\n)?^export (?:async )?(?:function\*? (\w+)|const (\w+) = (?:async )?(?:<.*>)?\()/gm;
      return [...text.matchAll(declared)]
        .filter(([, comment]) => comment === undefined)
        .map(([, , name, constant]) => `${file}: ${name ?? constant}`);
    });

/** The keys of each language, as "zh-CN drives.form.name". */
export const words: Check = (files) => {
  const keys = { 'zh-CN': new Set<string>(), en: new Set<string>() };
  for (const { path: file, text } of files) {
    const [, language, noun] = /^client\/i18n\/(zh-CN|en)\/(\w+)\.json$/.exec(file) ?? [];
    const collect = (tree: object, place: string): void => {
      for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
        const here = place === '' ? key : `${place}.${key}`;
        if (typeof value === 'object' && value !== null) collect(value, here);
        else keys[language as 'en'].add(here);
      }
    };
    if (language !== undefined) collect({ [noun!]: JSON.parse(text) as object }, '');
  }
  const codes = errorCodes.map((code) => `errors.${code}`);
  return [
    ...[...keys['zh-CN'], ...codes].filter((key) => !keys.en.has(key)).map((key) => `en ${key}`),
    ...[...keys.en, ...codes].filter((key) => !keys['zh-CN'].has(key)).map((key) => `zh-CN ${key}`),
  ];
};

/** Every `npm run x` of the documents exists. */
export const commands: Check = (files) => {
  const manifest = files.find(({ path: file }) => file === 'package.json');
  const { scripts } = JSON.parse(manifest?.text ?? '{"scripts":{}}') as { scripts: object };
  return files
    .filter(({ path: file }) => /^[\w-]+\.md$|^\.ci\//.test(file))
    .flatMap(({ path: file, text }) =>
      [...text.matchAll(/npm run (?:--?\S+ )*([\w:-]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !Object.hasOwn(scripts, name))
        .map((name) => `${file}: npm run ${name}`),
    );
};

/** The project runs anywhere, so it names no folder of a developer's machine. */
export const noMachine: Check = (files) =>
  files
    .filter(({ text }) => /(?<![\w/.*)-])\/(wor[k]|hom[e]|User[s])\/\w/.test(text))
    .map(({ path: file }) => file);
