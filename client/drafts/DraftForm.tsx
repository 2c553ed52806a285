import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  type CorrectionKind,
  draftBody,
  type DraftSaved,
  manualEvent,
  type PreviewBody,
} from '../../shared/drafts.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { QueryState } from '../ui/QueryState.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { usePreview, useSaveDraft } from './api.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { LinesGrid } from './LinesGrid.tsx';
import { PapersGrid } from './PapersGrid.tsx';
import { SaveTemplate } from './SaveTemplate.tsx';
import { bodyOf, type TypedDraft } from './typedDraft.ts';
import { useSettled } from './useSettled.ts';

const fields = draftBody.shape;

/** What a correction is of; its summary and event are the wizard's. */
export interface Corrects {
  id: string;
  kind: CorrectionKind;
}

/** The editor of a voucher by hand. Saving moves nothing; the draft is submitted from its page. */
export function DraftForm({
  formKey,
  initial,
  of,
  corrects,
}: {
  formKey: string;
  initial: TypedDraft;
  of?: { id: string; version: number } | undefined;
  corrects?: Corrects | undefined;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<TypedDraft>();
  const kept = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  const save = useSaveDraft(key);
  const done = ({ id }: DraftSaved) => {
    kept.clear();
    renew();
    void navigate(`/drafts/${id}`);
  };
  const send = () => {
    const body = bodyOf(form.getFieldsValue(true) as TypedDraft);
    if (!body) return;
    save.mutate({ body, ...(of && { of }) }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <div className="wide">
      <ActForm
        form={form}
        error={save.error}
        pending={save.isPending}
        submit={t('drafts.save')}
        initialValues={initial}
        onCancel={() => void navigate(of ? `/drafts/${of.id}` : '/drafts')}
        onFinish={send}
      >
        <Head isCorrection={corrects !== undefined} />
        <LinesGrid withCases={corrects?.kind === 'full'} />
        <PapersGrid />
        <LivePreview corrects={corrects} />
      </ActForm>
      {!corrects && <SaveTemplate form={form} />}
    </div>
  );
}

function Head({ isCorrection }: { isCorrection: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="narrow">
      <Form.Item
        name="voucherDate"
        label={t('drafts.date')}
        extra={t('drafts.dateHelp')}
        rules={[fieldRule(fields.voucherDate)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="summary"
        label={t('drafts.summary')}
        extra={t(isCorrection ? 'drafts.summaryFixed' : 'drafts.summaryHelp')}
      >
        <Input autoComplete="off" disabled={isCorrection} />
      </Form.Item>
      {!isCorrection && (
        <Form.Item name="event" label={t('drafts.event')} extra={t('drafts.eventHelp')} required>
          <Select
            options={manualEvent.options.map((value) => ({
              value,
              label: t(`drafts.events.${value}`),
            }))}
          />
        </Form.Item>
      )}
    </div>
  );
}

/** What the typed lines would do, once typing pauses. */
export function LivePreview({ corrects }: { corrects?: Corrects | undefined }) {
  const form = Form.useFormInstance<TypedDraft>();
  const typed = Form.useWatch((values: TypedDraft) => values, form);
  const body = useSettled(bodyOf(typed ?? {}));
  const { t } = useTranslation();
  if (!body) return <p className="hint">{t('drafts.checkLater')}</p>;
  const more = corrects && { correctsId: corrects.id, correction: corrects.kind };
  return <Previewed body={{ ...body, ...more }} />;
}

function Previewed({ body }: { body: PreviewBody }) {
  const preview = usePreview(body);
  return (
    <QueryState of={preview} empty="">
      {(check) => <CheckPanel check={check} />}
    </QueryState>
  );
}
