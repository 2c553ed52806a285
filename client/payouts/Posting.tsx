import { useTranslation } from 'react-i18next';
import { ConfirmPosting, type PostingLine } from '../ui/ConfirmPosting.tsx';

/** The lines of a step with the names of their accounts, and who acts next. */
export function Posting({ lines, next }: { lines: PostingLine[]; next: string }) {
  const { t } = useTranslation();
  const named = lines.map((line) => ({ ...line, account: t(`payouts.accounts.${line.account}`) }));
  return <ConfirmPosting lines={named} next={next} />;
}
