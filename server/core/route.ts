import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Role } from '../../shared/roles.ts';
import type { Context, PublicContext } from './context.ts';
import { AppError, fromZod } from './errors.ts';

type Schema = z.ZodType;
type Method = 'get' | 'post';

/** What every endpoint declares. From it come validation, access, answer filter and OpenAPI. */
interface Declaration<P extends Schema, Q extends Schema, B extends Schema> {
  method: Method;
  /** Below /api/v1, such as /donations/:id. */
  path: string;
  summary: string;
  /** What the access matrix and the audit trail call it, such as `donation.record`. */
  action: string;
  params?: P;
  query?: Q;
  body?: B;
}

interface Input<C, P extends Schema, Q extends Schema, B extends Schema> {
  context: C;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: Request;
  response: Response;
}

interface StaffRoute<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
> extends Declaration<P, Q, B> {
  roles: readonly Role[];
  answer: A;
  status?: 200 | 201;
  /** Whether the caller must send an Idempotency-Key. A POST must, unless it says false. */
  keyed?: boolean;
  handle: (input: Input<Context, P, Q, B>) => Promise<z.input<A>>;
}

interface PublicRoute<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
> extends Declaration<P, Q, B> {
  answer: A;
  status?: 200 | 201;
  handle: (input: Input<PublicContext, P, Q, B>) => Promise<z.input<A>>;
}

interface FileRoute<P extends Schema, Q extends Schema> extends Declaration<P, Q, Schema> {
  roles: readonly Role[];
  handle: (input: Input<Context, P, Q, Schema>) => Promise<void>;
}

/** An endpoint of any shape, as the list in app.ts holds it. */
export interface AnyRoute extends Declaration<Schema, Schema, Schema> {
  /** Undefined for a public endpoint. */
  roles: readonly Role[] | undefined;
  answer: Schema | undefined;
  status: 200 | 201;
  keyed: boolean;
  run: (input: Input<PublicContext, Schema, Schema, Schema>) => Promise<unknown>;
}

/**
 * Declares an endpoint for staff. `roles` says who may knock; an empty list would let nobody in.
 */
export function route<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  declared: StaffRoute<P, Q, B, A>,
): AnyRoute {
  const { handle, ...rest } = declared;
  const keyed = declared.keyed ?? declared.method === 'post';
  const status = declared.status ?? 200;
  return { ...rest, keyed, status, run: handle as unknown as AnyRoute['run'] };
}

/** Declares an endpoint that anybody may call without signing in. */
export function publicRoute<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  declared: PublicRoute<P, Q, B, A>,
): AnyRoute {
  const { handle, ...rest } = declared;
  const status = declared.status ?? 200;
  const run = handle as unknown as AnyRoute['run'];
  return { ...rest, roles: undefined, keyed: false, status, run };
}

/** Declares an endpoint that streams a file itself. */
export function fileRoute<P extends Schema, Q extends Schema>(declared: FileRoute<P, Q>): AnyRoute {
  const { handle, ...rest } = declared;
  const run = handle as unknown as AnyRoute['run'];
  return { ...rest, answer: undefined, keyed: false, status: 200, run };
}

/** Where requests meet routes. `contextOf` finds who asks; it fails when a token is bad. */
export function mount(
  app: Express,
  routes: readonly AnyRoute[],
  contextOf: (request: Request) => Promise<PublicContext>,
): void {
  for (const each of routes) app[each.method](`/api/v1${each.path}`, handlerOf(each, contextOf));
  for (const [path, here] of groupByPath(routes)) {
    const allowed = here.map((each) => each.method.toUpperCase());
    app.all(`/api/v1${path}`, (_request, response) => {
      response.set('Allow', allowed.join(', '));
      throw new AppError('METHOD_NOT_ALLOWED', `This address answers ${allowed.join(', ')}.`);
    });
  }
}

function groupByPath(routes: readonly AnyRoute[]): Map<string, AnyRoute[]> {
  const found = new Map<string, AnyRoute[]>();
  for (const each of routes) found.set(each.path, [...(found.get(each.path) ?? []), each]);
  return found;
}

function handlerOf(
  declared: AnyRoute,
  contextOf: (request: Request) => Promise<PublicContext>,
): RequestHandler {
  return async (request, response) => {
    const context = await contextOf(request);
    if (declared.roles) requireRole(context, declared.roles);
    const parsed = {
      context: declared.keyed ? keyed(context, request, response) : context,
      params: readParams(declared.params, request.params),
      query: readPart(declared.query ?? z.strictObject({}), request.query, 'query'),
      body:
        declared.method === 'get'
          ? undefined
          : readPart(declared.body ?? empty, request.body, 'body'),
      request,
      response,
    };
    const result = await declared.run(parsed);
    if (!declared.answer) return;
    response.status(declared.status).json(filtered(declared.answer, result));
  };
}

/**
 * Only what the answer's schema names goes out. An answer that does not fit is our bug, not the
 * caller's.
 */
function filtered(schema: Schema, result: unknown): unknown {
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  throw new Error(
    `answer does not fit: ${parsed.error.issues.map(({ path }) => path.join('.')).join(' ')}`,
  );
}

const empty = z.strictObject({});

function requireRole(context: PublicContext, roles: readonly Role[]): void {
  const { actor } = context;
  if (!actor) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (!actor.roles.some((role) => roles.includes(role))) {
    throw new AppError('FORBIDDEN', `This needs one of the roles: ${roles.join(', ')}.`, {
      params: { roles: roles.join(',') },
    });
  }
}

/** Ids are lower-case UUIDs; anything else is an unknown address. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Path parameters that hold one id. A malformed id is an unknown one: 404. */
export const idParams = z.strictObject({ id: z.string().regex(UUID).meta({ format: 'uuid' }) });

function keyed(context: PublicContext, request: Request, response: Response): PublicContext {
  const onReplay = () => void response.set('Idempotency-Replayed', 'true');
  return { ...context, idempotencyKey: keyOf(request), onReplay };
}

function keyOf(request: Request): string {
  const given = request.get('Idempotency-Key');
  if (given === undefined) {
    throw new AppError(
      'IDEMPOTENCY_KEY_REQUIRED',
      'Send an Idempotency-Key, a new UUID for each act.',
    );
  }
  if (!UUID.test(given)) {
    throw new AppError(
      'IDEMPOTENCY_KEY_INVALID',
      'The Idempotency-Key must be one lower-case UUID.',
    );
  }
  return given;
}

function readParams(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('NOT_FOUND', 'There is nothing at this address.');
  return parsed.data;
}

function readPart(schema: Schema, value: unknown, part: 'query' | 'body'): unknown {
  // with what was sent, a field that is missing can be told from a wrong one
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw fromZod(parsed.error, part);
  return parsed.data;
}
