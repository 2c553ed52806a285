import { useLanguage } from '../i18n/index.ts';

/** A moment (UTC on the wire) as date and time in Shanghai. */
export function InstantText({ value }: { value: string }) {
  const language = useLanguage();
  const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  });
  return <time dateTime={value}>{words.format(new Date(value))}</time>;
}
