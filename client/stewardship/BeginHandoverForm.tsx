import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  type BeginHandoverBody,
  beginHandoverBody,
  type HandoverKind,
  handoverItem,
  handoverKind,
  type HandoverPerson,
} from '../../shared/handovers.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { useMe } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBeginHandover } from './api.ts';

const FORM = 'stewardship.handover';
const { shape } = beginHandoverBody;

/** Begins a handover: what is handed over to whom; the server adds what the books say. */
export function BeginHandoverForm({
  people,
  onClose,
}: {
  people: HandoverPerson[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<BeginHandoverBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const begin = useBeginHandover(key);
  const go = useNavigate();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('handedOn')) form.setFieldValue('handedOn', date);
  }, [date, form]);
  const done = ({ id }: { id: string }) => {
    draft.clear();
    renew();
    onClose();
    void go(`/handovers/${id}`);
  };
  return (
    <Modal open title={t('stewardship.handover.begin')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={begin.error}
        pending={begin.isPending}
        submit={t('stewardship.handover.beginSubmit')}
        onCancel={onClose}
        onFinish={(values) => begin.mutate(values, { onSuccess: done, onError: renewIfUsed })}
        initialValues={{ items: [{ name: '', quantity: '' }] }}
      >
        <KindField />
        <PeopleFields people={people} />
        <Form.Item
          name="handedOn"
          label={t('stewardship.handover.handedOn')}
          rules={[fieldRule(shape.handedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
        <ItemRows />
      </ActForm>
    </Modal>
  );
}

function KindField() {
  const { t } = useTranslation();
  const roles = useMe()?.roles ?? [];
  const mine = handoverKind.options.filter((kind) => kind === 'stamps' || roles.includes(kind));
  return (
    <Form.Item
      name="kind"
      label={t('stewardship.handover.kind')}
      rules={[fieldRule(shape.kind)]}
      required
    >
      <Radio.Group
        options={mine.map((kind) => ({
          value: kind,
          label: t(`stewardship.handover.kinds.${kind}`),
        }))}
      />
    </Form.Item>
  );
}

function PeopleFields({ people }: { people: HandoverPerson[] }) {
  const { t } = useTranslation();
  const kind: HandoverKind | undefined = Form.useWatch('kind');
  const me = useMe()?.personId;
  const others = people.filter(({ personId }) => personId !== me);
  const may = {
    toPersonId: others.filter(
      ({ roles }) => kind === undefined || kind === 'stamps' || roles.includes(kind),
    ),
    witnessPersonId: others.filter(
      ({ roles }) => roles.includes('chair') || roles.includes('treasurer'),
    ),
  };
  return (
    <>
      {(['toPersonId', 'witnessPersonId'] as const).map((field) => (
        <Form.Item
          key={field}
          name={field}
          label={t(`stewardship.handover.${field}`)}
          extra={t(`stewardship.handover.${field}Help`)}
          rules={[fieldRule(shape[field])]}
          required
        >
          <Select
            options={may[field].map(({ personId, name }) => ({ value: personId, label: name }))}
          />
        </Form.Item>
      ))}
    </>
  );
}

function ItemRows() {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('stewardship.handover.items')}</legend>
      <p className="hint">{t('stewardship.handover.itemsHelp')}</p>
      <Form.List name="items">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="row">
                {(['name', 'quantity'] as const).map((part) => (
                  <Form.Item
                    key={part}
                    name={[name, part]}
                    rules={[fieldRule(handoverItem.shape[part])]}
                  >
                    <Input
                      autoComplete="off"
                      aria-label={t(`stewardship.handover.item.${part}`, { row: name + 1 })}
                      placeholder={t(`stewardship.handover.example.${part}`)}
                    />
                  </Form.Item>
                ))}
                {rows.length > 1 && (
                  <Button size="small" onClick={() => remove(name)}>
                    {t('stewardship.handover.removeItem', { row: name + 1 })}
                  </Button>
                )}
              </div>
            ))}
            <Button onClick={() => add({ name: '', quantity: '' })}>
              {t('stewardship.handover.addItem')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
