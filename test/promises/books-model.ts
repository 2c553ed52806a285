import fc from 'fast-check';
import type { Answer, World } from '../support/world.ts';

/** Whole fen: the model computes with nothing that the product computes with. */
export type Fen = number;
export const yuan = (fen: Fen) =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** The day on which all runs stand; gifts and deposits may be of earlier days. */
export const TODAY = '2026-01-10';

export interface Gift {
  id: string;
  fund: string;
  till: 'cash' | 'bank' | 'wechat';
  gross: Fen;
  fee: Fen;
  givenBack: Fen;
  reversed: boolean;
}

interface Case {
  id: string;
  fund: string;
  amount: Fen;
  state: 'approved' | 'ordered' | 'paid' | 'withdrawn';
  orderId: string;
}

/**
 * The fund as it is in one's head: what each fund has, what lies where, and what is owed to whom.
 * Written from domain.md §1, without a look at the ledger.
 */
export class Books {
  /** What each fund has and what of it is promised, by its code. */
  readonly funds = new Map<string, { id: string; has: Fen; promised: Fen }>();
  /** What lies in the box, at the bank and with WeChat. */
  readonly tills = { cash: 0, bank: 0, wechat: 0 };
  /** What is held for each beneficiary of agency money. */
  readonly held = new Map<string, Fen>();
  /** Money of unknown givers. */
  unknown = 0;
  readonly strangers: { id: string; amount: Fen }[] = [];
  gifts: Gift[] = [];
  cases: Case[] = [];
  /** Gifts less refunds of each drive. */
  readonly drives = new Map<string, Fen>();
  vouchers = 0;
  /** The fund and the drive of this run. */
  current = { fund: 'F01', driveId: '' };
  /** How often each act was done, and refused. */
  readonly done = new Map<string, number>();
  readonly refused = new Map<string, number>();

  /** What came into the box and went out of it, by day: it is not below zero on any evening. */
  readonly box = new Map<string, Fen>();

  cash(day: string, by: Fen): void {
    this.tills.cash += by;
    this.box.set(day, (this.box.get(day) ?? 0) + by);
  }

  /** The most that can be taken from the box on a day. */
  cashOn(day: string): Fen {
    const days = [...this.box].toSorted(([left], [right]) => left.localeCompare(right));
    let sum = 0;
    let least = Infinity;
    for (const [each, by] of days) {
      // what the box holds before the day is there on the day
      if (each > day) least = Math.min(least, sum);
      sum += by;
    }
    return Math.min(least, sum);
  }

  free(code: string): Fen {
    const { has, promised } = this.funds.get(code)!;
    return has - promised;
  }

  move(code: string, by: Fen): void {
    this.funds.get(code)!.has += by;
  }
}

/** One act of a run: what it asks of the product, and what the model says of it. */
export interface Attempt {
  send: (world: World) => Promise<Answer>;
  /** The codes of the refusals that are right now; none means that it must be done. */
  wrong: string[];
  /** What it does to the books once it is done. */
  apply: (body: Answer['body']) => void;
}

/** Draws an act from chance; undefined where there is nothing to act on. */
type Act<Drawn> = (books: Books, drawn: Drawn) => Attempt | undefined;

class Step<Drawn> implements fc.AsyncCommand<Books, World> {
  readonly name: string;
  readonly act: Act<Drawn>;
  readonly drawn: Drawn;

  constructor(name: string, what: Act<Drawn>, drawn: Drawn) {
    this.name = name;
    this.act = what;
    this.drawn = drawn;
  }

  check = (books: Readonly<Books>) => this.act(books as Books, this.drawn) !== undefined;

  async run(books: Books, world: World): Promise<void> {
    const { send, wrong, apply } = this.act(books, this.drawn)!;
    const answer = await send(world);
    const count = answer.status < 300 ? books.done : books.refused;
    count.set(this.name, (count.get(this.name) ?? 0) + 1);
    const said = answer.status < 300 ? 'done' : (answer.body.code as string);
    const right = wrong.length === 0 ? ['done'] : wrong;
    if (!right.includes(said)) {
      const { detail } = answer.body as { detail?: string };
      throw new Error(`${this.toString()}: ${said} ${detail ?? ''}, not ${right.join(' or ')}`);
    }
    if (said === 'done') apply(answer.body);
  }

  toString = () => `${this.name}(${JSON.stringify(this.drawn)})`;
}

/** The names of all acts. */
export const actNames = new Set<string>();

/** An act by its name, with what it draws from chance. */
export function act<Drawn>(name: string, drawn: fc.Arbitrary<Drawn>, what: Act<Drawn>) {
  actNames.add(name);
  return drawn.map((each): fc.AsyncCommand<Books, World> => new Step(name, what, each));
}

/** How much of something is taken: right up to it, beyond it, or within it. */
type Share = 'all' | 'more' | 'half' | 'fen';
export const share = fc.constantFrom<Share[]>('all', 'all', 'more', 'half', 'fen');

/** This share of a sum, at least one fen. */
export function partOf(sum: Fen, of: Share): Fen {
  const part = { all: sum, more: sum + 1, half: Math.floor(sum / 2), fen: 1 }[of];
  return Math.max(part, 1);
}

/** One of these by a number of chance. */
export const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list.length === 0 ? undefined : list[at % list.length];
