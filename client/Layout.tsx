import { Button, Drawer } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import type { Me } from '../shared/session.ts';
import { refresh } from './api/http.ts';
import { useSession } from './api/session.ts';
import { NotYours } from './Fallbacks.tsx';
import { mayOpen, menuFor } from './menu.ts';
import { useSignOut } from './session/api.ts';
import { DisplayChoices } from './ui/DisplayChoices.tsx';
import { FailedState } from './ui/FailedState.tsx';
import { LoadingState } from './ui/QueryState.tsx';

/** The frame of every page for staff: the session first, then the menu beside the page. */
export function Layout() {
  const session = useSession();
  const place = useLocation();
  if (session.status === 'unknown') return <ResumeSession />;
  if (session.status === 'out') {
    const next = place.pathname + place.search;
    const search = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
    return <Navigate to={`/sign-in${search}`} replace />;
  }
  return <Frame me={session.me} />;
}

/** After a reload the refresh cookie may hold; a dead server is no reason to sign in again. */
function ResumeSession() {
  const [error, setError] = useState<unknown>();
  const resume = () => {
    setError(undefined);
    refresh().catch(setError);
  };
  useEffect(() => {
    refresh().catch(setError);
  }, []);
  return (
    <main className="alone">
      {error ? <FailedState error={error} retry={resume} /> : <LoadingState />}
    </main>
  );
}

function Frame({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const content = useFocusOnMove(pathname);
  return (
    <div className="frame">
      <a className="skip no-print" href="#content">
        {t('common.skip')}
      </a>
      <header className="top no-print">
        <Button className="menu-button" onClick={() => setMenuOpen(true)}>
          {t('nav.open')}
        </Button>
        <strong className="organisation">{me.organisationName}</strong>
        <Account me={me} />
      </header>
      <div className="beside">
        <div className="side no-print">
          <MainMenu me={me} />
        </div>
        <main id="content" ref={content} tabIndex={-1}>
          {mayOpen(pathname, me.roles) ? <Outlet /> : <NotYours />}
        </main>
      </div>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={280}
        title={t('nav.open')}
      >
        <MainMenu me={me} onChoose={() => setMenuOpen(false)} />
      </Drawer>
    </div>
  );
}

/** Screen readers and the keyboard go on at the new page, not where the old link was. */
function useFocusOnMove(pathname: string) {
  const content = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    content.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return content;
}

function MainMenu({ me, onChoose }: { me: Me; onChoose?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('nav.label')} className="main-menu">
      {menuFor(me.roles).map(({ key, entries }) => (
        <div key={key}>
          {key !== 'today' && <p className="menu-group">{t(`nav.groups.${key}`)}</p>}
          <ul>
            {entries.map((entry) => (
              <li key={entry.path}>
                <NavLink to={entry.path} end={entry.path === '/'} onClick={onChoose}>
                  {t(`nav.${entry.key}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ul>
        <li>
          <NavLink to="/public" onClick={onChoose}>
            {t('nav.public')}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
}

function Account({ me }: { me: Me }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <div className="account">
      <span className="who">
        {me.name} · {me.roles.map((role) => t(`roles.${role}`)).join(t('nav.and'))}
      </span>
      <DisplayChoices />
      <Button size="small" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('nav.signOut')}
      </Button>
    </div>
  );
}
