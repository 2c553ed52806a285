import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { Acts } from './Acts.tsx';
import { useRequest } from './api.ts';
import { RequestHeader } from './RequestHeader.tsx';
import { RequestTabs } from './RequestTabs.tsx';
import { Timeline } from './Timeline.tsx';

/** One request as a story: where it stands, what is next. Route: /aid-requests/:id */
export function AidRequestPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const request = useRequest(id);
  return (
    <Page title={t('aid.pageTitle', { number: request.data?.caseNumber ?? '' })}>
      <QueryState of={request} empty={null}>
        {(found) => (
          <>
            <RequestHeader request={found} />
            <Acts key={found.id} request={found} />
            <div className="columns">
              <section>
                <RequestTabs request={found} />
              </section>
              <Timeline request={found} />
            </div>
          </>
        )}
      </QueryState>
    </Page>
  );
}
