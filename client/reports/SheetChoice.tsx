import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SheetKey, sheetKeys } from '../../shared/reports.ts';

/** Lets somebody choose which sheets the workbook has. */
export function SheetChoice({
  disabled,
  onExport,
}: {
  disabled: boolean;
  onExport: (include: SheetKey[]) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<SheetKey[]>([...sheetKeys]);
  const finish = () => {
    setOpen(false);
    onExport(sheetKeys.filter((key) => chosen.includes(key)));
  };
  return (
    <>
      <Button disabled={disabled} onClick={() => setOpen(true)}>
        {t('books.choose')}
      </Button>
      <Modal
        open={open}
        title={t('books.chooseTitle')}
        okText={t('books.exportChosen', { count: chosen.length })}
        okButtonProps={{ disabled: chosen.length === 0 }}
        onOk={finish}
        onCancel={() => setOpen(false)}
      >
        <Checkbox.Group
          value={chosen}
          onChange={setChosen}
          options={sheetKeys.map((key) => ({ value: key, label: t(`books.sheets.${key}`) }))}
        />
      </Modal>
    </>
  );
}
