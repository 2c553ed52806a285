import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { JournalRow } from '../../shared/reports.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useJournal } from './api.ts';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** The chronological journal (序时账): every line of every voucher. */
export function JournalPage() {
  return (
    <ReportPage group="books" report="journal">
      <MonthSpan>
        {(from, to) => (
          <PrintedForm from={from} to={to}>
            <Journal from={from} to={to} />
          </PrintedForm>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Journal({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const journal = useJournal(from, to);
  const columns: NonNullable<TableProps<JournalRow>['columns']> = [
    {
      title: t('reports.date'),
      fixed: 'left',
      render: (_, { voucherDate }) => <DateText value={voucherDate} />,
    },
    {
      title: t('reports.number'),
      render: (_, { voucherId, label }) => <Link to={`/vouchers/${voucherId}`}>{label}</Link>,
    },
    { title: t('reports.line'), dataIndex: 'lineNo', align: 'right' },
    { title: t('reports.summary'), dataIndex: 'summary' },
    { title: t('reports.code'), dataIndex: 'accountCode' },
    {
      title: t('reports.account'),
      dataIndex: language === 'en' ? 'accountNameEn' : 'accountNameZh',
    },
    { title: t('reports.fund'), dataIndex: 'fundCode' },
    { title: t('reports.drive'), dataIndex: 'driveCode' },
    { title: t('reports.case'), dataIndex: 'caseNumber' },
    ...(['debit', 'credit'] as const).map((side) => ({
      title: t(`reports.${side}`),
      key: side,
      align: 'right' as const,
      render: (_: unknown, row: JournalRow) =>
        row[side] === '0.00' ? null : <MoneyText value={row[side]} />,
    })),
    { title: t('reports.preparedBy'), dataIndex: 'preparedByName' },
    { title: t('reports.reviewedBy'), dataIndex: 'signedByName' },
  ];
  return (
    <KeysetTable
      columns={columns}
      query={journal}
      rowKey={({ voucherId, lineNo }) => `${voucherId} ${lineNo}`}
      empty={t('reports.nothingPosted')}
    />
  );
}
