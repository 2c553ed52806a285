import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

describe('the configuration', () => {
  test('nothing set, or set to nothing, is a fund in ./data on this machine', () => {
    const plain = { dataDir: './data', host: '127.0.0.1', port: 8787, databaseUrl: undefined };
    expect(readConfig({})).toMatchObject(plain);
    expect(readConfig({ DATABASE_URL: '', PORT: '', HOST: '', DATA_DIR: '' })).toMatchObject(plain);
  });

  test.each([
    ['PORT', '80a', 'a number from 0 to 65535'],
    ['PORT', '65536', 'a number from 0 to 65535'],
    ['PORT', '-1', 'a number from 0 to 65535'],
    ['EMBEDDED_PG_PORT', 'x', 'a number from 0 to 65535'],
    ['DATABASE_URL', 'mysql://root:geheim@db/x', 'postgres://login:password@host:5432/database'],
  ])('%s=%s is refused by its name, with how to mend it', (name, value, mend) => {
    const refusal = () => readConfig({ [name]: value });
    expect(refusal).toThrow(`The setting ${name} is not usable. Set it to`);
    expect(refusal).toThrow(mend);
    expect(refusal).not.toThrow(value);
  });

  test('half of TLS is refused', () => {
    for (const half of ['TLS_CERT', 'TLS_KEY']) {
      expect(() => readConfig({ [half]: 'a.pem' })).toThrow(
        'TLS_CERT and TLS_KEY go together: set both or neither.',
      );
    }
  });
});
