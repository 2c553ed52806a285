import { useEffect, useState } from 'react';

const PAUSE_MS = 400;

/** The value once it has stood still for a moment, so that not every key asks the server. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const print = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(print ?? 'null') as Value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [print]);
  return settled;
}
