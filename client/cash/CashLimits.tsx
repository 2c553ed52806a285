import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { formatDate } from '../../shared/dates.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useCashLimits } from './api.ts';

/** Warns when the box holds more than its limit, or gifts that should be in the bank by now. */
export function CashLimits() {
  const { t } = useTranslation();
  const language = useLanguage();
  const limits = useCashLimits().data;
  if (!limits) return null;
  const { current, above, unbanked } = limits;
  const day = (date: string) => formatDate(date, language);
  return (
    <>
      <p className="hint">
        {t('cash.limit', { amount: moneyWords(current.amount), days: current.bankingDays })}
      </p>
      {above !== null && (
        <Alert type="warning" title={t('cash.aboveLimit', { amount: moneyWords(above) })} />
      )}
      {unbanked?.overdue && (
        <Alert
          type="warning"
          title={t('cash.notBanked', {
            amount: moneyWords(unbanked.amount),
            since: day(unbanked.since),
            due: day(unbanked.dueOn),
          })}
        />
      )}
    </>
  );
}
