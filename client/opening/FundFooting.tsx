import { Form, type FormInstance, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Fund } from '../../shared/funds.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { footingOf, type TypedSheet } from './typedOpening.ts';

/** Each fund's rows against the fund table of the old books, and debits against credits. */
export function FundFooting({ form, funds }: { form: FormInstance<TypedSheet>; funds: Fund[] }) {
  const { t } = useTranslation();
  const typed = (Form.useWatch([], form) as TypedSheet | undefined) ?? {};
  const footing = footingOf(
    typed,
    funds.map(({ code }) => code),
  );
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('opening.fund')}</th>
            <th scope="col">{t('opening.balance')}</th>
            <th scope="col">{t('opening.enteredRows')}</th>
            <th scope="col">{t('opening.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {footing.funds.map(({ fundCode, entered, difference }) => (
            <tr key={fundCode}>
              <th scope="row">
                {fundCode} {funds.find(({ code }) => code === fundCode)?.name}
              </th>
              <td>
                <Form.Item name={['funds', fundCode]} noStyle>
                  <Input
                    aria-label={t('opening.balanceOf', { fund: fundCode })}
                    autoComplete="off"
                    inputMode="decimal"
                  />
                </Form.Item>
              </td>
              <td className="figure">
                <MoneyText value={entered} />
              </td>
              <td className="figure">
                <Difference value={difference} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('opening.debitsAndCredits')}</th>
            <td className="figure">
              <MoneyText value={footing.debit} />
            </td>
            <td className="figure">
              <MoneyText value={footing.credit} />
            </td>
            <td className="figure">
              <Difference value={footing.difference} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A difference in figures and in a word, so that it is not told by colour alone. */
function Difference({ value }: { value: string }) {
  const { t } = useTranslation();
  const foots = value === '0.00';
  return (
    <span className="row">
      <MoneyText value={value} />
      <StatusTag
        status={foots ? 'ok' : 'broken'}
        label={t(foots ? 'opening.foots' : 'opening.differs')}
      />
    </span>
  );
}
