import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, useLanguage } from '../i18n/index.ts';
import { chooseBrightness, useBrightness } from './theme.ts';

/** The other language and the other brightness, one press each. */
export function DisplayChoices() {
  const { t } = useTranslation();
  const language = useLanguage();
  const other = useBrightness() === 'dark' ? 'light' : 'dark';
  const otherLanguage = language === 'en' ? 'zh-CN' : 'en';
  return (
    <span className="display-choices no-print">
      <Button
        size="small"
        type="text"
        lang={otherLanguage}
        onClick={() => void changeLanguage(otherLanguage)}
      >
        {t('common.language')}
      </Button>
      <Button size="small" type="text" onClick={() => chooseBrightness(other)}>
        {t(`common.${other}`)}
      </Button>
    </span>
  );
}
