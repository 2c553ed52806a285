import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Drive } from '../../shared/drives.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCloseDrive } from './api.ts';

/** Ends a drive after asking once; what it means is said before. */
export function CloseDrive({ drive }: { drive: Drive }) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`close-drive-${drive.id}`);
  const close = useCloseDrive();
  return (
    <>
      <Popconfirm
        title={t('drives.closeTitle', { name: drive.name })}
        description={t('drives.closeHelp')}
        okText={t('drives.close')}
        cancelText={t('common.cancel')}
        onConfirm={() => close.mutate({ drive, key }, { onSuccess: renew })}
      >
        <Button size="small" loading={close.isPending}>
          {t('drives.close')}
        </Button>
      </Popconfirm>
      <ErrorSummary error={close.error} />
    </>
  );
}
