import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const children: ChildProcess[] = [];

/** Ends the programs that a test file has left running; tidy-up.ts calls it after each file. */
export function endPrograms(): void {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
}

/** A program of the project in a process of its own, with what it says and how it ends. */
export function runProgram(file: string, environment: NodeJS.ProcessEnv) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', HOST: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    said: () => said,
    /** Waits until the program has said this; fails when it ends before. */
    async saying(words: RegExp): Promise<RegExpExecArray> {
      return await new Promise((resolve, reject) => {
        const look = () => {
          const found = words.exec(said);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then((code) => reject(new Error(`it ended with ${code} and said: ${said}`)));
      });
    },
  };
}
