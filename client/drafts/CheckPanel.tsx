import { Alert } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DraftCheck, DraftProblem } from '../../shared/drafts.ts';
import { useLanguage } from '../i18n/index.ts';
import { MoneyText } from '../ui/MoneyText.tsx';

/** What posting would do to each fund and till, under which word, and everything in its way. */
export function CheckPanel({ check }: { check: DraftCheck }) {
  const { t } = useTranslation();
  return (
    <section className="confirm-posting" aria-label={t('drafts.check')}>
      <h2>{t('drafts.check')}</h2>
      <Problems problems={check.problems} />
      {check.word !== null && <p>{t('drafts.word', { word: check.word })}</p>}
      {check.needsApproval && <p>{t('drafts.needsApproval')}</p>}
      <FundEffects funds={check.funds} />
      <TillEffects accounts={check.accounts} />
    </section>
  );
}

function Problems({ problems }: { problems: DraftProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return <p className="good-news">{t('drafts.noProblems')}</p>;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('drafts.problems', { count: problems.length })}
      description={
        <ul>
          {problems.map(({ pointer, code }) => (
            <li key={`${pointer} ${code}`}>
              <a href={`#${fieldOf(pointer)}`} onClick={(event) => focus(event, pointer)}>
                {placeOf(t, pointer)}
              </a>
              {' — '}
              {t(`errors.${code}`)}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** /lines/0/fundId is the field lines_0_fundId; an amount stands in one of two columns. */
const fieldOf = (pointer: string) =>
  pointer
    .slice(1)
    .replaceAll('/', '_')
    .replace(/amount$/, 'debit');

function focus(event: React.MouseEvent, pointer: string) {
  const field = document.getElementById(fieldOf(pointer));
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** "Line 1, fund", or the name of the part as a whole. */
function placeOf(t: TFunction, pointer: string): string {
  const [, part = '', index, field] = pointer.split('/');
  if (field === undefined) return t(`drafts.places.${part}`);
  return t('drafts.cell', { line: Number(index) + 1, column: t(`drafts.places.${field}`) });
}

function FundEffects({ funds }: { funds: DraftCheck['funds'] }) {
  const { t } = useTranslation();
  if (funds.length === 0) return null;
  const figures = ['balanceBefore', 'balanceAfter', 'availableBefore', 'availableAfter'] as const;
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={t('drafts.fundEffects')}>
        <thead>
          <tr>
            <th scope="col">{t('drafts.fund')}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" className="figure">
                {t(`drafts.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {funds.map((fund) => (
            <tr key={fund.fundId}>
              <th scope="row">{`${fund.code} ${fund.name}`}</th>
              {figures.map((figure) => (
                <td key={figure} className="figure">
                  <MoneyText value={fund[figure]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TillEffects({ accounts }: { accounts: DraftCheck['accounts'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (accounts.length === 0) return null;
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={t('drafts.tillEffects')}>
        <thead>
          <tr>
            <th scope="col">{t('drafts.account')}</th>
            <th scope="col" className="figure">
              {t('drafts.before')}
            </th>
            <th scope="col" className="figure">
              {t('drafts.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ account, nameZh, nameEn, before, after }) => (
            <tr key={account}>
              <th scope="row">{`${account} ${language === 'en' ? nameEn : nameZh}`}</th>
              <td className="figure">
                <MoneyText value={before} />
              </td>
              <td className="figure">
                <MoneyText value={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
