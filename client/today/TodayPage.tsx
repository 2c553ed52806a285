import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Drive } from '../../shared/drives.ts';
import type { Fund } from '../../shared/funds.ts';
import { sumMoney } from '../../shared/money.ts';
import type { Task, Today } from '../../shared/today.ts';
import { useMe } from '../api/session.ts';
import { Bars } from '../ui/Bars.tsx';
import { DateText } from '../ui/DateText.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { Thermometer } from '../ui/Thermometer.tsx';
import { useToday } from './api.ts';

/** The home of every role: what waits for this person, and how the fund stands. */
export function TodayPage() {
  const { t } = useTranslation();
  const today = useToday();
  const name = useMe()?.name ?? '';
  return (
    <Page title={t('today.title')}>
      <p className="hint">
        {t('today.greeting', { name })} {today.data && <DateText value={today.data.date} />}
      </p>
      <QueryState of={today} empty="">
        {(data) => (
          <div className="columns">
            <Tasks tasks={data.tasks} />
            {data.funds.length > 0 && <AtAGlance data={data} />}
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Tasks({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('today.waiting', { count: tasks.length })}</h2>
      {tasks.length === 0 ? (
        <EmptyState>{t('today.nothingWaits')}</EmptyState>
      ) : (
        <ul className="tasks">
          {tasks.map((task) => (
            <li key={`${task.kind} ${task.path} ${task.label}`}>
              <TaskLine task={task} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TaskLine({ task }: { task: Task }) {
  const { t } = useTranslation();
  return (
    <Link to={task.path} className="task">
      <span>
        {t(`today.tasks.${task.kind}`)} <strong>{task.label}</strong>
      </span>
      <span className="task-side">
        {task.amount && <MoneyText value={task.amount} />}
        {task.dueOn && (
          <span>
            {t('today.due')} <DateText value={task.dueOn} />
          </span>
        )}
        {task.overdue && <StatusTag status="overdue" label={t('today.overdue')} />}
      </span>
    </Link>
  );
}

function AtAGlance({ data }: { data: Today }) {
  const { t } = useTranslation();
  return (
    <div>
      <Funds funds={data.funds} />
      {data.months.length > 0 && (
        <Bars
          title={t('today.months')}
          categoryTitle={t('today.month')}
          categories={data.months.map(({ periodId }) => monthWords(t, periodId))}
          series={[
            { label: t('today.received'), values: data.months.map((month) => month.received) },
            { label: t('today.paid'), values: data.months.map((month) => month.paid) },
          ]}
        />
      )}
      <Drives drives={data.drives} />
    </div>
  );
}

function Funds({ funds }: { funds: Fund[] }) {
  const { t } = useTranslation();
  const totals = (['balance', 'committed', 'available'] as const).map((column) => ({
    column,
    total: sumMoney(funds.map((fund) => fund[column])),
  }));
  return (
    <section>
      <h2>{t('today.funds')}</h2>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('today.fund')}</th>
              {totals.map(({ column }) => (
                <th key={column} scope="col" className="figure">
                  {t(`today.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {funds.map((fund) => (
              <tr key={fund.id}>
                <th scope="row">{`${fund.code} ${fund.name}`}</th>
                {totals.map(({ column }) => (
                  <td key={column} className="figure">
                    <MoneyText value={fund[column]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('common.total')}</th>
              {totals.map(({ column, total }) => (
                <td key={column} className="figure">
                  <MoneyText value={total} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Drives({ drives }: { drives: Drive[] }) {
  const { t } = useTranslation();
  if (drives.length === 0) return null;
  return (
    <section>
      <h2>{t('today.drives')}</h2>
      {drives.map((drive) => (
        <div key={drive.id} className="drive">
          <Link to="/drives">{`${drive.code} ${drive.name}`}</Link>
          <Thermometer value={drive.received} target={drive.target} label={drive.name} />
        </div>
      ))}
    </section>
  );
}
