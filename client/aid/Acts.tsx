import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AidAction, AidRequest } from '../../shared/aid.ts';
import { PlainAct, PostNotice, RecuseForm } from './PlainActs.tsx';
import { PrepareOrderForm } from './PrepareOrderForm.tsx';
import { ProofForm } from './ProofForm.tsx';
import { ConfirmUrgent, OrderUrgent } from './UrgentForm.tsx';
import { DecideVoid, VoidOrder } from './VoidForms.tsx';
import { VisitForm } from './VisitForm.tsx';
import { VoteForm } from './VoteForm.tsx';

/** Done on another page, where it belongs. */
type ElsewhereAct = 'pay' | 'unmask';
type HereAct = Exclude<AidAction, ElsewhereAct>;

/** What this person may do now, and in words why not what others may. */
export function Acts({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<HereAct>();
  const { allowedActions, refusedActions } = request;
  const acts = allowedActions.filter(isHere).toSorted((a, b) => rank(a) - rank(b));
  return (
    <section aria-label={t('aid.acts')} className="no-print" style={{ marginBottom: 16 }}>
      <h2>{t('aid.acts')}</h2>
      {allowedActions.length === 0 && <p className="hint">{t('aid.nothingToDo')}</p>}
      <div className="row">
        {acts.map((action, position) => (
          <Button
            key={action}
            type={position === 0 && rank(action) === 0 && !opened ? 'primary' : 'default'}
            aria-expanded={opened === action}
            onClick={() => setOpened(opened === action ? undefined : action)}
          >
            {t(`aid.act.${action}`)}
          </Button>
        ))}
        <Elsewhere request={request} />
      </div>
      {opened && (
        <div className="card" style={{ marginTop: 16 }}>
          <Act
            key={opened}
            action={opened}
            request={request}
            onLeave={() => setOpened(undefined)}
          />
        </div>
      )}
      {refusedActions.length > 0 && (
        <ul aria-label={t('aid.refused')}>
          {refusedActions.map(({ action, code }) => (
            <li key={action}>
              {t('aid.refusedAct', {
                act: t(`aid.act.${action}`),
                why: t(code === 'STATE_CONFLICT' ? 'aid.notYet' : `errors.${code}`),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const LAST: readonly HereAct[] = ['withdraw', 'recuse', 'void_order'];

/** What moves the request on comes first; leaving it comes last and is never the main act. */
function rank(action: HereAct): number {
  return LAST.includes(action) ? 1 : 0;
}

function isHere(action: AidAction): action is HereAct {
  return action !== 'pay' && action !== 'unmask';
}

function Elsewhere({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { allowedActions, householdId, order } = request;
  return (
    <>
      {allowedActions.includes('pay') && order && (
        <Link to={`/payments?order=${order.id}`}>{t('aid.act.pay')}</Link>
      )}
      {allowedActions.includes('unmask') && householdId && (
        <Link to={`/households/${householdId}`}>{t('aid.act.unmask')}</Link>
      )}
    </>
  );
}

function Act({ action, ...props }: { action: HereAct; request: AidRequest; onLeave: () => void }) {
  switch (action) {
    case 'submit':
    case 'withdraw':
    case 'sign_visit':
      return <PlainAct action={action} {...props} />;
    case 'record_visit':
      return <VisitForm {...props} />;
    case 'vote':
      return <VoteForm {...props} />;
    case 'recuse':
      return <RecuseForm {...props} />;
    case 'order_urgent':
      return <OrderUrgent {...props} />;
    case 'confirm_urgent':
      return <ConfirmUrgent {...props} />;
    case 'post_notice':
      return <PostNotice {...props} />;
    case 'prepare_order':
      return <PrepareOrderForm {...props} />;
    case 'record_proof':
      return <ProofForm {...props} />;
    case 'void_order':
      return <VoidOrder {...props} />;
    case 'decide_void':
      return <DecideVoid {...props} />;
  }
}
