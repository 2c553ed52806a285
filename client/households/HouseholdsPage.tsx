import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Household } from '../../shared/households.ts';
import { useHasRole } from '../api/session.ts';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { Page } from '../ui/Page.tsx';
import { useHouseholds } from './api.ts';

/** The registered families, names and numbers masked. Route: /households */
export function HouseholdsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayRegister = useHasRole('caseworker');
  return (
    <Page
      title={t('households.title')}
      actions={
        mayRegister && (
          <Button type="primary" onClick={() => void navigate('/households/new')}>
            {t('households.register')}
          </Button>
        )
      }
    >
      <p className="hint">{t('households.maskedHelp')}</p>
      <KeysetTable<Household>
        columns={useColumns()}
        query={useHouseholds()}
        rowKey="id"
        empty={t(mayRegister ? 'households.emptyRegister' : 'households.empty')}
      />
    </Page>
  );
}

function useColumns() {
  const { t } = useTranslation();
  return [
    {
      title: t('households.code'),
      dataIndex: 'code',
      render: (code: string, { id }: Household) => <Link to={`/households/${id}`}>{code}</Link>,
    },
    { title: t('households.applicantName'), dataIndex: 'applicantName' },
    { title: t('households.community'), dataIndex: 'communityName' },
    {
      title: t('households.categoryLabel'),
      dataIndex: 'category',
      render: (category: string) => t(`households.category.${category}`),
    },
    { title: t('households.idNumber'), dataIndex: 'idNumber' },
    {
      title: t('households.phone'),
      dataIndex: 'phone',
      render: (phone: string | null) => phone ?? t('common.none'),
    },
    {
      title: t('households.memberCount'),
      dataIndex: 'memberCount',
      align: 'right' as const,
    },
  ];
}
