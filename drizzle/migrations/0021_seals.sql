-- Every kept row is sealed, not only those of the first work. One row of sealed_kinds is one kind: its table (or view) and the
-- columns that its digest covers; build_seals() makes the view of it. A later migration adds a kind in two statements:
--   INSERT INTO sealed_kinds VALUES ('loan', 1, 'loans', '{id,amount,lent_on}'); SELECT build_seals();
-- The same columns stand in server/audit/kinds.ts, from where the verifier brings them. A column more is another version:
-- what was sealed under the one before stays as it is, and the verifier knows both (server/audit/earlier.ts).
CREATE TABLE sealed_kinds (
  kind text NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  columns text[],
  CONSTRAINT sealed_kind_versioned_once PRIMARY KEY (kind, version),
  CONSTRAINT sealed_kind_version_positive CHECK (version >= 1),
  CONSTRAINT sealed_kind_named_plainly CHECK (kind ~ '^[a-z]+(_[a-z]+)*$' AND kind <> 'rows')
);
--> statement-breakpoint
CREATE TRIGGER sealed_kinds_append_only BEFORE UPDATE OR DELETE ON sealed_kinds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sealed_kinds_kept BEFORE TRUNCATE ON sealed_kinds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE sealed_kinds ENABLE ALWAYS TRIGGER sealed_kinds_append_only, ENABLE ALWAYS TRIGGER sealed_kinds_kept;
--> statement-breakpoint
-- Kept tables that had no order of their own: seals hold a row by the number of its coming.
ALTER TABLE cost_rules ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cost_rule_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE policies ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT policy_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE accounts ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT account_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE rule_books ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT rule_book_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE rule_book_accounts ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT map_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE opening_rows ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT opening_row_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE opening_funds ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT opening_fund_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE opening_commitments ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT opening_commitment_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE voucher_templates ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT voucher_template_in_order UNIQUE;
--> statement-breakpoint
ALTER TABLE invitation_acknowledgements ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT acknowledgement_in_order UNIQUE;
--> statement-breakpoint
-- Kinds of 0004 that cover every column already keep their digests.
CREATE VIEW sealed_voucher AS SELECT v.seq AS row_seq, voucher_digest(v, line_digest_input(v.id)) AS digest FROM vouchers v;
--> statement-breakpoint
CREATE VIEW sealed_audit AS SELECT a.seq AS row_seq, audit_digest(a.seq, a.at, a.operation_id, a.actor_id, a.person_id, a.roles, a.action, a.subject, a.body) AS digest FROM audit_entries a;
--> statement-breakpoint
CREATE VIEW sealed_vote AS SELECT v.seq AS row_seq, sha256(convert_to(jsonb_build_array('vote-1', v.seq, v.request_id, v.person_id, v.user_id, v.approves, v.amount::text, v.reason, extract(epoch FROM v.at)::text)::text, 'UTF8')) AS digest FROM votes v;
--> statement-breakpoint
-- A voucher by hand as it was prepared, reviewed and approved, with its lines and papers. A draft is no kept row until it is posted;
-- then it stands still. Its place among the seals is that of its voucher: drafts are posted in another order than begun.
CREATE VIEW posted_drafts AS
  SELECT v.seq, v.id AS voucher_id, d.id, d.version, d.status, d.voucher_date, d.summary, d.event, d.corrects_id, d.correction, d.reason, d.note,
    d.prepared_by, d.prepared_person_id, d.created_at, d.reviewed_by, d.reviewed_person_id, d.reviewed_at,
    d.approved_by, d.approved_person_id, d.approved_at,
    (SELECT jsonb_agg(jsonb_build_array(l.line_no, l.account, l.fund_id, l.side, l.amount, l.drive_id, l.request_id, l.beneficiary) ORDER BY l.line_no)
      FROM voucher_draft_lines l WHERE l.draft_id = d.id) AS lines,
    (SELECT jsonb_agg(jsonb_build_array(p.paper_no, p.name, p.number, p.dated_on) ORDER BY p.paper_no)
      FROM voucher_draft_papers p WHERE p.draft_id = d.id) AS papers
  FROM vouchers v JOIN voucher_drafts d ON d.id = v.source_id WHERE v.source_type = 'manual' AND v.reverses_id IS NULL;
