import { App, Button, Form, type FormInstance, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateBody } from '../../shared/drafts.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useSaveTemplate } from './api.ts';
import { linesOf, type TypedDraft } from './typedDraft.ts';

const FORM = 'voucher-templates.save';

/** Keeps the lines of the editor under a name, to begin other vouchers with. */
export function SaveTemplate({ form }: { form: FormInstance<TypedDraft> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [naming] = Form.useForm<{ name: string }>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const save = useSaveTemplate(key);
  const send = ({ name }: { name: string }) => {
    const { summary = '', event = 'M00', lines = [] } = form.getFieldsValue(true) as TypedDraft;
    const done = () => {
      renew();
      setOpen(false);
      message.success(t('drafts.templateSaved', { name }));
    };
    const body = { name, summary, event, lines: linesOf(lines) };
    save.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{t('drafts.saveTemplate')}</Button>
      <Modal
        open={isOpen}
        title={t('drafts.saveTemplate')}
        footer={null}
        onCancel={() => setOpen(false)}
      >
        <ActForm
          form={naming}
          error={save.error}
          pending={save.isPending}
          submit={t('drafts.saveTemplate')}
          onCancel={() => setOpen(false)}
          onFinish={send}
        >
          <Form.Item
            name="name"
            label={t('drafts.templateName')}
            extra={t('drafts.templateHelp')}
            rules={[fieldRule(templateBody.shape.name)]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        </ActForm>
      </Modal>
    </p>
  );
}
