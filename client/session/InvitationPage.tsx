import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { acceptInvitationBody } from '../../shared/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Alone } from '../ui/Alone.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { useAcceptInvitation } from './api.ts';

interface Typed {
  password: string;
  again: string;
}

/** Where a one-time link leads: a new colleague chooses a password that nobody else sees. */
export function InvitationPage() {
  const { t } = useTranslation();
  // what follows # is never sent to a server or written to its log
  const [token] = useState(useLocation().hash.slice(1));
  return (
    <Alone>
      <Page title={t('session.invitation.title')}>
        {token ? (
          <PasswordForm token={token} />
        ) : (
          <p role="alert">{t('errors.INVITATION_INVALID')}</p>
        )}
        <p>
          <Link to="/sign-in">{t('session.signIn.title')}</Link>
        </p>
      </Page>
    </Alone>
  );
}

function PasswordForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const done = () => void navigate('/sign-in?done=invitation', { replace: true });
  const mustRepeat = (_: unknown, again: string | undefined) =>
    again === form.getFieldValue('password')
      ? Promise.resolve()
      : Promise.reject(new Error(t('session.invitation.differs')));
  return (
    <ActForm
      form={form}
      error={accept.error}
      pending={accept.isPending}
      submit={t('session.invitation.submit')}
      onFinish={({ password }) => accept.mutate({ token, password }, { onSuccess: done })}
    >
      <p>{t('session.invitation.intro')}</p>
      <Form.Item
        name="password"
        label={t('session.password')}
        extra={t('session.passwordHelp')}
        rules={[fieldRule(acceptInvitationBody.shape.password)]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('session.invitation.again')}
        dependencies={['password']}
        rules={[{ validator: mustRepeat }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </ActForm>
  );
}
