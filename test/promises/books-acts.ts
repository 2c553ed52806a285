import fc from 'fast-check';
import { bounce, identification, refundOf } from '../support/posts-gifts.ts';
import { movement, openBeneficiary, transferTo } from '../support/posts-agency.ts';
import { gift } from '../support/acts.ts';
import type { Answer } from '../support/world.ts';
import { act, partOf, pick, share, TODAY, yuan, type Books } from './books-model.ts';

let serial = 0;
const next = () => `M-${++serial}`;
const index = fc.nat(1000);
const day = fc.constantFrom('2026-01-06', '2026-01-08', TODAY, TODAY);
const sum = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 60_000 }));
const till = fc.constantFrom('cash' as const, 'bank' as const, 'wechat' as const);

/** A second step that is taken only when the first one was not refused. */
const then = async (first: Answer, second: (id: string) => Promise<Answer>): Promise<Answer> =>
  first.status < 300 ? second(first.body.id as string) : first;

/** A gift for the drive of this run, or for no drive: then it is unrestricted. */
const give = act(
  'give',
  fc.record({ till, gross: sum, toDrive: fc.boolean(), day }),
  (books: Books, drawn) => {
    const { till: channel, gross, toDrive } = drawn;
    const fee = channel === 'wechat' ? Math.min(Math.floor(gross / 100), gross - 1) : 0;
    const driveId = toDrive ? books.current.driveId : null;
    const fund = toDrive ? books.current.fund : 'F00';
    const body = { driveId, channel, gross: yuan(gross), receivedOn: drawn.day };
    return {
      send: (world) =>
        world
          .as('treasurer')
          .post('/donations', gift({ ...body, ...(fee > 0 && { fee: yuan(fee) }) })),
      // the platform's fee is the unrestricted fund's, also when that has nothing left
      wrong: [],
      apply: ({ id }) => {
        if (channel === 'cash') books.cash(drawn.day, gross);
        else books.tills[channel] += gross - fee;
        books.move(fund, gross);
        books.move('F00', -fee);
        if (driveId) books.drives.set(driveId, (books.drives.get(driveId) ?? 0) + gross);
        books.gifts.push({ id, fund, till: channel, gross, fee, givenBack: 0, reversed: false });
        books.vouchers++;
      },
    };
  },
);

const driveOf = (books: Books, fund: string) =>
  fund === books.current.fund ? books.current.driveId : undefined;

function lessOfDrive(books: Books, fund: string, amount: number): void {
  const drive = driveOf(books, fund);
  if (drive) books.drives.set(drive, books.drives.get(drive)! - amount);
}

const reverse = act('reverse a gift', fc.record({ at: index, day }), (books: Books, drawn) => {
  const given = pick(books.gifts, drawn.at);
  if (!given) return undefined;
  const { fund, gross, fee, till: lies } = given;
  const wrong = [
    ...(given.reversed ? ['ALREADY_REVERSED'] : []),
    ...(given.givenBack > 0 ? ['STATE_CONFLICT', 'EXCEEDS_GIFT'] : []),
  ];
  if (wrong.length === 0) {
    if (books.free(fund) - (fund === 'F00' ? -fee : 0) < gross) wrong.push('FUND_INSUFFICIENT');
    if (lies === 'cash' && books.tills.cash < gross) wrong.push('CASH_INSUFFICIENT');
  }
  return {
    send: (world) =>
      world
        .as('treasurer2')
        .post(`/donations/${given.id}/reverse`, { reason: '重复登记', reversedOn: TODAY }),
    wrong,
    apply: () => {
      given.reversed = true;
      if (lies === 'cash') books.cash(TODAY, -gross);
      else books.tills[lies] -= gross - fee;
      books.move(fund, -gross);
      books.move('F00', fee);
      lessOfDrive(books, fund, gross);
      books.vouchers++;
    },
  };
});

const refund = act('refund', fc.record({ at: index, of: share }), (books: Books, drawn) => {
  const given = pick(
    books.gifts.filter(({ reversed }) => !reversed),
    drawn.at,
  );
  if (!given) return undefined;
  const left = given.gross - given.givenBack;
  const amount = partOf(left, drawn.of);
  const wrong = amount > left ? ['EXCEEDS_GIFT'] : [];
  if (books.free(given.fund) < amount) wrong.push('FUND_INSUFFICIENT');
  if (books.tills.bank < amount) wrong.push('CASH_INSUFFICIENT');
  return {
    send: async (world) => {
      const body = refundOf(world, given.id, { amount: yuan(amount) });
      return then(await world.as('treasurer').post('/refunds', body), (id) =>
        world.as('chair').post(`/refunds/${id}/decide`, { agrees: true }),
      );
    },
    wrong,
    apply: () => {
      given.givenBack += amount;
      books.tills.bank -= amount;
      books.move(given.fund, -amount);
      lessOfDrive(books, given.fund, amount);
      books.vouchers++;
    },
  };
});

const bankCash = act('bank the cash', fc.record({ of: share, day }), (books: Books, drawn) => {
  const amount = partOf(books.tills.cash, drawn.of);
  return {
    send: (world) =>
      world.as('cashier').post('/deposits', {
        kind: 'cash',
        amount: yuan(amount),
        depositedOn: drawn.day,
        slipReference: next(),
      }),
    wrong: amount > books.cashOn(drawn.day) ? ['CASH_INSUFFICIENT'] : [],
    apply: () => {
      books.cash(drawn.day, -amount);
      books.tills.bank += amount;
      books.vouchers++;
    },
  };
});

