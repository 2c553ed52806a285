import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CondolenceDetail, CondolenceRow } from '../../shared/condolences.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';

const COLUMNS = [
  'no',
  'rowName',
  'community',
  'category',
  'amount',
  'packs',
  'packsValue',
  'way',
  'signature',
  'proxy',
  'handedOn',
  'handA',
  'handB',
] as const;

/** The recipient list of a batch as the paper has it: one line a family, and what it foots to. */
export function Roster({ batch }: { batch: CondolenceDetail }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('condolences.roster')}>
      <h2>{t('condolences.roster')}</h2>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {t(`condolences.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {batch.rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('condolences.total', { lines: batch.rows.length })}
              </th>
              <td className="figure" colSpan={3}>
                <MoneyText value={batch.total} />
              </td>
              <td colSpan={6}>{t('condolences.signedLines', { count: signed(batch) })}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

const signed = ({ rows }: CondolenceDetail) => rows.filter(({ way }) => way !== null).length;

function Row({ row }: { row: CondolenceRow }) {
  const { t } = useTranslation();
  const { voucherId, way, proxyRelation, handedOn } = row;
  return (
    <tr>
      <td className="figure">{row.position}</td>
      <td>{row.name}</td>
      <td>{row.communityName}</td>
      <td>{t(`households.category.${row.category}`)}</td>
      <td className="figure">
        <MoneyText value={row.amount} />
      </td>
      <td className="figure">{row.packs}</td>
      <td className="figure">{row.packsValue !== null && <MoneyText value={row.packsValue} />}</td>
      <td>
        {row.from === null ? t('condolences.states.open') : t(`condolences.from.${row.from}`)}{' '}
        {voucherId && <Link to={`/vouchers/${voucherId}`}>{row.voucherNumber}</Link>}
      </td>
      <td style={{ minWidth: 96 }}>
        <span className="no-print">{way !== null && t(`condolences.ways.${way}`)}</span>
      </td>
      <td>{proxyRelation !== null && t(`condolences.relations.${proxyRelation}`)}</td>
      <td>{handedOn !== null && <DateText value={handedOn} />}</td>
      <td>{row.handedByName}</td>
      <td>{row.witnessName}</td>
    </tr>
  );
}
