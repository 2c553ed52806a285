import type { Account } from '../../shared/ledger.ts';
import { useLanguage } from '../i18n/index.ts';
import { useAccounts } from './api.ts';

/** The accounts with their names in the reader's language, for choosing and for naming. */
export function useNamedAccounts() {
  const language = useLanguage();
  const accounts = useAccounts();
  const nameOf = ({ nameZh, nameEn }: Account) => (language === 'en' ? nameEn : nameZh);
  const known = accounts.data ?? [];
  return {
    names: new Map(known.map((account) => [account.code, nameOf(account)])),
    options: known
      .filter(({ takesLines }) => takesLines)
      .map((account) => ({ value: account.code, label: `${account.code} ${nameOf(account)}` })),
  };
}
