import type { Cover } from '../../shared/covers.ts';
import type { Handover } from '../../shared/handovers.ts';

/** Which of the known statuses gives a handover its colour. */
export const toneOfHandover: Record<Handover['status'], string> = {
  open: 'unsigned',
  complete: 'signed',
  superseded: 'closed',
};

/** Which of the known statuses gives a cover its colour. */
export const toneOfCover: Record<Cover['status'], string> = {
  entered: 'unsigned',
  confirmed: 'approved',
  running: 'open',
  ended: 'closed',
};
