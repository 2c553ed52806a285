import { z } from 'zod';

/** One of the communities (社区) that the sub-district serves. */
export const community = z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'Community' });
export type Community = z.infer<typeof community>;
