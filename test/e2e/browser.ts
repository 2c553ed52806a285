import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * CHROMIUM_PATH, an installed browser, else the one that comes with npm (Linux x64), else nothing.
 */
async function findChromium(): Promise<string | undefined> {
  const given = process.env['CHROMIUM_PATH'];
  const found = [given, ...installed].find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // makes the package unpack the libraries that a bare machine lacks
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ??= '2048';
  try {
    return await (await import('@sparticuz/chromium')).default.executablePath();
  } catch {
    return undefined;
  }
}

/** A real browser, or undefined where none can run: build.ts says so, and the tests are skipped. */
export async function launch(): Promise<Browser | undefined> {
  const executablePath = await findChromium();
  try {
    if (executablePath !== undefined) return await chromium.launch({ executablePath, args: quiet });
  } catch {
    // a browser that cannot start is as good as none
  }
  return undefined;
}
