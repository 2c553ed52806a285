import { Alert, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { setupBody, type SetupBody } from '../../shared/session.ts';
import { login } from '../../shared/users.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Alone } from '../ui/Alone.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useSetupState, useSetUp } from './api.ts';

type Typed = Omit<SetupBody, 'communities'> & { communities: string };

/** The first page of an empty fund: the organisation, its communities, its first administrator. */
export function SetupPage() {
  const { t } = useTranslation();
  const setup = useSetupState();
  return (
    <Alone>
      <Page title={t('session.setup.title')}>
        <QueryState of={setup} empty="">
          {(state) =>
            state.needed ? <SetupForm secure={state.secure} /> : <Navigate to="/sign-in" replace />
          }
        </QueryState>
      </Page>
    </Alone>
  );
}

function SetupForm({ secure }: { secure: boolean }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const navigate = useNavigate();
  const setUp = useSetUp();
  // the address that the server prints carries its token after #, which no log ever sees
  const token = useLocation().hash.slice(1);
  const finish = ({ communities, ...rest }: Typed) =>
    setUp.mutate(
      { ...rest, communities: namesIn(communities) },
      { onSuccess: () => void navigate('/sign-in?done=setup', { replace: true }) },
    );
  return (
    <>
      <p>{t('session.setup.intro')}</p>
      {!secure && <Alert type="warning" showIcon title={t('session.setup.insecure')} />}
      <ActForm
        form={form}
        error={setUp.error}
        pending={setUp.isPending}
        submit={t('session.setup.submit')}
        onFinish={finish}
        initialValues={{ token }}
      >
        <SetupFields />
      </ActForm>
    </>
  );
}

function SetupFields() {
  const { t } = useTranslation();
  const { shape } = setupBody;
  const communities = fieldRule(shape.communities);
  return (
    <>
      <Form.Item
        name="token"
        label={t('session.setup.token')}
        extra={t('session.setup.tokenHelp')}
        rules={[fieldRule(shape.token)]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="organisationName"
        label={t('session.setup.organisation')}
        extra={t('session.setup.organisationHelp')}
        rules={[fieldRule(shape.organisationName)]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        name="communities"
        label={t('session.setup.communities')}
        extra={t('session.setup.communitiesHelp')}
        rules={[
          { validator: (rule, typed?: string) => communities.validator(rule, namesIn(typed)) },
        ]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item
        name="administratorName"
        label={t('session.setup.administrator')}
        rules={[fieldRule(shape.administratorName)]}
      >
        <Input autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('session.login')}
        extra={t('session.loginHelp')}
        rules={[fieldRule(login)]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('session.password')}
        extra={t('session.passwordHelp')}
        rules={[fieldRule(shape.password)]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

/** One community a line. */
function namesIn(typed = ''): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
