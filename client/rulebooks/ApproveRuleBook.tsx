import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RuleBookChoice } from '../../shared/rulebooks.ts';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useApproveRuleBook } from './api.ts';

/** The chair says yes to a chosen rule book. */
export function ApproveRuleBook({
  choice,
  onClose,
}: {
  choice: RuleBookChoice;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`rulebooks.approve.${choice.id}`);
  const approve = useApproveRuleBook(choice.id, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal
      open
      title={t('rulebooks.approve')}
      okText={t('rulebooks.approveSubmit')}
      okButtonProps={{ loading: approve.isPending }}
      cancelText={t('common.cancel')}
      onOk={() => approve.mutate(undefined, { onSuccess: done })}
      onCancel={onClose}
    >
      <ErrorSummary error={approve.error} />
      <p>
        <DateText value={choice.effectiveFrom} /> · {t('rulebooks.approveHelp')}
      </p>
    </Modal>
  );
}
