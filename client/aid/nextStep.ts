import type { AidRequest } from '../../shared/aid.ts';

type Case = Pick<
  AidRequest,
  'status' | 'lane' | 'visit' | 'granted' | 'notice' | 'payment' | 'votesNeeded'
>;

/**
 * The one thing that has to happen next, as the key of its sentence. Both the plain lanes and the
 * urgent one, whose visit, vote and notice come after the payment (decision 17).
 */
export function nextStep(request: Case): string {
  const { status, lane, notice, payment } = request;
  const proofOr = (otherwise: string) => (payment?.proof ? otherwise : 'proof');
  switch (status) {
    case 'submitted':
      return lane === 'urgent' ? 'order_urgent' : visitStep(request);
    case 'approved':
      return lane === 'small' ? 'prepare_order' : 'post_notice';
    case 'in_notice':
      return notice?.running ? 'notice_runs' : 'prepare_order';
    case 'payable':
    case 'emergency_payable':
      return 'pay';
    case 'paid':
      return lane === 'small' && !notice ? 'post_notice' : proofOr('done');
    case 'emergency_ordered':
      return request.granted === null ? 'confirm_urgent' : 'prepare_order';
    case 'emergency_paid':
      return visitStep(request);
    case 'ratified':
      return notice ? proofOr('done') : 'post_notice';
    case 'draft':
    case 'visited':
    case 'rejected':
    case 'withdrawn':
    case 'to_recover':
      return status;
  }
}

/** A visit is recorded, then signed by both visitors, which opens the vote. */
function visitStep({ visit, votesNeeded }: Case): string {
  if (!visit) return 'visit';
  return votesNeeded === null ? 'sign_visit' : 'visited';
}
