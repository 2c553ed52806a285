import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65535));

const environment = z.object({
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8787),
  EMBEDDED_PG_USER: z.string().min(1).optional(),
  EMBEDDED_PG_PORT: port.optional(),
  TRUST_PROXY: z.string().optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
});

const portRange = 'a number from 0 to 65535; 0 takes a free one';
const file = 'the path of a PEM file';

/** What each variable takes, for whoever has to mend it. */
const takes: Record<keyof z.infer<typeof environment>, string> = {
  DATABASE_URL:
    'an address such as postgres://login:password@host:5432/database, or nothing for the embedded one',
  DATA_DIR: 'the path of a folder',
  HOST: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for every network',
  PORT: portRange,
  EMBEDDED_PG_USER: 'the name of an account that is not root',
  EMBEDDED_PG_PORT: portRange,
  TRUST_PROXY: 'addresses of proxies, such as loopback or 10.0.0.0/8',
  TLS_CERT: file,
  TLS_KEY: file,
};

/** How this installation runs; see the table in README.md. */
export interface Config {
  databaseUrl: string | undefined;
  dataDir: string;
  host: string;
  port: number;
  databaseAccount: string | undefined;
  databasePort: number | undefined;
  trustProxy: string | undefined;
  tls: { certFile: string; keyFile: string } | undefined;
}

/**
 * Reads the environment once; the only reader of it. Fails with a sentence that names the variable
 * and says what it takes; what was given is not repeated, since it may hold a password.
 */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const name = parsed.error.issues[0]!.path[0] as keyof typeof takes;
    throw new Error(`The setting ${name} is not usable. Set it to ${takes[name]}.`);
  }
  const env = parsed.data;
  if ((env.TLS_CERT === undefined) !== (env.TLS_KEY === undefined)) {
    throw new Error('TLS_CERT and TLS_KEY go together: set both or neither.');
  }
  const tls =
    env.TLS_CERT !== undefined && env.TLS_KEY !== undefined
      ? { certFile: env.TLS_CERT, keyFile: env.TLS_KEY }
      : undefined;
  return {
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: env.PORT,
    databaseAccount: env.EMBEDDED_PG_USER,
    databasePort: env.EMBEDDED_PG_PORT,
    trustProxy: env.TRUST_PROXY,
    tls,
  };
}
