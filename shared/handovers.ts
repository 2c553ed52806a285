import { z } from 'zod';
import { businessDate } from './dates.ts';
import { moneySchema } from './money.ts';
import { roleSchema } from './roles.ts';
import { textField } from './text.ts';

/** Whose duty goes over: the books, the cash, or the stamps (印章). */
export const handoverKind = z.enum(['treasurer', 'cashier', 'stamps'], 'VALUE_INVALID');
export type HandoverKind = z.infer<typeof handoverKind>;
/** Those who sign, in the order in which they sign. */
export const handoverParts = ['giver', 'receiver', 'witness'] as const;
export type HandoverPart = (typeof handoverParts)[number];

/** An ID number or a mobile number: a list of things names no person. */
const PERSONAL = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;
const plain = (max: number) =>
  textField({ max }).refine((text) => !PERSONAL.test(text), 'VALUE_INVALID');

/** One row of the list: a thing and how much of it, such as 财务专用章, 1 枚. */
export const handoverItem = z.strictObject({ name: plain(100), quantity: plain(30) });
export type HandoverItem = z.infer<typeof handoverItem>;

/** What the books said when the list was made; the server reads it, nobody types it. */
export const booksAtHandover = z.object({
  /** Cash, bank and platform accounts with their balances in yuan. */
  accounts: z.array(z.object({ account: z.string(), balance: moneySchema })),
  /** Vouchers of open months without a second signature, such as "202601 记-0003". */
  unsigned: z.array(z.string()),
  /** The last receipt of each type. */
  receipts: z.array(
    z.object({ type: z.string(), year: z.number().int(), number: z.number().int() }),
  ),
  /** The last voucher of each word. */
  vouchers: z.array(
    z.object({ word: z.string(), period: z.number().int(), number: z.number().int() }),
  ),
});
export type BooksAtHandover = z.infer<typeof booksAtHandover>;

export const beginHandoverBody = z.strictObject({
  kind: handoverKind,
  toPersonId: z.uuid('VALUE_INVALID'),
  witnessPersonId: z.uuid('VALUE_INVALID'),
  handedOn: businessDate,
  items: z.array(handoverItem).min(1, 'REQUIRED').max(100, 'VALUE_INVALID'),
});
export type BeginHandoverBody = z.infer<typeof beginHandoverBody>;

/** A handover stands open until three signed it; a newer list of the same duty takes its place. */
export const handoverStatus = z.enum(['open', 'complete', 'superseded']);

const summary = z.object({
  id: z.uuid(),
  kind: handoverKind,
  handedOn: z.string(),
  fromName: z.string(),
  toName: z.string(),
  witnessName: z.string(),
  status: handoverStatus,
});
export const handover = summary
  .extend({
    items: z.array(handoverItem),
    balances: booksAtHandover,
    accountNames: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })),
    signatures: z.array(
      z.object({ part: z.enum(handoverParts), name: z.string(), signedAt: z.string() }),
    ),
    /** Whether the books moved on since the list was made, so that it must be made anew. */
    stale: z.boolean(),
    /** The signature that this reader may give now, or null. */
    maySign: z.enum(handoverParts).nullable(),
  })
  .meta({ id: 'Handover' });
export type Handover = z.infer<typeof handover>;

/** Somebody who may receive or witness. */
export const handoverPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  roles: z.array(roleSchema),
});
export type HandoverPerson = z.infer<typeof handoverPerson>;
export const handoverList = z
  .object({ items: z.array(summary), people: z.array(handoverPerson) })
  .meta({ id: 'HandoverList' });
export type HandoverSummary = z.infer<typeof summary>;
export const handoverSigned = z
  .object({ id: z.uuid(), part: z.enum(handoverParts), status: handoverStatus })
  .meta({ id: 'HandoverSigned' });
