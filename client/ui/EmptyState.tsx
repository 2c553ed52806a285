import type { ReactNode } from 'react';

/** Nothing here yet: says what to do first. */
export function EmptyState({ children }: { children: ReactNode }) {
  return <div className="empty-state">{children}</div>;
}
