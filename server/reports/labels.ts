import type { FundKind } from '../../shared/funds.ts';
import type { NeedCode } from '../../shared/aid.ts';
import type { BalanceSide, ExpenseColumn } from '../../shared/books.ts';
import type { DonorKind, GiftChannel } from '../../shared/donations.ts';
import type { HouseholdCategory } from '../../shared/households.ts';
import type { PayeeKind, PaymentMethod, proofKind } from '../../shared/payments.ts';
import type { z } from 'zod';

/** The words of the workbook, which is always in Chinese: auditors file it as it is. */
export const channelNames: Record<GiftChannel, string> = {
  cash: '现金',
  bank: '银行',
  wechat: '微信',
  alipay: '支付宝',
  identified: '查明来源',
  goods: '实物',
};

export const donorKindNames: Record<DonorKind, string> = {
  person: '个人',
  organisation: '单位',
  anonymous: '匿名',
};

export const needNames: Record<NeedCode, string> = {
  '01': '重病医疗',
  '02': '意外伤害',
  '03': '火灾/自然灾害',
  '04': '主要劳动力死亡',
  '05': '失业断收',
  '06': '子女就学',
  '07': '住房/居无定所',
  '08': '家暴庇护',
  '09': '孤儿抚育',
  '10': '残疾康复',
  '11': '冬季取暖',
  '12': '基本生活',
  '13': '节日慰问',
  '99': '其他',
};

export const categoryNames: Record<HouseholdCategory, string> = {
  single_mother: '单亲母亲',
  orphan: '孤儿',
  disabled_child: '残疾儿童',
  laid_off: '下岗失业',
  illness_or_disability: '病残家庭',
  migrant_worker: '外来务工',
  domestic_violence: '家暴受害',
  elderly_alone: '孤寡老人',
  dibao: '低保',
  tekun: '特困人员',
  other: '其他',
};

export const methodNames: Record<PaymentMethod, string> = { bank: '银行转账', cash: '现金' };

export const payeeNames: Record<PayeeKind, string> = {
  applicant: '本人',
  guardian: '监护人',
  hospital: '医院',
  school: '学校',
  landlord: '房东',
};

export const proofNames: Record<z.infer<typeof proofKind>, string> = {
  signature: '领款签字',
  institution_receipt: '机构收据',
  bank_confirmation: '银行回单',
};

export const fundKindNames: Record<FundKind, string> = {
  restricted: '限定',
  unrestricted: '非限定',
  designated: '指定',
};

export const sideNames: Record<BalanceSide, string> = { debit: '借', credit: '贷', flat: '平' };

export const expenseColumnNames: Record<ExpenseColumn, string> = {
  medical: '医疗',
  living: '生活',
  schooling: '助学',
  condolenceMoney: '慰问金',
  condolenceGoods: '慰问品',
  housing: '住房取暖',
  emergency: '应急安置',
  other: '其他',
};

/** How money came or went, of gifts, deposits and payments alike. */
export const settlementNames: Readonly<Record<string, string>> = { ...channelNames };
