import { isRealDate } from './dates.ts';
import { codedText, halfWidth, type Reading } from './wire.ts';

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;
const EARLIEST_BIRTH = '1900-01-01';

const CREDIT_CODE_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * A resident identity number (GB 11643) in its normal form: 18 characters, a capital X. Accepts a
 * small x, blanks around it, full-width characters, and upgrades the old 15 digits. Whether the
 * person is born yet depends on the day: see `isBirthDateOn`.
 */
export const idNumber = codedText('IDNO_FORMAT', readIdNumber).meta({
  id: 'IdNumber',
  example: '230199198001010021',
});

/** A unified social credit code (GB 32100) in capitals. */
export const creditCode = codedText('USCC_INVALID', readCreditCode).meta({
  id: 'CreditCode',
  example: '51230199MJ000TT11B',
});

/** A person's bank card: 16 to 19 digits whose last one satisfies Luhn. */
export const bankCard = codedText('CARD_INVALID', (text) =>
  /^\d{16,19}$/.test(text) && passesLuhn(text) ? { value: text } : { code: 'CARD_INVALID' },
).meta({ id: 'BankCard', example: '6200000000000005' });

/** An account at a bank, also of an organisation: 8 to 30 digits, which carry no check digit. */
export const accountNumber = codedText('CARD_INVALID', (text) =>
  /^\d{8,30}$/.test(text) ? { value: text } : { code: 'CARD_INVALID' },
).meta({ id: 'AccountNumber', example: '230199000012345678' });

/** A mobile number, or a landline with its area code. */
export const phone = codedText('PHONE_INVALID', (text) =>
  /^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(text) ? { value: text } : { code: 'PHONE_INVALID' },
).meta({ id: 'Phone', example: '13800138000' });

function readIdNumber(text: string): Reading {
  const plain = halfWidth(text).trim().toUpperCase();
  if (!/^(?:\d{17}[\dX]|\d{15})$/.test(plain) || !PROVINCES.test(plain)) {
    return { code: 'IDNO_FORMAT' };
  }
  const value = plain.length === 15 ? upgraded(plain) : plain;
  const born = birthDateOf(value);
  if (!isRealDate(born)) return { code: 'IDNO_DATE' };
  if (born < EARLIEST_BIRTH) return { code: 'DATE_RANGE' };
  if (value.at(-1) !== idCheckCharacter(value)) return { code: 'IDNO_CHECKSUM' };
  return { value };
}

function upgraded(legacy: string): string {
  const body = `${legacy.slice(0, 6)}19${legacy.slice(6)}`;
  return body + idCheckCharacter(body);
}

function idCheckCharacter(text: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(text.charAt(at)), 0);
  return ID_CHECKS.charAt(sum % 11);
}

function readCreditCode(text: string): Reading {
  const plain = halfWidth(text).trim().toUpperCase();
  const values = Array.from(plain, (sign) => CREDIT_CODE_SIGNS.indexOf(sign));
  if (values.length !== 18 || values.includes(-1)) return { code: 'USCC_INVALID' };
  const sum = CREDIT_CODE_WEIGHTS.reduce(
    (total, weight, at) => total + weight * (values[at] ?? 0),
    0,
  );
  return values[17] === (31 - (sum % 31)) % 31 ? { value: plain } : { code: 'USCC_INVALID' };
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** The birth date (YYYY-MM-DD) inside a normal resident identity number. */
export function birthDateOf(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** The holder's sex, from the 17th digit: odd is male. */
export function sexOf(number: string): 'male' | 'female' {
  return Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
}

/** 王某 → 王*, 吴小宏 → 吴*宏, 欧阳小明 → 欧**明; longer names do not show how long they are. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name.trim());
  if (rest.length === 0) return '*';
  if (rest.length === 1) return `${first}*`;
  return `${first}${rest.length === 2 ? '*' : '**'}${rest.at(-1) ?? ''}`;
}

/** First six and last four of a resident identity number; nothing of any other document. */
export function maskIdNumber(number: string): string {
  return number.length === 18 ? `${number.slice(0, 6)}********${number.slice(-4)}` : '********';
}

/** 138****8000; of a landline only the last four. */
export function maskPhone(number: string): string {
  const isMobile = number.length === 11 && number.startsWith('1');
  return `${isMobile ? number.slice(0, 3) : ''}****${number.slice(-4)}`;
}

/** The last four of a card or account: "**** 0005". */
export function maskCard(number: string): string {
  return `**** ${number.slice(-4)}`;
}
