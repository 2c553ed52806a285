import { birthDateOf, idNumber, sexOf } from '../../shared/identity.ts';

const ADULT_AGE = 18;

export interface Bearer {
  born: string;
  sex: 'male' | 'female';
  /** Undefined until the business date is known. */
  isMinor: boolean | undefined;
}

/** What an identity number says about its bearer, or undefined while it is not valid. */
export function bearerOf(typed: string | undefined, today: string | undefined): Bearer | undefined {
  const reading = idNumber.safeParse(typed);
  if (!reading.success) return undefined;
  const born = birthDateOf(reading.data);
  const comesOfAge = `${Number(born.slice(0, 4)) + ADULT_AGE}${born.slice(4)}`;
  return { born, sex: sexOf(reading.data), isMinor: today ? comesOfAge > today : undefined };
}
