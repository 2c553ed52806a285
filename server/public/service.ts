import type { Notice } from '../../shared/aid.ts';
import { publicNotices } from '../aid/service.ts';
import type { PublicContext } from '../core/context.ts';

/** The notices that hang out today: what may be shown of a case is the case's own to say. */
export function noticesToday(context: PublicContext): Promise<Notice[]> {
  return publicNotices(context);
}