--> statement-breakpoint
CREATE INDEX voucher_by_hand ON vouchers (seq) WHERE source_type = 'manual' AND reverses_id IS NULL;
--> statement-breakpoint
-- Makes the views of all kinds, and sealed_rows over them. A digest is SHA-256 over the JSON array of the kind's name with its
-- version, its place, and its columns in order; instants are counted in seconds, as a zone would change their text.
CREATE FUNCTION build_seals() RETURNS void LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE k sealed_kinds;
BEGIN
  FOR k IN SELECT DISTINCT ON (kind) * FROM sealed_kinds ORDER BY kind, version DESC LOOP
    CONTINUE WHEN k.columns IS NULL;
    EXECUTE format('CREATE OR REPLACE VIEW %I AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array(%L, r.seq, %s)::text, ''UTF8'')) AS digest FROM %I r',
      'sealed_' || k.kind, replace(k.kind, '_', '-') || '-' || k.version,
      (SELECT string_agg(format(CASE a.atttypid WHEN 'timestamptz'::regtype THEN 'extract(epoch FROM r.%I)::text' ELSE 'r.%I' END, c.name), ', ' ORDER BY c.place)
       FROM unnest(k.columns) WITH ORDINALITY AS c(name, place)
       LEFT JOIN pg_attribute a ON a.attrelid = k.source::regclass AND a.attname = c.name), k.source);
  END LOOP;
  EXECUTE (SELECT 'CREATE OR REPLACE VIEW sealed_rows AS ' || string_agg(
    format('SELECT %L::text AS kind, row_seq, digest FROM %I', kind, 'sealed_' || kind), ' UNION ALL ' ORDER BY kind)
    FROM (SELECT DISTINCT kind FROM sealed_kinds) k);
END $$;
--> statement-breakpoint
-- No columns: the view stands above.
INSERT INTO sealed_kinds (kind, version, source, columns) VALUES
  ('voucher', 1, 'vouchers', NULL),
  ('audit', 1, 'audit_entries', NULL),
  ('vote', 1, 'votes', NULL);
--> statement-breakpoint
-- Kinds of 0004 whose digests left kept columns out: from now on they count too.
INSERT INTO sealed_kinds (kind, version, source, columns) VALUES
  ('donation', 2, 'donations', '{id,drive_id,fund_id,donor_id,channel,gross,fee,net,received_on,transaction_reference,may_be_named,note,recorded_by,operation_id,created_at}'),
  ('receipt', 2, 'receipts', '{id,donation_id,type,year,number,amount,issued_at}'),
  ('order', 2, 'payment_orders', '{id,request_id,fund_id,amount,method,payee_kind,payee_name_sealed,payee_name_masked,payee_account_sealed,payee_account_masked,payee_bank,prepared_by,prepared_person_id,prepared_at}'),
  ('payment', 2, 'payments', '{id,order_id,request_id,amount,paid_on,bank_reference,voucher_id,paid_by,paid_person_id,operation_id,at}'),
  ('commitment', 2, 'commitments', '{id,request_id,fund_id,movement,reservation_id,amount,reason,operation_id,at}'),
  ('visit', 2, 'visits', '{id,request_id,visited_on,recorded_by,first_person_id,second_person_id,findings_sealed,suggested,created_at}'),
  ('urgent_order', 2, 'urgent_orders', '{request_id,person_id,user_id,amount,at}'),
  ('notice', 2, 'notices', '{id,number,request_id,masked_name,community_name,need_code,fund_name,amount,posted_on,ends_on,posted_by}'),
  ('step', 2, 'aid_steps', '{request_id,step,user_id,person_id,amount,at}'),
  ('deposit', 2, 'deposits', '{id,kind,amount,fee,deposited_on,slip_reference,deposited_by,created_at}'),
  ('cash_count', 2, 'cash_counts', '{id,counted_on,book_amount,counted_amount,explanation,counted_by,created_at}'),
  ('donation_reversal', 2, 'donation_reversals', '{donation_id,voucher_id,reason,reversed_by,at}'),
  ('recusal', 2, 'recusals', '{request_id,person_id,user_id,reason,at}'),
  ('visit_signature', 2, 'visit_signatures', '{visit_id,person_id,user_id,signed_at}'),
  ('payment_proof', 2, 'payment_proofs', '{payment_id,kind,reference,received_on,recorded_by,at}'),
  ('voucher_signature', 2, 'voucher_signatures', '{voucher_id,user_id,person_id,signed_at}'),
  ('request', 2, 'aid_requests', '{id,case_number,household_id,community_id,need_code,fund_id,requested,policy_version,story_sealed,summary_sealed,filed_by,filed_on,created_at}'),
  ('fund', 2, 'funds', '{id,code,name,kind,purpose,created_at}'),
  ('drive', 2, 'drives', '{id,code,name,fund_id,purpose,target,starts_on,ends_on,fundraising_basis,surplus_clause,fee_bearer,created_at}');
