import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleBook, RuleBookChoice } from '../../shared/rulebooks.ts';
import { useHasRole } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { AccountMap } from './AccountMap.tsx';
import { useRuleBooks } from './api.ts';
import { ApproveRuleBook } from './ApproveRuleBook.tsx';
import { ChooseRuleBookForm } from './ChooseRuleBookForm.tsx';

/** Under which rule book the books are shown, and what its codes mean beside ours. */
export function RuleBooksPage() {
  const { t } = useTranslation();
  const books = useRuleBooks();
  const mayChoose = useHasRole('treasurer');
  const [choosing, setChoosing] = useState(false);
  const [approving, setApproving] = useState<RuleBookChoice>();
  const choose = mayChoose && (
    <Button type="primary" onClick={() => setChoosing(true)}>
      {t('rulebooks.choose')}
    </Button>
  );
  return (
    <Page title={t('rulebooks.title')} actions={choose}>
      <p className="hint">{t('rulebooks.help')}</p>
      <QueryState of={books} empty={t('rulebooks.empty')}>
        {({ items, choices }) => (
          <>
            <BookTable books={items} />
            <h2>{t('rulebooks.choices')}</h2>
            {choices.length === 0 ? (
              <p>{t('rulebooks.noChoices')}</p>
            ) : (
              <ChoiceTable choices={choices} books={items} onApprove={setApproving} />
            )}
            <h2>{t('rulebooks.map')}</h2>
            <AccountMap books={items} />
            {choosing && <ChooseRuleBookForm books={items} onClose={() => setChoosing(false)} />}
          </>
        )}
      </QueryState>
      {approving && <ApproveRuleBook choice={approving} onClose={() => setApproving(undefined)} />}
    </Page>
  );
}

function BookTable({ books }: { books: RuleBook[] }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const columns: NonNullable<TableProps<RuleBook>['columns']> = [
    {
      title: t('rulebooks.name'),
      render: (_, book) => (english ? book.nameEn : book.nameZh),
    },
    {
      title: t('rulebooks.inForce'),
      render: (_, { effectiveFrom, effectiveTo }) => (
        <>
          <DateText value={effectiveFrom} /> – {effectiveTo && <DateText value={effectiveTo} />}
        </>
      ),
    },
    {
      title: t('rulebooks.regime'),
      render: (_, { closingRegime }) => t(`rulebooks.regimes.${closingRegime}`),
    },
    { title: t('rulebooks.source'), dataIndex: 'source' },
    {
      title: t('rulebooks.state'),
      render: (_, { current }) =>
        current && <StatusTag status="active" label={t('rulebooks.current')} />,
    },
  ];
  return (
    <DataTable<RuleBook>
      columns={columns}
      dataSource={books}
      rowKey={({ id, version }) => `${id} ${version}`}
    />
  );
}

function ChoiceTable({
  choices,
  books,
  onApprove,
}: {
  choices: RuleBookChoice[];
  books: RuleBook[];
  onApprove: (choice: RuleBookChoice) => void;
}) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const nameOf = ({ ruleBook, version }: RuleBookChoice) => {
    const book = books.find((each) => each.id === ruleBook && each.version === version);
    return (english ? book?.nameEn : book?.nameZh) ?? ruleBook;
  };
  const columns: NonNullable<TableProps<RuleBookChoice>['columns']> = [
    { title: t('rulebooks.from'), render: (_, row) => <DateText value={row.effectiveFrom} /> },
    { title: t('rulebooks.name'), render: (_, choice) => nameOf(choice) },
    { title: t('rulebooks.chosenBy'), dataIndex: 'chosenByName' },
    {
      title: t('rulebooks.approvedBy'),
      render: (_, { approvedByName }) =>
        approvedByName ?? <StatusTag status="unsigned" label={t('rulebooks.waiting')} />,
    },
    {
      title: t('common.actions'),
      render: (_, choice) =>
        choice.allowedActions.includes('approve') && (
          <Button size="small" onClick={() => onApprove(choice)}>
            {t('rulebooks.approve')}
          </Button>
        ),
    },
  ];
  return <DataTable<RuleBookChoice> columns={columns} dataSource={choices} rowKey="id" />;
}
