import { AppError } from './errors.ts';

const DEEPEST = 32;

/** Names by which an object could reach what all objects share; no field of ours has them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Where the reader is inside one array or object; an array has no keys. */
interface Frame {
  keys: Set<string> | undefined;
  at: string;
}

/**
 * Parses a request body more strictly than JSON.parse: an object at the top, at most 32 levels,
 * no key twice in one object, no key that reaches a prototype. Never calls itself, so that no
 * input can exhaust the stack. Throws JSON_INVALID, JSON_TOO_DEEP or UNKNOWN_FIELD.
 */
export function parseStrictJson(text: string): Record<string, unknown> {
  refuseDepth(text);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('JSON_INVALID', 'The body must be a JSON object.');
  }
  refuseKeys(text);
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which may hold personal data.
    throw new AppError('JSON_INVALID', 'The body is not valid JSON.');
  }
}

/** The index of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function refuseDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > DEEPEST) {
      throw new AppError('JSON_TOO_DEEP', `The body is nested deeper than ${DEEPEST} levels.`);
    }
  }
}

/** Walks over text that is known to be valid JSON, where each string before a colon is a key. */
function refuseKeys(text: string): void {
  const frames: Frame[] = [];
  let keyExpected = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const frame = frames.at(-1);
    if (sign === '"') {
      const end = endOfString(text, at);
      if (keyExpected) takeKey(JSON.parse(text.slice(at, end + 1)) as string, frames);
      keyExpected = false;
      at = end;
    } else if (sign === '{' || sign === '[') {
      keyExpected = sign === '{';
      frames.push({ keys: keyExpected ? new Set() : undefined, at: '0' });
    } else if (sign === '}' || sign === ']') {
      frames.pop();
      keyExpected = false;
    } else if (sign === ',' && frame) {
      keyExpected = frame.keys !== undefined;
      if (!keyExpected) frame.at = String(Number(frame.at) + 1);
    }
  }
}

function takeKey(key: string, frames: readonly Frame[]): void {
  const frame = frames.at(-1);
  if (!frame?.keys) return;
  frame.at = key;
  if (frame.keys.has(key)) {
    throw new AppError('JSON_INVALID', 'The body names a field twice.');
  }
  frame.keys.add(key);
  if (!FORBIDDEN_KEYS.has(key)) return;
  const pointer = frames.map((each) => `/${each.at}`).join('');
  throw new AppError('UNKNOWN_FIELD', 'The body has a field that is not expected.', {
    fields: [{ pointer, code: 'UNKNOWN_FIELD' }],
  });
}
