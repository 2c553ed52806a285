import { currentSession } from '../api/session.ts';

/** What is kept of a form: what was typed, under which key it was or will be sent, and when. */
interface Draft {
  at: number;
  key: string | null;
  values: Record<string, unknown>;
}

const KEPT_MS = 7 * 86_400_000;

/** Forms about families, and the steps on their requests. */
const holdsPersonalData = (formKey: string) => /^(households|aid)\./.test(formKey);

const placeOf = (userId: string | undefined, formKey: string) => `draft:${userId ?? ''}:${formKey}`;

/** Where the key of a form lies for this window. */
export const keyPlaceOf = (userId: string | undefined, formKey: string): string =>
  `key:${userId ?? ''}:${formKey}`;

/** What tells of families leaves this computer's disk alone: it goes with its window. */
const storeOf = (formKey: string) => (holdsPersonalData(formKey) ? sessionStorage : localStorage);

/** Keeps what is typed into a form, with the key that this window would send it under. */
export function keepDraft(
  userId: string | undefined,
  formKey: string,
  values: Record<string, unknown>,
): void {
  const key = sessionStorage.getItem(keyPlaceOf(userId, formKey));
  const draft: Draft = { at: Date.now(), key, values };
  storeOf(formKey).setItem(placeOf(userId, formKey), JSON.stringify(draft));
}

/** The draft of a person's form, unless there is none or it is older than seven days. */
export function draftOf(userId: string | undefined, formKey: string): Draft | undefined {
  return readDraft(storeOf(formKey), placeOf(userId, formKey));
}

/** Forgets one draft, because its act succeeded. */
export function dropDraft(userId: string | undefined, formKey: string): void {
  storeOf(formKey).removeItem(placeOf(userId, formKey));
}

/**
 * Forgets what this window and the person signed in kept, as on signing out at a shared desk, and
 * what anybody left here for longer than seven days.
 */
export function forgetDrafts(): void {
  const session = currentSession();
  const own = session.status === 'in' ? placeOf(session.me.userId, '') : undefined;
  for (const place of Object.keys(sessionStorage)) {
    if (/^(draft|key):/.test(place)) sessionStorage.removeItem(place);
  }
  for (const place of Object.keys(localStorage)) {
    if (own !== undefined && place.startsWith(own)) localStorage.removeItem(place);
    else if (place.startsWith('draft:')) readDraft(localStorage, place);
  }
}

/** Reads a draft; one that is too old or cannot be read is removed. */
function readDraft(store: Storage, place: string): Draft | undefined {
  const kept = store.getItem(place);
  if (kept === null) return undefined;
  try {
    const draft = JSON.parse(kept) as Partial<Draft> | null;
    if (draft?.values && draft.at !== undefined && Date.now() - draft.at < KEPT_MS) {
      return { at: draft.at, key: draft.key ?? null, values: { ...draft.values } };
    }
  } catch {
    // not ours, or cut short
  }
  store.removeItem(place);
  return undefined;
}
