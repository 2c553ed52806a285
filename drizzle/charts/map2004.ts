import { chart2004 } from './chart2004.ts';
import type { BookMap, MapRow } from './rule-books.ts';

const names = new Map(chart2004.map(([code, zh, en]) => [code, { zh, en }]));

interface Other {
  /** The general account of 2004, or a sub-account of it for what 2004 kept inside another. */
  to: string;
  /** What a sub-account is called, when 2004 has no general account of this name. */
  as?: { zh: string; en: string };
  trap: { zh: string; en: string };
}

/** Where 2004 has another code, or the same code for something else (domain.md §1.2). */
const others: Readonly<Record<string, Other>> = {
  '1701': {
    to: '130102',
    as: { zh: '长期待摊费用', en: 'Long-term deferred expense' },
    trap: {
      zh: '2004年的1701是受托代理资产，不是长期待摊费用。',
      en: 'In 2004 the code 1701 is agency assets, not long-term deferred expense.',
    },
  },
  '1801': {
    to: '1701',
    trap: {
      zh: '受托代理资产2004年为1701，2026年为1801；2026年的1701是长期待摊费用。',
      en: 'Agency assets are 1701 in 2004 and 1801 in 2026, where 1701 is long-term deferred expense.',
    },
  },
  '2503': {
    to: '2401',
    trap: {
      zh: '预计负债2004年为2401，2026年为2503。',
      en: 'Provisions are 2401 in 2004 and 2503 in 2026.',
    },
  },
  '3201': {
    to: '3101',
    trap: {
      zh: '2004年没有3201：以前年度差错直接调整3101或3102。',
      en: 'In 2004 there is no 3201: errors of earlier years go straight to 3101 or 3102.',
    },
  },
  '320101': {
    to: '3101',
    trap: {
      zh: '2004年直接记入3101非限定性净资产。',
      en: 'In 2004 posted straight to 3101 unrestricted net assets.',
    },
  },
  '320102': {
    to: '3102',
    trap: {
      zh: '2004年直接记入3102限定性净资产。',
      en: 'In 2004 posted straight to 3102 restricted net assets.',
    },
  },
  '5201': {
    to: '510103',
    as: { zh: '业务活动税金及附加', en: 'Taxes and surcharges of programmes' },
    trap: {
      zh: '2004年的5201是管理费用，不是税金及附加。',
      en: 'In 2004 the code 5201 is admin expense, not taxes and surcharges.',
    },
  },
  '5301': {
    to: '5201',
    trap: {
      zh: '管理费用2004年为5201，2026年为5301；2004年的5301是筹资费用。',
      en: 'Admin expense is 5201 in 2004 and 5301 in 2026; in 2004 the code 5301 is fund-raising.',
    },
  },
  '5401': {
    to: '5301',
    trap: {
      zh: '筹资费用2004年为5301，2026年为5401；2004年的5401是其他费用。',
      en: 'Fund-raising is 5301 in 2004 and 5401 in 2026; in 2004 the code 5401 is other expense.',
    },
  },
  '5501': {
    to: '520103',
    as: { zh: '管理费用—资产减值损失', en: 'Admin expense: impairment losses' },
    trap: {
      zh: '2004年没有5501：资产减值损失在5201管理费用中。',
      en: 'In 2004 there is no 5501: impairment losses are part of 5201 admin expense.',
    },
  },
  '5601': {
    to: '540101',
    as: { zh: '其他费用—所得税', en: 'Other expense: income tax' },
    trap: {
      zh: '2004年没有5601：所得税在5401其他费用中。',
      en: 'In 2004 there is no 5601: income tax is part of 5401 other expense.',
    },
  },
  '5901': {
    to: '5401',
    trap: {
      zh: '其他费用2004年为5401，2026年为5901；2026年的5401是筹资费用。',
      en: 'Other expense is 5401 in 2004 and 5901 in 2026, where 5401 is fund-raising.',
    },
  },
};

/** An account of ours as the rule book of 2004 has it; sub-accounts keep their last digits. */
export const map2004: BookMap = ([code, zh, en]): MapRow => {
  const other = others[code] ?? others[code.slice(0, 4)];
  if (other === undefined) {
    const general = code.length === 4 ? names.get(code) : undefined;
    return { code, zh: general?.zh ?? zh, en: general?.en ?? en };
  }
  const exact = others[code] !== undefined;
  const called = exact ? (other.as ?? names.get(other.to)) : undefined;
  return {
    code: exact ? other.to : `${other.to}${code.slice(4)}`,
    zh: called?.zh ?? zh,
    en: called?.en ?? en,
    trap: other.trap,
  };
};
