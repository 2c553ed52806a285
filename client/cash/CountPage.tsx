import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import { type CashCount, faces, totalOfNotes } from '../../shared/cash.ts';
import { useMe } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useCount } from './api.ts';
import { Settlements } from './Settlements.tsx';

/** The 现金盘点表 of one count, to print, and what becomes of its difference. /cash-counts/:id */
export function CountPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const count = useCount(id);
  const print = <Button onClick={() => window.print()}>{t('common.print')}</Button>;
  return (
    <Page title={t('cash.countSheet')} actions={print}>
      <QueryState of={count} empty={null}>
        {(found) => (
          <>
            <CountPaper count={found} />
            <Settlements count={found} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function CountPaper({ count }: { count: CashCount }) {
  const { t } = useTranslation();
  return (
    <section className="paper" aria-label={t('cash.countSheet')}>
      <p className="paper-title">{t('cash.countSheet')}</p>
      <div className="paper-head">
        <span>{useMe()?.organisationName}</span>
        <DateText value={count.countedOn} />
      </div>
      <div className="scroll-x">
        <table className="paper-table">
          <thead>
            <tr>
              <th scope="col">{t('cash.faceColumn')}</th>
              <th scope="col" className="figure">
                {t('cash.sheetsColumn')}
              </th>
              <th scope="col" className="figure">
                {t('cash.sum')}
              </th>
            </tr>
          </thead>
          <tbody>
            {faces.map((face) => {
              const note = count.denominations.find((each) => each.face === face);
              return (
                <tr key={face}>
                  <td>{face}</td>
                  <td className="figure">{note?.sheets}</td>
                  <td className="figure">{note && <MoneyText value={totalOfNotes([note])} />}</td>
                </tr>
              );
            })}
          </tbody>
          <CountSums count={count} />
        </table>
      </div>
      <CountFoot count={count} />
    </section>
  );
}

function CountSums({ count }: { count: CashCount }) {
  const { t } = useTranslation();
  const sums = [
    [`${t('cash.counted')} ${toCapitals(count.countedAmount)}`, count.countedAmount],
    [t('cash.inBooks'), count.bookAmount],
    [t('cash.difference'), count.difference],
    [t('cash.unsettled'), count.unsettled],
  ] as const;
  return (
    <tfoot>
      {sums.map(([words, value]) => (
        <tr key={words}>
          <th scope="row" colSpan={2}>
            {words}
          </th>
          <td className="figure">
            <MoneyText value={value} />
          </td>
        </tr>
      ))}
    </tfoot>
  );
}

function CountFoot({ count }: { count: CashCount }) {
  const { t } = useTranslation();
  const words = [
    ['explanation', count.explanation],
    ['liable', count.liableRole && t(`cash.liableRoles.${count.liableRole}`)],
    ['liableReason', count.liableReason],
    ['countedBy', count.countedByName],
    ['confirmedBy', count.confirmedByName ?? t('cash.unsigned')],
  ] as const;
  return (
    <div className="paper-head">
      {words
        .filter(([, value]) => value)
        .map(([key, value]) => (
          <span key={key}>
            {t(`cash.${key}`)}：{value}
          </span>
        ))}
      {count.voucherId && (
        <span>
          {t('cash.voucher')}：
          <Link to={`/vouchers/${count.voucherId}`}>{count.voucherNumber}</Link>
        </span>
      )}
    </div>
  );
}
