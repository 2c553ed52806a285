import { useTranslation } from 'react-i18next';
import type { Money } from '../../shared/money.ts';
import { MoneyText, moneyWords } from './MoneyText.tsx';

export interface BarSeries {
  label: string;
  values: (Money | string)[];
}

const HEIGHT = 120;
const GROUP = 60;

/**
 * Bars beside each other, one group per category and one bar per series, with the table that the
 * picture is drawn from and that screen readers use. Below zero no bar is drawn; the table has the
 * figure.
 */
export function Bars({
  title,
  categories,
  series,
  categoryTitle = '',
}: {
  title: string;
  categories: string[];
  series: BarSeries[];
  categoryTitle?: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <figure className="bars">
      <figcaption>{title}</figcaption>
      <BarLegend series={series} />
      <BarPicture categories={categories} series={series} />
      <details>
        <summary>{t('common.asTable')}</summary>
        <BarTable
          title={title}
          categories={categories}
          series={series}
          categoryTitle={categoryTitle}
        />
      </details>
    </figure>
  );
}

function BarLegend({ series }: { series: BarSeries[] }) {
  return (
    <ul className="bars-legend" aria-hidden="true">
      {series.map(({ label }, index) => (
        <li key={label}>
          <span className={`bar-swatch bar-${index}`} /> {label}
        </li>
      ))}
    </ul>
  );
}

interface Picture {
  title: string;
  categories: string[];
  series: BarSeries[];
}

function BarPicture({ categories, series }: Omit<Picture, 'title'>) {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map(Number)));
  const width = (GROUP - 16) / Math.max(1, series.length);
  return (
    <div className="scroll-x">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${categories.length * GROUP} ${HEIGHT + 20}`}
        style={{ minWidth: categories.length * 48, maxWidth: categories.length * 96 }}
      >
        {categories.map((category, group) => (
          <g key={category} transform={`translate(${group * GROUP} 0)`}>
            {series.map(({ label, values }, index) => {
              const height = (Math.max(0, Number(values[group] ?? 0)) / highest) * HEIGHT;
              return (
                <rect
                  key={label}
                  className={`bar-${index}`}
                  x={8 + index * width}
                  y={HEIGHT - height}
                  width={width - 2}
                  height={height}
                >
                  <title>{`${category} ${label} ${moneyWords(values[group] ?? '0.00')}`}</title>
                </rect>
              );
            })}
            <text x={GROUP / 2} y={HEIGHT + 14} textAnchor="middle">
              {category}
            </text>
          </g>
        ))}
        <line x1="0" x2={categories.length * GROUP} y1={HEIGHT} y2={HEIGHT} />
      </svg>
    </div>
  );
}

function BarTable({
  title,
  categories,
  series,
  categoryTitle,
}: Picture & { categoryTitle: string }) {
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={title}>
        <thead>
          <tr>
            <td>{categoryTitle}</td>
            {series.map(({ label }) => (
              <th key={label} scope="col" className="figure">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, group) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {series.map(({ label, values }) => (
                <td key={label} className="figure">
                  <MoneyText value={values[group] ?? '0.00'} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
