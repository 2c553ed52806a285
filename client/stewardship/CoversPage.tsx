import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cover } from '../../shared/covers.ts';
import { useHasRole } from '../api/session.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useCovers } from './api.ts';
import { CoverStep } from './CoverStep.tsx';
import { EnterCoverForm } from './EnterCoverForm.tsx';
import { toneOfCover } from './tones.ts';

type Act = { kind: 'enter' } | { kind: 'confirm' | 'end'; cover: Cover };

/** Who stands in for whom, and when. Route: /covers */
export function CoversPage() {
  const { t } = useTranslation();
  const covers = useCovers();
  const enters = useHasRole('administrator');
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const enter = enters && (
    <Button type="primary" onClick={() => setAct({ kind: 'enter' })}>
      {t('stewardship.cover.enter')}
    </Button>
  );
  return (
    <Page title={t('stewardship.cover.title')} actions={enter}>
      <p className="hint">{t('stewardship.cover.help')}</p>
      <QueryState of={covers} empty={t('stewardship.cover.empty')}>
        {({ items }) => <CoverTable covers={items} act={setAct} />}
      </QueryState>
      {act?.kind === 'enter' && <EnterCoverForm onClose={close} />}
      {act && act.kind !== 'enter' && (
        <CoverStep cover={act.cover} step={act.kind} onClose={close} />
      )}
    </Page>
  );
}

function CoverTable({ covers, act }: { covers: Cover[]; act: (act: Act) => void }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Cover>['columns']> = [
    {
      title: t('stewardship.cover.covering'),
      render: (_, cover) => `${cover.coveringName} (${cover.coveringLogin})`,
    },
    { title: t('stewardship.cover.covered'), dataIndex: 'coveredName' },
    { title: t('stewardship.cover.role'), render: (_, { role }) => t(`roles.${role}`) },
    {
      title: t('stewardship.cover.days'),
      render: (_, { fromOn, untilOn }) => (
        <>
          <DateText value={fromOn} /> – <DateText value={untilOn} />
        </>
      ),
    },
    { title: t('stewardship.cover.reason'), dataIndex: 'reason' },
    { title: t('stewardship.cover.enteredBy'), dataIndex: 'enteredByName' },
    {
      title: t('stewardship.cover.confirmedBy'),
      render: (_, { confirmedByName }) => confirmedByName ?? t('common.none'),
    },
    {
      title: t('stewardship.status'),
      render: (_, { status }) => (
        <StatusTag status={toneOfCover[status]} label={t(`stewardship.cover.statuses.${status}`)} />
      ),
    },
    {
      title: t('common.actions'),
      render: (_, cover) => (
        <span className="row">
          {cover.mayConfirm && (
            <Button size="small" type="primary" onClick={() => act({ kind: 'confirm', cover })}>
              {t('stewardship.cover.confirm')}
            </Button>
          )}
          {cover.mayEnd && (
            <Button size="small" danger onClick={() => act({ kind: 'end', cover })}>
              {t('stewardship.cover.end')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return <DataTable<Cover> columns={columns} dataSource={covers} rowKey="id" />;
}
