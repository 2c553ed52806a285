import { z } from 'zod';
import { roleSchema } from './roles.ts';
import { pageOf } from './paging.ts';

/** One entry of the audit trail: ids and figures, never personal data. */
export const auditEntry = z
  .object({
    seq: z.number().int(),
    at: z.string(),
    personName: z.string().nullable(),
    roles: z.array(roleSchema),
    action: z.string(),
    subject: z.string(),
    body: z.string(),
    digest: z.string(),
    sealNo: z.number().int().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditPage = pageOf(auditEntry).meta({ id: 'AuditPage' });

/** A broken rule: which check, which row, in a sentence without personal data. */
export const finding = z.object({ check: z.string(), row: z.string(), detail: z.string() });
export type Finding = z.infer<typeof finding>;

/** What the verifier looked at and found; `head` is the newest seal's hash. */
export const verification = z
  .object({
    ok: z.boolean(),
    checks: z.array(z.object({ name: z.string(), rows: z.number().int(), ok: z.boolean() })),
    findings: z.array(finding),
    sealNo: z.number().int(),
    head: z.string(),
    unsealed: z.number().int(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof verification>;
