import type { z } from 'zod';
import { problem } from '../../shared/errors.ts';
import { signedIn, type SignedIn } from '../../shared/session.ts';
import { beginSession, currentSession, endSession } from './session.ts';

type Problem = z.infer<typeof problem>;

const PREFIX = '/api/v1';
const TIMEOUT_MS = 20_000;
/** A workbook of many months takes longer than any form. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * A refusal of the server, or code NETWORK when no answer came: then the act may have happened, and
 * sending it again with the same idempotency key is safe.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(code: string, status: number, refusal?: Problem) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.problem = refusal;
  }
}

interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: object | undefined;
  key?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Asks for `path` (below /api/v1) and checks the answer against its schema. */
export async function get<Answer extends z.ZodType>(
  path: string,
  answer: Answer,
  signal?: AbortSignal,
): Promise<z.output<Answer>> {
  return read(await send({ method: 'GET', path, signal }), answer);
}

/**
 * Sends `body`. `key` is the idempotency key of the form: the same key again answers what the first
 * try did instead of doing it twice.
 */
export async function post<Answer extends z.ZodType>(
  path: string,
  body: object,
  answer: Answer,
  key?: string,
): Promise<z.output<Answer>> {
  return read(await send({ method: 'POST', path, body, key }), answer);
}

/** Fetches a file as a blob, telling how many bytes have come; `signal` cancels it. */
export async function download(
  path: string,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const response = await send({ method: 'GET', path, signal }, DOWNLOAD_TIMEOUT_MS);
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  const reader = response.body?.getReader();
  if (!reader) return response.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      bytes += part.value.byteLength;
      onProgress(bytes);
    }
  } catch (error) {
    throw broken(error, signal);
  }
  return new Blob(parts, { type });
}

async function send(request: Request, timeout = TIMEOUT_MS): Promise<Response> {
  const token = currentToken();
  const first = await attempt(request, token, timeout);
  if (first.ok) return first;
  const refusal = await refusalOf(first);
  const mayRefresh = first.status === 401 && token !== undefined;
  if (!mayRefresh) throw refusal;
  // another request may have refreshed while this one was on its way
  const renewed = currentToken() === token ? await refresh() : true;
  if (!renewed) throw refusal;
  const second = await attempt(request, currentToken(), timeout);
  if (second.ok) return second;
  if (second.status === 401) endSession();
  throw await refusalOf(second);
}

function currentToken(): string | undefined {
  const session = currentSession();
  return session.status === 'in' ? session.accessToken : undefined;
}

async function attempt(
  { method, path, body, key, signal }: Request,
  token: string | undefined,
  timeout: number,
): Promise<Response> {
  const clock = AbortSignal.timeout(timeout);
  try {
    return await fetch(PREFIX + path, {
      method,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, clock]) : clock,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw broken(error, signal);
  }
}

/** A person's own cancel passes on; everything else is the network. */
function broken(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? error : new ApiError('NETWORK', 0);
}

async function refusalOf(response: Response): Promise<ApiError> {
  const json: unknown = await response.json().catch(() => undefined);
  const reading = problem.safeParse(json);
  if (reading.success) return new ApiError(reading.data.code, response.status, reading.data);
  // a proxy or a stopped server answers without our form
  return new ApiError(response.status >= 502 ? 'NETWORK' : 'INTERNAL', response.status);
}

async function read<Answer extends z.ZodType>(
  response: Response,
  answer: Answer,
): Promise<z.output<Answer>> {
  const json: unknown = await response.json().catch(() => {
    throw new ApiError('NETWORK', response.status);
  });
  const reading = answer.safeParse(json);
  if (!reading.success) throw new ApiError('INTERNAL', response.status);
  return reading.data;
}

let refreshing: Promise<boolean> | undefined;

/**
 * Trades the refresh cookie for a new access token; answers whether someone is signed in now. All
 * callers at one time share one request, and tabs take turns, because a refresh cookie used twice
 * counts as stolen. Throws NETWORK when the server cannot be reached, which signs nobody out.
 */
export function refresh(): Promise<boolean> {
  refreshing ??= inTurn(refreshOnce).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refreshOnce(): Promise<boolean> {
  const path = '/session/refresh';
  const response = await attempt({ method: 'POST', path, body: {} }, undefined, TIMEOUT_MS);
  if (response.ok) {
    const session: SignedIn = await read(response, signedIn);
    beginSession(session);
    return true;
  }
  const refusal = await refusalOf(response);
  if (response.status !== 401 && response.status !== 403) throw refusal;
  endSession();
  return false;
}

function inTurn(run: () => Promise<boolean>): Promise<boolean> {
  // locks exist on HTTPS and localhost only
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  return locks ? locks.request('hardship-fund-refresh', run) : run();
}
