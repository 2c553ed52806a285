import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Fund } from '../../shared/funds.ts';
import type { Account } from '../../shared/ledger.ts';
import { useLanguage } from '../i18n/index.ts';

/** The rows: account, fund or beneficiary where the account asks for one, debit or credit. */
export function OpeningGrid({ accounts, funds }: { accounts: Account[]; funds: Fund[] }) {
  const { t } = useTranslation();
  return (
    <Form.List name="rows">
      {(fields, { add, remove }) => (
        <>
          <div className="scroll-x">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('opening.line')}</th>
                  <th scope="col">{t('opening.account')}</th>
                  <th scope="col">{t('opening.fund')}</th>
                  <th scope="col">{t('opening.beneficiary')}</th>
                  <th scope="col">{t('opening.debit')}</th>
                  <th scope="col">{t('opening.credit')}</th>
                  <th scope="col">{t('common.actions')}</th>
                </tr>
              </thead>
              <tbody>
                {fields.map(({ key, name }) => (
                  <GridRow
                    key={key}
                    at={name}
                    accounts={accounts}
                    funds={funds}
                    onRemove={() => remove(name)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <Button onClick={() => add({})}>{t('opening.addRow')}</Button>
        </>
      )}
    </Form.List>
  );
}

function GridRow({
  at,
  accounts,
  funds,
  onRemove,
}: {
  at: number;
  accounts: Account[];
  funds: Fund[];
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const line = at + 1;
  const label = (column: string) => t('opening.cell', { line, column });
  const leaves = accounts.filter(
    ({ code, takesLines }) => takesLines && /^(?:[12]|310[12])/.test(code),
  );
  return (
    <tr>
      <th scope="row">{line}</th>
      <td>
        <Form.Item name={[at, 'accountCode']} noStyle>
          <Select
            aria-label={label(t('opening.account'))}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ minWidth: 220 }}
            options={leaves.map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: `${code} ${english ? nameEn : nameZh}`,
            }))}
          />
        </Form.Item>
      </td>
      <td>
        <Form.Item name={[at, 'fundCode']} noStyle>
          <Select
            allowClear
            aria-label={label(t('opening.fund'))}
            style={{ minWidth: 120 }}
            options={funds.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          />
        </Form.Item>
      </td>
      {(['beneficiary', 'debit', 'credit'] as const).map((column) => (
        <td key={column}>
          <Form.Item name={[at, column]} noStyle>
            <Input
              aria-label={label(t(`opening.${column}`))}
              autoComplete="off"
              inputMode={column === 'beneficiary' ? 'text' : 'decimal'}
              style={{ minWidth: 110 }}
            />
          </Form.Item>
        </td>
      ))}
      <td>
        <Button size="small" aria-label={t('opening.removeRow', { line })} onClick={onRemove}>
          ×
        </Button>
      </td>
    </tr>
  );
}
