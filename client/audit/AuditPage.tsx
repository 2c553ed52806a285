import { Input, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AuditEntry } from '../../shared/audit.ts';
import { InstantText } from '../ui/InstantText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { Page } from '../ui/Page.tsx';
import { useAuditEntries } from './api.ts';
import { VerificationPanel } from './VerificationPanel.tsx';

/** The audit trail and its proof, for the auditor. */
export function AuditPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('audit.title')}>
      <VerificationPanel />
      <h2>{t('audit.trail')}</h2>
      <Trail />
    </Page>
  );
}

function Trail() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const subject = search.get('subject') ?? '';
  const entries = useAuditEntries(subject);
  const columns: NonNullable<TableProps<AuditEntry>['columns']> = [
    { title: t('audit.number'), dataIndex: 'seq', align: 'right', fixed: 'left' },
    { title: t('audit.at'), render: (_, { at }) => <InstantText value={at} /> },
    { title: t('audit.person'), render: (_, { personName }) => personName ?? t('audit.system') },
    {
      title: t('audit.roles'),
      render: (_, { roles }) => roles.map((role) => t(`roles.${role}`)).join(t('nav.and')),
    },
    { title: t('audit.action'), dataIndex: 'action' },
    {
      title: t('audit.subject'),
      render: (_, entry) => <span className="digest">{entry.subject}</span>,
    },
    {
      title: t('audit.seal'),
      render: (_, { sealNo }) => (sealNo === null ? t('audit.unsealed') : sealNo),
    },
    { title: t('audit.body'), render: (_, { body }) => <code className="entry-body">{body}</code> },
    {
      title: t('audit.digest'),
      render: (_, { digest }) => (
        <span className="digest" title={digest}>
          {digest.slice(0, 12)}
        </span>
      ),
    },
  ];
  const choose = (text: string) => {
    const subjectTyped = text.trim();
    setSearch(subjectTyped ? { subject: subjectTyped } : {}, { replace: true });
  };
  return (
    <>
      <div className="filters no-print">
        <Input.Search
          key={subject}
          defaultValue={subject}
          allowClear
          aria-label={t('audit.filter')}
          placeholder={t('audit.filter')}
          enterButton={t('common.search')}
          onSearch={choose}
          style={{ maxWidth: 480 }}
        />
      </div>
      <KeysetTable columns={columns} query={entries} rowKey="digest" empty={t('audit.empty')} />
    </>
  );
}
