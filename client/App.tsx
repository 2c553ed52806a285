import type { QueryClient } from '@tanstack/react-query';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { i18n, useLanguage } from './i18n/index.ts';
import { useBrightness } from './ui/theme.ts';

/** Light colours that pass WCAG AA on white; dark ones come from antd's algorithm. */
const LIGHT = {
  colorPrimary: '#0958d9',
  colorPrimaryHover: '#003eb3',
  colorInfo: '#0958d9',
  colorLink: '#0958d9',
  colorLinkHover: '#003eb3',
  colorError: '#cf1322',
  colorTextPlaceholder: '#666666',
  colorTextDescription: '#57606a',
};
const DARK = {
  colorPrimary: '#1668dc',
  colorLink: '#69a5ff',
  colorTextPlaceholder: '#9a9a9a',
  colorTextDescription: '#a6a6a6',
};

/** Chosen radio buttons write in the primary colour, which must be lighter on black. */
const DARK_PARTS = { Radio: { colorPrimary: '#69a5ff', colorPrimaryHover: '#91caff' } };

/** Everything that pages need around them: words, look, and the cache of the server's answers. */
export function App({
  cache,
  nonce,
  children,
}: {
  cache: QueryClient;
  nonce?: string | undefined;
  children: ReactNode;
}) {
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={cache}>
        <Look nonce={nonce}>{children}</Look>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

function Look({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const language = useLanguage();
  const brightness = useBrightness();
  useEffect(() => {
    document.documentElement.dataset['brightness'] = brightness;
  }, [brightness]);
  const dark = brightness === 'dark';
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          ...(dark ? DARK : LIGHT),
          fontFamily: 'var(--font)',
          borderRadius: 4,
          // a button whose leaving animation hangs stays "loading" to a screen reader
          motion: false,
        },
        components: dark ? DARK_PARTS : {},
      }}
      {...(nonce && { csp: { nonce } })}
    >
      <AntApp>{children}</AntApp>
    </ConfigProvider>
  );
}
