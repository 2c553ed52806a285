import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Drive } from '../../shared/drives.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { Thermometer } from '../ui/Thermometer.tsx';
import { useDrives } from './api.ts';
import { CloseDrive } from './CloseDrive.tsx';

/** Every drive against its target. Route: /drives */
export function DrivesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const drives = useDrives();
  const mayOpenDrives = useHasRole('treasurer');
  return (
    <Page
      title={t('drives.title')}
      actions={
        mayOpenDrives && (
          <Button type="primary" onClick={() => void navigate('/drives/new')}>
            {t('drives.open')}
          </Button>
        )
      }
    >
      <QueryState of={drives} empty={t(mayOpenDrives ? 'drives.emptyOpen' : 'drives.empty')}>
        {({ items }) => items.map((drive) => <DriveCard key={drive.id} drive={drive} />)}
      </QueryState>
    </Page>
  );
}

function DriveCard({ drive }: { drive: Drive }) {
  const { t } = useTranslation();
  const maySeeGifts = useHasRole('treasurer', 'cashier', 'auditor', 'chair');
  const mayRecord = useHasRole('treasurer') && drive.status === 'open';
  const ofDrive = `driveId=${drive.id}`;
  return (
    <section className="card" aria-label={drive.name} style={{ marginBottom: 16 }}>
      <div className="row">
        <h2 style={{ margin: 0 }}>
          {drive.code} {drive.name}
        </h2>
        <StatusTag status={drive.status} label={t(`drives.status.${drive.status}`)} />
      </div>
      <p>{drive.purpose}</p>
      <Thermometer value={drive.received} target={drive.target} label={drive.name} />
      <DriveFacts drive={drive} />
      {drive.warnings.map((warning) => (
        <p key={warning} className="hint">
          {t(`drives.warnings.${warning}`)}
        </p>
      ))}
      <div className="row no-print">
        {maySeeGifts && <Link to={`/donations?${ofDrive}`}>{t('drives.showGifts')}</Link>}
        {mayRecord && <Link to={`/donations/new?${ofDrive}`}>{t('drives.recordGift')}</Link>}
        {mayRecord && <CloseDrive drive={drive} />}
      </div>
    </section>
  );
}

function DriveFacts({ drive }: { drive: Drive }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <div>
        <dt>{t('drives.fund')}</dt>
        <dd>
          {drive.fundCode} {drive.fundName}
        </dd>
      </div>
      <div>
        <dt>{t('drives.gifts')}</dt>
        <dd>{t('drives.giftCount', { count: drive.gifts })}</dd>
      </div>
      <div>
        <dt>{t('drives.fees')}</dt>
        <dd>
          <MoneyText value={drive.fees} /> {t(`drives.feeBearer.${drive.feeBearer}`)}
        </dd>
      </div>
      <div>
        <dt>{t('drives.dates')}</dt>
        <dd>
          <DateText value={drive.startsOn} />
          {' – '}
          {drive.endsOn ? <DateText value={drive.endsOn} /> : t('drives.noEnd')}
        </dd>
      </div>
      <div>
        <dt>{t('drives.fundraisingBasis')}</dt>
        <dd>{t(`drives.basis.${drive.fundraisingBasis}`)}</dd>
      </div>
    </dl>
  );
}
