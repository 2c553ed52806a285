import { useTranslation } from 'react-i18next';
import { type Handover, handoverParts } from '../../shared/handovers.ts';
import { useMe } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DateText } from '../ui/DateText.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';

/** The paper form (移交清册): things, balances, numbers, and three names below; kept for 30 years. */
export function HandoverPaper({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const { kind, handedOn } = handover;
  return (
    <section className="paper" aria-label={t('stewardship.handover.paper')}>
      <p className="paper-title">{t('stewardship.handover.paper')}</p>
      <div className="paper-head">
        <span>
          {t('ledger.organisation')}：{useMe()?.organisationName}
        </span>
        <span>
          {t('stewardship.handover.kind')}：{t(`stewardship.handover.kinds.${kind}`)}
        </span>
        <DateText value={handedOn} />
      </div>
      <Things handover={handover} />
      <Balances handover={handover} />
      <Numbers handover={handover} />
      <Names handover={handover} />
      <p className="hint">{t('stewardship.handover.kept')}</p>
    </section>
  );
}

function Things({ handover: { items } }: { handover: Handover }) {
  const { t } = useTranslation();
  return (
    <table className="paper-table" aria-label={t('stewardship.handover.items')}>
      <thead>
        <tr>
          <th scope="col">{t('stewardship.handover.number')}</th>
          <th scope="col">{t('stewardship.handover.thing')}</th>
          <th scope="col">{t('stewardship.handover.quantity')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ name, quantity }, row) => (
          // the list is frozen: its order is its identity
          <tr key={`${row} ${name}`}>
            <td>{row + 1}</td>
            <td>{name}</td>
            <td>{quantity}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Balances({ handover: { balances, accountNames } }: { handover: Handover }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <h2>{t('stewardship.handover.balances')}</h2>
      <table className="paper-table" aria-label={t('stewardship.handover.balances')}>
        <tbody>
          {balances.accounts.map(({ account, balance }) => (
            <tr key={account}>
              <th scope="row">
                {account} {accountNames[account]?.[language === 'en' ? 'en' : 'zh']}
              </th>
              <td className="figure">
                <MoneyText value={balance} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Numbers({ handover: { balances } }: { handover: Handover }) {
  const { t } = useTranslation();
  const { receipts, vouchers, unsigned } = balances;
  const none = t('common.none');
  const last = vouchers.map(
    ({ word, period, number }) =>
      `${monthWords(t, period)} ${word}-${String(number).padStart(4, '0')}`,
  );
  const issued = receipts.map(({ year, number }) => `${year}-${String(number).padStart(6, '0')}`);
  const rows = [
    ['lastVouchers', last.join(' · ')],
    ['lastReceipts', issued.join(' · ')],
    ['unsigned', unsigned.join(' · ')],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`stewardship.handover.${name}`, { count: unsigned.length })}</dt>
          <dd>{value || none}</dd>
        </div>
      ))}
    </dl>
  );
}

function Names({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const names = {
    giver: handover.fromName,
    receiver: handover.toName,
    witness: handover.witnessName,
  };
  return (
    <div className="paper-head">
      {handoverParts.map((part) => {
        const signed = handover.signatures.find((each) => each.part === part);
        return (
          <span key={part}>
            {t(`stewardship.handover.${part}`)}：{names[part]}{' '}
            {signed ? <InstantText value={signed.signedAt} /> : t('ledger.unsigned')}
          </span>
        );
      })}
    </div>
  );
}
