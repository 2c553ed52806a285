import type { TFunction } from 'i18next';

/** A period such as 202601 in words: 2026年1月 or 1/2026. */
export function monthWords(t: TFunction, period: number): string {
  return t('common.month', { year: Math.floor(period / 100), month: period % 100 });
}
