import type { z } from 'zod';
import { i18n } from '../i18n/index.ts';

/** A rule of an antd form item. */
export interface FieldRule {
  validator: (rule: unknown, typed: unknown) => Promise<void>;
}

/**
 * The check of one antd field by the schema that the server uses too. An empty field is fine where
 * the schema takes null or an empty text; elsewhere it is REQUIRED.
 */
export function fieldRule(schema: z.ZodType): FieldRule {
  return {
    validator: (_, typed) => {
      const code = codeFor(schema, typed);
      if (code === undefined) return Promise.resolve();
      return Promise.reject(new Error(i18n.t(`errors.${code}`)));
    },
  };
}

function codeFor(schema: z.ZodType, typed: unknown): string | undefined {
  if (typed === undefined || typed === null || typed === '') {
    const mayBeEmpty = [null, '', undefined].some((value) => schema.safeParse(value).success);
    return mayBeEmpty ? undefined : 'REQUIRED';
  }
  const reading = schema.safeParse(typed);
  return reading.success ? undefined : (reading.error.issues[0]?.message ?? 'VALUE_INVALID');
}
