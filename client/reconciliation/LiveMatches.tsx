import { Button, Form, Input, Modal, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Matching, unmatchBody } from '../../shared/reconciliation.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useUndoMatch } from './api.ts';

type Match = Matching['matches'][number];

/** The newest matches; one is undone, with a reason, until a signed sheet rests on it. */
export function LiveMatches({ matches }: { matches: Match[] }) {
  const { t } = useTranslation();
  const [undoing, setUndoing] = useState<Match>();
  const side = (ofBank: boolean) => (match: Match) =>
    match.lines
      .filter((line) => line.ofBank === ofBank)
      .map((line) => (
        <div key={`${line.date} ${line.label}`}>
          {line.date} {line.label} <MoneyText value={line.amount} />
        </div>
      ));
  const columns: NonNullable<TableProps<Match>['columns']> = [
    { title: t('reconciliation.bank'), render: (_, match) => side(true)(match) },
    { title: t('reconciliation.books'), render: (_, match) => side(false)(match) },
    { title: t('reconciliation.matchedBy'), dataIndex: 'matchedByName' },
    {
      title: t('common.actions'),
      render: (_, match) =>
        match.mayUndo && (
          <Button size="small" onClick={() => setUndoing(match)}>
            {t('reconciliation.undo')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <h2>{t('reconciliation.matches')}</h2>
      {matches.length === 0 ? (
        <EmptyState>{t('reconciliation.noMatches')}</EmptyState>
      ) : (
        <DataTable<Match> columns={columns} dataSource={matches} rowKey="id" />
      )}
      {undoing && <Undo match={undoing} onDone={() => setUndoing(undefined)} />}
    </>
  );
}

function Undo({ match, onDone }: { match: Match; onDone: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const { key, renewIfUsed } = useIdempotencyKey(`reconciliation.undo.${match.id}`);
  const undo = useUndoMatch();
  return (
    <Modal open title={t('reconciliation.undo')} footer={null} onCancel={onDone}>
      <ActForm
        form={form}
        error={undo.error}
        pending={undo.isPending}
        submit={t('reconciliation.undo')}
        onCancel={onDone}
        onFinish={({ reason }) =>
          undo.mutate({ id: match.id, reason, key }, { onSuccess: onDone, onError: renewIfUsed })
        }
      >
        <Form.Item
          name="reason"
          label={t('reconciliation.reason')}
          rules={[fieldRule(unmatchBody.shape.reason)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
