import type { Player } from './player.ts';

/** Something that happens in the demo, and when by the clock in Shanghai. */
export interface Act {
  on: string;
  time: string;
  play: () => unknown;
}

/** Plays acts in the order of time, whatever order they are given in: a clock does not go back. */
export async function playInOrder(player: Player, acts: Act[]): Promise<void> {
  const moment = ({ on, time }: Act) => `${on} ${time}`;
  for (const act of acts.toSorted((a, b) =>
    moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : 0,
  )) {
    player.at(act.on, act.time);
    await act.play();
  }
}
