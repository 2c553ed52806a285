import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Cover } from '../../shared/covers.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCoverStep } from './api.ts';

/** Asks once before a role is given for some days, or taken back early. */
export function CoverStep({
  cover,
  step,
  onClose,
}: {
  cover: Cover;
  step: 'confirm' | 'end';
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`stewardship.${step}.${cover.id}`);
  const take = useCoverStep(cover.id, step, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal
      open
      title={t(`stewardship.cover.${step}Title`, {
        name: cover.coveringName,
        role: t(`roles.${cover.role}`),
      })}
      okText={t(`stewardship.cover.${step}`)}
      okButtonProps={{ danger: step === 'end', loading: take.isPending }}
      cancelText={t('common.cancel')}
      onOk={() => take.mutate(undefined, { onSuccess: done, onError: renewIfUsed })}
      onCancel={onClose}
    >
      <ErrorSummary error={take.error} />
      <p>{t(`stewardship.cover.${step}Help`)}</p>
    </Modal>
  );
}
