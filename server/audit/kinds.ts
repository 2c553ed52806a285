/** A kind of sealed row whose digest covers columns of one table, in this order. */
export interface SealedKind {
  kind: string;
  version: number;
  /** The table, or a query in brackets where the row is put together from several. */
  source: string;
  columns: readonly string[];
  /** The column that says when the row was written; undefined where none does. */
  at: string | undefined;
}

/**
 * The kinds of rows that `sealed_kinds` lists with their columns (0021_seals.sql), as the verifier
 * brings them: kind (with its version, where that is not the first), table, columns. A new kept
 * table gets an entry here and a row there. The columns of a version never change, as their digests
 * are sealed.
 */
const list = `
donation-2 donations: id drive_id fund_id donor_id channel gross fee net received_on
  transaction_reference may_be_named note recorded_by operation_id created_at
receipt-2 receipts: id donation_id type year number amount issued_at
order-2 payment_orders: id request_id fund_id amount method payee_kind payee_name_sealed
  payee_name_masked payee_account_sealed payee_account_masked payee_bank prepared_by
  prepared_person_id prepared_at
payment-2 payments: id order_id request_id amount paid_on bank_reference voucher_id paid_by
  paid_person_id operation_id at
commitment-2 commitments: id request_id fund_id movement reservation_id amount reason
  operation_id at
visit-2 visits: id request_id visited_on recorded_by first_person_id second_person_id
  findings_sealed suggested created_at
urgent_order-2 urgent_orders: request_id person_id user_id amount at
notice-2 notices: id number request_id masked_name community_name need_code fund_name amount
  posted_on ends_on posted_by
step-2 aid_steps: request_id step user_id person_id amount at
deposit-2 deposits: id kind amount fee deposited_on slip_reference deposited_by created_at
cash_count-2 cash_counts: id counted_on book_amount counted_amount explanation counted_by
  created_at
donation_reversal-2 donation_reversals: donation_id voucher_id reason reversed_by at
recusal-2 recusals: request_id person_id user_id reason at
visit_signature-2 visit_signatures: visit_id person_id user_id signed_at
payment_proof-2 payment_proofs: payment_id kind reference received_on recorded_by at
request-2 aid_requests: id case_number household_id community_id need_code fund_id requested
  policy_version story_sealed summary_sealed filed_by filed_on created_at
fund-2 funds: id code name kind purpose created_at
drive-2 drives: id code name fund_id purpose target starts_on ends_on fundraising_basis
  surplus_clause fee_bearer created_at
handover handovers: id kind from_person_id to_person_id witness_person_id handed_on items
  balances begun_by created_at
handover_signature handover_signatures: handover_id part user_id person_id session_id signed_at
cover covers: id role covered_user_id covering_user_id from_on until_on reason entered_by
  created_at
cover_step cover_steps: cover_id step user_id at
budget budgets: id fund_id year version programme administration fundraising note prepared_by
  created_at
budget_approval budget_approvals: budget_id user_id person_id approved_at
cash_limit cash_limits: id effective_from amount banking_days set_by created_at
cost_rule cost_rules: code effective_from income_percent assets_percent admin_percent
  admin_exempt_below assets_below source
policy policies: version effective_from second_vote_from votes_below votes_from small_limit
  urgent_float case_cap notice_days papers_days
account accounts: code name_zh name_en class side parent_code needs_fund needs_beneficiary
  never_negative
account_closure account_closures: account_code closed_on reason closed_by closed_at
bank_account bank_accounts: account_code bank_name last_four kind opened_on added_by added_at
rule_book rule_books: id version name_zh name_en effective_from effective_to closing_regime
  source
rule_book_account rule_book_accounts: rule_book version account_code book_code book_name_zh
  book_name_en trap_zh trap_en
rule_book_choice organisation_rule_books: id rule_book version effective_from chosen_by
  chosen_at
rule_book_approval rule_book_approvals: choice_id approved_by approved_at
opening_sheet opening_sheets: id opens_on total prepared_by prepared_at
opening_row opening_rows: sheet_id line_no part account_code fund_id beneficiary side amount
opening_fund opening_funds: sheet_id fund_id balance
opening_commitment opening_commitments: sheet_id line_no fund_id case_text amount
opening_review opening_reviews: sheet_id reviewed_by reviewed_at
opening_part opening_parts: id sheet_id part posted_by posted_at
bank_statement bank_statements: id account_code starts_on ends_on opening closing line_count
  source_hash entered_by created_at
statement_line statement_lines: id statement_id account_code line_no line_date money_in
  money_out balance counterparty reference memo occurrence
bank_match bank_matches: id account_code part_count matched_by matched_at
bank_match_part bank_match_parts: match_id part_no statement_line_id voucher_id line_no
bank_unmatch bank_unmatches: match_id reason unmatched_by unmatched_at
bank_reconciliation bank_reconciliations: id account_code as_of book_balance bank_in bank_out
  bank_balance book_in book_out adjusted prepared_by prepared_person_id prepared_at
reconciliation_item reconciliation_items: reconciliation_id item_no kind day label summary
  amount old statement_line_id voucher_id line_no
reconciliation_signature reconciliation_signatures: reconciliation_id user_id person_id
  signed_at
denomination cash_count_denominations: count_id face sheets
cash_liability cash_liabilities: count_id liable_role reason noted_by noted_at
cash_settlement cash_settlements: id count_id way amount settled_on reason proposed_by
  created_at
cash_difference cash_differences: id settlement_id approved_by approved_at
withdrawal withdrawals: id account_code amount withdrawn_on slip_reference withdrawn_by
  created_at
closing closings: id period_id kind regime ordinal posted_by operation_id posted_at
deficit_sign_off deficit_sign_offs: id period_id fund_id amount reason user_id person_id
  operation_id signed_at
reopen_request reopen_requests: id period_id reason user_id person_id operation_id asked_at
reopen_decision reopen_decisions: request_id approves user_id person_id operation_id decided_at
year_lock year_locks: year audited_on reference user_id person_id operation_id locked_at
voucher_template voucher_templates: id name summary event lines created_by created_at
voucher_correction voucher_corrections: id original_id red_id blue_id kind reason
  prepared_person_id reviewed_person_id at
voucher_approval voucher_approvals: voucher_id user_id person_id approved_at
pledge pledges: id donor_id drive_id fund_id amount agreed_on due_on agreement_number
  recorded_by created_at
pledge_arrival pledge_arrivals: donation_id pledge_id recorded_by created_at
refund refunds: id kind donation_id till amount refunded_on document_number reason prepared_by
  prepared_person_id prepared_at
refund_decision refund_decisions: id agrees reason decided_by decided_person_id decided_at
refund_payment refund_payments: id paid_on bank_reference paid_by paid_person_id paid_at
donation_bounce donation_bounces: donation_id bank_reference bounced_on
unidentified_receipt unidentified_receipts: id amount received_on bank_reference payer_masked
  recorded_by recorded_person_id created_at
unidentified_outcome unidentified_outcomes: id receipt_id donation_id returned_on reason
  decided_by decided_person_id decided_at
bank_event bank_events: id kind fund_id amount happened_on reference note recorded_by created_at
fund_transfer fund_transfers: id kind from_fund_id to_fund_id amount transferred_on basis
  document_name document_number published_on drive_id reason prepared_by prepared_person_id
  prepared_at
fund_transfer_decision fund_transfer_decisions: id agrees reason decided_by decided_person_id
  decided_at
agency_beneficiary agency_beneficiaries: code beneficiary_masked principal_masked purpose
  agreement_number agreed_on opened_by created_at
agency_movement agency_movements: id beneficiary kind till fund_id amount goods moved_on
  document_name document_number prepared_by prepared_person_id prepared_at
agency_decision agency_decisions: id agrees reason decided_by decided_person_id decided_at
invitation_acknowledgement invitation_acknowledgements: invitation_id person_id user_id at
advance_step advance_steps: id advance_id step on_day reference reason taken_by taken_person_id
  taken_at
advance advances: id batch_id amount till purpose taken_by holder_person_id requested_at
condolence_batch condolence_batches: id fund_id name planned_on line_count cash_total budget
  policy_version votes_needed reason prepared_by prepared_person_id prepared_at
condolence_commitment condolence_commitments: id batch_id fund_id movement payment_id amount at
condolence_line condolence_lines: id batch_id position household_id amount packs
condolence_pack condolence_packs: line_id document_id packs
condolence_payment_step condolence_payment_steps: id payment_id step on_day reason taken_by
  taken_person_id taken_at
condolence_payment condolence_payments: id batch_id advance_id spent returned topped_up split
  note handed_in_by handed_in_person_id handed_in_at
condolence_step condolence_steps: id batch_id step reason taken_by taken_person_id taken_at
condolence_vote condolence_votes: batch_id agrees reason user_id person_id at
goods_count_line goods_count_lines: count_id item_id fund_id book_quantity counted_quantity
goods_count_signature goods_count_signatures: count_id signed_by signed_person_id signed_at
goods_count goods_counts: id counted_on note counted_by counted_person_id counted_at
goods_decision goods_decisions: id agrees decided_on reason bank_reference decided_by
  decided_person_id decided_at
goods_document goods_documents: id kind fund_id donation_id count_id household_id roster
  happened_on paper_number note liable_masked prepared_by prepared_person_id prepared_at
goods_item goods_items: id code name unit account_code method created_by created_at
goods_line goods_lines: document_id line_no item_id quantity value expires_on serials
goods_memo goods_memos: id of_id description unit quantity giver_masked happened_on note
  recorded_by recorded_at
goods_movement goods_movements: document_id line_no lot_document_id lot_line_no item_id fund_id
  side undoes moved_on quantity value
goods_reversal goods_reversals: document_id voucher_id reason reversed_by at
handout_signature handout_signatures: handout_id handed_on way proxy_relation witness_person_id
  recorded_by recorded_person_id recorded_at
handout handouts: id payment_id line_id amount
order_void_decision order_void_decisions: id agrees reason decided_by decided_person_id
  decided_at
order_void order_voids: id order_id outcome reason asked_by asked_person_id asked_at
payment_return payment_returns: id payment_id amount returned_on bank_reference reason
  recorded_by recorded_person_id recorded_at
recovery recoveries: id payment_id cause till amount recovered_on bank_reference document_number
  reason prepared_by prepared_person_id prepared_at
recovery_decision recovery_decisions: id agrees reason decided_by decided_person_id decided_at
recovery_settlement recovery_settlements: id recovery_id way till amount settled_on
  bank_reference reason recorded_by recorded_person_id recorded_at
return_outcome return_outcomes: id way agrees happened_on bank_reference reason done_by
  done_person_id done_at
return_plan return_plans: id return_id way reason cancelled_on payee_kind payee_name_sealed
  payee_name_masked payee_account_sealed payee_account_masked payee_bank planned_by
  planned_person_id planned_at
write_off_decision write_off_decisions: id way agrees reason decided_by decided_person_id
  decided_at
`;

