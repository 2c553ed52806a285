import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AcceptInvitationBody,
  done,
  type SetupBody,
  setupState,
  type SignInBody,
  signedIn,
} from '../../shared/session.ts';
import { get, post } from '../api/http.ts';
import { beginSession, endSession } from '../api/session.ts';
import { forgetDrafts } from '../ui/drafts.ts';

/** Whether the first-run page has to be shown. */
export function useSetupState() {
  return useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => get('/setup', setupState, signal),
  });
}

/** Creates the organisation and its first administrator; the page then asks anew what is needed. */
export function useSetUp() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SetupBody) => post('/setup', body, done),
    onSuccess: () => cache.removeQueries({ queryKey: ['setup'] }),
  });
}

/** Signs in; what an earlier person saw is forgotten first. */
export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SignInBody) => post('/session', body, signedIn),
    onSuccess: (session) => {
      cache.clear();
      beginSession(session);
    },
  });
}

/** Signs out here even when the server cannot be told. */
export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post('/session/end', {}, z.object({})),
    onSettled: () => {
      forgetDrafts();
      endSession();
      cache.clear();
    },
  });
}

/** Sets the first password with the one-time token of an invitation. */
export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: AcceptInvitationBody) => post('/invitations/accept', body, done),
  });
}
