import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import type { Draft } from '../../shared/drafts.ts';
import { sumMoney } from '../../shared/money.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDraftVoucher } from './api.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { DraftActs } from './DraftActs.tsx';

/** One voucher by hand on its way: what it says, what posting would do, and the next step. */
export function DraftPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const draft = useDraftVoucher(id);
  return (
    <Page title={draft.data?.summary || t('drafts.one')}>
      <QueryState of={draft} empty="">
        {(data) => (
          <>
            <Facts draft={data} />
            <Lines draft={data} />
            <Papers papers={data.papers} />
            {data.check && <CheckPanel check={data.check} />}
            <DraftActs draft={data} />
            <p className="no-print">
              <Link to="/drafts">{t('drafts.backToList')}</Link>
            </p>
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Facts({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const facts: [string, React.ReactNode][] = [
    [
      'status',
      <StatusTag key="status" status={draft.status} label={t(`drafts.statuses.${draft.status}`)} />,
    ],
    ['date', <DateText key="date" value={draft.voucherDate} />],
    ['event', t(`drafts.events.${draft.event}`)],
    ['preparedBy', draft.preparedByName],
    ['reviewedBy', draft.reviewedByName ?? '—'],
    ['approvedBy', draft.approvedByName ?? '—'],
  ];
  if (draft.correctsId) {
    const original = <Link to={`/vouchers/${draft.correctsId}`}>{draft.correctsLabel}</Link>;
    facts.push(['corrects', original], ['reason', draft.reason]);
  }
  if (draft.note) facts.push(['note', draft.note]);
  if (draft.voucherId) {
    const voucher = <Link to={`/vouchers/${draft.voucherId}`}>{draft.voucherLabel}</Link>;
    facts.push(['voucher', voucher]);
  }
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`drafts.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const credits = sumMoney(
    draft.lines.filter(({ side }) => side === 'credit').map(({ amount }) => amount),
  );
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={t('drafts.lines')}>
        <thead>
          <tr>
            <th scope="col">{t('drafts.account')}</th>
            <th scope="col">{t('drafts.dimensions')}</th>
            <th scope="col" className="figure">
              {t('drafts.debit')}
            </th>
            <th scope="col" className="figure">
              {t('drafts.credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {draft.lines.map((line, at) => (
            // lines have no name of their own but their place
            <tr key={`${at} ${line.account}`}>
              <td>{`${line.account} ${(language === 'en' ? line.nameEn : line.nameZh) ?? ''}`}</td>
              <td>{[line.fundCode, line.caseNumber].filter(Boolean).join(' · ')}</td>
              <td className="figure">
                {line.side === 'debit' && <MoneyText value={line.amount} />}
              </td>
              <td className="figure">
                {line.side === 'credit' && <MoneyText value={line.amount} />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('common.total')} {toCapitals(draft.total)}
            </th>
            <td className="figure">
              <MoneyText value={draft.total} />
            </td>
            <td className="figure">
              <MoneyText value={credits} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Papers({ papers }: { papers: Draft['papers'] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('drafts.papersCount', { count: papers.length })}</h2>
      <ul>
        {papers.map(({ name, number, datedOn }, at) => (
          <li key={`${at} ${name}`}>
            {[name, number].filter(Boolean).join(' ')} {datedOn && <DateText value={datedOn} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
