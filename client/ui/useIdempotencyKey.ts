import { useCallback, useState } from 'react';
import { ApiError } from '../api/http.ts';
import { newIdentifier } from '../api/identifier.ts';
import { useMe } from '../api/session.ts';
import { draftOf, keyPlaceOf } from './drafts.ts';

/**
 * The key that makes sending a form twice the same as sending it once. It is made when the form
 * opens, outlives a reload, comes back with the draft that it was sent for, also in a new window,
 * and is replaced by `renew` after success. `renewIfUsed` is for `onError`: a first sending that
 * seemed lost had arrived, and the form now says something else.
 */
export function useIdempotencyKey(formKey: string): {
  key: string;
  renew: () => void;
  renewIfUsed: (error: unknown) => void;
} {
  const userId = useMe()?.userId;
  const place = keyPlaceOf(userId, formKey);
  const [key, setKey] = useState(
    () =>
      sessionStorage.getItem(place) ??
      store(place, draftOf(userId, formKey)?.key ?? newIdentifier()),
  );
  const renew = useCallback(() => setKey(store(place, newIdentifier())), [place]);
  const renewIfUsed = useCallback(
    (error: unknown) => {
      if (error instanceof ApiError && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
    },
    [renew],
  );
  return { key, renew, renewIfUsed };
}

function store(place: string, key: string): string {
  sessionStorage.setItem(place, key);
  return key;
}