--> statement-breakpoint
INSERT INTO sealed_kinds (kind, version, source, columns) VALUES
  ('handover', 1, 'handovers', '{id,kind,from_person_id,to_person_id,witness_person_id,handed_on,items,balances,begun_by,created_at}'),
  ('handover_signature', 1, 'handover_signatures', '{handover_id,part,user_id,person_id,session_id,signed_at}'),
  ('cover', 1, 'covers', '{id,role,covered_user_id,covering_user_id,from_on,until_on,reason,entered_by,created_at}'),
  ('cover_step', 1, 'cover_steps', '{cover_id,step,user_id,at}'),
  ('budget', 1, 'budgets', '{id,fund_id,year,version,programme,administration,fundraising,note,prepared_by,created_at}'),
  ('budget_approval', 1, 'budget_approvals', '{budget_id,user_id,person_id,approved_at}'),
  ('cash_limit', 1, 'cash_limits', '{id,effective_from,amount,banking_days,set_by,created_at}'),
  ('cost_rule', 1, 'cost_rules', '{code,effective_from,income_percent,assets_percent,admin_percent,admin_exempt_below,assets_below,source}'),
  ('policy', 1, 'policies', '{version,effective_from,second_vote_from,votes_below,votes_from,small_limit,urgent_float,case_cap,notice_days,papers_days}'),
  ('account', 1, 'accounts', '{code,name_zh,name_en,class,side,parent_code,needs_fund,needs_beneficiary,never_negative}'),
  ('account_closure', 1, 'account_closures', '{account_code,closed_on,reason,closed_by,closed_at}'),
  ('bank_account', 1, 'bank_accounts', '{account_code,bank_name,last_four,kind,opened_on,added_by,added_at}'),
  ('rule_book', 1, 'rule_books', '{id,version,name_zh,name_en,effective_from,effective_to,closing_regime,source}'),
  ('rule_book_account', 1, 'rule_book_accounts', '{rule_book,version,account_code,book_code,book_name_zh,book_name_en,trap_zh,trap_en}'),
  ('rule_book_choice', 1, 'organisation_rule_books', '{id,rule_book,version,effective_from,chosen_by,chosen_at}'),
  ('rule_book_approval', 1, 'rule_book_approvals', '{choice_id,approved_by,approved_at}'),
  ('opening_sheet', 1, 'opening_sheets', '{id,opens_on,total,prepared_by,prepared_at}'),
  ('opening_row', 1, 'opening_rows', '{sheet_id,line_no,part,account_code,fund_id,beneficiary,side,amount}'),
  ('opening_fund', 1, 'opening_funds', '{sheet_id,fund_id,balance}'),
  ('opening_commitment', 1, 'opening_commitments', '{sheet_id,line_no,fund_id,case_text,amount}'),
  ('opening_review', 1, 'opening_reviews', '{sheet_id,reviewed_by,reviewed_at}'),
  ('opening_part', 1, 'opening_parts', '{id,sheet_id,part,posted_by,posted_at}'),
  ('bank_statement', 1, 'bank_statements', '{id,account_code,starts_on,ends_on,opening,closing,line_count,source_hash,entered_by,created_at}'),
  ('statement_line', 1, 'statement_lines', '{id,statement_id,account_code,line_no,line_date,money_in,money_out,balance,counterparty,reference,memo,occurrence}'),
  ('bank_match', 1, 'bank_matches', '{id,account_code,part_count,matched_by,matched_at}'),
  ('bank_match_part', 1, 'bank_match_parts', '{match_id,part_no,statement_line_id,voucher_id,line_no}'),
  ('bank_unmatch', 1, 'bank_unmatches', '{match_id,reason,unmatched_by,unmatched_at}'),
  ('bank_reconciliation', 1, 'bank_reconciliations', '{id,account_code,as_of,book_balance,bank_in,bank_out,bank_balance,book_in,book_out,adjusted,prepared_by,prepared_person_id,prepared_at}'),
  ('reconciliation_item', 1, 'reconciliation_items', '{reconciliation_id,item_no,kind,day,label,summary,amount,old,statement_line_id,voucher_id,line_no}'),
  ('reconciliation_signature', 1, 'reconciliation_signatures', '{reconciliation_id,user_id,person_id,signed_at}'),
  ('denomination', 1, 'cash_count_denominations', '{count_id,face,sheets}'),
  ('cash_liability', 1, 'cash_liabilities', '{count_id,liable_role,reason,noted_by,noted_at}'),
  ('cash_settlement', 1, 'cash_settlements', '{id,count_id,way,amount,settled_on,reason,proposed_by,created_at}'),
  ('cash_difference', 1, 'cash_differences', '{id,settlement_id,approved_by,approved_at}'),
  ('withdrawal', 1, 'withdrawals', '{id,account_code,amount,withdrawn_on,slip_reference,withdrawn_by,created_at}'),
  ('closing', 1, 'closings', '{id,period_id,kind,regime,ordinal,posted_by,operation_id,posted_at}'),
  ('deficit_sign_off', 1, 'deficit_sign_offs', '{id,period_id,fund_id,amount,reason,user_id,person_id,operation_id,signed_at}'),
  ('reopen_request', 1, 'reopen_requests', '{id,period_id,reason,user_id,person_id,operation_id,asked_at}'),
  ('reopen_decision', 1, 'reopen_decisions', '{request_id,approves,user_id,person_id,operation_id,decided_at}'),
  ('year_lock', 1, 'year_locks', '{year,audited_on,reference,user_id,person_id,operation_id,locked_at}'),
  ('posted_draft', 1, 'posted_drafts', '{voucher_id,id,version,status,voucher_date,summary,event,corrects_id,correction,reason,note,prepared_by,prepared_person_id,created_at,reviewed_by,reviewed_person_id,reviewed_at,approved_by,approved_person_id,approved_at,lines,papers}'),
  ('voucher_template', 1, 'voucher_templates', '{id,name,summary,event,lines,created_by,created_at}'),
  ('voucher_correction', 1, 'voucher_corrections', '{id,original_id,red_id,blue_id,kind,reason,prepared_person_id,reviewed_person_id,at}'),
  ('voucher_approval', 1, 'voucher_approvals', '{voucher_id,user_id,person_id,approved_at}'),
  ('pledge', 1, 'pledges', '{id,donor_id,drive_id,fund_id,amount,agreed_on,due_on,agreement_number,recorded_by,created_at}'),
  ('pledge_arrival', 1, 'pledge_arrivals', '{donation_id,pledge_id,recorded_by,created_at}'),
  ('refund', 1, 'refunds', '{id,kind,donation_id,till,amount,refunded_on,document_number,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('refund_decision', 1, 'refund_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('refund_payment', 1, 'refund_payments', '{id,paid_on,bank_reference,paid_by,paid_person_id,paid_at}'),
  ('donation_bounce', 1, 'donation_bounces', '{donation_id,bank_reference,bounced_on}'),
  ('unidentified_receipt', 1, 'unidentified_receipts', '{id,amount,received_on,bank_reference,payer_masked,recorded_by,recorded_person_id,created_at}'),
  ('unidentified_outcome', 1, 'unidentified_outcomes', '{id,receipt_id,donation_id,returned_on,reason,decided_by,decided_person_id,decided_at}'),
  ('bank_event', 1, 'bank_events', '{id,kind,fund_id,amount,happened_on,reference,note,recorded_by,created_at}'),
  ('fund_transfer', 1, 'fund_transfers', '{id,kind,from_fund_id,to_fund_id,amount,transferred_on,basis,document_name,document_number,published_on,drive_id,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('fund_transfer_decision', 1, 'fund_transfer_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('agency_beneficiary', 1, 'agency_beneficiaries', '{code,beneficiary_masked,principal_masked,purpose,agreement_number,agreed_on,opened_by,created_at}'),
  ('agency_movement', 1, 'agency_movements', '{id,beneficiary,kind,till,fund_id,amount,goods,moved_on,document_name,document_number,prepared_by,prepared_person_id,prepared_at}'),
  ('agency_decision', 1, 'agency_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('invitation_acknowledgement', 1, 'invitation_acknowledgements', '{invitation_id,person_id,user_id,at}'),
  ('advance_step', 1, 'advance_steps', '{id,advance_id,step,on_day,reference,reason,taken_by,taken_person_id,taken_at}'),
  ('advance', 1, 'advances', '{id,batch_id,amount,till,purpose,taken_by,holder_person_id,requested_at}'),
  ('condolence_batch', 1, 'condolence_batches', '{id,fund_id,name,planned_on,line_count,cash_total,budget,policy_version,votes_needed,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('condolence_commitment', 1, 'condolence_commitments', '{id,batch_id,fund_id,movement,payment_id,amount,at}'),
  ('condolence_line', 1, 'condolence_lines', '{id,batch_id,position,household_id,amount,packs}'),
  ('condolence_pack', 1, 'condolence_packs', '{line_id,document_id,packs}'),
  ('condolence_payment_step', 1, 'condolence_payment_steps', '{id,payment_id,step,on_day,reason,taken_by,taken_person_id,taken_at}'),
  ('condolence_payment', 1, 'condolence_payments', '{id,batch_id,advance_id,spent,returned,topped_up,split,note,handed_in_by,handed_in_person_id,handed_in_at}'),
  ('condolence_step', 1, 'condolence_steps', '{id,batch_id,step,reason,taken_by,taken_person_id,taken_at}'),
  ('condolence_vote', 1, 'condolence_votes', '{batch_id,agrees,reason,user_id,person_id,at}'),
  ('goods_count_line', 1, 'goods_count_lines', '{count_id,item_id,fund_id,book_quantity,counted_quantity}'),
  ('goods_count_signature', 1, 'goods_count_signatures', '{count_id,signed_by,signed_person_id,signed_at}'),
  ('goods_count', 1, 'goods_counts', '{id,counted_on,note,counted_by,counted_person_id,counted_at}'),
  ('goods_decision', 1, 'goods_decisions', '{id,agrees,decided_on,reason,bank_reference,decided_by,decided_person_id,decided_at}'),
  ('goods_document', 1, 'goods_documents', '{id,kind,fund_id,donation_id,count_id,household_id,roster,happened_on,paper_number,note,liable_masked,prepared_by,prepared_person_id,prepared_at}'),
  ('goods_item', 1, 'goods_items', '{id,code,name,unit,account_code,method,created_by,created_at}'),
  ('goods_line', 1, 'goods_lines', '{document_id,line_no,item_id,quantity,value,expires_on,serials}'),
  ('goods_memo', 1, 'goods_memos', '{id,of_id,description,unit,quantity,giver_masked,happened_on,note,recorded_by,recorded_at}'),
  ('goods_movement', 1, 'goods_movements', '{document_id,line_no,lot_document_id,lot_line_no,item_id,fund_id,side,undoes,moved_on,quantity,value}'),
  ('goods_reversal', 1, 'goods_reversals', '{document_id,voucher_id,reason,reversed_by,at}'),
  ('handout_signature', 1, 'handout_signatures', '{handout_id,handed_on,way,proxy_relation,witness_person_id,recorded_by,recorded_person_id,recorded_at}'),
  ('handout', 1, 'handouts', '{id,payment_id,line_id,amount}'),
  ('order_void_decision', 1, 'order_void_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('order_void', 1, 'order_voids', '{id,order_id,outcome,reason,asked_by,asked_person_id,asked_at}'),
  ('payment_return', 1, 'payment_returns', '{id,payment_id,amount,returned_on,bank_reference,reason,recorded_by,recorded_person_id,recorded_at}'),
  ('recovery', 1, 'recoveries', '{id,payment_id,cause,till,amount,recovered_on,bank_reference,document_number,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('recovery_decision', 1, 'recovery_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('recovery_settlement', 1, 'recovery_settlements', '{id,recovery_id,way,till,amount,settled_on,bank_reference,reason,recorded_by,recorded_person_id,recorded_at}'),
  ('return_outcome', 1, 'return_outcomes', '{id,way,agrees,happened_on,bank_reference,reason,done_by,done_person_id,done_at}'),
  ('return_plan', 1, 'return_plans', '{id,return_id,way,reason,cancelled_on,payee_kind,payee_name_sealed,payee_name_masked,payee_account_sealed,payee_account_masked,payee_bank,planned_by,planned_person_id,planned_at}'),
  ('write_off_decision', 1, 'write_off_decisions', '{id,way,agrees,reason,decided_by,decided_person_id,decided_at}');
--> statement-breakpoint
SELECT build_seals();
--> statement-breakpoint
-- Rows that no seal holds yet, kind by kind. Rows older than the newest seals of ten minutes ago are sealed or never will be looked
-- for here (the verifier looks at all of them); transactions end long before that. Each kind costs two looks into an index,
-- however long the history is: backwards from its newest leaf to the first old one, and on from there in its own table.
CREATE OR REPLACE FUNCTION unsealed_rows(p_now timestamptz, p_limit int) RETURNS TABLE (kind text, row_seq bigint, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp
-- by index even where statistics are young or missing, as after an import
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE k text; mark bigint;
BEGIN
  FOR k IN SELECT DISTINCT s.kind FROM sealed_kinds s ORDER BY s.kind LOOP
    SELECT l.row_seq INTO mark FROM seal_leaves l JOIN seals s ON s.no = l.seal_no
      WHERE l.kind = k AND s.sealed_at < p_now - interval '10 minutes' ORDER BY l.row_seq DESC LIMIT 1;
    RETURN QUERY EXECUTE format('SELECT %1$L::text, r.row_seq, r.digest FROM %2$I r WHERE r.row_seq > $1
      AND NOT EXISTS (SELECT 1 FROM seal_leaves l WHERE l.kind = %1$L AND l.row_seq = r.row_seq) ORDER BY r.row_seq LIMIT $2', k, 'sealed_' || k)
      USING coalesce(mark, 0), p_limit;
  END LOOP;
END $$;
--> statement-breakpoint
-- What a row says now; null for a kind that is not sealed.
CREATE OR REPLACE FUNCTION sealed_digest(p_kind text, p_seq bigint) RETURNS bytea LANGUAGE plpgsql STABLE SET search_path = fund, pg_temp AS $$
DECLARE d bytea;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM sealed_kinds WHERE kind = p_kind) THEN RETURN NULL; END IF;
  -- the view of the kind alone: only its own table is planned and read, by its sequence
  EXECUTE format('SELECT digest FROM %I WHERE row_seq = $1', 'sealed_' || p_kind) INTO d USING p_seq;
  RETURN d;
END $$;
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t record;
BEGIN
  EXECUTE format('GRANT SELECT ON sealed_kinds, posted_drafts TO %I, %I', app, audit);
  REVOKE ALL ON FUNCTION build_seals FROM PUBLIC;
  -- nobody chooses the place of a row that seals hold (as in 0017, for the tables that have a place now)
  FOR t IN SELECT c.oid::regclass AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attidentity <> 'a') AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'fund'::regnamespace AND c.relkind = 'r' AND has_table_privilege(app, c.oid, 'INSERT')
    GROUP BY c.oid HAVING bool_or(a.attidentity = 'a')
  LOOP
    EXECUTE format('REVOKE INSERT ON %s FROM %I', t.name, app);
    EXECUTE format('GRANT INSERT (%s) ON %s TO %I', t.columns, t.name, app);
  END LOOP;
END $$;
