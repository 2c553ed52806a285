-- Every kept row is sealed, not only those of the first work. One row of sealed_kinds is one kind: its table (or view) and the
-- columns that its digest covers; build_seals() makes the view of it. A later migration adds a kind in two statements:
--   INSERT INTO sealed_kinds VALUES ('loan', 'loans', '{id,amount,lent_on}'); SELECT build_seals();
-- The same columns stand in server/audit/kinds.ts, from where the verifier brings them.
CREATE TABLE sealed_kinds (
  kind text PRIMARY KEY,
  source text NOT NULL,
  columns text[],
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
-- The kinds of 0004, each as a view of its own with the digest that it always had: their leaves are sealed.
CREATE VIEW sealed_voucher AS SELECT v.seq AS row_seq, voucher_digest(v, line_digest_input(v.id)) AS digest FROM vouchers v;
--> statement-breakpoint
CREATE VIEW sealed_audit AS SELECT a.seq AS row_seq, audit_digest(a.seq, a.at, a.operation_id, a.actor_id, a.person_id, a.roles, a.action, a.subject, a.body) AS digest FROM audit_entries a;
--> statement-breakpoint
CREATE VIEW sealed_vote AS SELECT v.seq AS row_seq, sha256(convert_to(jsonb_build_array('vote-1', v.seq, v.request_id, v.person_id, v.user_id, v.approves, v.amount::text, v.reason, extract(epoch FROM v.at)::text)::text, 'UTF8')) AS digest FROM votes v;
--> statement-breakpoint
CREATE VIEW sealed_donation AS SELECT d.seq AS row_seq, sha256(convert_to(jsonb_build_array('donation-1', d.seq, d.id, d.drive_id, d.fund_id, d.donor_id, d.channel, d.gross::text, d.fee::text, d.net::text, d.received_on::text, d.transaction_reference, d.may_be_named, d.recorded_by, d.operation_id)::text, 'UTF8')) AS digest FROM donations d;
--> statement-breakpoint
CREATE VIEW sealed_receipt AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array('receipt-1', r.seq, r.id, r.donation_id, r.type, r.year, r.number, r.amount::text)::text, 'UTF8')) AS digest FROM receipts r;
--> statement-breakpoint
CREATE VIEW sealed_order AS SELECT o.seq AS row_seq, sha256(convert_to(jsonb_build_array('order-1', o.seq, o.id, o.request_id, o.fund_id, o.amount::text, o.method, o.payee_kind, o.payee_name_sealed, o.payee_account_sealed, o.payee_bank, o.prepared_by, o.prepared_person_id)::text, 'UTF8')) AS digest FROM payment_orders o;
--> statement-breakpoint
CREATE VIEW sealed_payment AS SELECT p.seq AS row_seq, sha256(convert_to(jsonb_build_array('payment-1', p.seq, p.id, p.order_id, p.request_id, p.amount::text, p.paid_on::text, p.bank_reference, p.voucher_id, p.paid_by, p.paid_person_id, p.operation_id)::text, 'UTF8')) AS digest FROM payments p;
--> statement-breakpoint
CREATE VIEW sealed_commitment AS SELECT c.seq AS row_seq, sha256(convert_to(jsonb_build_array('commitment-1', c.seq, c.id, c.request_id, c.fund_id, c.movement, c.reservation_id, c.amount::text, c.operation_id)::text, 'UTF8')) AS digest FROM commitments c;
--> statement-breakpoint
CREATE VIEW sealed_visit AS SELECT v.seq AS row_seq, sha256(convert_to(jsonb_build_array('visit-1', v.seq, v.id, v.request_id, v.visited_on::text, v.first_person_id, v.second_person_id, v.findings_sealed, v.suggested::text)::text, 'UTF8')) AS digest FROM visits v;
--> statement-breakpoint
CREATE VIEW sealed_urgent_order AS SELECT o.seq AS row_seq, sha256(convert_to(jsonb_build_array('urgent-order-1', o.seq, o.request_id, o.person_id, o.user_id, o.amount::text)::text, 'UTF8')) AS digest FROM urgent_orders o;
--> statement-breakpoint
CREATE VIEW sealed_notice AS SELECT n.seq AS row_seq, sha256(convert_to(jsonb_build_array('notice-1', n.seq, n.id, n.number, n.request_id, n.masked_name, n.community_name, n.need_code, n.fund_name, n.amount::text, n.posted_on::text, n.ends_on::text)::text, 'UTF8')) AS digest FROM notices n;
--> statement-breakpoint
CREATE VIEW sealed_step AS SELECT s.seq AS row_seq, sha256(convert_to(jsonb_build_array('step-1', s.seq, s.request_id, s.step, s.user_id, s.person_id, s.amount::text)::text, 'UTF8')) AS digest FROM aid_steps s;
--> statement-breakpoint
CREATE VIEW sealed_deposit AS SELECT d.seq AS row_seq, sha256(convert_to(jsonb_build_array('deposit-1', d.seq, d.id, d.kind, d.amount::text, d.fee::text, d.deposited_on::text, d.slip_reference, d.deposited_by)::text, 'UTF8')) AS digest FROM deposits d;
--> statement-breakpoint
CREATE VIEW sealed_cash_count AS SELECT c.seq AS row_seq, sha256(convert_to(jsonb_build_array('cash-count-1', c.seq, c.id, c.counted_on::text, c.book_amount::text, c.counted_amount::text, c.explanation, c.counted_by)::text, 'UTF8')) AS digest FROM cash_counts c;
--> statement-breakpoint
CREATE VIEW sealed_donation_reversal AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array('donation-reversal-1', r.seq, r.donation_id, r.voucher_id, r.reason, r.reversed_by)::text, 'UTF8')) AS digest FROM donation_reversals r;
--> statement-breakpoint
CREATE VIEW sealed_recusal AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array('recusal-1', r.seq, r.request_id, r.person_id, r.user_id, r.reason)::text, 'UTF8')) AS digest FROM recusals r;
--> statement-breakpoint
CREATE VIEW sealed_visit_signature AS SELECT s.seq AS row_seq, sha256(convert_to(jsonb_build_array('visit-signature-1', s.seq, s.visit_id, s.person_id, s.user_id)::text, 'UTF8')) AS digest FROM visit_signatures s;
--> statement-breakpoint
CREATE VIEW sealed_payment_proof AS SELECT p.seq AS row_seq, sha256(convert_to(jsonb_build_array('payment-proof-1', p.seq, p.payment_id, p.kind, p.reference, p.received_on::text, p.recorded_by)::text, 'UTF8')) AS digest FROM payment_proofs p;
--> statement-breakpoint
CREATE VIEW sealed_voucher_signature AS SELECT s.seq AS row_seq, sha256(convert_to(jsonb_build_array('voucher-signature-1', s.seq, s.voucher_id, s.user_id, s.person_id)::text, 'UTF8')) AS digest FROM voucher_signatures s;
--> statement-breakpoint
CREATE VIEW sealed_request AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array('request-1', r.seq, r.id, r.case_number, r.household_id, r.community_id, r.need_code, r.fund_id, r.requested::text, r.policy_version, r.filed_by, r.filed_on::text)::text, 'UTF8')) AS digest FROM aid_requests r;
--> statement-breakpoint
CREATE VIEW sealed_fund AS SELECT f.seq AS row_seq, sha256(convert_to(jsonb_build_array('fund-1', f.seq, f.id, f.code, f.name, f.kind, f.purpose)::text, 'UTF8')) AS digest FROM funds f;
--> statement-breakpoint
CREATE VIEW sealed_drive AS SELECT d.seq AS row_seq, sha256(convert_to(jsonb_build_array('drive-1', d.seq, d.id, d.code, d.name, d.fund_id, d.purpose, d.target::text, d.starts_on::text, d.fundraising_basis, d.surplus_clause, d.fee_bearer)::text, 'UTF8')) AS digest FROM drives d;
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
-- Makes the view of every kind that has none yet, and sealed_rows over all of them. A digest is SHA-256 over the JSON array of the
-- kind's name with -1, its place, and its columns in order; instants are counted in seconds, as a zone would change their text.
CREATE FUNCTION build_seals() RETURNS void LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE k sealed_kinds;
BEGIN
  FOR k IN SELECT * FROM sealed_kinds WHERE to_regclass('sealed_' || kind) IS NULL LOOP
    EXECUTE format('CREATE VIEW %I AS SELECT r.seq AS row_seq, sha256(convert_to(jsonb_build_array(%L, r.seq, %s)::text, ''UTF8'')) AS digest FROM %I r',
      'sealed_' || k.kind, replace(k.kind, '_', '-') || '-1',
      (SELECT string_agg(format(CASE a.atttypid WHEN 'timestamptz'::regtype THEN 'extract(epoch FROM r.%I)::text' ELSE 'r.%I' END, c.name), ', ' ORDER BY c.place)
       FROM unnest(k.columns) WITH ORDINALITY AS c(name, place)
       LEFT JOIN pg_attribute a ON a.attrelid = k.source::regclass AND a.attname = c.name), k.source);
  END LOOP;
  EXECUTE (SELECT 'CREATE OR REPLACE VIEW sealed_rows AS ' || string_agg(
    format('SELECT %L::text AS kind, row_seq, digest FROM %I', kind, 'sealed_' || kind), ' UNION ALL ' ORDER BY kind) FROM sealed_kinds);
