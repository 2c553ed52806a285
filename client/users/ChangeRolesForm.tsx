import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/roles.ts';
import type { User } from '../../shared/users.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useChangeRoles } from './api.ts';
import { RoleFields } from './RoleFields.tsx';

interface Typed {
  roles: Role[];
  communityId?: string | null;
}

/** Changes what a colleague may do. It counts from their next request on. */
export function ChangeRolesForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`users.roles.${user.id}.${user.version}`);
  const change = useChangeRoles(user.id, key);
  const finish = ({ roles, communityId }: Typed) =>
    change.mutate(
      { roles, communityId: communityId ?? null, version: user.version },
      {
        onError: renewIfUsed,
        onSuccess: () => {
          renew();
          onClose();
        },
      },
    );
  return (
    <Modal open title={t('users.rolesOf', { name: user.name })} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={change.error}
        pending={change.isPending}
        submit={t('users.changeRolesSubmit')}
        onCancel={onClose}
        onFinish={finish}
        initialValues={{ roles: user.roles, communityId: user.communityId }}
      >
        <RoleFields />
      </ActForm>
    </Modal>
  );
}
