import { formatMoney, type Money } from '../../shared/money.ts';

/** A sum as ¥25,900.00 with figures of equal width; below zero it is red and has a minus. */
export function MoneyText({ value }: { value: Money | string }) {
  const negative = value.startsWith('-');
  return <span className={negative ? 'money money-negative' : 'money'}>{moneyWords(value)}</span>;
}

/** The same as plain text, for buttons and sentences. */
export function moneyWords(value: Money | string): string {
  const figure = formatMoney(value.replace('-', '') as Money);
  return value.startsWith('-') ? `-¥${figure}` : `¥${figure}`;
}
