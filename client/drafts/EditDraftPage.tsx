import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { type Draft, manualEvent } from '../../shared/drafts.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { Page } from '../ui/Page.tsx';
import { LoadingState, QueryState } from '../ui/QueryState.tsx';
import { useDraftVoucher, useTemplates } from './api.ts';
import { DraftForm } from './DraftForm.tsx';
import { type TypedDraft, typedLines, typedPapers } from './typedDraft.ts';

const EMPTY_LINES = [{}, {}];

/** A new voucher by hand, empty or from a template. Route: /drafts/new?template= */
export function NewDraftPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const voucherDate = useBusinessDate();
  const templates = useTemplates();
  const name = search.get('template');
  return (
    <Page title={t('drafts.new')}>
      <p className="hint">{t('drafts.help')}</p>
      <QueryState of={templates} isEmpty={() => false} empty="">
        {({ items }) => {
          if (!voucherDate) return <LoadingState />;
          const template = items.find(({ id }) => id === name);
          const initial: TypedDraft = template
            ? { ...template, voucherDate, lines: typedLines(template.lines), papers: [] }
            : { voucherDate, event: 'M00', lines: EMPTY_LINES, papers: [{}] };
          return <DraftForm formKey={`drafts.new.${template?.id ?? ''}`} initial={initial} />;
        }}
      </QueryState>
    </Page>
  );
}

/** Changes a draft that was not submitted yet. Route: /drafts/:id/edit */
export function EditDraftPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const draft = useDraftVoucher(id);
  return (
    <Page title={t('drafts.edit')}>
      <QueryState of={draft} empty="">
        {(data) => <Editor draft={data} />}
      </QueryState>
    </Page>
  );
}

function Editor({ draft }: { draft: Draft }) {
  const { id, version, correction, correctsId } = draft;
  const event = manualEvent.safeParse(draft.event);
  const initial: TypedDraft = {
    voucherDate: draft.voucherDate,
    summary: draft.summary,
    event: event.data ?? 'M00',
    lines: typedLines(draft.lines),
    papers: typedPapers(draft.papers),
  };
  const corrects = correctsId && correction ? { id: correctsId, kind: correction } : undefined;
  return (
    <DraftForm
      key={version}
      formKey={`drafts.edit.${id}.${version}`}
      initial={initial}
      of={{ id, version }}
      corrects={corrects}
    />
  );
}
