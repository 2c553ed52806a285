import { useTranslation } from 'react-i18next';
import { toCapitals } from '../../shared/capitals.ts';
import type { Voucher } from '../../shared/ledger.ts';
import { useMe } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { ReversalNote } from './VouchersPage.tsx';

type Line = Voucher['lines'][number];

/** The paper form of a voucher: its head, lines, total in capitals and the four names below. */
export function VoucherPaper({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  return (
    <section className="paper" aria-label={voucher.label}>
      <p className="paper-title">{t('ledger.voucher')}</p>
      <div className="paper-head">
        <span>
          {t('ledger.organisation')}：{useMe()?.organisationName}
        </span>
        <DateText value={voucher.voucherDate} />
        <span>
          {t('ledger.number')}：{voucher.label}
        </span>
      </div>
      <div className="scroll-x">
        <table className="paper-table">
          <thead>
            <tr>
              <th scope="col">{t('ledger.summary')}</th>
              <th scope="col">{t('ledger.account')}</th>
              <th scope="col">{t('ledger.dimensions')}</th>
              <th scope="col">{t('ledger.debit')}</th>
              <th scope="col">{t('ledger.credit')}</th>
            </tr>
          </thead>
          <tbody>
            {voucher.lines.map((line) => (
              <PaperLine key={line.lineNo} line={line} summary={voucher.summary} />
            ))}
          </tbody>
          <PaperTotal voucher={voucher} />
        </table>
      </div>
      <PaperFoot voucher={voucher} />
    </section>
  );
}

function PaperLine({ line, summary }: { line: Line; summary: string }) {
  const language = useLanguage();
  const name = language === 'en' ? line.bookNameEn : line.bookNameZh;
  const fund = line.fundCode ? `${line.fundCode} ${line.fundName ?? ''}` : null;
  const dimensions = [fund, line.driveCode, line.caseNumber].filter((part) => part !== null);
  return (
    <tr>
      <td>{summary}</td>
      <td>{`${line.bookCode} ${name}`}</td>
      <td>{dimensions.join(' · ')}</td>
      <td className="figure">{line.side === 'debit' && <MoneyText value={line.amount} />}</td>
      <td className="figure">{line.side === 'credit' && <MoneyText value={line.amount} />}</td>
    </tr>
  );
}

function PaperTotal({ voucher: { total } }: { voucher: Voucher }) {
  const { t } = useTranslation();
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={3}>
          {t('ledger.totalInCapitals')}：{toCapitals(total)}
        </th>
        <td className="figure">
          <MoneyText value={total} />
        </td>
        <td className="figure">
          <MoneyText value={total} />
        </td>
      </tr>
    </tfoot>
  );
}

/** Who stands for the voucher; the ledger itself posts, at the moment shown. */
function PaperFoot({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const names = [
    ['preparedBy', voucher.preparedByName],
    ['reviewedBy', voucher.signedByName ?? t('ledger.unsigned')],
    ['cashier', voucher.cashierName ?? '—'],
  ] as const;
  return (
    <>
      <div className="paper-head">
        {names.map(([role, name]) => (
          <span key={role}>
            {t(`ledger.${role}`)}：{name}
          </span>
        ))}
        <span>
          {t('ledger.postedAt')}：<InstantText value={voucher.postedAt} />
        </span>
        <span>{t('ledger.attachments', { count: voucher.attachmentCount })}</span>
      </div>
      <p>
        <ReversalNote voucher={voucher} />
      </p>
      <p className="digest hint">
        {t('ledger.digest')} {voucher.digest}
      </p>
    </>
  );
}
