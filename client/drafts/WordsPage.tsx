import { App, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { voucherWords, type VoucherWords } from '../../shared/drafts.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useChooseWords, useVoucherWords } from './api.ts';

const FORM = 'voucher-words';

/** One word for all vouchers (记) or three (收, 付, 转). Route: /voucher-words */
export function WordsPage() {
  const { t } = useTranslation();
  const now = useVoucherWords();
  return (
    <Page title={t('drafts.words')}>
      <p className="hint">{t('drafts.wordsHelp')}</p>
      <QueryState of={now} empty="">
        {({ words, mayChange }) =>
          mayChange ? (
            <ChooseWords words={words} />
          ) : (
            <>
              <p>
                <strong>{t(`drafts.wordChoices.${words}`)}</strong>
              </p>
              <p>{t('drafts.wordsFixed')}</p>
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function ChooseWords({ words }: { words: VoucherWords }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ words: VoucherWords }>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const choose = useChooseWords(key);
  const done = () => {
    renew();
    message.success(t('drafts.wordsChosen'));
  };
  return (
    <ActForm
      form={form}
      error={choose.error}
      pending={choose.isPending}
      submit={t('drafts.wordsSubmit')}
      initialValues={{ words }}
      onFinish={(typed) => choose.mutate(typed.words, { onSuccess: done, onError: renewIfUsed })}
    >
      <Form.Item name="words" label={t('drafts.words')} required>
        <Radio.Group
          optionType="button"
          options={voucherWords.options.map((value) => ({
            value,
            label: t(`drafts.wordChoices.${value}`),
          }))}
        />
      </Form.Item>
    </ActForm>
  );
}
