import { Checkbox, Select, type TableProps } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleBook, RuleBookAccount } from '../../shared/rulebooks.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useRuleBookMap } from './api.ts';

/** The map of accounts (科目对照表): our code, that book's code, and where a code misleads. */
export function AccountMap({ books }: { books: RuleBook[] }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const id = useId();
  const [shown, setShown] = useState(() => {
    const first = books.find(({ id: book }) => book === '2004') ?? books[0];
    return `${first?.id ?? ''} ${first?.version ?? 1}`;
  });
  const [trapsOnly, setTrapsOnly] = useState(false);
  const [book = '', version = '1'] = shown.split(' ');
  const map = useRuleBookMap(book, Number(version));
  return (
    <>
      <div className="row">
        <label htmlFor={id}>{t('rulebooks.shownBook')}</label>
        <Select
          id={id}
          value={shown}
          onChange={setShown}
          style={{ minWidth: 320 }}
          options={books.map((each) => ({
            value: `${each.id} ${each.version}`,
            label: english ? each.nameEn : each.nameZh,
          }))}
        />
        <Checkbox checked={trapsOnly} onChange={(event) => setTrapsOnly(event.target.checked)}>
          {t('rulebooks.trapsOnly')}
        </Checkbox>
      </div>
      <QueryState of={map} empty={t('rulebooks.empty')}>
        {({ items }) => (
          <MapTable rows={items.filter(({ trapZh }) => !trapsOnly || trapZh !== null)} />
        )}
      </QueryState>
    </>
  );
}

function MapTable({ rows }: { rows: RuleBookAccount[] }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const columns: NonNullable<TableProps<RuleBookAccount>['columns']> = [
    { title: t('rulebooks.ourCode'), dataIndex: 'accountCode', fixed: 'left' },
    { title: t('rulebooks.ourName'), render: (_, row) => (english ? row.nameEn : row.nameZh) },
    { title: t('rulebooks.bookCode'), dataIndex: 'bookCode' },
    {
      title: t('rulebooks.bookName'),
      render: (_, row) => (english ? row.bookNameEn : row.bookNameZh),
    },
    { title: t('rulebooks.trap'), render: (_, row) => (english ? row.trapEn : row.trapZh) },
  ];
  return <DataTable<RuleBookAccount> columns={columns} dataSource={rows} rowKey="accountCode" />;
}
