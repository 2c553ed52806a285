import type { ReactNode } from 'react';
import { DisplayChoices } from './DisplayChoices.tsx';

/** The frame of a page that needs no sign-in: no menu, only language and brightness. */
export function Alone({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main className={wide ? 'alone-wide' : 'alone'}>
      <div className="alone-top no-print">
        <DisplayChoices />
      </div>
      <div className="card">{children}</div>
    </main>
  );
}
