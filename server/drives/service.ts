import type { z } from 'zod';
import type { Drive, openDriveBody } from '../../shared/drives.ts';
import type { FundKind } from '../../shared/funds.ts';
import { runCommand } from '../core/command.ts';
import type { Context, PublicContext, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { requireFund } from '../funds/service.ts';
import { insertDrive, listDrives, lockDrive, saveClosed, shareDrive } from './queries.ts';

/**
 * Opens a donation drive for a fund. Fails with VALUE_INVALID (no such fund), RANGE_INVALID,
 * DUPLICATE (code).
 */
export async function openDrive(
  context: Context,
  body: z.output<typeof openDriveBody>,
): Promise<{ id: string }> {
  if (body.endsOn !== null && body.endsOn < body.startsOn) {
    throw new AppError('RANGE_INVALID', 'A drive ends after it starts.', {
      fields: [{ pointer: '/endsOn', code: 'RANGE_INVALID' }],
    });
  }
  return runCommand(context, 'drive.opened', body, async (tx) => {
    await requireFund(tx, body.fundId);
    const id = await insertDrive(tx, { ...body, status: 'open', createdAt: context.now() });
    const facts = { code: body.code, fund: body.fundId, target: body.target };
    return { result: { id }, subject: `drive:${id}`, facts };
  });
}

/**
 * Closes a drive: it takes no further gifts. Fails with NOT_FOUND, VERSION_CONFLICT, DRIVE_CLOSED.
 */
export async function closeDrive(
  context: Context,
  id: string,
  version: number,
): Promise<{ id: string }> {
  return runCommand(context, 'drive.closed', { id, version }, async (tx) => {
    const drive = await lockDrive(tx, id);
    if (!drive) throw new AppError('NOT_FOUND', 'There is no such drive.');
    if (drive.status === 'closed')
      throw new AppError('DRIVE_CLOSED', 'This drive is closed already.');
    if (drive.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'Somebody else changed this drive. Look again.');
    }
    await saveClosed(tx, id, version + 1);
    return { result: { id }, subject: `drive:${id}`, facts: { code: drive.code } };
  });
}

/** Where the money of a gift to this drive goes; the drive stays open until the command ends. */
export async function requireOpenDrive(tx: Tx, id: string) {
  const drive = await shareDrive(tx, id);
  if (!drive) {
    throw new AppError('VALUE_INVALID', 'There is no such drive.', {
      fields: [{ pointer: '/driveId', code: 'VALUE_INVALID' }],
    });
  }
  if (drive.status !== 'open') {
    throw new AppError('DRIVE_CLOSED', `The drive ${drive.code} is closed.`, {
      fields: [{ pointer: '/driveId', code: 'DRIVE_CLOSED' }],
    });
  }
  return {
    name: drive.name,
    fund: { id: drive.fund_id, kind: drive.kind as FundKind },
    fundBearsFees: drive.fee_bearer === 'fund',
  };
}

/** All drives with their running totals. */
export async function drivesNow(context: PublicContext): Promise<Drive[]> {
  return listDrives(context);
}