/** The signature under a voucher by hand is as old as its review, and is written with it. */
const signatures = `(select s.*, greatest(s.signed_at, v.posted_at) as written_at
  from voucher_signatures s left join vouchers v on v.id = s.voucher_id)`;

/** A voucher by hand as it was prepared, reviewed and approved, with its lines and its papers. */
const postedDrafts = `(select v.seq, v.posted_at, v.id as voucher_id, d.id, d.version, d.status,
    d.voucher_date, d.summary, d.event, d.corrects_id, d.correction, d.reason, d.note,
    d.prepared_by, d.prepared_person_id, d.created_at, d.reviewed_by, d.reviewed_person_id,
    d.reviewed_at, d.approved_by, d.approved_person_id, d.approved_at,
    (select jsonb_agg(jsonb_build_array(l.line_no, l.account, l.fund_id, l.side, l.amount,
      l.drive_id, l.request_id, l.beneficiary) order by l.line_no)
      from voucher_draft_lines l where l.draft_id = d.id) as lines,
    (select jsonb_agg(jsonb_build_array(p.paper_no, p.name, p.number, p.dated_on)
      order by p.paper_no) from voucher_draft_papers p where p.draft_id = d.id) as papers
  from vouchers v join voucher_drafts d on d.id = v.source_id
  where v.source_type = 'manual' and v.reverses_id is null)`;

