import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { toCapitals } from '../../shared/capitals.ts';
import { amountOrZero, parseTyped } from '../../shared/money.ts';

/**
 * An amount as a person types it ("1,250.5", "１２元"), repeated in capitals below. Leaving the field
 * or pressing Enter writes it in full ("1250.50"); what cannot be read stays as typed.
 */
export function AmountInput({
  value = '',
  onChange,
  onBlur,
  id,
  disabled,
  placeholder = '500.00',
  ...described
}: {
  value?: string | undefined;
  onChange?: ((text: string) => void) | undefined;
  onBlur?: (() => void) | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  placeholder?: string | undefined;
  'aria-required'?: boolean | 'true' | 'false' | undefined;
  'aria-describedby'?: string | undefined;
  'aria-label'?: string | undefined;
}) {
  const { t } = useTranslation();
  const reading = parseTyped(value, amountOrZero);
  const readable = 'money' in reading;
  const writeInFull = () => {
    if (readable && reading.money !== value) onChange?.(reading.money);
  };
  return (
    <div className="amount-input">
      <Input
        {...described}
        {...(id !== undefined && { id })}
        value={value}
        disabled={disabled ?? false}
        inputMode="decimal"
        autoComplete="off"
        prefix="¥"
        placeholder={placeholder}
        onChange={(event) => onChange?.(event.target.value)}
        onBlur={() => {
          writeInFull();
          onBlur?.();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') writeInFull();
        }}
      />
      <output className="amount-capitals" aria-label={t('common.inCapitals')}>
        {readable ? toCapitals(reading.money) : ''}
      </output>
    </div>
  );
}
