import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * Stands between the application and PostgreSQL and counts round trips at the socket: each time the
 * application spoke and the database answered is one, however many messages travelled together.
 */
export async function countProxy(target: URL) {
  let trips = 0;
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    let asked = false;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => [client, server].forEach((each) => each.destroy()));
    }
    client.on('data', (chunk: Buffer) => {
      asked = true;
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (asked) trips++;
      asked = false;
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    /** Round trips since the last call. */
    take(): number {
      const taken = trips;
      trips = 0;
      return taken;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
