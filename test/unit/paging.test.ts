import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../shared/paging.ts';

function outcome(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
}

describe('the query of a list', () => {
  it('has 50 rows unless it says otherwise', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
    expect(pageQuery.parse({ limit: '200', cursor: 'WzFd' })).toEqual({
      limit: 200,
      cursor: 'WzFd',
    });
  });

  it.each([
    [{ limit: '0' }, 'PAGE_INVALID'],
    [{ limit: '-1' }, 'PAGE_INVALID'],
    [{ limit: '1e9' }, 'PAGE_INVALID'],
    [{ limit: 'abc' }, 'PAGE_INVALID'],
    [{ limit: '' }, 'PAGE_INVALID'],
    [{ limit: ['1', '2'] }, 'PAGE_INVALID'],
    [{ limit: '9'.repeat(400) }, 'PAGE_INVALID'],
    [{ limit: '201' }, 'LIMIT_TOO_LARGE'],
    [{ limit: '100000' }, 'LIMIT_TOO_LARGE'],
    [{ cursor: '' }, 'PAGE_INVALID'],
    [{ cursor: 'not/ours' }, 'PAGE_INVALID'],
    [{ cursor: 'a'.repeat(2000) }, 'PAGE_INVALID'],
  ])('%j is refused with %s', (query, code) => {
    expect(outcome(pageQuery, query)).toBe(code);
  });
});

describe('cursors', () => {
  const key = z.tuple([z.string(), z.int()]);

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer(), (text, number) => {
        const cursor = encodeCursor([text, number]);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor, key)).toEqual([text, number]);
      }),
    );
  });

  it.each(['', 'a', '%%%', 'WzFd', encodeCursor(['a', 1, 2]), encodeCursor(null), '_w'])(
    '%j is PAGE_INVALID',
    (cursor) => {
      expect(() => decodeCursor(cursor, key)).toThrow('PAGE_INVALID');
    },
  );
});

describe('the answer of a list', () => {
  it('drops what is not listed', () => {
    const page = pageOf(z.object({ id: z.int() }));
    expect(page.parse({ items: [{ id: 1, secret: 'x' }], nextCursor: null })).toEqual({
      items: [{ id: 1 }],
      nextCursor: null,
    });
  });
});
