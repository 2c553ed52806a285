import { sealAndVerify } from '../../server/audit/service.ts';
import type { World } from './world.ts';

/** What the verifier finds wrong with this world's books: an empty list when every rule holds. */
export async function runVerification(world: World) {
  return (await sealAndVerify(world.core)).findings;
}
