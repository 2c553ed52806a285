import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { AppError } from './errors.ts';
import { parseStrictJson } from './json.ts';

/** Requests of these methods always carry a body; a step without fields sends `{}`. */
const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** So much of a body that is too large is read and dropped, to let its sender hear the answer. */
const MOST_DISCARDED = 4 * 1024 * 1024;

/**
 * Reads a JSON body strictly, because express's own reader accepts bytes that are no UTF-8, other
 * charsets and repeated keys. Refuses with CONTENT_TYPE, BODY_TOO_LARGE, BODY_ENCODING and what
 * `parseStrictJson` says. Numbers stay numbers, for the schemas to refuse.
 */
export function jsonBody({ limit }: { limit: number }): RequestHandler {
  return async (request, response, next) => {
    if (!METHODS_WITH_BODY.has(request.method) && !hasBody(request)) return next();
    try {
      requireJson(request);
      const bytes = await readBytes(request, limit);
      if (!bytes) {
        if (!request.complete) response.set('Connection', 'close');
        throw new AppError('BODY_TOO_LARGE', `The body is larger than ${limit} bytes.`);
      }
      request.body = parseStrictJson(decode(bytes));
      next();
    } catch (error) {
      next(error);
    }
  };
}

function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || Number(length ?? 0) > 0;
}

function requireJson(request: Request): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every((each) => /^charset="?utf-8"?$/.test(each));
  const isPlain = (request.headers['content-encoding'] ?? 'identity') === 'identity';
  if (type !== 'application/json' || parameters.length > 1 || !isUtf8 || !isPlain) {
    throw new AppError('CONTENT_TYPE', 'The body must be application/json in UTF-8.');
  }
}

/** The bytes of the body, or undefined when there are more than `limit`. */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MOST_DISCARDED) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Leaving the loop must not destroy the socket: the refusal still has to be written to it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size <= limit) chunks.push(chunk as Buffer);
      if (size > MOST_DISCARDED) return undefined;
    }
  } catch {
    throw new AppError('JSON_INVALID', 'The body was cut short.');
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('BODY_ENCODING', 'The body is not valid UTF-8.');
  }
}
