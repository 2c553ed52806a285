import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AdvanceBody, advanceBody, advanceTill } from '../../shared/advances.ts';
import {
  type CloseCondolenceBody,
  type CondolenceDetail,
  type CondolenceVoteBody,
  condolenceVoteBody,
  type PacksBody,
  packsBody,
} from '../../shared/condolences.ts';
import { useHasRole } from '../api/session.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { DateItem } from '../ui/DateItem.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import {
  useClose,
  useHandPacks,
  useOwnAdvances,
  usePrepareBox,
  useTakeAdvance,
  useVote,
} from './api.ts';
import { Settle } from './Settle.tsx';

/** What this person may do with a batch now. */
export function BatchActs({ batch }: { batch: CondolenceDetail }) {
  const mayHold = useHasRole('caseworker');
  const own = useOwnAdvances(mayHold).data?.items ?? [];
  const toSettle = own.filter(({ batchId, maySettle }) => batchId === batch.id && maySettle);
  return (
    <div className="row no-print">
      {batch.mayVote && <Vote batch={batch} />}
      {batch.mayTakeAdvance && <TakeAdvance batch={batch} />}
      {toSettle.map((advance) => (
        <Settle key={advance.id} batch={batch} advance={advance} />
      ))}
      {batch.mayHandPacks && <HandPacks batch={batch} />}
      {batch.mayPrepareBox && <PrepareBox batch={batch} />}
      {batch.mayClose && <Close batch={batch} />}
    </div>
  );
}

interface Of {
  batch: CondolenceDetail;
}

function Vote({ batch: { id, budget } }: Of) {
  const { t } = useTranslation();
  return (
    <ActButton<CondolenceVoteBody, CondolenceVoteBody>
      name={`condolences.vote.${id}`}
      label={t('condolences.vote')}
      submit={t('condolences.voteSubmit')}
      useAct={(key) => useVote(id, key)}
      toBody={(typed) => typed}
      initialValues={{ agrees: true }}
      primary
    >
      <p className="hint">{t('condolences.voteHelp', { amount: moneyWords(budget) })}</p>
      <Form.Item name="agrees" label={t('common.decision')}>
        <Radio.Group
          options={[
            { value: true, label: t('common.agree') },
            { value: false, label: t('common.refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('condolences.voteReason')}
        rules={[fieldRule(condolenceVoteBody.shape.reason)]}
        required
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </ActButton>
  );
}

function TakeAdvance({ batch: { id, committed } }: Of) {
  const { t } = useTranslation();
  const fields = advanceBody.shape;
  return (
    <ActButton<Omit<AdvanceBody, 'batchId'>, AdvanceBody>
      name={`advances.take.${id}`}
      label={t('condolences.takeAdvance')}
      submit={t('condolences.takeSubmit')}
      useAct={useTakeAdvance}
      toBody={(typed) => ({ ...typed, batchId: id })}
      initialValues={{ till: 'cash' }}
    >
      <p className="hint">{t('condolences.takeHelp', { amount: moneyWords(committed) })}</p>
      <Form.Item
        name="amount"
        label={t('condolences.amount')}
        rules={[fieldRule(fields.amount)]}
        required
      >
        <AmountInput placeholder="4000.00" />
      </Form.Item>
      <Form.Item name="till" label={t('condolences.till')}>
        <Radio.Group
          options={advanceTill.options.map((value) => ({
            value,
            label: t(`advances.tills.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t('condolences.purpose')}
        rules={[fieldRule(fields.purpose)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ActButton>
  );
}

/** The lines of a roster to choose from, by their place and name. */
function LineSelect({ rows, label }: { rows: CondolenceDetail['rows']; label: string }) {
  return (
    <Form.Item name="lineIds" label={label} rules={[fieldRule(packsBody.shape.lineIds)]} required>
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        options={rows.map(({ id, position, name, amount }) => ({
          value: id,
          label: `${position} ${name} ${moneyWords(amount)}`,
        }))}
      />
    </Form.Item>
  );
}

function HandPacks({ batch: { id, rows, packItems } }: Of) {
  const { t } = useTranslation();
  const fields = packsBody.shape;
  const waiting = rows.filter(({ packs, packsValue }) => packs > 0 && packsValue === null);
  if (waiting.length === 0) return null;
  return (
    <ActButton<PacksBody, PacksBody>
      name={`condolences.packs.${id}`}
      label={t('condolences.handPacks')}
      submit={t('condolences.handPacksSubmit')}
      useAct={(key) => useHandPacks(id, key)}
      toBody={(typed) => typed}
    >
      <LineSelect rows={waiting} label={t('condolences.lines')} />
      <Form.Item
        name="itemId"
        label={t('condolences.item')}
        rules={[fieldRule(fields.itemId)]}
        required
      >
        <Select
          options={packItems.map(({ id: value, name, quantity }) => ({
            value,
            label: t('condolences.inStore', { name, quantity }),
          }))}
        />
      </Form.Item>
      <DateItem name="issuedOn" label={t('condolences.handedOn')} />
      <Form.Item
        name="paperNumber"
        label={t('condolences.paperNumber')}
        rules={[fieldRule(fields.paperNumber)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ActButton>
  );
}

function PrepareBox({ batch: { id, rows } }: Of) {
  const { t } = useTranslation();
  const open = rows.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <ActButton<{ lineIds: string[] }, { lineIds: string[] }>
      name={`condolences.box.${id}`}
      label={t('condolences.prepareBox')}
      submit={t('condolences.prepareBoxSubmit')}
      useAct={(key) => usePrepareBox(id, key)}
      toBody={(typed) => typed}
    >
      <p className="hint">{t('condolences.prepareBoxHelp')}</p>
      <LineSelect rows={open} label={t('condolences.lines')} />
    </ActButton>
  );
}

function Close({ batch: { id, committed } }: Of) {
  const { t } = useTranslation();
  return (
    <ActButton<CloseCondolenceBody, CloseCondolenceBody>
      name={`condolences.close.${id}`}
      label={t('condolences.close')}
      submit={t('condolences.close')}
      useAct={(key) => useClose(id, key)}
      toBody={(typed) => typed}
    >
      <p className="hint">{t('condolences.closeHelp', { amount: moneyWords(committed) })}</p>
    </ActButton>
  );
}
