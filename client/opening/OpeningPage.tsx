import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useOpening } from './api.ts';
import { OpeningSheetView } from './OpeningSheetView.tsx';

/** The balances with which these books began: entered, reviewed, posted. Route: /opening */
export function OpeningPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const opening = useOpening();
  const enter = opening.data?.mayPrepare === true && (
    <Button type="primary" onClick={() => void navigate('/opening/new')}>
      {t('opening.enter')}
    </Button>
  );
  return (
    <Page title={t('opening.title')} actions={enter}>
      <p className="hint">{t('opening.help')}</p>
      <QueryState of={opening} isEmpty={({ sheet }) => sheet === null} empty={t('opening.empty')}>
        {({ sheet }) => sheet && <OpeningSheetView sheet={sheet} />}
      </QueryState>
    </Page>
  );
}
