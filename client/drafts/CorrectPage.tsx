import { Alert, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import {
  type CorrectBody,
  correctBody,
  type CorrectionKind,
  type CorrectionOffer,
  type DraftSaved,
} from '../../shared/drafts.ts';
import { negateMoney } from '../../shared/money.ts';
import { useLanguage } from '../i18n/index.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCorrect, useCorrection } from './api.ts';
import { DifferenceLines } from './DifferenceLines.tsx';
import { LivePreview } from './DraftForm.tsx';
import { LinesGrid } from './LinesGrid.tsx';
import { PapersGrid } from './PapersGrid.tsx';
import { linesOf, papersOf, type TypedDraft, typedLines } from './typedDraft.ts';

/** What the wizard asks for. */
export interface TypedCorrection extends TypedDraft {
  kind: CorrectionKind;
  reason?: string;
  /** The right amount of each line of the original, for a difference. */
  amounts?: string[];
}

/** The correction wizard of one voucher. Route: /vouchers/:id/correct */
export function CorrectPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const offer = useCorrection(id);
  const label = offer.data?.voucherLabel ?? '';
  return (
    <Page title={t('drafts.correct', { label })}>
      <p className="hint">{t('drafts.correctHelp')}</p>
      <QueryState of={offer} empty="">
        {(data) => (data.kinds.length > 0 ? <Wizard offer={data} /> : <Refused offer={data} />)}
      </QueryState>
    </Page>
  );
}

function Refused({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t(offer.openDraftId ? 'drafts.underWay' : `errors.${offer.refusal}`)}
        description={!offer.openDraftId && t('drafts.otherWays')}
      />
      <p>
        <Link
          to={offer.openDraftId ? `/drafts/${offer.openDraftId}` : `/vouchers/${offer.voucherId}`}
        >
          {t(offer.openDraftId ? 'drafts.toDraft' : 'drafts.toVoucher')}
        </Link>
      </p>
    </>
  );
}

function Wizard({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const formKey = `vouchers.correct.${offer.voucherId}`;
  const [form] = Form.useForm<TypedCorrection>();
  const kept = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  const correct = useCorrect(offer.voucherId, key);
  const done = ({ id }: DraftSaved) => {
    kept.clear();
    renew();
    void navigate(`/drafts/${id}`);
  };
  const send = () => {
    const body = correctionOf(form.getFieldsValue(true) as TypedCorrection);
    correct.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <div className="wide">
      <ActForm
        form={form}
        error={correct.error}
        pending={correct.isPending}
        submit={t('drafts.correctSubmit')}
        initialValues={initialOf(offer)}
        onCancel={() => void navigate(`/vouchers/${offer.voucherId}`)}
        onFinish={send}
      >
        <Ways offer={offer} />
        <Parts offer={offer} />
      </ActForm>
    </div>
  );
}

/** The wizard begins with what was posted; an earlier year's error begins with empty lines. */
function initialOf(offer: CorrectionOffer): TypedCorrection {
  const kind = offer.kinds[0] ?? 'full';
  return {
    kind,
    voucherDate: offer.correctedOn,
    summary: offer.blueSummary,
    lines: kind === 'prior_year' ? [{}, {}] : typedLines(offer.lines),
    amounts: offer.lines.map(({ amount }) => amount),
    papers: [],
  };
}

function correctionOf(typed: TypedCorrection): CorrectBody {
  const { kind, reason = '', lines = [], amounts = [], papers } = typed;
  return kind === 'difference'
    ? { kind, reason, amounts, papers: papersOf(papers) }
    : { kind, reason, lines: linesOf(lines), papers: papersOf(papers) };
}

function Ways({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  return (
    <div className="narrow">
      <Form.Item name="kind" label={t('drafts.kind')} required>
        <Radio.Group
          optionType="button"
          options={offer.kinds.map((value) => ({ value, label: t(`drafts.kinds.${value}`) }))}
        />
      </Form.Item>
      <p className="hint">
        {t('drafts.correctedOn')} <DateText value={offer.correctedOn} />
      </p>
      <Form.Item
        name="reason"
        label={t('drafts.reason')}
        extra={t('drafts.reasonHelp')}
        rules={[fieldRule(correctBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </div>
  );
}

function Parts({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  const kind = Form.useWatch<CorrectionKind | undefined>('kind') ?? offer.kinds[0] ?? 'full';
  if (kind === 'difference') return <DifferenceLines offer={offer} />;
  return (
    <>
      {kind === 'full' && <Red offer={offer} />}
      <h2>{kind === 'full' ? t('drafts.blue') : t('drafts.priorYear')}</h2>
      <p>{offer.blueSummary}</p>
      <LinesGrid withCases={kind === 'full'} />
      <PapersGrid />
      <LivePreview corrects={{ id: offer.voucherId, kind }} />
    </>
  );
}

/** The red voucher is no choice: it is the original with the other sign. */
function Red({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section aria-label={t('drafts.red')}>
      <h2>{t('drafts.red')}</h2>
      <p>{offer.redSummary}</p>
      <ConfirmPosting
        lines={offer.lines.map((line) => ({
          side: line.side,
          account: `${line.account} ${(language === 'en' ? line.nameEn : line.nameZh) ?? ''}`,
          fund: line.fundCode ?? undefined,
          amount: negateMoney(line.amount),
        }))}
        next={t('drafts.redNext')}
      />
    </section>
  );
}
