import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { aidRequestPage } from '../../shared/aid.ts';
import {
  type CorrectBody,
  correctionOffer,
  draft,
  type DraftBody,
  draftCheck,
  draftPage,
  draftPosted,
  draftSaved,
  type DraftStatus,
  type PreviewBody,
  template,
  type TemplateBody,
  voucherWords,
  type VoucherWords,
  voucherWordsNow,
} from '../../shared/drafts.ts';
import { fund } from '../../shared/funds.ts';
import { account } from '../../shared/ledger.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Vouchers by hand, of one status or all. */
export function useDrafts(status: DraftStatus | null) {
  return useKeyset({
    queryKey: ['drafts', 'list'],
    path: '/drafts',
    page: draftPage,
    filters: { status },
  });
}

/** One draft with what posting it would do. */
export function useDraftVoucher(id: string) {
  return useQuery({
    queryKey: ['drafts', id],
    queryFn: ({ signal }) => get(`/drafts/${id}`, draft, signal),
  });
}

/** What typed lines would do; asks anew whenever the lines change. */
export function usePreview(body: PreviewBody) {
  return useQuery({
    queryKey: ['drafts', 'preview', body],
    queryFn: () => post('/drafts/preview', body, draftCheck),
    placeholderData: (earlier) => earlier,
  });
}

/** Saves a new draft, or an old one anew. */
export function useSaveDraft(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, of }: { body: DraftBody; of?: { id: string; version: number } }) =>
      of
        ? post(`/drafts/${of.id}/edit`, { ...body, version: of.version }, draftSaved, key)
        : post('/drafts', body, draftSaved, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

type Step = 'submit' | 'discard' | 'send-back' | 'review' | 'approve';

/** Takes one step of a draft. */
export function useDraftStep(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ step, body }: { step: Step; body: object }) =>
      post(`/drafts/${id}/${step}`, body, draftSaved, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Posts a reviewed draft. */
export function usePostDraft(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => post(`/drafts/${id}/post`, { version }, draftPosted, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** How a voucher may be corrected. */
export function useCorrection(voucherId: string) {
  return useQuery({
    queryKey: ['vouchers', voucherId, 'correction'],
    queryFn: ({ signal }) => get(`/vouchers/${voucherId}/correction`, correctionOffer, signal),
  });
}

/** Prepares the correction of a voucher as a draft. */
export function useCorrect(voucherId: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CorrectBody) =>
      post(`/vouchers/${voucherId}/correct`, body, draftSaved, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The chart of accounts. */
export function useAccounts() {
  const answer = z.object({ items: z.array(account) });
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get('/accounts', answer, signal),
  });
}

/** Every fund with what it holds. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** The requests that are ready to be paid: a correction into aid names one of them. */
export function usePayableRequests(enabled: boolean) {
  return useQuery({
    queryKey: ['aid-requests', 'payable'],
    queryFn: ({ signal }) => get('/aid-requests?status=payable', aidRequestPage, signal),
    enabled,
  });
}

/** The templates, by name. */
export function useTemplates() {
  const answer = z.object({ items: z.array(template) });
  return useQuery({
    queryKey: ['voucher-templates'],
    queryFn: ({ signal }) => get('/voucher-templates', answer, signal),
  });
}

/** Keeps lines under a name. */
export function useSaveTemplate(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: TemplateBody) => post('/voucher-templates', body, done, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['voucher-templates'] }),
  });
}

/** One word for vouchers or three. */
export function useVoucherWords() {
  return useQuery({
    queryKey: ['voucher-words'],
    queryFn: ({ signal }) => get('/voucher-words', voucherWordsNow, signal),
  });
}

/** Chooses the words. */
export function useChooseWords(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (words: VoucherWords) =>
      post('/voucher-words', { words }, z.object({ words: voucherWords }), key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
