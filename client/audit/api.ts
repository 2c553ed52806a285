import { useMutation } from '@tanstack/react-query';
import { auditPage, verification } from '../../shared/audit.ts';
import { post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** The trail, newest first; `subject` narrows it to one record. */
export function useAuditEntries(subject: string) {
  return useKeyset({
    queryKey: ['audit-entries'],
    path: '/audit-entries',
    page: auditPage,
    filters: { subject },
  });
}

/** Recomputes digests, seals and every rule of the ledger. It reads only. */
export function useVerify() {
  return useMutation({ mutationFn: () => post('/verifications', {}, verification) });
}
