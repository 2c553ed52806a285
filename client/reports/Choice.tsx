import { Select } from 'antd';
import { useId } from 'react';
import { useSearchParams } from 'react-router';

/** A labelled choice that is kept in the address beside the months. */
export function Choice({
  name,
  label,
  value,
  options,
  wide = false,
}: {
  name: string;
  label: string;
  value: string | null;
  options: { value: string; label: string }[];
  wide?: boolean;
}) {
  const id = useId();
  const [, setSearch] = useSearchParams();
  const choose = (chosen: string) =>
    setSearch(
      (search) => {
        if (chosen === '') search.delete(name);
        else search.set(name, chosen);
        return search;
      },
      { replace: true },
    );
  return (
    <span className="month-select">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value}
        onChange={choose}
        options={options}
        showSearch={wide && { optionFilterProp: 'label' }}
        style={{ minWidth: wide ? 260 : 136 }}
      />
    </span>
  );
}
