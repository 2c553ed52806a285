import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A table of everything there is: no paging, a head that stays in sight, and sideways scrolling
 * inside itself on a narrow window, by touch and by keyboard.
 */
export function DataTable<Row extends object>(props: TableProps<Row>) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // antd makes the scrolling box itself and gives the keyboard no way into it
    const box = frame.current?.querySelector('.ant-table-body, .ant-table-content');
    box?.setAttribute('tabindex', '0');
    box?.setAttribute('role', 'group');
    box?.setAttribute('aria-label', t('common.table'));
  });
  return (
    <div ref={frame}>
      <Table<Row> size="small" pagination={false} sticky scroll={{ x: 'max-content' }} {...props} />
    </div>
  );
}
