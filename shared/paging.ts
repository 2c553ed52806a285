import { z } from 'zod';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;
const LONGEST_CURSOR = 1024;

/** How many rows a page holds, as it stands in the address: 1 to 200, or 50 when it is left out. */
const pageLimit = z
  .string({ error: 'PAGE_INVALID' })
  .regex(/^[1-9]\d{0,8}$/, { error: 'PAGE_INVALID', abort: true })
  .transform(Number)
  .refine((limit) => limit <= LARGEST_LIMIT, 'LIMIT_TOO_LARGE')
  .default(DEFAULT_LIMIT)
  .meta({ description: `1 to ${LARGEST_LIMIT}`, example: '50' });

/** The query of every list: where the page begins and how long it is. Extend it with filters. */
export const pageQuery = z.strictObject({
  cursor: z
    .string({ error: 'PAGE_INVALID' })
    .min(1, 'PAGE_INVALID')
    .max(LONGEST_CURSOR, 'PAGE_INVALID')
    .regex(/^[\w-]*$/, 'PAGE_INVALID')
    .optional(),
  limit: pageLimit,
});

/** The answer of every list: one page and the cursor of the next, null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The sort key of a page's last row as text that fits into an address. */
export function encodeCursor(key: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Reads a cursor back as `schema` expects it; one that we did not write is PAGE_INVALID. */
export function decodeCursor<Key extends z.ZodType>(cursor: string, schema: Key): z.output<Key> {
  const reading = schema.safeParse(readCursor(cursor));
  if (reading.success) return reading.data;
  throw new z.ZodError([
    { code: 'custom', path: ['cursor'], message: 'PAGE_INVALID', input: cursor },
  ]);
}

function readCursor(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
