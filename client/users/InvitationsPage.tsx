import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MadeInvitation } from '../../shared/users.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useInvitations, useJudgeInvitation } from './api.ts';

/** One-time links that wait for a second person, and those made without one. */
export function InvitationsPage() {
  const { t } = useTranslation();
  const invitations = useInvitations();
  return (
    <Page title={t('users.invitations.title')}>
      <p className="hint">{t('users.invitations.help')}</p>
      <QueryState of={invitations} empty={t('users.invitations.empty')}>
        {({ items }) => <InvitationTable items={items} />}
      </QueryState>
    </Page>
  );
}

function InvitationTable({ items }: { items: MadeInvitation[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<MadeInvitation>['columns']> = [
    { title: t('users.name'), dataIndex: 'name' },
    { title: t('session.login'), dataIndex: 'login' },
    {
      title: t('users.roles'),
      render: (_, { roles }) => roles.map((role) => t(`roles.${role}`)).join(t('nav.and')),
    },
    {
      title: t('users.invitations.what'),
      render: (_, { resets }) => t(`users.invitations.${resets ? 'reset' : 'invited'}`),
    },
    {
      title: t('users.invitations.madeBy'),
      render: (_, { madeByName }) => madeByName ?? t('users.invitations.local'),
    },
    {
      title: t('users.invitations.madeAt'),
      render: (_, each) => <InstantText value={each.madeAt} />,
    },
    { title: t('common.actions'), render: (_, each) => <Judge of={each} /> },
  ];
  return <DataTable<MadeInvitation> columns={columns} dataSource={items} rowKey="id" />;
}

function Judge({ of: invitation }: { of: MadeInvitation }) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`users.invitation.${invitation.id}`);
  const act = invitation.mayConfirm ? 'confirm' : 'acknowledge';
  const judge = useJudgeInvitation(invitation.id, act, key);
  if (!invitation.mayConfirm && !invitation.mayAcknowledge) {
    return <span>{t('users.invitations.waits')}</span>;
  }
  return (
    <>
      <ErrorSummary error={judge.error} />
      <Button
        size="small"
        type={invitation.mayConfirm ? 'primary' : 'default'}
        loading={judge.isPending}
        aria-label={`${t(`users.invitations.${act}`)} ${invitation.login}`}
        onClick={() => judge.mutate(undefined, { onSuccess: renew })}
      >
        {t(`users.invitations.${act}`)}
      </Button>
    </>
  );
}
