import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { User } from '../../shared/users.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDisableUser } from './api.ts';

/** Asks once before an account is taken out of use. */
export function DisableUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`users.disable.${user.id}`);
  const disable = useDisableUser(user.id, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal
      open
      title={t('users.disableTitle', { name: user.name })}
      okText={t('users.disableSubmit')}
      okButtonProps={{ danger: true, loading: disable.isPending }}
      cancelText={t('common.cancel')}
      onOk={() => disable.mutate(undefined, { onSuccess: done })}
      onCancel={onClose}
    >
      <ErrorSummary error={disable.error} />
      <p>{t('users.disableHelp')}</p>
    </Modal>
  );
}
