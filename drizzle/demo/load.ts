import { assemble } from './cast.ts';
import { Ledger } from './figures.ts';
import { goodsInKind } from './goods.ts';
import { playMonths } from './months.ts';
import type { Player } from './player.ts';
import { appeal, bankTheCash, twoDrives } from './story.ts';
import { aidFirst } from './story-aid.ts';
import { playThisWeek } from './week.ts';

/**
 * Loads the whole demo fund through the product's own commands: people, V01–V04, the months up to
 * `today` (YYYY-MM-DD in Shanghai), and what waits this week. Fails at the first thing refused.
 */
export async function loadDemo(
  player: Player,
  { setupToken, today, say }: { setupToken: string; today: string; say: (line: string) => void },
): Promise<void> {
  const ledger = new Ledger();
  player.at('2026-01-03', '09:00');
  await assemble(player, setupToken);
  const f01 = await twoDrives(player, ledger);
  await bankTheCash(player, ledger);
  await aidFirst(player, ledger, f01);
  await appeal(player, ledger);
  await goodsInKind(player, ledger);
  await playMonths(player, { today, say });
  await playThisWeek(player, today);
}
