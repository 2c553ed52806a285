import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { problem } from '../../shared/errors.ts';
import type { AnyRoute } from './route.ts';

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });

/** The OpenAPI 3.1 document, read off the route declarations. */
export function openApiDocument(routes: readonly AnyRoute[]) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const each of routes) {
    const path = each.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [each.method]: operationOf(each) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '突发性特困救助资金 · Emergency hardship fund',
      version: '1',
      description:
        'Amounts are decimal strings in yuan with two places. Business dates are YYYY-MM-DD in Shanghai. ' +
        'Refusals are RFC 9457 problem details with a stable `code`.',
    },
    servers: [{ url: '/api/v1' }],
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths,
  });
}

function operationOf(each: AnyRoute): ZodOpenApiOperationObject {
  const header = each.keyed ? z.object({ 'Idempotency-Key': z.uuid() }) : undefined;
  const params = {
    ...(each.params && { path: each.params as never }),
    ...(each.query && { query: each.query as never }),
    ...(header && { header }),
  };
  return {
    summary: each.summary,
    operationId: `${each.action}.${each.method}`,
    ...(each.roles && {
      security: [{ session: [] }],
      description: `Roles: ${each.roles.join(', ')}.`,
    }),
    ...(Object.keys(params).length > 0 && { requestParams: params }),
    ...(each.method === 'post' && each.body && { requestBody: { content: json(each.body) } }),
    responses: {
      [each.status]: {
        description: 'Done',
        ...(each.answer && { content: json(each.answer) }),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}
