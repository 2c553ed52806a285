import { useCallback, useState } from 'react';
import { newIdentifier } from '../api/identifier.ts';
import { useMe } from '../api/session.ts';

/**
 * The key that makes sending a form twice the same as sending it once. It is made when the form
 * opens, outlives a reload, and is replaced by `renew` after success or when the content changed
 * after a refusal that says the key was used for something else.
 */
export function useIdempotencyKey(formKey: string): { key: string; renew: () => void } {
  const place = `key:${useMe()?.userId ?? ''}:${formKey}`;
  const [key, setKey] = useState(() => sessionStorage.getItem(place) ?? store(place));
  const renew = useCallback(() => setKey(store(place)), [place]);
  return { key, renew };
}

function store(place: string): string {
  const key = newIdentifier();
  sessionStorage.setItem(place, key);
  return key;
}
