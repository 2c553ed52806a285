import { useQuery } from '@tanstack/react-query';
import { today } from '../../shared/today.ts';
import { get } from './http.ts';

/** The business date as the server has it; a desk's own clock may be wrong. */
export function useBusinessDate() {
  return useQuery({
    queryKey: ['today'],
    queryFn: ({ signal }) => get('/today', today, signal),
    select: ({ date }) => date,
  }).data;
}