END $$;
--> statement-breakpoint
-- Columns are null where the view stands above.
INSERT INTO sealed_kinds (kind, source, columns) VALUES
  ('voucher', 'vouchers', NULL),
  ('audit', 'audit_entries', NULL),
  ('vote', 'votes', NULL),
  ('donation', 'donations', NULL),
  ('receipt', 'receipts', NULL),
  ('order', 'payment_orders', NULL),
  ('payment', 'payments', NULL),
  ('commitment', 'commitments', NULL),
  ('visit', 'visits', NULL),
  ('urgent_order', 'urgent_orders', NULL),
  ('notice', 'notices', NULL),
  ('step', 'aid_steps', NULL),
  ('deposit', 'deposits', NULL),
  ('cash_count', 'cash_counts', NULL),
  ('donation_reversal', 'donation_reversals', NULL),
  ('recusal', 'recusals', NULL),
  ('visit_signature', 'visit_signatures', NULL),
  ('payment_proof', 'payment_proofs', NULL),
  ('voucher_signature', 'voucher_signatures', NULL),
  ('request', 'aid_requests', NULL),
  ('fund', 'funds', NULL),
  ('drive', 'drives', NULL);
--> statement-breakpoint
INSERT INTO sealed_kinds (kind, source, columns) VALUES
  ('handover', 'handovers', '{id,kind,from_person_id,to_person_id,witness_person_id,handed_on,items,balances,begun_by,created_at}'),
  ('handover_signature', 'handover_signatures', '{handover_id,part,user_id,person_id,session_id,signed_at}'),
  ('cover', 'covers', '{id,role,covered_user_id,covering_user_id,from_on,until_on,reason,entered_by,created_at}'),
  ('cover_step', 'cover_steps', '{cover_id,step,user_id,at}'),
  ('budget', 'budgets', '{id,fund_id,year,version,programme,administration,fundraising,note,prepared_by,created_at}'),
  ('budget_approval', 'budget_approvals', '{budget_id,user_id,person_id,approved_at}'),
  ('cash_limit', 'cash_limits', '{id,effective_from,amount,banking_days,set_by,created_at}'),
  ('cost_rule', 'cost_rules', '{code,effective_from,income_percent,assets_percent,admin_percent,admin_exempt_below,assets_below,source}'),
  ('policy', 'policies', '{version,effective_from,second_vote_from,votes_below,votes_from,small_limit,urgent_float,case_cap,notice_days,papers_days}'),
  ('account', 'accounts', '{code,name_zh,name_en,class,side,parent_code,needs_fund,needs_beneficiary,never_negative}'),
  ('account_closure', 'account_closures', '{account_code,closed_on,reason,closed_by,closed_at}'),
  ('bank_account', 'bank_accounts', '{account_code,bank_name,last_four,kind,opened_on,added_by,added_at}'),
  ('rule_book', 'rule_books', '{id,version,name_zh,name_en,effective_from,effective_to,closing_regime,source}'),
  ('rule_book_account', 'rule_book_accounts', '{rule_book,version,account_code,book_code,book_name_zh,book_name_en,trap_zh,trap_en}'),
  ('rule_book_choice', 'organisation_rule_books', '{id,rule_book,version,effective_from,chosen_by,chosen_at}'),
  ('rule_book_approval', 'rule_book_approvals', '{choice_id,approved_by,approved_at}'),
  ('opening_sheet', 'opening_sheets', '{id,opens_on,total,prepared_by,prepared_at}'),
  ('opening_row', 'opening_rows', '{sheet_id,line_no,part,account_code,fund_id,beneficiary,side,amount}'),
  ('opening_fund', 'opening_funds', '{sheet_id,fund_id,balance}'),
  ('opening_commitment', 'opening_commitments', '{sheet_id,line_no,fund_id,case_text,amount}'),
  ('opening_review', 'opening_reviews', '{sheet_id,reviewed_by,reviewed_at}'),
  ('opening_part', 'opening_parts', '{id,sheet_id,part,posted_by,posted_at}'),
  ('bank_statement', 'bank_statements', '{id,account_code,starts_on,ends_on,opening,closing,line_count,source_hash,entered_by,created_at}'),
  ('statement_line', 'statement_lines', '{id,statement_id,account_code,line_no,line_date,money_in,money_out,balance,counterparty,reference,memo,occurrence}'),
  ('bank_match', 'bank_matches', '{id,account_code,part_count,matched_by,matched_at}'),
  ('bank_match_part', 'bank_match_parts', '{match_id,part_no,statement_line_id,voucher_id,line_no}'),
  ('bank_unmatch', 'bank_unmatches', '{match_id,reason,unmatched_by,unmatched_at}'),
  ('bank_reconciliation', 'bank_reconciliations', '{id,account_code,as_of,book_balance,bank_in,bank_out,bank_balance,book_in,book_out,adjusted,prepared_by,prepared_person_id,prepared_at}'),
  ('reconciliation_item', 'reconciliation_items', '{reconciliation_id,item_no,kind,day,label,summary,amount,old,statement_line_id,voucher_id,line_no}'),
  ('reconciliation_signature', 'reconciliation_signatures', '{reconciliation_id,user_id,person_id,signed_at}'),
  ('denomination', 'cash_count_denominations', '{count_id,face,sheets}'),
  ('cash_liability', 'cash_liabilities', '{count_id,liable_role,reason,noted_by,noted_at}'),
  ('cash_settlement', 'cash_settlements', '{id,count_id,way,amount,settled_on,reason,proposed_by,created_at}'),
  ('cash_difference', 'cash_differences', '{id,settlement_id,approved_by,approved_at}'),
  ('withdrawal', 'withdrawals', '{id,account_code,amount,withdrawn_on,slip_reference,withdrawn_by,created_at}'),
  ('closing', 'closings', '{id,period_id,kind,regime,ordinal,posted_by,operation_id,posted_at}'),
  ('deficit_sign_off', 'deficit_sign_offs', '{id,period_id,fund_id,amount,reason,user_id,person_id,operation_id,signed_at}'),
  ('reopen_request', 'reopen_requests', '{id,period_id,reason,user_id,person_id,operation_id,asked_at}'),
  ('reopen_decision', 'reopen_decisions', '{request_id,approves,user_id,person_id,operation_id,decided_at}'),
  ('year_lock', 'year_locks', '{year,audited_on,reference,user_id,person_id,operation_id,locked_at}'),
  ('posted_draft', 'posted_drafts', '{voucher_id,id,version,status,voucher_date,summary,event,corrects_id,correction,reason,note,prepared_by,prepared_person_id,created_at,reviewed_by,reviewed_person_id,reviewed_at,approved_by,approved_person_id,approved_at,lines,papers}'),
  ('voucher_template', 'voucher_templates', '{id,name,summary,event,lines,created_by,created_at}'),
  ('voucher_correction', 'voucher_corrections', '{id,original_id,red_id,blue_id,kind,reason,prepared_person_id,reviewed_person_id,at}'),
  ('voucher_approval', 'voucher_approvals', '{voucher_id,user_id,person_id,approved_at}'),
  ('pledge', 'pledges', '{id,donor_id,drive_id,fund_id,amount,agreed_on,due_on,agreement_number,recorded_by,created_at}'),
  ('pledge_arrival', 'pledge_arrivals', '{donation_id,pledge_id,recorded_by,created_at}'),
  ('refund', 'refunds', '{id,kind,donation_id,till,amount,refunded_on,document_number,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('refund_decision', 'refund_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('refund_payment', 'refund_payments', '{id,paid_on,bank_reference,paid_by,paid_person_id,paid_at}'),
  ('donation_bounce', 'donation_bounces', '{donation_id,bank_reference,bounced_on}'),
  ('unidentified_receipt', 'unidentified_receipts', '{id,amount,received_on,bank_reference,payer_masked,recorded_by,recorded_person_id,created_at}'),
  ('unidentified_outcome', 'unidentified_outcomes', '{id,receipt_id,donation_id,returned_on,reason,decided_by,decided_person_id,decided_at}'),
  ('bank_event', 'bank_events', '{id,kind,fund_id,amount,happened_on,reference,note,recorded_by,created_at}'),
  ('fund_transfer', 'fund_transfers', '{id,kind,from_fund_id,to_fund_id,amount,transferred_on,basis,document_name,document_number,published_on,drive_id,reason,prepared_by,prepared_person_id,prepared_at}'),
  ('fund_transfer_decision', 'fund_transfer_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('agency_beneficiary', 'agency_beneficiaries', '{code,beneficiary_masked,principal_masked,purpose,agreement_number,agreed_on,opened_by,created_at}'),
  ('agency_movement', 'agency_movements', '{id,beneficiary,kind,till,fund_id,amount,goods,moved_on,document_name,document_number,prepared_by,prepared_person_id,prepared_at}'),
  ('agency_decision', 'agency_decisions', '{id,agrees,reason,decided_by,decided_person_id,decided_at}'),
  ('invitation_acknowledgement', 'invitation_acknowledgements', '{invitation_id,person_id,user_id,at}');
--> statement-breakpoint
SELECT build_seals();
--> statement-breakpoint
-- Rows that no seal holds yet, kind by kind. Rows older than the newest seals of ten minutes ago are sealed or never will be looked
-- for here (the verifier looks at all of them); transactions end long before that. Each kind costs two looks into an index,
-- however long the history is: backwards from its newest leaf to the first old one, and on from there in its own table.
CREATE OR REPLACE FUNCTION unsealed_rows(p_now timestamptz, p_limit int) RETURNS TABLE (kind text, row_seq bigint, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE k text; mark bigint;
BEGIN
  FOR k IN SELECT s.kind FROM sealed_kinds s ORDER BY s.kind LOOP
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
