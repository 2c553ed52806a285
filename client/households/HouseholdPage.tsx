import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Household } from '../../shared/households.ts';
import { useHasRole } from '../api/session.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useHousehold } from './api.ts';
import { YearlyAid } from './YearlyAid.tsx';
import { UnmaskHousehold } from './UnmaskHousehold.tsx';

/** One family, masked until somebody gives a reason to see it. Route: /households/:id */
export function HouseholdPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const family = useHousehold(id);
  const mayFile = useHasRole('caseworker');
  return (
    <Page
      title={t('households.pageTitle', { code: family.data?.code ?? '' })}
      actions={
        mayFile && (
          <Button
            type="primary"
            onClick={() => void navigate(`/aid-requests/new?householdId=${id}`)}
          >
            {t('households.fileRequest')}
          </Button>
        )
      }
    >
      <QueryState of={family} empty={null}>
        {(found) => (
          <>
            <FamilyFacts family={found} />
            <YearlyAid id={found.id} />
            <h2>{t('households.inClear')}</h2>
            {found.mayUnmask ? (
              <UnmaskHousehold key={found.id} id={found.id} />
            ) : (
              <p className="hint">{t('households.mayNotUnmask')}</p>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function FamilyFacts({ family }: { family: Household }) {
  const { t } = useTranslation();
  const yes = (flag: boolean) => t(flag ? 'common.yes' : 'common.no');
  const facts = [
    ['applicantName', family.applicantName],
    ['idNumber', family.idNumber],
    ['phone', family.phone ?? t('common.none')],
    ['community', family.communityName],
    ['categoryLabel', t(`households.category.${family.category}`)],
    ['memberCount', String(family.memberCount)],
    ['minorLabel', yes(family.applicantIsMinor)],
    ['laidOffAllowance', yes(family.laidOffAllowance)],
    ['unemploymentInsurance', yes(family.unemploymentInsurance)],
    ['minimumLivingAllowance', yes(family.minimumLivingAllowance)],
    ['violenceRisk', yes(family.violenceRisk)],
  ] as const;
  return (
    <>
      <p className="hint">{t('households.maskedHelp')}</p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`households.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
