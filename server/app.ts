import { randomBytes, randomUUID } from 'node:crypto';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request } from 'express';
import helmet from 'helmet';
import { agencyRoutes } from './agency/routes.ts';
import { goodsRoutes } from './goods/routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import { aidRoutes } from './aid/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { bankRoutes } from './bank/routes.ts';
import { cashRoutes } from './cash/routes.ts';
import { closingRoutes } from './closing/routes.ts';
import { jsonBody } from './core/body.ts';
import type { Core, PublicContext } from './core/context.ts';
import { answerErrors, AppError } from './core/errors.ts';
import { mount } from './core/route.ts';
import { donationRoutes } from './donations/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { driveRoutes } from './drives/routes.ts';
import { fundRoutes } from './funds/routes.ts';
import { householdRoutes } from './households/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { openingRoutes } from './opening/routes.ts';
import { paymentRoutes } from './payments/routes.ts';
import { payoutRoutes } from './payouts/routes.ts';
import { reconciliationRoutes } from './reconciliation/routes.ts';
import { pledgeRoutes } from './pledges/routes.ts';
import { publicRoutes } from './public/routes.ts';
import { refundRoutes } from './refunds/routes.ts';
import { advanceRoutes } from './advances/routes.ts';
import { condolenceRoutes } from './condolences/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { ruleBookRoutes } from './rulebooks/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { staffOf } from './session/service.ts';
import { stewardshipRoutes } from './stewardship/routes.ts';
import { servePages } from './pages.ts';
import { todayRoutes } from './today/routes.ts';
import { transferRoutes } from './transfers/routes.ts';
import { unidentifiedRoutes } from './unidentified/routes.ts';
import { userRoutes } from './users/routes.ts';

/** Every route of the product. */
export const routes = [
  ...sessionRoutes,
  ...userRoutes,
  ...fundRoutes,
  ...driveRoutes,
  ...donationRoutes,
  ...pledgeRoutes,
  ...refundRoutes,
  ...condolenceRoutes,
  ...advanceRoutes,
  ...unidentifiedRoutes,
  ...cashRoutes,
  ...bankRoutes,
  ...transferRoutes,
  ...agencyRoutes,
  ...goodsRoutes,
  ...householdRoutes,
  ...aidRoutes,
  ...paymentRoutes,
  ...payoutRoutes,
  ...reconciliationRoutes,
  ...ledgerRoutes,
  ...ruleBookRoutes,
  ...accountRoutes,
  ...openingRoutes,
  ...closingRoutes,
  ...draftRoutes,
  ...reportRoutes,
  ...auditRoutes,
  ...stewardshipRoutes,
  ...todayRoutes,
  ...publicRoutes,
];

/** Settings of the outermost layer. */
export interface AppOptions {
  /** The built client; without it only the API answers. */
  clientFolder?: string | undefined;
  /** Whether we serve HTTPS ourselves: adds HSTS. */
  secure?: boolean | undefined;
  trustProxy?: string | undefined;
}

const LONGEST_URL = 2048;

/** The application without a port: tests drive it as it is. */
export function buildApp(core: Core, options: AppOptions = {}): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  if (options.trustProxy !== undefined) app.set('trust proxy', options.trustProxy);
  app.use((request, response, next) => {
    const requestId = randomUUID();
    Object.assign(request, { id: requestId });
    response.locals['nonce'] = randomBytes(16).toString('base64');
    response.set('X-Request-Id', requestId);
    const began = performance.now();
    response.once('finish', () => {
      // the route's template, never the address: addresses may hold what people typed
      const route = (request.route as { path?: string } | undefined)?.path;
      const ms = Math.round(performance.now() - began);
      core.log('info', {
        requestId,
        method: request.method,
        route,
        status: response.statusCode,
        ms,
      });
    });
    next();
  });
  app.use(headers(options));
  app.use('/api', refuseStrangers);
  app.use('/api', jsonBody({ limit: 100 * 1024 }), cookieParser());
  serveHealth(app, core);
  mount(app, routes, (request) => contextOf(core, request));
  servePages(app, routes, options.clientFolder);
  app.use((_request, _response, next) => {
    next(new AppError('NOT_FOUND', 'There is nothing at this address.'));
  });
  app.use(answerErrors({ log: core.log }));
  return app;
}

async function contextOf(core: Core, request: Request): Promise<PublicContext> {
  const requestId = (request as unknown as { id: string }).id;
  const anonymous: PublicContext = { ...core, actor: null, requestId };
  const header = request.get('Authorization');
  if (header === undefined) return anonymous;
  const token = /^Bearer ([\w.-]+)$/.exec(header)?.[1];
  if (token === undefined) throw new AppError('TOKEN_INVALID', 'Sign in again.');
  return { ...anonymous, actor: await staffOf(anonymous, token) };
}

function headers({ secure = false }: AppOptions) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': [
          "'self'",
          (_request, response) =>
            `'nonce-${(response as express.Response).locals['nonce'] as string}'`,
        ],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/**
 * Refuses what another site sent through a visitor's browser, addresses that are too long, and
 * caches.
 */
function refuseStrangers(
  request: Request,
  response: express.Response,
  next: express.NextFunction,
): void {
  response.set('Cache-Control', 'no-store');
  response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  if (request.originalUrl.length > LONGEST_URL) {
    throw new AppError('URL_TOO_LONG', 'This address is too long.');
  }
  const safe = request.method === 'GET' || request.method === 'HEAD';
  if (!safe && isForeign(request)) {
    throw new AppError('CSRF', 'This request came from another site.');
  }
  next();
}

function isForeign(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('Origin');
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== request.get('Host');
  } catch {
    return true;
  }
}

function serveHealth(app: Express, core: Core): void {
  app.get('/livez', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    await core.client`select 1`;
    response.json({ ok: true });
  });
}
