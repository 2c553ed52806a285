import { App, Form } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RegisterHouseholdBody } from '../../shared/households.ts';
import { useMe } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useRegisterHousehold } from './api.ts';
import { ApplicantFields } from './ApplicantFields.tsx';
import { SituationFields } from './SituationFields.tsx';

const FORM = 'households.register';

type Typed = Omit<RegisterHouseholdBody, 'memberCount'> & { memberCount?: string | number };

/** Registers a family of the caseworker's community. Route: /households/new */
export function RegisterHouseholdForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const register = useRegisterHousehold();
  const ownCommunity = useMe()?.communityId;
  useEffect(() => {
    if (ownCommunity) form.setFieldValue('communityId', ownCommunity);
  }, [ownCommunity, form]);
  const done = ({ id, code }: { id: string; code: string }) => {
    draft.clear();
    renew();
    message.success(t('households.registered', { code }));
    void navigate(`/households/${id}`);
  };
  return (
    <Page title={t('households.register')}>
      <ActForm
        form={form}
        error={register.error}
        pending={register.isPending}
        submit={t('households.register')}
        onCancel={() => void navigate('/households')}
        initialValues={{ memberCount: 1 }}
        onFinish={(typed) =>
          register.mutate({ body: bodyOf(typed), key }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        <ApplicantFields />
        <SituationFields communityIsOwn={Boolean(ownCommunity)} />
      </ActForm>
    </Page>
  );
}

function bodyOf(typed: Typed): RegisterHouseholdBody {
  return {
    ...typed,
    phone: typed.phone || null,
    guardianName: typed.guardianName || null,
    memberCount: Number(typed.memberCount),
  };
}
