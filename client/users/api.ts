import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { community } from '../../shared/communities.ts';
import { done } from '../../shared/session.ts';
import {
  type AddUserBody,
  type ChangeRolesBody,
  invitation,
  madeInvitation,
  user,
} from '../../shared/users.ts';
import { get, post } from '../api/http.ts';

const USERS = ['users'];

/** Every account of the staff. */
export function useUsers() {
  const answer = z.object({ items: z.array(user) });
  return useQuery({ queryKey: USERS, queryFn: ({ signal }) => get('/users', answer, signal) });
}

/** The communities that a caseworker can belong to. */
export function useCommunities() {
  const answer = z.object({ items: z.array(community) });
  return useQuery({
    queryKey: ['communities'],
    queryFn: ({ signal }) => get('/communities', answer, signal),
  });
}

/** Adds an account, which nobody can use before its invitation is taken up. */
export function useAddUser(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: AddUserBody) => post('/users', body, done, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: USERS }),
  });
}

/** Makes a one-time token; earlier ones of the same account stop working. */
export function useInvite(userId: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/users/${userId}/invitation`, {}, invitation, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: USERS }),
  });
}

/** Takes an account out of use; its sessions end at once. */
export function useDisableUser(userId: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/users/${userId}/disable`, {}, done, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: USERS }),
  });
}

/** Changes what somebody may do, from their next request on. */
export function useChangeRoles(userId: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeRolesBody) => post(`/users/${userId}/roles`, body, done, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: USERS }),
  });
}

const INVITATIONS = ['invitations'];

/** Links that wait for a second person, or that this reader has not seen yet. */
export function useInvitations() {
  const answer = z.object({ items: z.array(madeInvitation) });
  return useQuery({
    queryKey: INVITATIONS,
    queryFn: ({ signal }) => get('/invitations', answer, signal),
  });
}

/** Confirms a link as the second person, or notes that it was seen. */
export function useJudgeInvitation(id: string, act: 'confirm' | 'acknowledge', key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/invitations/${id}/${act}`, {}, done, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: INVITATIONS }),
  });
}
