import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnnualFigures, AnnualRatio } from '../../shared/stewardship.ts';
import { useMe } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useAnnualFigures } from './api.ts';
import { YearChoice } from './YearChoice.tsx';

/** In the order of the printed form. */
const FIGURES = [
  'income',
  'incomeBefore',
  'programme',
  'administration',
  'fundraising',
  'other',
  'spending',
  'netAssetsBefore',
  'netAssets',
] as const;

/** The figures of the annual report (年报数据), on A4. Route: /annual-figures */
export function AnnualFiguresPage() {
  const { t } = useTranslation();
  return (
    <Page
      title={t('stewardship.annual.title')}
      actions={<Button onClick={() => window.print()}>{t('common.print')}</Button>}
    >
      <YearChoice fallback={-1}>{(year) => <Year year={year} />}</YearChoice>
    </Page>
  );
}

function Year({ year }: { year: number }) {
  const figures = useAnnualFigures(year);
  return (
    <QueryState of={figures} empty={null}>
      {(data) => <Paper figures={data} />}
    </QueryState>
  );
}

function Paper({ figures }: { figures: AnnualFigures }) {
  const { t } = useTranslation();
  const { year, dueOn, rules } = figures;
  const title = t('stewardship.annual.of', { year });
  return (
    <section className="paper" aria-label={title}>
      <p className="paper-title">{title}</p>
      <div className="paper-head">
        <span>
          {t('ledger.organisation')}：{useMe()?.organisationName}
        </span>
        <span>
          {t('stewardship.annual.dueOn')}：<DateText value={dueOn} />
        </span>
      </div>
      <table className="paper-table" aria-label={t('stewardship.annual.figures')}>
        <tbody>
          {FIGURES.map((figure) => (
            <tr key={figure}>
              <th scope="row">{t(`stewardship.annual.${figure}`)}</th>
              <td className="figure">
                <MoneyText value={figures[figure]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rules.map((rule) => (
        <Rule key={rule.code} rule={rule} />
      ))}
      <Checklist items={figures.checklist} />
      <p className="hint">{t('stewardship.annual.noClosing')}</p>
    </section>
  );
}

function Rule({ rule }: { rule: AnnualFigures['rules'][number] }) {
  const { t } = useTranslation();
  const name = t(`stewardship.annual.rules.${rule.code}`);
  return (
    <>
      <h2>{name}</h2>
      <div className="scroll-x">
        <table className="paper-table" aria-label={name}>
          <thead>
            <tr>
              <th scope="col">{t('stewardship.annual.ratio')}</th>
              <th scope="col">{t('stewardship.annual.value')}</th>
              <th scope="col">{t('stewardship.annual.threshold')}</th>
              <th scope="col">{t('stewardship.status')}</th>
            </tr>
          </thead>
          <tbody>
            {rule.ratios.map((ratio) => (
              <Ratio key={ratio.code} ratio={ratio} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{t('stewardship.annual.source', { source: rule.source })}</p>
    </>
  );
}

function Ratio({ ratio }: { ratio: AnnualRatio }) {
  const { t } = useTranslation();
  const { code, part, whole, percent, bound, threshold, kept, exempt } = ratio;
  const word = exempt ? 'exempt' : kept === null ? 'unknown' : kept ? 'kept' : 'broken';
  const tone = { exempt: 'ok', unknown: 'closed', kept: 'ok', broken: 'broken' }[word];
  return (
    <tr>
      <th scope="row">{t(`stewardship.annual.ratios.${code}`)}</th>
      <td>
        {percent === null ? t('common.none') : `${percent}%`} (<MoneyText value={part} /> /{' '}
        <MoneyText value={whole} />)
      </td>
      <td>{t(`stewardship.annual.bounds.${bound}`, { threshold })}</td>
      <td>
        <StatusTag status={tone} label={t(`stewardship.annual.verdicts.${word}`)} />
      </td>
    </tr>
  );
}

function Checklist({ items }: { items: AnnualFigures['checklist'] }) {
  const { t } = useTranslation();
  return (
    <>
      <h2>{t('stewardship.annual.checklist')}</h2>
      <ul>
        {items.map(({ code, done, open }) => (
          <li key={code}>
            {done === null ? '☐' : done ? '☑' : '☒'} {t(`stewardship.annual.checks.${code}`)}
            {done === false && ` ${t('stewardship.annual.open', { count: open })}`}
          </li>
        ))}
      </ul>
    </>
  );
}
