import assert from 'node:assert/strict';

/** The only row of a query that must return exactly one, such as an insert with `returning`. */
export function one<Row>(rows: readonly Row[]): Row {
  const [row, ...others] = rows;
  assert(row !== undefined && others.length === 0, `expected one row, got ${rows.length}`);
  return row;
}

/** The row of a query by a unique key, or undefined. */
export function maybe<Row>(rows: readonly Row[]): Row | undefined {
  assert(rows.length <= 1, `expected at most one row, got ${rows.length}`);
  return rows[0];
}
