import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseRuleBookBody, type RuleBook } from '../../shared/rulebooks.ts';
import { useLanguage } from '../i18n/index.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useChooseRuleBook } from './api.ts';

const FORM = 'rulebooks.choose';

interface Typed {
  /** A rule book and its version, as "2004 1". */
  ruleBook: string;
  effectiveFrom: string;
}

/** Chooses the rule book from the first day of a year. */
export function ChooseRuleBookForm({ books, onClose }: { books: RuleBook[]; onClose: () => void }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const choose = useChooseRuleBook(key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const send = (typed: Typed) => {
    const [ruleBook = '', version = ''] = typed.ruleBook.split(' ');
    const body = { ruleBook, version: Number(version), effectiveFrom: typed.effectiveFrom };
    choose.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('rulebooks.choose')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={choose.error}
        pending={choose.isPending}
        submit={t('rulebooks.chooseSubmit')}
        onCancel={onClose}
        onFinish={send}
      >
        <Form.Item
          name="ruleBook"
          label={t('rulebooks.name')}
          rules={[{ required: true, message: t('errors.REQUIRED') }]}
        >
          <Select
            options={books.map((book) => ({
              value: `${book.id} ${book.version}`,
              label: english ? book.nameEn : book.nameZh,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="effectiveFrom"
          label={t('rulebooks.from')}
          extra={t('rulebooks.fromHelp')}
          rules={[fieldRule(chooseRuleBookBody.shape.effectiveFrom)]}
        >
          <Input autoComplete="off" placeholder="2026-01-01" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
