import type postgres from 'postgres';

class Undo extends Error {}

/**
 * Runs `attack` and takes it back; answers the SQLSTATE that stopped it, or `got through`.
 * `dropping` removes the guard under test first. What waits for the commit is judged at its end.
 */
export async function outcomeOf(
  owner: postgres.Sql,
  attack: string,
  dropping?: string,
): Promise<string> {
  const attempt = owner.begin(async (sql) => {
    // an attack is no whole act: what asks for its answer at the end is tested for itself
    await sql.unsafe('alter table operations disable trigger operation_has_answer');
    if (dropping !== undefined) await sql.unsafe(dropping);
    await sql.unsafe(attack);
    await sql.unsafe('set constraints all immediate');
    throw new Undo();
  });
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Undo) return 'got through';
    return (error as { code?: string }).code ?? String(error);
  }
  return 'committed';
}
