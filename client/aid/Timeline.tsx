import { useTranslation } from 'react-i18next';
import type { AidRequest } from '../../shared/aid.ts';
import { InstantText } from '../ui/InstantText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import './timeline.css';

/** What happened to the request: when, who, and which amount. */
export function Timeline({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('aid.timeline')}>
      <h2>{t('aid.timeline')}</h2>
      <ol className="timeline">
        {request.timeline.map(({ step, at, personName, amount }) => (
          <li key={`${at} ${step} ${personName}`}>
            <strong>{t(`aid.step.${step}`)}</strong>
            {amount !== null && (
              <>
                {' '}
                <MoneyText value={amount} />
              </>
            )}
            <br />
            <span className="hint">
              <InstantText value={at} /> · {personName}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
