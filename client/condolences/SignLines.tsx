import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type CondolenceDetail,
  type CondolenceRow,
  type LineSignatureBody,
  lineSignature,
  proxyRelation,
  type SignatureWay,
  signatureWay,
} from '../../shared/condolences.ts';
import { DateItem } from '../ui/DateItem.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';

type Way = SignatureWay;
interface TypedLine {
  taken?: boolean;
  way?: Way;
  proxyRelation?: string;
  proxyIdNumber?: string;
}
/** What one types about lines that were handed out together. */
export interface TypedLines {
  handedOn?: string;
  witnessPersonId?: string;
  signed?: Record<string, TypedLine | undefined>;
}

/** The lines that were ticked, as the server takes them. */
export function signaturesOf(typed: TypedLines): LineSignatureBody[] {
  const { handedOn = '', witnessPersonId = '', signed = {} } = typed;
  return Object.entries(signed).flatMap(([lineId, line]) => {
    if (!line?.taken) return [];
    const way = line.way ?? 'signature';
    const proxy =
      way === 'proxy'
        ? {
            proxyRelation: (line.proxyRelation ?? null) as LineSignatureBody['proxyRelation'],
            proxyIdNumber: line.proxyIdNumber ?? null,
          }
        : {};
    return [{ lineId, handedOn, witnessPersonId, way, ...proxy }];
  });
}

const fields = lineSignature.shape;

/** Which families got their money, how each signed for it, and the second person who stood by. */
export function SignLines({
  rows,
  witnesses,
}: {
  rows: CondolenceRow[];
  witnesses: CondolenceDetail['witnesses'];
}) {
  const { t } = useTranslation();
  return (
    <>
      <DateItem name="handedOn" label={t('condolences.handedOn')} />
      <Form.Item
        name="witnessPersonId"
        label={t('condolences.handB')}
        extra={t('condolences.witnessHelp')}
        rules={[fieldRule(fields.witnessPersonId)]}
        required
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={witnesses.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
      </Form.Item>
      <fieldset>
        <legend>{t('condolences.signedFor')}</legend>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </fieldset>
    </>
  );
}

function Line({ row }: { row: CondolenceRow }) {
  const { t } = useTranslation();
  const at = (field: string) => ['signed', row.id, field];
  const taken = Form.useWatch(at('taken')) === true;
  const way = Form.useWatch(at('way')) ?? 'signature';
  const choices = signatureWay.options.map((value) => ({
    value,
    label: t(`condolences.ways.${value}`),
  }));
  return (
    <div className="row">
      <Form.Item name={at('taken')} valuePropName="checked">
        <Checkbox>
          {row.position} {row.name} <MoneyText value={row.amount} />
        </Checkbox>
      </Form.Item>
      {taken && (
        <Form.Item name={at('way')} label={t('condolences.signature')} initialValue="signature">
          <Select style={{ minWidth: 120 }} options={choices} />
        </Form.Item>
      )}
      {taken && way === 'proxy' && (
        <>
          <Form.Item
            name={at('proxyRelation')}
            label={t('condolences.proxy')}
            rules={[fieldRule(proxyRelation)]}
            required
          >
            <Select
              style={{ minWidth: 120 }}
              options={proxyRelation.options.map((value) => ({
                value,
                label: t(`condolences.relations.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name={at('proxyIdNumber')}
            label={t('condolences.proxyIdNumber')}
            rules={[fieldRule(fields.proxyIdNumber.unwrap().unwrap())]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        </>
      )}
    </div>
  );
}
