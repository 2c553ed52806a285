import { bigint, customType, numeric, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Quantity } from '../../shared/goods.ts';
import type { Money } from '../../shared/money.ts';

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string; driverData: string }>({
  dataType: () => 'xid8',
});

/** A sum of money in yuan with two decimals; bounds are CHECKs of each table. */
export const money = (name?: string) =>
  (name === undefined
    ? numeric({ precision: 18, scale: 2 })
    : numeric(name, { precision: 18, scale: 2 })
  ).$type<Money>();

/** A quantity of goods: up to three decimals. */
export const quantity = () => numeric({ precision: 10, scale: 3 }).$type<Quantity>();

/** An instant, always with its zone; the database runs in UTC. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** A random key, made by the database when the caller has none. */
export const key = () => uuid().primaryKey().defaultRandom();

/** Digests and ciphertexts. */
export const binary = () => bytes();

/** The dense order in which rows of a sealed table came to be. */
export const sequence = () => bigint({ mode: 'number' }).generatedAlwaysAsIdentity();

/** The transaction that wrote the row: what belongs together must be of one transaction. */
export const born = () => transactionId();
