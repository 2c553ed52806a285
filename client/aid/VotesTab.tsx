import { useTranslation } from 'react-i18next';
import type { AidRequest } from '../../shared/aid.ts';
import { InstantText } from '../ui/InstantText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';

/** Who voted how, who stepped aside, and who ordered urgent aid. */
export function VotesTab({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { votes, votesFor, votesNeeded } = request;
  return (
    <>
      <p>
        {votesNeeded === null
          ? t('aid.votesLater')
          : t('aid.votesOf', { for: votesFor, needed: votesNeeded })}
      </p>
      {votes.length > 0 && (
        <ul>
          {votes.map(({ personName, approves, reason, at }) => (
            <li key={personName}>
              <strong>{personName}</strong> {t(approves ? 'aid.votedFor' : 'aid.votedAgainst')}{' '}
              <span className="hint">
                <InstantText value={at} />
              </span>
              {reason && <div>{reason}</div>}
            </li>
          ))}
        </ul>
      )}
      <UrgentOrders request={request} />
      <Recusals request={request} />
    </>
  );
}

function UrgentOrders({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  if (request.urgentOrders.length === 0) return null;
  return (
    <>
      <h2>{t('aid.urgentOrders')}</h2>
      <ul>
        {request.urgentOrders.map(({ personName, amount, at }) => (
          <li key={personName}>
            <strong>{personName}</strong> <MoneyText value={amount} />{' '}
            <span className="hint">
              <InstantText value={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Recusals({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  if (request.recusals.length === 0) return null;
  return (
    <>
      <h2>{t('aid.recusals')}</h2>
      <ul>
        {request.recusals.map(({ personName, reason }) => (
          <li key={personName}>
            <strong>{personName}</strong> {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
