import fc from 'fast-check';
import { orderBody, visited, vote } from '../support/cases.ts';
import { act, partOf, pick, share, TODAY, yuan, type Books } from './books-model.ts';

const index = fc.nat(1000);

/** What one vote may grant: more would need more hands, which other tests have. */
const SMALL = 50_000;

const approve = act('approve', fc.record({ of: share }), (books: Books, drawn) => {
  const { fund } = books.current;
  const free = books.free(fund);
  const amount = Math.min(partOf(free, drawn.of), SMALL);
  let id = '';
  return {
    send: async (world) => {
      id = await visited(world, yuan(amount), { fundId: books.funds.get(fund)!.id });
      return vote(world, 'member1', id, yuan(amount));
    },
    wrong: amount > free ? ['FUND_INSUFFICIENT'] : [],
    apply: () => {
      books.funds.get(fund)!.promised += amount;
      books.cases.push({ id, fund, amount, state: 'approved', orderId: '' });
    },
  };
});

const pay = act(
  'pay',
  fc.record({ at: index, method: fc.constantFrom('bank' as const, 'cash' as const) }),
  (books: Books, drawn) => {
    const found = pick(books.cases, drawn.at);
    if (!found || found.state === 'withdrawn') return undefined;
    const { method } = drawn;
    const wrong = found.state === 'paid' ? ['ALREADY_DISBURSED', 'STATE_CONFLICT'] : [];
    if (found.state === 'approved' && books.tills[method] < found.amount) {
      wrong.push('CASH_INSUFFICIENT');
    }
    if (found.state === 'ordered') return undefined;
    return {
      send: async (world) => {
        if (found.state === 'approved') {
          const account = method === 'cash' ? { payeeAccount: null, payeeBank: null } : {};
          const body = orderBody(found.id, { method, ...account });
          const ordered = await world.as('treasurer').post('/payment-orders', body);
          if (ordered.status >= 300) return ordered;
          found.orderId = ordered.body.id as string;
          if (wrong.length > 0) found.state = 'ordered';
        }
        return world.as('cashier').post(`/payment-orders/${found.orderId}/pay`, { paidOn: TODAY });
      },
      wrong,
      apply: () => {
        found.state = 'paid';
        if (method === 'cash') books.cash(TODAY, -found.amount);
        else books.tills.bank -= found.amount;
        books.funds.get(found.fund)!.promised -= found.amount;
        books.move(found.fund, -found.amount);
        books.vouchers++;
      },
    };
  },
);

const withdraw = act('withdraw', fc.record({ at: index }), (books: Books, drawn) => {
  const found = pick(
    books.cases.filter(({ state }) => state === 'approved'),
    drawn.at,
  );
  if (!found) return undefined;
  return {
    send: (world) => world.as('worker').post(`/aid-requests/${found.id}/withdraw`),
    wrong: [],
    apply: () => {
      found.state = 'withdrawn';
      books.funds.get(found.fund)!.promised -= found.amount;
    },
  };
});
/** From a vote to the payment, or to the withdrawal. */
export const caseActs = [approve, pay, withdraw];
