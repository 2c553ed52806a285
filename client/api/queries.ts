import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './http.ts';

/** Codes after which asking again may help by itself; a refusal never does. */
const PASSING = new Set(['NETWORK', 'BUSY', 'OVERLOADED', 'DB_UNAVAILABLE']);
const TRIES = 2;
const FRESH_MS = 5_000;

/** The cache of what the server said. Reads are tried again after a passing fault, writes never. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MS,
        retry: (failures, error) =>
          failures < TRIES && error instanceof ApiError && PASSING.has(error.code),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
