import { randomUUID } from 'node:crypto';
import type { Role } from '../../shared/roles.ts';

/** The one password of the demo's accounts: printed in the terminal, used nowhere else. */
export const DEMO_PASSWORD = 'chun-feng-hua-yu-2026';

/** Time as the demo tells it: every act happens when it would have. */
export interface DemoClock {
  set(instant: Date): void;
}

/** An account of the demo: login, person, roles and community. */
export interface Part {
  login: string;
  name: string;
  roles: Role[];
  community?: string;
}

type Json = Record<string, unknown>;

/** The demo goes on only when the server did as asked; else it says what was refused. */
export class Refused extends Error {
  readonly code: string;
  readonly available: string | undefined;

  constructor(path: string, body: Json) {
    super(`${path}: ${String(body['code'])} ${String(body['detail'])}`);
    this.code = String(body['code']);
    this.available = body['available'] as string | undefined;
  }
}

/**
 * Plays people at their browsers: signs them in over HTTP and sends what their pages would send.
 */
export function makePlayer(url: string, clock: DemoClock) {
  let now = new Date(0);
  const tokens = new Map<string, { token: string; at: number }>();

  async function send(path: string, init: RequestInit): Promise<Json> {
    const response = await fetch(`${url}/api/v1${path}`, init);
    const body = (await response.json()) as Json;
    if (!response.ok) throw new Refused(path, body);
    return body;
  }

  const json = { 'Content-Type': 'application/json' };

  async function tokenOf(login: string): Promise<string> {
    const kept = tokens.get(login);
    if (kept && Math.abs(now.getTime() - kept.at) < 300_000) return kept.token;
    const body = JSON.stringify({ login, password: DEMO_PASSWORD });
    const answer = await send('/session', { method: 'POST', headers: json, body });
    const token = answer['accessToken'] as string;
    tokens.set(login, { token, at: now.getTime() });
    return token;
  }

  return {
    /** Moves time on to a moment in Shanghai, such as at('2026-01-12', '10:00'); never back. */
    at(date: string, time = '10:00') {
      const next = new Date(`${date}T${time}:00+08:00`);
      if (next < now) throw new Error(`The demo's clock would go back to ${date} ${time}.`);
      now = next;
      clock.set(now);
    },
    /** Reads as a person. */
    async get(login: string, path: string): Promise<Json> {
      const token = await tokenOf(login);
      return send(path, { headers: { Authorization: `Bearer ${token}` } });
    },
    /** Acts as a person. */
    async post(login: string, path: string, body: object = {}): Promise<Json> {
      const token = await tokenOf(login);
      return send(path, {
        method: 'POST',
        headers: { ...json, Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID() },
        body: JSON.stringify(body),
      });
    },
    /** Acts without being signed in. */
    async open(path: string, body: object): Promise<Json> {
      return send(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
    },
    /** The code with which the server refuses an act that the story expects it to refuse. */
    async refusal(login: string, path: string, body: object): Promise<string> {
      try {
        await this.post(login, path, body);
        return 'accepted';
      } catch (error) {
        if (error instanceof Refused) return error.code;
        throw error;
      }
    },
  };
}

export type Player = ReturnType<typeof makePlayer>;
