import { useTranslation } from 'react-i18next';
import { toCapitals } from '../../shared/capitals.ts';
import type { AidRequest } from '../../shared/aid.ts';
import { formatDate } from '../../shared/dates.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { nextStep } from './nextStep.ts';

/** Status, amount, days waiting, and the one thing that comes next. */
export function RequestHeader({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t('aid.summaryLabel')} style={{ marginBottom: 16 }}>
      <div className="row">
        <StatusTag status={request.status} label={t(`aid.status.${request.status}`)} />
        <span>{t(`aid.lane.${request.lane}`)}</span>
        {request.papersOverdue && <StatusTag status="overdue" label={t('aid.papersOverdue')} />}
      </div>
      <dl className="facts">
        <Amounts request={request} />
        <div>
          <dt>{t('aid.daysWaiting')}</dt>
          <dd>{t('aid.days', { count: request.daysWaiting })}</dd>
        </div>
        {request.papersDueOn && (
          <div>
            <dt>{t('aid.papersDueOn')}</dt>
            <dd>
              <DateText value={request.papersDueOn} />
            </dd>
          </div>
        )}
        {request.fundAvailable !== null && (
          <div>
            <dt>{t('aid.fundAvailable')}</dt>
            <dd>
              {request.fundCode} {request.fundName} <MoneyText value={request.fundAvailable} />
            </dd>
          </div>
        )}
      </dl>
      <NextStep request={request} />
    </section>
  );
}

/** The furthest figure in full, and the ones before it. */
function Amounts({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const amounts = (['granted', 'proposed', 'requested'] as const).flatMap((name) => {
    const value = request[name];
    return value === null ? [] : [{ name, value }];
  });
  return amounts.map(({ name, value }, position) => (
    <div key={name}>
      <dt>{t(`aid.amount.${name}`)}</dt>
      <dd>
        {position === 0 ? (
          <>
            <strong>
              <MoneyText value={value} />
            </strong>
            <br />
            {toCapitals(value)}
          </>
        ) : (
          <MoneyText value={value} />
        )}
      </dd>
    </div>
  ));
}

function NextStep({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const date = (value: string | null | undefined) => (value ? formatDate(value, language) : '');
  return (
    <p style={{ margin: 0 }}>
      <strong>{t('aid.nextLabel')}</strong>{' '}
      {t(`aid.next.${nextStep(request)}`, {
        for: request.votesFor,
        needed: request.votesNeeded ?? '',
        signed: request.visit?.signatures.length ?? 0,
        until: date(request.notice?.endsOn),
      })}
    </p>
  );
}
