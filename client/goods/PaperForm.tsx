import { Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { goodsPurchaseBody } from '../../shared/goods.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { useHasRole } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { FundSelect } from '../ui/FundSelect.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDrives, useFamilies, useFunds, useItems, useLots, useSendPaper } from './api.ts';
import { LinesField } from './LinesField.tsx';
import { bodyOf, comes, type PaperKind, postingOf, type TypedPaper } from './paperLines.ts';

const paths: Record<PaperKind, string> = {
  gift: '/goods-gifts',
  opening: '/goods-openings',
  purchase: '/goods-purchases',
  issue: '/goods-issues',
  writeOff: '/goods-write-offs',
};
const fields = goodsPurchaseBody.shape;

/** One paper about goods: given, bought, handed out, lost, expired or found. */
export function PaperForm({
  paper,
  onClose,
  start = {},
  countId = null,
}: {
  paper: PaperKind;
  onClose: () => void;
  /** What a count already says. */
  start?: TypedPaper;
  countId?: string | null;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<TypedPaper>();
  const draft = useDraft(`goods.${paper}`, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(`goods.${paper}`);
  const send = useSendPaper(paths[paper], key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('day')) form.setFieldValue('day', date);
  }, [date, form]);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const submit = (typed: TypedPaper) =>
    send.mutate(bodyOf(paper, typed, countId), { onSuccess: done, onError: renewIfUsed });
  return (
    <Modal open title={t(`goods.papers.${paper}`)} footer={null} onCancel={onClose}>
      <p className="hint">{t(`goods.paperHelp.${paper}`)}</p>
      <ActForm
        form={form}
        error={send.error}
        pending={send.isPending}
        submit={t(`goods.submit.${paper}`)}
        onCancel={onClose}
        initialValues={{ kind: 'loss', donor: { kind: 'organisation' }, lines: [{}], ...start }}
        onFinish={submit}
      >
        <PaperFields paper={paper} fixed={countId !== null} />
      </ActForm>
    </Modal>
  );
}

function PaperFields({ paper, fixed }: { paper: PaperKind; fixed: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TypedPaper>();
  const typed = (Form.useWatch([], form) ?? {}) as TypedPaper;
  const items = useItems().data?.items ?? [];
  const funds = useFunds().data?.items;
  const ids = (typed.lines ?? []).flatMap((line) => (line?.itemId ? [line.itemId] : []));
  const comesIn = comes(paper, typed.kind);
  const lots = useLots(comesIn ? [] : ids);
  const drives = useDrives().data?.items;
  const fundId =
    paper === 'gift'
      ? (drives?.find(({ id }) => id === typed.driveId)?.fundId ??
        funds?.find(({ code }) => code === 'F00')?.id)
      : typed.fundId;
  const fund = funds?.find(({ id }) => id === fundId);
  const lines = postingOf(paper, typed, { items, lots, fund });
  return (
    <>
      {paper === 'writeOff' && <WriteOffKind fixed={fixed} />}
      {paper === 'gift' ? (
        <GiftFrom drives={drives ?? []} />
      ) : (
        <Form.Item
          name="fundId"
          label={t('goods.fund')}
          rules={[fieldRule(fields.fundId)]}
          required
        >
          <FundSelect funds={funds} />
        </Form.Item>
      )}
      {paper === 'issue' && <Recipient />}
      {paper !== 'opening' && (
        <Form.Item
          name="day"
          label={t(`goods.day.${paper}`)}
          rules={[fieldRule(fields.orderedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      )}
      <LinesField items={items} fundId={typed.fundId} comesIn={comesIn} />
      <Form.Item
        name="paperNumber"
        label={t('goods.paperNumber')}
        extra={t(`goods.paperNumberHelp.${paper}`)}
        rules={[fieldRule(fields.paperNumber)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('goods.note')} rules={[fieldRule(fields.note)]}>
        <Input autoComplete="off" />
      </Form.Item>
      {lines.length > 0 && (
        <ConfirmPosting
          lines={lines.map((line) => ({ ...line, account: t(`goods.accounts.${line.account}`) }))}
          next={t(`goods.next.${paper}`)}
        />
      )}
    </>
  );
}

function WriteOffKind({ fixed }: { fixed: boolean }) {
  const { t } = useTranslation();
  const kind: string | undefined = Form.useWatch('kind');
  return (
    <>
      <Form.Item name="kind" label={t('goods.kind')} required>
        <Radio.Group
          optionType="button"
          disabled={fixed}
          options={(['loss', 'expiry', 'surplus'] as const).map((value) => ({
            value,
            label: t(`goods.kinds.${value}`),
          }))}
        />
      </Form.Item>
      {kind !== 'surplus' && (
        <Form.Item name="liableName" label={t('goods.liable')} extra={t('goods.liableHelp')}>
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

function GiftFrom({ drives }: { drives: { id: string; code: string; name: string }[] }) {
  const { t } = useTranslation();
  const kind: string | undefined = Form.useWatch(['donor', 'kind']);
  return (
    <>
      <Form.Item name="driveId" label={t('goods.drive')} extra={t('goods.driveHelp')}>
        <Select
          allowClear
          options={drives.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
        />
      </Form.Item>
      <Form.Item name={['donor', 'kind']} label={t('donations.donorKindLabel')} required>
        <Radio.Group
          optionType="button"
          options={(['person', 'organisation', 'anonymous'] as const).map((value) => ({
            value,
            label: t(`donations.donorKind.${value}`),
          }))}
        />
      </Form.Item>
      {kind !== 'anonymous' && (
        <Form.Item
          name={['donor', 'name']}
          label={t('donations.donorName')}
          rules={[{ required: true, whitespace: true, message: t('errors.TEXT_REQUIRED') }]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

/** A family, for who knows families; or a list of recipients that is signed on paper. */
function Recipient() {
  const { t } = useTranslation();
  const isCaseworker = useHasRole('caseworker');
  const families = useFamilies(isCaseworker).data?.items ?? [];
  return (
    <>
      {isCaseworker && (
        <Form.Item name="householdId" label={t('goods.family')} extra={t('goods.familyHelp')}>
          <Select
            allowClear
            options={families.map(({ id, code, applicantName }) => ({
              value: id,
              label: `${code} ${applicantName}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="roster" label={t('goods.roster')} extra={t('goods.rosterHelp')}>
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