/** Every instant of ours is named so; it is counted in seconds, as a zone would change its text. */
const isInstant = (column: string) => column === 'at' || column.endsWith('_at');

/** An approval is older than its row, which is written when the draft is posted. */
const older = ['voucher_approval'];

function plainKind(entry: string): SealedKind {
  const [name = '', source = '', ...columns] = entry.split(/:?\s+/);
  const [kind = '', version = '1'] = name.split('-');
  const at = older.includes(kind) ? undefined : columns.find(isInstant);
  return { kind, version: Number(version), source, columns, at };
}

/** The kinds of sealed rows that have a list of columns. */
export const sealedKinds: readonly SealedKind[] = [
  ...list
    .trim()
    .split(/\n(?! )/)
    .map(plainKind),
  {
    kind: 'voucher_signature',
    version: 2,
    source: signatures,
    at: 'written_at',
    columns: ['voucher_id', 'user_id', 'person_id', 'signed_at'],
  },
  {
    kind: 'posted_draft',
    version: 1,
    source: postedDrafts,
    at: 'posted_at',
    columns: (
      'voucher_id id version status voucher_date summary event corrects_id correction reason ' +
      'note prepared_by prepared_person_id created_at reviewed_by reviewed_person_id ' +
      'reviewed_at approved_by approved_person_id approved_at lines papers'
    ).split(' '),
  },
];

/** What a row of a kind says, as the SQL of the text over which its digest is taken. */
function contentOf({ kind, version, source, columns, at }: SealedKind): string {
  const values = columns.map((column) =>
    isInstant(column) ? `extract(epoch from r.${column})::text` : `r.${column}`,
  );
  const tag = `${kind.replaceAll('_', '-')}-${version}`;
  return `select '${kind}', r.seq, ${at === undefined ? 'null' : `r.${at}`},
    jsonb_build_array('${tag}', r.seq, ${values.join(', ')})::text from ${source} r`;
}

/** The contents of all these kinds: kind, place, instant and text of each row. */
export const sealedContents = sealedKinds.map(contentOf).join(' union all ');
