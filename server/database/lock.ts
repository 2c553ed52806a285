import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { isWindows } from './account.ts';

/**
 * Takes a data folder for this process, or refuses with the number of the process that has it. A
 * listening socket, not a file with a process number: the system releases it at the very moment of
 * a crash, and numbers are used again. The socket is named by device and inode, so a symbolic link
 * to the folder is the same folder.
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  const { dev, ino } = fs.statSync(dataDir, { bigint: true });
  const address = socketAddress(createHash('sha256').update(`${dev}:${ino}`).digest('hex'));
  for (let attempt = 0; attempt < 2; attempt++) {
    const server = await listen(address);
    if (server) return () => server.close();
    const holder = await askHolder(address);
    if (holder !== undefined) {
      throw new Error(
        `The data folder ${dataDir} is in use by another running instance (process ${holder}): ` +
          'stop that one first, or choose another folder with DATA_DIR.',
      );
    }
    // the file of a socket outlives a crash where sockets are files
    if (!address.startsWith('\0')) fs.rmSync(address, { force: true });
  }
  throw new Error(`The data folder ${dataDir} could not be locked: try again in a moment.`);
}

function socketAddress(hash: string): string {
  const name = `hardship-fund-${hash.slice(0, 24)}`;
  if (isWindows) return `\\\\.\\pipe\\${name}`;
  // Linux has sockets without files; elsewhere a path may have 104 bytes at most
  return process.platform === 'linux' ? `\0${name}` : path.join(os.tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<net.Server | undefined> {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  server.unref();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(address, () => resolve(server));
  });
}

/**
 * The process number that the holder answers, "unknown" when it hangs, nothing when there is no
 * holder.
 */
function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(address);
    socket.setTimeout(1000, () => {
      socket.destroy();
      resolve('unknown');
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => resolve(undefined));
    socket.on('end', () => resolve(answer || 'unknown'));
  });
}
