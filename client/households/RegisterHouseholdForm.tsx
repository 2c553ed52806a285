import { App, Button, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RegisterHouseholdBody } from '../../shared/households.ts';
import { useMe } from '../api/session.ts';
import { applyFieldErrors, ErrorSummary } from '../ui/ErrorSummary.tsx';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useRegisterHousehold } from './api.ts';
import { ApplicantFields } from './ApplicantFields.tsx';
import { SituationFields } from './SituationFields.tsx';

const FORM = 'register-household';

type Typed = Omit<RegisterHouseholdBody, 'memberCount'> & { memberCount?: string | number };

/** Registers a family of the caseworker's community. Route: /households/new */
export function RegisterHouseholdForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew } = useIdempotencyKey(FORM);
  const [unfinished, setUnfinished] = useState<unknown>();
  const register = useRegisterHousehold();
  const ownCommunity = useMe()?.communityId;
  useEffect(() => {
    if (ownCommunity) form.setFieldValue('communityId', ownCommunity);
  }, [ownCommunity, form]);

  const submit = (typed: Typed) => {
    setUnfinished(undefined);
    register.mutate(
      { body: bodyOf(typed), key },
      {
        onSuccess: ({ id, code }) => {
          draft.clear();
          renew();
          message.success(t('households.registered', { code }));
          void navigate(`/households/${id}`);
        },
        onError: (error) => {
          applyFieldErrors(form, error, t);
          if ('code' in error && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
        },
      },
    );
  };
  return (
    <Page title={t('households.register')}>
      <ErrorSummary error={unfinished ?? register.error} />
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        initialValues={{ memberCount: 1 }}
        onFinish={submit}
        onFinishFailed={setUnfinished}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isOpenList(event.target)) void navigate('/households');
        }}
      >
        <ApplicantFields />
        <SituationFields communityIsOwn={Boolean(ownCommunity)} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {t('households.register')}
          </Button>
          <Button onClick={() => void navigate('/households')}>{t('common.back')}</Button>
        </div>
      </Form>
    </Page>
  );
}

/** Escape closes an open list first. */
function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}

function bodyOf(typed: Typed): RegisterHouseholdBody {
  return {
    ...typed,
    phone: typed.phone || null,
    guardianName: typed.guardianName || null,
    memberCount: Number(typed.memberCount),
  };
}
