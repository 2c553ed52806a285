import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notice } from '../../shared/aid.ts';
import type { PublicDrive } from '../../shared/today.ts';
import { Alone } from '../ui/Alone.tsx';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { Thermometer } from '../ui/Thermometer.tsx';
import { usePublicDrives, usePublicNotices, usePublicOverview } from './api.ts';

/** What anyone may see without signing in. It prints as a poster for the notice board. */
export function PublicPage() {
  const { t } = useTranslation();
  const overview = usePublicOverview();
  const drives = usePublicDrives();
  const notices = usePublicNotices();
  return (
    <Alone wide>
      <Page
        title={overview.data?.organisationName ?? t('public.title')}
        actions={<Button onClick={() => window.print()}>{t('common.print')}</Button>}
      >
        <p className="poster-line">{t('public.title')}</p>
        <QueryState of={overview} empty="">
          {({ received, paid, helped }) => (
            <dl className="facts">
              <Fact term={t('public.received')} value={<MoneyText value={received} />} />
              <Fact term={t('public.paid')} value={<MoneyText value={paid} />} />
              <Fact term={t('public.helped')} value={helped} />
            </dl>
          )}
        </QueryState>
        <h2>{t('public.drives')}</h2>
        <QueryState of={drives} empty={t('public.noDrives')}>
          {({ items }) => items.map((drive) => <DriveCard key={drive.code} drive={drive} />)}
        </QueryState>
        <h2>{t('public.notices')}</h2>
        <QueryState of={notices} empty={t('public.noNotices')}>
          {({ items }) => <Notices notices={items} />}
        </QueryState>
        <p className="no-print">
          <Link to="/">{t('public.staff')}</Link>
        </p>
      </Page>
    </Alone>
  );
}

function Fact({ term, value }: { term: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="big-figure">{value}</dd>
    </div>
  );
}

function DriveCard({ drive }: { drive: PublicDrive }) {
  const { t } = useTranslation();
  return (
    <section className="drive">
      <h3>
        {drive.name} <StatusTag status={drive.status} label={t(`public.${drive.status}`)} />
      </h3>
      <p>{drive.purpose}</p>
      <Thermometer value={drive.received} target={drive.target} label={drive.name} />
      <p className="hint">
        {t('public.gifts', { count: drive.gifts })} · <DateText value={drive.startsOn} />
        {' – '}
        {drive.endsOn ? <DateText value={drive.endsOn} /> : t('public.openEnd')}
      </p>
    </section>
  );
}

const COLUMNS = ['number', 'case', 'name', 'community', 'need', 'fund'] as const;

/** What is not known here is not shown to the public: the server leaves it out (null). */
function Notices({ notices }: { notices: Notice[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`public.${column}`)}
              </th>
            ))}
            <th scope="col" className="figure">
              {t('public.amount')}
            </th>
            <th scope="col">{t('public.days')}</th>
          </tr>
        </thead>
        <tbody>
          {notices.map((each) => (
            <tr key={each.number}>
              <td>{each.number}</td>
              <td>{each.caseNumber}</td>
              <td>{each.maskedName ?? '—'}</td>
              <td>{each.communityName ?? '—'}</td>
              <td>{each.needCode ? t(`public.needs.${each.needCode}`) : '—'}</td>
              <td>{each.fundName}</td>
              <td className="figure">
                <MoneyText value={each.amount} />
              </td>
              <td>
                <DateText value={each.postedOn} /> – <DateText value={each.endsOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
