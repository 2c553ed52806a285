import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type postgres from 'postgres';

const SYNC = 0x53;
const QUERY = 0x51;
const KEY_DATA = 0x4b;

/** Splits a stream of PostgreSQL's messages; the first of a client has no type byte. */
function splitter(isTyped: boolean) {
  let held = Buffer.alloc(0);
  let typed = isTyped;
  return (chunk: Buffer): { type: number; bytes: Buffer }[] => {
    held = Buffer.concat([held, chunk]);
    const whole: { type: number; bytes: Buffer }[] = [];
    for (;;) {
      const at = typed ? 1 : 0;
      if (held.length < at + 4) return whole;
      const length = at + held.readUInt32BE(at);
      if (held.length < length) return whole;
      whole.push({ type: typed ? held[0]! : 0, bytes: held.subarray(0, length) });
      held = held.subarray(length);
      typed = true;
    }
  };
}

/**
 * Stands between the application and PostgreSQL and, once armed, ends the backend just before the
 * k-th statement from then on reaches it: between every pair of statements, as k grows.
 */
export async function cutProxy(target: URL, admin: postgres.Sql) {
  let left = -1;
  let fired = false;
  const sockets = new Set<Socket>();

  async function passOn(client: Socket): Promise<void> {
    const server = connect(Number(target.port), target.hostname);
    let pid = 0;
    for (const socket of [client, server]) {
      sockets.add(socket);
      // each message is small and waited for: none is held back to go with the next
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => [client, server].forEach((each) => each.destroy()));
    }
    const answers = splitter(true);
    server.on('data', (chunk: Buffer) => {
      for (const { type, bytes } of answers(chunk)) {
        if (type === KEY_DATA) pid = bytes.readUInt32BE(5);
      }
      client.write(chunk);
    });
    const questions = splitter(false);
    let turn = Promise.resolve();
    client.on('data', (chunk: Buffer) => {
      turn = turn.then(async () => {
        for (const { type, bytes } of questions(chunk)) {
          if ((type === SYNC || type === QUERY) && left >= 0 && left-- === 0) {
            fired = true;
            await admin`select pg_terminate_backend(${pid}, 2000)`;
          }
          server.write(bytes);
        }
      });
    });
  }
  const listener = createServer((client) => void passOn(client));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    /** From now on the backend ends before statement `k` (0 is the first). */
    arm(k: number): void {
      left = k;
      fired = false;
    },
    /** Whether a backend was ended since the last arming; nothing more is cut after this. */
    disarm(): boolean {
      left = -1;
      return fired;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
