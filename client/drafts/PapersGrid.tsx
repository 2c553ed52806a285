import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** The source documents: their number becomes the voucher's attachment count. */
export function PapersGrid() {
  const { t } = useTranslation();
  return (
    <Form.List name="papers">
      {(rows, { add, remove }) => (
        <section aria-label={t('drafts.papers')}>
          <h2>{t('drafts.papersCount', { count: rows.length })}</h2>
          <p className="hint">{t('drafts.papersHelp')}</p>
          {rows.map(({ key, name }) => (
            <div key={key} className="row paper-row">
              <Form.Item name={[name, 'name']} noStyle>
                <Input
                  aria-label={t('drafts.paperCell', {
                    paper: name + 1,
                    column: t('drafts.paperName'),
                  })}
                  placeholder={t('drafts.paperNameExample')}
                  autoComplete="off"
                  style={{ width: 220 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'number']} noStyle>
                <Input
                  aria-label={t('drafts.paperCell', {
                    paper: name + 1,
                    column: t('drafts.paperNumber'),
                  })}
                  placeholder={t('drafts.paperNumber')}
                  autoComplete="off"
                  style={{ width: 160 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'datedOn']} noStyle>
                <Input
                  type="date"
                  aria-label={t('drafts.paperCell', {
                    paper: name + 1,
                    column: t('drafts.paperDate'),
                  })}
                  style={{ width: 160 }}
                />
              </Form.Item>
              <Button
                size="small"
                type="text"
                aria-label={t('drafts.removePaper', { paper: name + 1 })}
                onClick={() => remove(name)}
              >
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add()}>{t('drafts.addPaper')}</Button>
        </section>
      )}
    </Form.List>
  );
}
