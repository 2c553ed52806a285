import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Fund } from '../../shared/funds.ts';

/** Promised and unpaid aid of the old books, kept as a memo. */
export function CommitmentRows({ funds }: { funds: Fund[] }) {
  const { t } = useTranslation();
  return (
    <Form.List name="commitments">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div className="row" key={key}>
              <Form.Item name={[name, 'fundCode']} noStyle>
                <Select
                  aria-label={t('opening.cell', { line: name + 1, column: t('opening.fund') })}
                  style={{ minWidth: 160 }}
                  options={funds.map((fund) => ({
                    value: fund.code,
                    label: `${fund.code} ${fund.name}`,
                  }))}
                />
              </Form.Item>
              {(['caseText', 'amount'] as const).map((column) => (
                <Form.Item key={column} name={[name, column]} noStyle>
                  <Input
                    aria-label={t('opening.cell', {
                      line: name + 1,
                      column: t(column === 'amount' ? 'opening.amount' : 'opening.case'),
                    })}
                    autoComplete="off"
                    style={{ maxWidth: 240 }}
                  />
                </Form.Item>
              ))}
              <Button
                size="small"
                aria-label={t('opening.removeRow', { line: name + 1 })}
                onClick={() => remove(name)}
              >
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('opening.addCommitment')}</Button>
        </>
      )}
    </Form.List>
  );
}
