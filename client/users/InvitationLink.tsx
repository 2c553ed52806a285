import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useInvite } from './api.ts';

/** Makes the one-time link of an account and shows it once, to be handed over. */
export function InvitationLink({
  user,
  onClose,
}: {
  user: { id: string; name: string; login: string };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { key, renew } = useIdempotencyKey(`users.invite.${user.id}`);
  const invite = useInvite(user.id, key);
  const token = invite.data?.token;
  return (
    <Modal
      open
      title={t('users.inviteTitle', { name: user.name })}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <ErrorSummary error={invite.error} />
      <p>{t('users.login', { login: user.login })}</p>
      {token === undefined ? (
        <>
          <p>{t('users.inviteHelp')}</p>
          <Button
            type="primary"
            loading={invite.isPending}
            onClick={() => invite.mutate(undefined, { onSuccess: renew })}
          >
            {t('users.inviteSubmit')}
          </Button>
        </>
      ) : (
        <>
          {invite.data?.needsConfirmation && <p>{t('users.linkWaits')}</p>}
          <LinkOnce link={`${location.origin}/invitation#${token}`} />
        </>
      )}
    </Modal>
  );
}

function LinkOnce({ link }: { link: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // without HTTPS a page may not write to the clipboard; the marked text is there to copy by hand
  const copy = () =>
    navigator.clipboard
      ?.writeText(link)
      .then(() => setCopied(true))
      .catch(() => setCopied(false));
  return (
    <>
      <p>{t('users.linkOnce')}</p>
      <Input.TextArea
        readOnly
        rows={3}
        value={link}
        aria-label={t('users.link')}
        onFocus={(event) => event.target.select()}
      />
      <p className="row">
        <Button onClick={() => void copy()}>{t('common.copy')}</Button>
        <output>{copied && t('common.copied')}</output>
      </p>
    </>
  );
}
