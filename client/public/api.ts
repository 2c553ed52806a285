import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { notice } from '../../shared/aid.ts';
import { publicDrive, publicOverview } from '../../shared/today.ts';
import { get } from '../api/http.ts';

/** Who runs the fund, and what came in and went out. */
export function usePublicOverview() {
  return useQuery({
    queryKey: ['public', 'overview'],
    queryFn: ({ signal }) => get('/public/overview', publicOverview, signal),
  });
}

/** The drives that anyone may see. */
export function usePublicDrives() {
  const answer = z.object({ items: z.array(publicDrive) });
  return useQuery({
    queryKey: ['public', 'drives'],
    queryFn: ({ signal }) => get('/public/drives', answer, signal),
  });
}

/** The notices that run now; each is gone when its days are over. */
export function usePublicNotices() {
  const answer = z.object({ items: z.array(notice) });
  return useQuery({
    queryKey: ['public', 'notices'],
    queryFn: ({ signal }) => get('/public/notices', answer, signal),
  });
}
