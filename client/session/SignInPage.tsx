import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { signInBody, type SignInBody } from '../../shared/session.ts';
import { useSession } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Alone } from '../ui/Alone.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { useSetupState, useSignIn } from './api.ts';

/** The door for staff. A system without an organisation leads to its first-run page instead. */
export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const session = useSession();
  const setup = useSetupState();
  if (session.status === 'in') return <Navigate to={safeNext(search.get('next'))} replace />;
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <Alone>
      <Page title={t('session.signIn.title')}>
        {setup.data?.organisationName && <p className="hint">{setup.data.organisationName}</p>}
        {search.get('done') && <output className="good-news">{t('session.signIn.ready')}</output>}
        <SignInForm />
        <p>
          <Link to="/public">{t('session.signIn.public')}</Link>
        </p>
      </Page>
    </Alone>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const [form] = Form.useForm<SignInBody>();
  const signIn = useSignIn();
  return (
    <ActForm
      form={form}
      error={signIn.error}
      pending={signIn.isPending}
      submit={t('session.signIn.submit')}
      onFinish={(values) => signIn.mutate(values)}
    >
      <Form.Item
        name="login"
        label={t('session.login')}
        rules={[fieldRule(signInBody.shape.login)]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('session.password')}
        rules={[fieldRule(signInBody.shape.password)]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
    </ActForm>
  );
}

/** Only an address of our own: a link must not send people elsewhere after they signed in. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}
