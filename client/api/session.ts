import { useSyncExternalStore } from 'react';
import type { Role } from '../../shared/roles.ts';
import type { Me, SignedIn } from '../../shared/session.ts';

/** Before the first answer nobody knows whether the refresh cookie still holds. */
export type SessionState =
  { status: 'unknown' } | { status: 'out' } | { status: 'in'; accessToken: string; me: Me };

let state: SessionState = { status: 'unknown' };
const listeners = new Set<() => void>();

function change(next: SessionState) {
  state = next;
  for (const listener of listeners) listener();
}

/** The session as it is now, for code outside React. */
export function currentSession(): SessionState {
  return state;
}

/** Keeps the access token in memory, never in storage that a script could read later. */
export function beginSession({ accessToken, me }: SignedIn): void {
  change({ status: 'in', accessToken, me });
}

/** Forgets the access token. Drafts stay: who signs in again goes on where they were. */
export function endSession(): void {
  change({ status: 'out' });
}

/** Forgets everything, as on the first load of the page; for tests. */
export function resetSession(): void {
  change({ status: 'unknown' });
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The session, redrawing whenever someone signs in or out. */
export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, currentSession);
}

/** Who is signed in, or undefined. */
export function useMe(): Me | undefined {
  const session = useSession();
  return session.status === 'in' ? session.me : undefined;
}

/** Whether the person signed in holds one of the roles. */
export function useHasRole(...roles: Role[]): boolean {
  const me = useMe();
  return me !== undefined && me.roles.some((role) => roles.includes(role));
}
