import { useTranslation } from 'react-i18next';
import type { Money } from '../../shared/money.ts';
import { moneyWords } from './MoneyText.tsx';

/** What came in against a target, as a bar and in words. Without a target only the words. */
export function Thermometer({
  value,
  target,
  label,
}: {
  value: Money | string;
  target: Money | string;
  label: string;
}) {
  const { t } = useTranslation();
  const [reached, wanted] = [Number(value), Number(target)];
  if (wanted <= 0) return <p className="thermometer-words">{moneyWords(value)}</p>;
  const percent = Math.max(0, Math.floor((reached / wanted) * 100));
  const words = t('common.ofTarget', {
    value: moneyWords(value),
    target: moneyWords(target),
    percent,
  });
  return (
    <div className="thermometer">
      <meter
        className="unseen"
        min={0}
        max={wanted}
        value={Math.min(Math.max(reached, 0), wanted)}
        aria-label={label}
      >
        {words}
      </meter>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="thermometer-glass" width="100" height="6" />
        <rect className="thermometer-level" width={Math.min(percent, 100)} height="6" />
      </svg>
      <p className="thermometer-words">{words}</p>
    </div>
  );
}
