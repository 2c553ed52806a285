import { randomUUID } from 'node:crypto';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { World } from '../support/world.ts';

interface Sent {
  login?: string;
  method?: string;
  path: string;
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
}

/** An answer as it came over the wire. */
export interface Heard {
  status: number;
  type: string;
  text: string;
}

/** The application on a port: nothing between the bytes of a test and the server. */
export async function onWire(world: World) {
  const server = http.createServer(world.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return {
    /** A request as this person, with a key of its own; a header that is undefined is left out. */
    exchange: async ({ login = 'treasurer', method = 'POST', path, body, ...more }: Sent) => {
      const sent = {
        Authorization: `Bearer ${await world.tokenOf(login)}`,
        'Idempotency-Key': randomUUID(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...more.headers,
      };
      const given = Object.entries(sent).filter((each): each is [string, string] => !!each[1]);
      const headers = Object.fromEntries(given);
      return answerTo({ port, agent: false, method, path: `/api/v1${path}`, headers }, body);
    },
    /** What the server answers to these bytes, until it closes. */
    raw: (bytes: string) => answerToBytes(port, bytes),
  };
}

function answerTo(options: http.RequestOptions, body: string | Buffer | undefined) {
  return new Promise<Heard>((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, type, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function answerToBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.setTimeout(3000, () => socket.destroy());
  });
}
