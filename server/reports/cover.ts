import type { Verification } from '../../shared/audit.ts';
import type { Reader } from '../database/snapshot.ts';
import type { ExportOrder } from './queries.ts';
import type { CoverLine, FilledSheet } from './workbook.ts';

/** Up to where the trail was written when the workbook was made. */
export interface AuditHead {
  sealNo: string;
  sealHash: string;
  auditSeq: string;
  auditDigest: string;
}

/** The newest seal and the newest entry of the trail, in the caller's snapshot. */
export async function readAuditHead(sql: Reader): Promise<AuditHead> {
  const [head] = await sql<AuditHead[]>`
    select coalesce(s.no, 0)::text as "sealNo", coalesce(encode(s.hash, 'hex'), '') as "sealHash",
      coalesce(a.seq, 0)::text as "auditSeq", coalesce(encode(a.digest, 'hex'), '') as "auditDigest"
    from (select 1) x
    left join (select no, hash from seals order by no desc limit 1) s on true
    left join (select seq, digest from audit_entries order by seq desc limit 1) a on true`;
  return head!;
}

/** The name of the organisation whose books these are. */
export async function readOrganisation(sql: Reader): Promise<string> {
  const [found] = await sql<{ name: string }[]>`select name from organisations`;
  return found?.name ?? '';
}

/** The words for the verifier's result: what a reader must know before trusting the figures. */
export function verdict(verification: Verification): string {
  if (verification.ok) return `校验通过（${verification.checks.length} 项）`;
  const [first] = verification.findings;
  return `校验失败：${first?.check ?? ''} ${first?.row ?? ''}`;
}

/**
 * The cover: whose books, which months, how many rows and how much, how far the trail reached, who
 * asked and when.
 */
export function coverLines(
  order: ExportOrder,
  organisation: string,
  facts: { head: AuditHead; verdict: string; filled: readonly FilledSheet[] },
): CoverLine[] {
  const { head, filled } = facts;
  return [
    [`${organisation} 账簿`, undefined],
    ['期间', `${order.from}–${order.to}`],
    ['筛选', '全部基金、全部项目；个人信息已脱敏'],
    ['制表人', order.madeBy],
    ['制表时间', `${order.madeAt}（北京时间）`],
    ['导出编号', order.id],
    ['校验', facts.verdict],
    ['审计封印号', head.sealNo],
    ['审计封印摘要', head.sealHash],
    ['审计末条序号', head.auditSeq],
    ['审计末条摘要', head.auditDigest],
    ['', undefined],
    ['控制总数', undefined],
    ...filled.flatMap(({ sheet, contents: { control } }): CoverLine[] => [
      [sheet.title, { count: control.rows }, '行数'],
      ...sheet.columns
        .filter((column) => column.summed)
        .map((column): CoverLine => {
          const total = control.totals[column.key];
          return [`${sheet.title} · ${column.title}`, total && { money: total }, '合计'];
        }),
      ...Object.entries(control.figures ?? {}).map(([caption, money]): CoverLine => [
        `${sheet.title} · ${caption}`,
        { money },
        '报表数',
      ]),
    ]),
  ];
}