const payOut = act('WeChat pays out', fc.record({ of: share }), (books: Books, drawn) => {
  const amount = partOf(books.tills.wechat, drawn.of);
  return {
    send: (world) =>
      world.as('cashier').post('/deposits', {
        kind: 'wechat',
        amount: yuan(amount),
        fee: '0.00',
        depositedOn: TODAY,
        slipReference: next(),
      }),
    // the platform did it: gifts that were not recorded yet may be in it
    wrong: [],
    apply: () => {
      books.tills.wechat -= amount;
      books.tills.bank += amount;
      books.vouchers++;
    },
  };
});

const bankEvent = act(
  'the bank',
  fc.record({ kind: fc.constantFrom('interest' as const, 'fee' as const), amount: sum }),
  (books: Books, { kind, amount }) => ({
    send: (world) =>
      world.as('treasurer').post('/bank-events', {
        kind,
        fundId: world.funds.F00,
        amount: yuan(amount),
        happenedOn: TODAY,
        reference: next(),
      }),
    wrong: kind === 'fee' && amount > books.tills.bank ? ['CASH_INSUFFICIENT'] : [],
    apply: () => {
      const by = kind === 'fee' ? -amount : amount;
      books.tills.bank += by;
      books.move('F00', by);
      books.vouchers++;
    },
  }),
);

const transfer = act('transfer', fc.record({ of: share }), (books: Books, drawn) => {
  const from = books.current.fund;
  const amount = partOf(books.free(from), drawn.of);
  return {
    send: async (world) => {
      const fromFundId = books.funds.get(from)!.id;
      const body = transferTo(world, world.funds.F01, { fromFundId, amount: yuan(amount) });
      return then(await world.as('treasurer').post('/fund-transfers', body), (id) =>
        world.as('chair').post(`/fund-transfers/${id}/decide`, { agrees: true }),
      );
    },
    wrong: amount > books.free(from) ? ['FUND_INSUFFICIENT'] : [],
    apply: () => {
      books.move(from, -amount);
      books.move('F01', amount);
      books.vouchers++;
    },
  };
});

const receive = act('unknown money', fc.record({ amount: sum }), (books: Books, { amount }) => ({
  send: (world) =>
    world.as('treasurer').post('/unidentified-receipts', {
      amount: yuan(amount),
      receivedOn: TODAY,
      bankReference: next(),
      payer: '某',
    }),
  wrong: [],
  apply: ({ id }) => {
    books.tills.bank += amount;
    books.unknown += amount;
    books.strangers.push({ id, amount });
    books.vouchers++;
  },
}));

const identify = act('name it', fc.record({ at: index }), (books: Books, drawn) => {
  const found = pick(books.strangers, drawn.at);
  if (!found) return undefined;
  const { driveId, fund } = books.current;
  return {
    send: (world) =>
      world
        .as('treasurer')
        .post(`/unidentified-receipts/${found.id}/identify`, identification(world, { driveId })),
    wrong: [],
    apply: () => {
      books.strangers.splice(books.strangers.indexOf(found), 1);
      books.unknown -= found.amount;
      books.move(fund, found.amount);
      books.drives.set(driveId, (books.drives.get(driveId) ?? 0) + found.amount);
      books.vouchers++;
    },
  };
});

const bounced = act('bounce', fc.record({ at: index }), (books: Books, drawn) => {
  const given = pick(
    books.gifts.filter(
      (each) => each.till === 'bank' && !each.reversed && each.givenBack === 0 && each.fee === 0,
    ),
    drawn.at,
  );
  // what the bank took back is booked, also when the fund has spent it (decision 5): other tests
  if (!given || books.free(given.fund) < given.gross) return undefined;
  return {
    send: (world) => world.as('treasurer').post(`/donations/${given.id}/bounce`, bounce(world)),
    wrong: books.tills.bank < given.gross ? ['CASH_INSUFFICIENT'] : [],
    apply: () => {
      given.reversed = true;
      books.tills.bank -= given.gross;
      books.move(given.fund, -given.gross);
      lessOfDrive(books, given.fund, given.gross);
      books.vouchers++;
    },
  };
});

const hold = act('hold for another', fc.record({ amount: sum }), (books: Books, { amount }) => {
  const code = `A${100 + books.held.size}`;
  if (books.held.size > 8000) return undefined;
  return {
    send: async (world) => {
      await openBeneficiary(world, code);
      const body = { kind: 'money_in', till: 'bank', amount: yuan(amount) };
      return world.as('treasurer').post('/agency-movements', movement(world, code, body));
    },
    wrong: [],
    apply: () => {
      books.held.set(code, amount);
      books.vouchers++;
    },
  };
});

const hand = act('hand over', fc.record({ at: index, of: share }), (books: Books, drawn) => {
  const code = pick([...books.held.keys()], books.held.size - 1 - (drawn.at % 3));
  if (code === undefined) return undefined;
  const amount = partOf(books.held.get(code)!, drawn.of);
  return {
    send: async (world) => {
      const body = { kind: 'money_out', till: 'bank', amount: yuan(amount) };
      const asked = await world
        .as('treasurer')
        .post('/agency-movements', movement(world, code, body));
      return then(asked, (id) =>
        world.as('cashier').post(`/agency-movements/${id}/decide`, { agrees: true }),
      );
    },
    wrong: amount > books.held.get(code)! ? ['FUND_INSUFFICIENT', 'CASH_INSUFFICIENT'] : [],
    apply: () => {
      books.held.set(code, books.held.get(code)! - amount);
      books.vouchers++;
    },
  };
});
export const plainActs = [give, give, give, reverse, refund, bankCash, payOut, bankEvent, transfer];
export const rareActs = [receive, identify, bounced, hold, hand];
