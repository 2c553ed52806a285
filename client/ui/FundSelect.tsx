import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Fund, FundKind } from '../../shared/funds.ts';
import { moneyWords } from './MoneyText.tsx';

/** Chooses a fund by code and name, with what it can still give; antd fills in the field. */
export function FundSelect({
  funds,
  kinds,
  ...field
}: {
  funds: Fund[] | undefined;
  /** Only funds of these kinds; all of them when left out. */
  kinds?: readonly FundKind[] | undefined;
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const offered = (funds ?? []).filter(({ kind }) => !kinds || kinds.includes(kind));
  return (
    <Select<string>
      {...field}
      loading={funds === undefined}
      showSearch={{ optionFilterProp: 'label' }}
      options={offered.map(({ id, code, name, available }) => ({
        value: id,
        label: t('common.fundChoice', { code, name, available: moneyWords(available) }),
      }))}
    />
  );
}
