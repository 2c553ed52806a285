import { Form } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { FileRequestBody } from '../../shared/aid.ts';
import { Page } from '../ui/Page.tsx';
import { StepForm } from './StepForm.tsx';
import { useFileRequest } from './api.ts';
import { RequestFields } from './RequestFields.tsx';

/** Files a request for a registered family, as a draft to look over. Route: /aid-requests/new */
export function FileRequestForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const family = search.get('householdId');
  const [form] = Form.useForm<FileRequestBody>();
  const file = useFileRequest();
  useEffect(() => {
    if (family) form.setFieldValue('householdId', family);
  }, [family, form]);
  return (
    <Page title={t('aid.fileRequest')}>
      <StepForm
        action="file"
        subject={family ?? 'new'}
        form={form}
        sender={file}
        bodyOf={(typed) => typed}
        initialValues={{ urgent: false }}
        label={t('aid.fileRequest')}
        onLeave={() => void navigate('/aid-requests')}
        onDone={({ id }) => void navigate(`/aid-requests/${id}`)}
      >
        <RequestFields />
      </StepForm>
    </Page>
  );
}
