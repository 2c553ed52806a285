import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  accountNumber,
  bankCard,
  birthDateOf,
  creditCode,
  idNumber,
  maskCard,
  maskIdNumber,
  maskName,
  maskPhone,
  phone,
  sexOf,
} from '../../shared/identity.ts';

function outcome(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
}

describe('resident identity numbers (GB 11643)', () => {
  it.each([
    ['230199198001010021', 'female', '1980-01-01'],
    ['230199197903150037', 'male', '1979-03-15'],
    ['230199201908150043', 'female', '2019-08-15'],
    ['230199200002290029', 'female', '2000-02-29'],
    ['23019919850214006X', 'female', '1985-02-14'],
  ])('%s is a %s born on %s', (number, sex, born) => {
    expect(outcome(idNumber, number)).toBe(number);
    expect(sexOf(number)).toBe(sex);
    expect(birthDateOf(number)).toBe(born);
  });

  it.each([
    ['230199198001010022', 'IDNO_CHECKSUM'],
    ['230199199902300012', 'IDNO_DATE'],
    ['230199190002290014', 'IDNO_DATE'],
    ['23019919800101002', 'IDNO_FORMAT'],
    ['2301991980O1010021', 'IDNO_FORMAT'],
    ['000000000000000000', 'IDNO_FORMAT'],
    ['', 'IDNO_FORMAT'],
    [230199198001010021n, 'IDNO_FORMAT'],
    ['a'.repeat(100_000), 'TEXT_TOO_LONG'],
    [undefined, 'REQUIRED'],
  ])('%s is refused with %s', (number, code) => {
    expect(outcome(idNumber, number)).toBe(code);
  });

  it.each([
    ['23019919850214006x', '23019919850214006X'],
    [' 230199198001010021 ', '230199198001010021'],
    ['２３０１９９１９８００１０１００２１', '230199198001010021'],
    ['２３０１９９１９８５０２１４００６ｘ', '23019919850214006X'],
    ['230199800101002', '230199198001010021'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(outcome(idNumber, typed)).toBe(kept);
  });
});

describe('unified social credit codes (GB 32100)', () => {
  it.each([
    '112301990000000195',
    '51230199MJ000TT11B',
    '52230199MJ0000T20A',
    '53230199MJ0000T394',
    '91230199MA0TEXT12Y',
    '13230199MB0000T56J',
  ])('%s is valid', (code) => {
    expect(outcome(creditCode, code)).toBe(code);
  });

  it.each(['51230199MJ000TT11C', '51230199MJ7TEST00X', '5123019MJ000TT11B', '', null])(
    '%s is refused',
    (code) => {
      expect(outcome(creditCode, code)).toBe('USCC_INVALID');
    },
  );

  it('is kept in capitals', () => {
    expect(outcome(creditCode, '51230199mj000tt11b')).toBe('51230199MJ000TT11B');
  });
});

describe('cards and accounts', () => {
  it.each(['6200000000000005', '6250941006528599', '6216261000000000018', '4111111111111111'])(
    '%s is a card',
    (card) => {
      expect(outcome(bankCard, card)).toBe(card);
    },
  );

  it.each([
    '6200000000000006',
    '6216261000000000019',
    '6250941006528595',
    '6200 0000 0000 0005',
    '620000000000',
    6200000000000005,
  ])('%s is refused', (card) => {
    expect(outcome(bankCard, card)).toBe('CARD_INVALID');
  });

  it('lets an organisation have an account without a check digit', () => {
    expect(outcome(accountNumber, '6200000000000006')).toBe('6200000000000006');
    expect(outcome(accountNumber, '12345678')).toBe('12345678');
    expect(outcome(accountNumber, '1234567')).toBe('CARD_INVALID');
    expect(outcome(accountNumber, '1'.repeat(31))).toBe('CARD_INVALID');
  });
});

describe('telephones', () => {
  it.each(['13800138000', '045112345678', '010-12345678', '0451-1234567'])('%s', (number) => {
    expect(outcome(phone, number)).toBe(number);
  });

  it.each([
    '12800138000',
    '1380013800',
    '138001380001',
    '+86 13800138000',
    '１３８００１３８０００',
    '110',
    13800138000,
  ])('%s is refused', (number) => {
    expect(outcome(phone, number)).toBe('PHONE_INVALID');
  });
});

describe('masks', () => {
  it.each([
    ['王某', '王*'],
    ['吴小宏', '吴*宏'],
    ['欧阳小明', '欧**明'],
    ['阿卜杜拉·热西提', '阿**提'],
    ['𠮷野', '𠮷*'],
    ['王', '*'],
    ['', '*'],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it('keeps of numbers only what tells two of them apart', () => {
    expect(maskIdNumber('230199198001010021')).toBe('230199********0021');
    expect(maskIdNumber('E12345678')).toBe('********');
    expect(maskPhone('13800138000')).toBe('138****8000');
    expect(maskPhone('010-12345678')).toBe('****5678');
    expect(maskCard('6200000000000005')).toBe('**** 0005');
  });
});
