import { Button, Form, type FormInstance, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toCapitals } from '../../shared/capitals.ts';
import {
  isNegative,
  isZero,
  type Money,
  negateMoney,
  parseTyped,
  subtractMoney,
} from '../../shared/money.ts';
import { useLanguage } from '../i18n/index.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useAccounts, useFunds, usePayableRequests } from './api.ts';
import { totalsOf, type TypedDraft, type TypedLine } from './typedDraft.ts';

/**
 * The lines of a voucher, typed like a sheet: account, fund, debit, credit. Enter goes to the next
 * line and makes one after the last; = fills in what is missing to balance.
 */
export function LinesGrid({ withCases = false }: { withCases?: boolean }) {
  const { t } = useTranslation();
  const heads = ['account', 'fund', ...(withCases ? ['case'] : []), 'debit', 'credit'];
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <div className="scroll-x">
          <table className="plain-table lines-grid" aria-label={t('drafts.lines')}>
            <thead>
              <tr>
                <th scope="col">{t('drafts.line')}</th>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {t(`drafts.${head}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="unseen">{t('common.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name }) => (
                <LineRow
                  key={key}
                  at={name}
                  withCases={withCases}
                  onEnter={() => goTo(name + 1, rows.length, add)}
                  onRemove={() => remove(name)}
                />
              ))}
            </tbody>
            <Totals columns={heads.length - 2} />
          </table>
          <Button onClick={() => goTo(rows.length, rows.length, add)}>{t('drafts.addLine')}</Button>
        </div>
      )}
    </Form.List>
  );
}

/** Moves to the account of a line, which is made first when there is none. */
function goTo(line: number, count: number, add: () => void) {
  if (line >= count) add();
  setTimeout(() => document.getElementById(`lines_${line}_account`)?.focus(), 0);
}

function LineRow({
  at,
  withCases,
  onEnter,
  onRemove,
}: {
  at: number;
  withCases: boolean;
  onEnter: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const line = at + 1;
  return (
    <tr>
      <td className="hint">{line}</td>
      <td>
        <AccountCell at={at} label={t('drafts.cell', { line, column: t('drafts.account') })} />
      </td>
      <td>
        <FundCell at={at} label={t('drafts.cell', { line, column: t('drafts.fund') })} />
      </td>
      {withCases && (
        <td>
          <CaseCell at={at} label={t('drafts.cell', { line, column: t('drafts.case') })} />
        </td>
      )}
      {(['debit', 'credit'] as const).map((side) => (
        <td key={side}>
          <AmountCell
            at={at}
            side={side}
            label={t('drafts.cell', { line, column: t(`drafts.${side}`) })}
            onEnter={onEnter}
          />
        </td>
      ))}
      <td>
        <Button
          size="small"
          type="text"
          aria-label={t('drafts.removeLine', { line })}
          onClick={onRemove}
        >
          ×
        </Button>
      </td>
    </tr>
  );
}

interface Cell {
  at: number;
  label: string;
}

/** A cell takes the width of its column and says nothing of its own below. */
function InCell({ name, children }: { name: (string | number)[]; children: ReactNode }) {
  return (
    <Form.Item name={name} noStyle>
      {children}
    </Form.Item>
  );
}

function AccountCell({ at, label }: Cell) {
  const language = useLanguage();
  const accounts = useAccounts().data?.items ?? [];
  return (
    <InCell name={[at, 'account']}>
      <Select
        aria-label={label}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        style={{ width: 260 }}
        options={accounts
          .filter(({ takesLines }) => takesLines)
          .map(({ code, nameZh, nameEn }) => ({
            value: code,
            label: `${code} ${language === 'en' ? nameEn : nameZh}`,
          }))}
      />
    </InCell>
  );
}

function FundCell({ at, label }: Cell) {
  const funds = useFunds().data?.items ?? [];
  return (
    <InCell name={[at, 'fundId']}>
      <Select
        aria-label={label}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        style={{ width: 180 }}
        options={funds.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
      />
    </InCell>
  );
}

function CaseCell({ at, label }: Cell) {
  const requests = usePayableRequests(true).data?.items ?? [];
  return (
    <InCell name={[at, 'requestId']}>
      <Select
        aria-label={label}
        allowClear
        style={{ width: 180 }}
        options={requests.map(({ id, caseNumber, granted }) => ({
          value: id,
          label: `${caseNumber} ${granted ?? ''}`,
        }))}
      />
    </InCell>
  );
}

function AmountCell({
  at,
  side,
  label,
  onEnter,
}: Cell & { side: 'debit' | 'credit'; onEnter: () => void }) {
  const form = Form.useFormInstance<TypedDraft>();
  const other = side === 'debit' ? 'credit' : 'debit';
  const write = (text: string) => form.setFieldValue(['lines', at, side], text);
  const leave = () => {
    const typed = form.getFieldValue(['lines', at, side]) as string | undefined;
    const reading = parseTyped(typed ?? '');
    if ('money' in reading) write(reading.money);
    // a line has one side
    if (typed) form.setFieldValue(['lines', at, other], undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== '=') return;
    event.preventDefault();
    if (event.key === '=') write(missing(form, at, side));
    leave();
    if (event.key === 'Enter') onEnter();
  };
  return (
    <InCell name={[at, side]}>
      <Input
        aria-label={label}
        className="figure"
        inputMode="decimal"
        autoComplete="off"
        style={{ width: 128 }}
        onBlur={leave}
        onKeyDown={press}
      />
    </InCell>
  );
}

/** What this side of this line lacks for the voucher to balance; nothing when it has too much. */
function missing(form: FormInstance<TypedDraft>, at: number, side: 'debit' | 'credit'): string {
  const lines = (form.getFieldsValue(true) as TypedDraft).lines ?? [];
  const others = lines.filter((_, index) => index !== at);
  const { debit, credit } = totalsOf(others);
  const lacks = side === 'debit' ? subtractMoney(credit, debit) : subtractMoney(debit, credit);
  return isNegative(lacks) || isZero(lacks) ? '' : lacks;
}

/** The running totals, by how much they differ, and the debit in capitals. */
function Totals({ columns }: { columns: number }) {
  const { t } = useTranslation();
  const lines = Form.useWatch<TypedLine[] | undefined>('lines') ?? [];
  const { debit, credit } = totalsOf(lines);
  const difference = subtractMoney(debit, credit);
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={columns + 1}>
          {t('common.total')} {toCapitals(debit)}
        </th>
        <td className="figure">
          <MoneyText value={debit} />
        </td>
        <td className="figure">
          <MoneyText value={credit} />
        </td>
        <td>{!isZero(difference) && <Differs by={difference} />}</td>
      </tr>
    </tfoot>
  );
}

function Differs({ by }: { by: Money }) {
  const { t } = useTranslation();
  return (
    <span className="money-negative">
      {t('drafts.differs')} <MoneyText value={isNegative(by) ? negateMoney(by) : by} />
    </span>
  );
}
