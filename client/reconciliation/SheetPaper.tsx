import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ItemKind, type ReconciliationSheet } from '../../shared/reconciliation.ts';
import { useMe } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';

/** The 余额调节表 as the paper form: two sides with their items, two equal sums, the names below. */
export function SheetPaper({ sheet, foot }: { sheet: ReconciliationSheet; foot?: ReactNode }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const name = english ? sheet.accountNameEn : sheet.accountNameZh;
  return (
    <section className="paper" aria-label={t('reconciliation.sheet')}>
      <p className="paper-title">{t('reconciliation.sheet')}</p>
      <div className="paper-head">
        <span>{useMe()?.organisationName}</span>
        <span>{`${sheet.accountCode} ${name}`}</span>
        <DateText value={sheet.asOf} />
      </div>
      <Side
        title={t('reconciliation.side.books')}
        balance={sheet.bookBalance}
        parts={[
          ['bank_in', sheet.bankIn],
          ['bank_out', sheet.bankOut],
        ]}
        adjusted={sheet.adjustedBooks}
        sheet={sheet}
      />
      <Side
        title={t('reconciliation.side.bank')}
        balance={sheet.bankBalance}
        parts={[
          ['book_in', sheet.bookIn],
          ['book_out', sheet.bookOut],
        ]}
        adjusted={sheet.adjustedBank}
        sheet={sheet}
      />
      {foot}
    </section>
  );
}

interface SideProps {
  title: string;
  balance: string;
  parts: [ItemKind, string][];
  adjusted: string;
  sheet: ReconciliationSheet;
}

function Side({ title, balance, parts, adjusted, sheet }: SideProps) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x">
      <table className="paper-table">
        <thead>
          <tr>
            <th scope="col">{t('reconciliation.date')}</th>
            <th scope="col">{t('reconciliation.label')}</th>
            <th scope="col">{t('reconciliation.summary')}</th>
            <th scope="col" className="figure">
              {t('reconciliation.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          <SumRow words={title} value={balance} />
          {parts.map(([kind, total]) => (
            <Part key={kind} kind={kind} total={total} sheet={sheet} />
          ))}
        </tbody>
        <tfoot>
          <SumRow words={t('reconciliation.adjusted')} value={adjusted} />
        </tfoot>
      </table>
    </div>
  );
}

function SumRow({ words, value }: { words: string; value: string }) {
  return (
    <tr>
      <th scope="row" colSpan={3}>
        {words}
      </th>
      <td className="figure">
        <MoneyText value={value} />
      </td>
    </tr>
  );
}

function Part({
  kind,
  total,
  sheet,
}: {
  kind: ItemKind;
  total: string;
  sheet: ReconciliationSheet;
}) {
  const { t } = useTranslation();
  const items = sheet.items.filter((item) => item.kind === kind);
  return (
    <>
      <SumRow words={t(`reconciliation.kinds.${kind}`)} value={total} />
      {items.map((item, index) => (
        // the place in a frozen list is the item's name
        // oxlint-disable-next-line react/no-array-index-key
        <tr key={index}>
          <td>
            <DateText value={item.date} />
          </td>
          <td>
            {item.voucherId ? (
              <Link to={`/vouchers/${item.voucherId}`}>{item.label}</Link>
            ) : (
              item.label
            )}
          </td>
          <td>
            {item.summary}{' '}
            {item.old && <StatusTag status="overdue" label={t('reconciliation.over30')} />}
          </td>
          <td className="figure">
            <MoneyText value={item.amount} />
          </td>
        </tr>
      ))}
    </>
  );
}
