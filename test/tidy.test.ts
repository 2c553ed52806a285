import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../shared/errors.ts';
import {
  anySchema,
  type Check,
  commands,
  documented,
  homes,
  layering,
  layers,
  leftOnly,
  narrowComments,
  noHttp,
  noMachine,
  oneHome,
  privacy,
  short,
  type Source,
  words,
} from './support/tidy.ts';

/** Every file that belongs to the project: all but what git ignores. */
function project(): Source[] {
  const ignored = readFileSync('.gitignore', 'utf8').split('\n');
  const skipped = new Set([...ignored.map((line) => line.replace(/\/$/, '')), '.git', '.cache']);
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? walk(file) : [file];
    });
  const isText = /(\.(tsx?|mjs|json|sql|md|css|html|svg|txt)|\/run|^\.[\w.-]+)$/;
  return walk('.')
    .filter((file) => isText.test(file))
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
}

const files = project();
const sample = (file: string, text: string): Source[] => [{ path: file, text }];
const allWords = Object.fromEntries(errorCodes.map((code) => [code, 'x']));

/** A rule, its check, and files that break it. */
const rules: readonly [rule: string, check: Check, offending: Source[]][] = [
  ...layers.map(([kind, from, to], at): [string, Check, Source[]] => [
    `${kind} import only what they may`,
    layering(from, to),
    sample(
      [
        'shared/x.ts',
        'drizzle/schema/x.ts',
        'server/core/x.ts',
        'server/aid/routes.ts',
        'server/aid/queries.ts',
        'server/aid/policy.ts',
        'client/ui/X.tsx',
        'client/aid/X.tsx',
        'client/router.tsx',
      ][at]!,
      at < 6 ? "import { x } from '../../server/cash/service.ts';" : "import '../../server/x.ts';",
    ),
  ]),
  [
    'the nouns of the client do not know each other',
    layering(layers[7]![1], layers[7]![2]),
    sample('client/aid/X.tsx', "import {\n  x,\n} from '../households/api.ts';"),
  ],
  [
    'features depend only to the left',
    leftOnly,
    sample('server/ledger/service.ts', "const x = await import('../aid/service.ts');"),
  ],
  [
    'every server folder has its place in the order',
    leftOnly,
    sample('server/helpers/x.ts', 'export {};'),
  ],
  [
    'queries, policy and routes are private to their folder',
    privacy,
    sample('server/payments/service.ts', "import type { x } from '../aid/queries.ts';"),
  ],
  [
    'only routes and the frame know HTTP',
    noHttp,
    sample('server/aid/service.ts', "import type { Request } from 'express';"),
  ],
  ...homes.map(([word, within, home], at): [string, Check, Source[]] => [
    `${word} has its home in ${home}`,
    oneHome(word, within, home),
    sample(
      'server/aid/service.ts',
      [
        'Number.parseFloat(x)',
        'database.transaction(work)',
        'process.env.HOME',
        'const now = new Date();',
        "import jwt from 'jsonwebtoken';",
        "import ExcelJS from 'exceljs';",
        'console.log(x)',
      ][at]!,
    ),
  ]),
  ['a file has at most 300 lines', short, sample('test/x.ts', 'x\n'.repeat(301))],
  ['comments fit in 100 columns', narrowComments, sample('test/x.ts', `  // ${'x'.repeat(96)}`)],
  ['migrations name no schema', anySchema, sample('drizzle/migrations/0.sql', 'on "public"."x"')],
  [
    'exported functions of server and shared say what they do',
    documented,
    sample('shared/x.ts', '\nexport function x() {}'),
  ],
  [
    'both languages have the same words, also for every error code',
    words,
    [
      ...sample('client/i18n/zh-CN/errors.json', JSON.stringify({ ...allWords, MORE: 'x' })),
      ...sample('client/i18n/en/errors.json', JSON.stringify(allWords)),
    ],
  ],
  [
    'the documents name commands that exist',
    commands,
    [...sample('package.json', '{"scripts":{}}'), ...sample('README.md', 'npm run dance')],
  ],
  ['no file names a folder of one machine', noMachine, sample('x.md', `in ${'/'}home/somebody`)],
];

describe.each(rules)('%s', (_rule, check, offending) => {
  test('in the whole project', () => expect(check(files)).toEqual([]));
  test('and an offence would be found', () => expect(check(offending)).not.toEqual([]));
});
