import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CorrectionOffer } from '../../shared/drafts.ts';
import { amountOrZero, parseTyped, subtractMoney } from '../../shared/money.ts';
import { useLanguage } from '../i18n/index.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';

/** The right amount beside each posted one; only the difference is posted, up in blue, down red. */
export function DifferenceLines({ offer }: { offer: CorrectionOffer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={t('drafts.kinds.difference')}>
        <thead>
          <tr>
            <th scope="col">{t('drafts.account')}</th>
            <th scope="col">{t('drafts.fund')}</th>
            <th scope="col" className="figure">
              {t('drafts.posted_amount')}
            </th>
            <th scope="col">{t('drafts.rightAmount')}</th>
            <th scope="col" className="figure">
              {t('drafts.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {offer.lines.map((line, at) => (
            // lines have no name of their own but their place
            <tr key={`${at} ${line.account}`}>
              <th scope="row">
                {`${t(`drafts.${line.side}`)} ${line.account} `}
                {language === 'en' ? line.nameEn : line.nameZh}
              </th>
              <td>{line.fundCode}</td>
              <td className="figure">
                <MoneyText value={line.amount} />
              </td>
              <td>
                <Form.Item name={['amounts', at]} rules={[fieldRule(amountOrZero)]} noStyle>
                  <AmountInput
                    aria-label={t('drafts.cell', { line: at + 1, column: t('drafts.rightAmount') })}
                  />
                </Form.Item>
              </td>
              <td className="figure">
                <Difference at={at} posted={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Difference({
  at,
  posted,
}: {
  at: number;
  posted: CorrectionOffer['lines'][number]['amount'];
}) {
  const typed = Form.useWatch<string | undefined>(['amounts', at]);
  const reading = parseTyped(typed ?? '', amountOrZero);
  if (!('money' in reading)) return '—';
  return <MoneyText value={subtractMoney(reading.money, posted)} />;
}
