import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../shared/audit.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useVerify } from './api.ts';

/** Runs the verifier and shows what it looked at and found. */
export function VerificationPanel() {
  const { t } = useTranslation();
  const verify = useVerify();
  return (
    <section>
      <p>{t('audit.verifyHelp')}</p>
      <ErrorSummary error={verify.error} />
      <Button
        type="primary"
        className="no-print"
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {t('audit.verify')}
      </Button>
      <output className="loading">
        {verify.isPending && t('audit.verifying')}
        {verify.data && <Result result={verify.data} />}
      </output>
    </section>
  );
}

function Result({ result }: { result: Verification }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        type={result.ok ? 'success' : 'error'}
        showIcon
        title={t(result.ok ? 'audit.allGood' : 'audit.broken', { count: result.findings.length })}
        description={
          <span className="digest">
            {t('audit.head', { seal: result.sealNo, unsealed: result.unsealed })} {result.head}
          </span>
        }
      />
      {result.findings.length > 0 && (
        <ul>
          {result.findings.map(({ check, row, detail }) => (
            <li key={`${check} ${row} ${detail}`}>
              <strong>{check}</strong> · <KindOf row={row} /> {row} · {detail}
            </li>
          ))}
        </ul>
      )}
      <Checks checks={result.checks} />
    </>
  );
}

/** What people call the kind of row that a finding names. */
function KindOf({ row }: { row: string }) {
  const { t, i18n } = useTranslation();
  const key = `audit.kinds.${row.split(' ')[0]}`;
  return i18n.exists(key) && <span>{t(key)}</span>;
}

function Checks({ checks }: { checks: Verification['checks'] }) {
  const { t } = useTranslation();
  return (
    <details open>
      <summary>{t('audit.checks', { count: checks.length })}</summary>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('audit.check')}</th>
              <th scope="col" className="figure">
                {t('audit.rows')}
              </th>
              <th scope="col">{t('audit.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(({ name, rows, ok }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="figure">{rows}</td>
                <td>
                  <StatusTag
                    status={ok ? 'ok' : 'broken'}
                    label={t(ok ? 'audit.holds' : 'audit.fails')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
