import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AidRequest } from '../../shared/aid.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Fact } from './Fact.tsx';
import { PaymentTab } from './PaymentTab.tsx';
import { VotesTab } from './VotesTab.tsx';

/** Family, visit, votes, notice and payment: one tab each. */
export function RequestTabs({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const tabs = {
    family: <FamilyTab request={request} />,
    visit: <VisitTab request={request} />,
    votes: <VotesTab request={request} />,
    notice: <NoticeTab request={request} />,
    payment: <PaymentTab request={request} />,
  };
  return (
    <Tabs
      items={Object.entries(tabs).map(([key, children]) => ({
        key,
        label: t(`aid.tab.${key}`),
        children,
      }))}
    />
  );
}

/** A text that some readers may not see; then it says so instead of looking empty. */
function Shown({ label, text }: { label: string; text: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <h2>{label}</h2>
      {text === null ? (
        <p className="hint">{t('aid.masked')}</p>
      ) : (
        <p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>
      )}
    </>
  );
}

function FamilyTab({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { householdId, applicant, caseNumber } = request;
  return (
    <>
      <dl className="facts">
        <Fact label={t('aid.applicant')}>
          {applicant}
          {applicant === caseNumber && <div className="hint">{t('aid.pseudonym')}</div>}
        </Fact>
        <Fact label={t('aid.community')}>{request.communityName}</Fact>
        <Fact label={t('aid.category')}>{t(`households.category.${request.category}`)}</Fact>
        <Fact label={t('aid.needLabel')}>{t(`aid.need.${request.needCode}`)}</Fact>
        <Fact label={t('aid.filedOn')}>
          <DateText value={request.filedOn} />
        </Fact>
        <Fact label={t('aid.file')}>
          {householdId ? (
            <Link to={`/households/${householdId}`}>{t('aid.openFile')}</Link>
          ) : (
            <span className="hint">{t('aid.masked')}</span>
          )}
        </Fact>
      </dl>
      <Shown label={t('aid.summary')} text={request.summary} />
      <Shown label={t('aid.story')} text={request.story} />
    </>
  );
}

function VisitTab({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { visit } = request;
  if (!visit) return <p className="hint">{t('aid.noVisit')}</p>;
  return (
    <>
      <dl className="facts">
        <Fact label={t('aid.visitedOn')}>
          <DateText value={visit.visitedOn} />
        </Fact>
        <Fact label={t('aid.visitors')}>
          {visit.firstVisitor} · {visit.secondVisitor}
        </Fact>
        <Fact label={t('aid.suggested')}>
          <MoneyText value={visit.suggested} />
        </Fact>
        <Fact label={t('aid.signatures')}>
          {visit.signatures.length > 0 ? visit.signatures.join(' · ') : t('common.none')}
        </Fact>
      </dl>
      <Shown label={t('aid.findings')} text={request.findings} />
    </>
  );
}

function NoticeTab({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { notice } = request;
  if (!notice) return <p className="hint">{t('aid.noNotice')}</p>;
  return (
    <>
      <dl className="facts">
        <Fact label={t('aid.noticeNumber')}>{notice.number}</Fact>
        <Fact label={t('aid.postedOn')}>
          <DateText value={notice.postedOn} />
        </Fact>
        <Fact label={t('aid.endsOn')}>
          <DateText value={notice.endsOn} />
        </Fact>
        <Fact label={t('aid.noticeState')}>
          {t(notice.running ? 'aid.noticeRunning' : 'aid.noticeOver')}
        </Fact>
      </dl>
      <p className="hint">{t('aid.noticeMasked')}</p>
    </>
  );
}
