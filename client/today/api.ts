import { useQuery } from '@tanstack/react-query';
import { today } from '../../shared/today.ts';
import { get } from '../api/http.ts';

/** What waits for the person signed in, and the fund at a glance. */
export function useToday() {
  return useQuery({ queryKey: ['today'], queryFn: ({ signal }) => get('/today', today, signal) });
}
