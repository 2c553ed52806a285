import type { Donation } from '../../shared/donations.ts';
import { MoneyText } from '../ui/MoneyText.tsx';

/** What was given in kind: item, quantity and value, as the donor's paper says. */
export function GiftGoods({ gift }: { gift: Donation }) {
  return (
    <>
      {gift.goods.map(({ name, quantity, unit, value }) => (
        <div key={name}>
          {name} {quantity} {unit} <MoneyText value={value} />
        </div>
      ))}
    </>
  );
}
