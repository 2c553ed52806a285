import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/DataTable.tsx';
import type { User } from '../../shared/users.ts';
import { useMe } from '../api/session.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { AddUserForm } from './AddUserForm.tsx';
import { useUsers } from './api.ts';
import { ChangeRolesForm } from './ChangeRolesForm.tsx';
import { DisableUser } from './DisableUser.tsx';
import { InvitationLink } from './InvitationLink.tsx';

type Act = { kind: 'add' } | { kind: 'invite' | 'roles' | 'disable'; user: User };

/** The accounts of the staff, for the administrator. */
export function UsersPage() {
  const { t } = useTranslation();
  const users = useUsers();
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  return (
    <Page
      title={t('users.title')}
      actions={
        <Button type="primary" onClick={() => setAct({ kind: 'add' })}>
          {t('users.add')}
        </Button>
      }
    >
      <QueryState of={users} empty={t('users.empty')}>
        {({ items }) => <UserTable users={items} act={setAct} />}
      </QueryState>
      {act?.kind === 'add' && <AddUserForm onClose={close} />}
      {act?.kind === 'invite' && <InvitationLink user={act.user} onClose={close} />}
      {act?.kind === 'roles' && <ChangeRolesForm user={act.user} onClose={close} />}
      {act?.kind === 'disable' && <DisableUser user={act.user} onClose={close} />}
    </Page>
  );
}

function UserTable({ users, act }: { users: User[]; act: (act: Act) => void }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<User>['columns']> = [
    { title: t('users.name'), dataIndex: 'name' },
    { title: t('session.login'), dataIndex: 'login' },
    {
      title: t('users.roles'),
      render: (_, { roles }) => roles.map((role) => t(`roles.${role}`)).join(t('nav.and')),
    },
    {
      title: t('users.status'),
      render: (_, { status }) => (
        <StatusTag status={status} label={t(`users.statuses.${status}`)} />
      ),
    },
    { title: t('common.actions'), render: (_, user) => <UserActs user={user} act={act} /> },
  ];
  return <DataTable<User> columns={columns} dataSource={users} rowKey="id" />;
}

function UserActs({ user, act }: { user: User; act: (act: Act) => void }) {
  const { t } = useTranslation();
  const self = useMe()?.userId === user.id;
  if (user.status === 'disabled') return null;
  return (
    <span className="row">
      <Button size="small" onClick={() => act({ kind: 'invite', user })}>
        {t(user.status === 'invited' ? 'users.invite' : 'users.newLink')}
      </Button>
      <Button size="small" onClick={() => act({ kind: 'roles', user })}>
        {t('users.changeRoles')}
      </Button>
      {!self && (
        <Button size="small" danger onClick={() => act({ kind: 'disable', user })}>
          {t('users.disable')}
        </Button>
      )}
    </span>
  );
}
