-- The frame of every act (claim, answer, audit) and the digests that seals are made of.
CREATE FUNCTION claim_operation(p_actor uuid, p_key uuid, p_action text, p_fingerprint bytea, p_at timestamptz,
  OUT operation_id uuid, OUT claimed boolean, OUT same boolean, OUT answered int, OUT answer jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM set_config('lock_timeout', '3s', true), set_config('statement_timeout', '10s', true),
    set_config('idle_in_transaction_session_timeout', '15s', true);
  INSERT INTO operations (actor_id, client_key, action, fingerprint, created_at)
  VALUES (p_actor, p_key, p_action, p_fingerprint, p_at) ON CONFLICT ON CONSTRAINT operation_claimed_once DO NOTHING
  RETURNING id INTO operation_id;
  claimed := FOUND;
  IF NOT claimed THEN
    SELECT o.id, o.action = p_action AND o.fingerprint = p_fingerprint, o.status, o.answer
    INTO operation_id, same, answered, answer
    FROM operations o WHERE o.client_key = p_key AND o.actor_id IS NOT DISTINCT FROM p_actor;
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION audit_digest(p_seq bigint, p_at timestamptz, p_operation uuid, p_actor uuid, p_person uuid, p_roles text[],
  p_action text, p_subject text, p_body text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array('audit-1', p_seq, to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    p_operation, p_actor, p_person, p_roles, p_action, p_subject, p_body)::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION fill_audit_digest() RETURNS trigger LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
BEGIN
  NEW.digest := audit_digest(NEW.seq, NEW.at, NEW.operation_id, NEW.actor_id, NEW.person_id, NEW.roles, NEW.action, NEW.subject, NEW.body);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_digested BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION fill_audit_digest();
--> statement-breakpoint
-- Answers the operation and writes its one audit entry, which names each voucher of the act with its digest.
CREATE FUNCTION finish_operation(p_operation uuid, p_status int, p_answer jsonb, p_subject text, p_facts jsonb, p_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; u users;
BEGIN
  UPDATE operations SET status = p_status, answer = p_answer WHERE id = p_operation RETURNING * INTO o;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown operation' USING ERRCODE = 'LF002'; END IF;
  SELECT * INTO u FROM users WHERE id = o.actor_id;
  INSERT INTO audit_entries (at, operation_id, actor_id, person_id, roles, action, subject, body, digest)
  VALUES (p_at, o.id, o.actor_id, u.person_id, coalesce(u.roles, '{}'), o.action, p_subject,
    (p_facts || coalesce((SELECT jsonb_build_object('vouchers', jsonb_agg(jsonb_build_array(v.id, v.period_id, v.word, v.number,
      encode(v.digest, 'hex')) ORDER BY v.ordinal)) FROM vouchers v WHERE v.operation_id = o.id HAVING count(*) > 0), '{}'))::text, '');
END $$;
--> statement-breakpoint
-- The digest of every sealed row, taken anew from what the row says now.
CREATE VIEW sealed_rows AS
  SELECT 'voucher' AS kind, v.seq AS row_seq, voucher_digest(v, line_digest_input(v.id)) AS digest FROM vouchers v
  UNION ALL SELECT 'audit', a.seq, audit_digest(a.seq, a.at, a.operation_id, a.actor_id, a.person_id, a.roles, a.action, a.subject, a.body) FROM audit_entries a
  UNION ALL SELECT 'vote', v.seq, sha256(convert_to(jsonb_build_array('vote-1', v.seq, v.request_id, v.person_id, v.user_id, v.approves, v.amount::text, v.reason, extract(epoch FROM v.at)::text)::text, 'UTF8')) FROM votes v
  UNION ALL SELECT 'donation', d.seq, sha256(convert_to(jsonb_build_array('donation-1', d.seq, d.id, d.drive_id, d.fund_id, d.donor_id, d.channel, d.gross::text, d.fee::text, d.net::text, d.received_on::text, d.transaction_reference, d.may_be_named, d.recorded_by, d.operation_id)::text, 'UTF8')) FROM donations d
  UNION ALL SELECT 'receipt', r.seq, sha256(convert_to(jsonb_build_array('receipt-1', r.seq, r.id, r.donation_id, r.type, r.year, r.number, r.amount::text)::text, 'UTF8')) FROM receipts r
  UNION ALL SELECT 'order', o.seq, sha256(convert_to(jsonb_build_array('order-1', o.seq, o.id, o.request_id, o.fund_id, o.amount::text, o.method, o.payee_kind, o.payee_name_sealed, o.payee_account_sealed, o.payee_bank, o.prepared_by, o.prepared_person_id)::text, 'UTF8')) FROM payment_orders o
  UNION ALL SELECT 'payment', p.seq, sha256(convert_to(jsonb_build_array('payment-1', p.seq, p.id, p.order_id, p.request_id, p.amount::text, p.paid_on::text, p.bank_reference, p.voucher_id, p.paid_by, p.paid_person_id, p.operation_id)::text, 'UTF8')) FROM payments p
  UNION ALL SELECT 'commitment', c.seq, sha256(convert_to(jsonb_build_array('commitment-1', c.seq, c.id, c.request_id, c.fund_id, c.movement, c.reservation_id, c.amount::text, c.operation_id)::text, 'UTF8')) FROM commitments c
  UNION ALL SELECT 'visit', v.seq, sha256(convert_to(jsonb_build_array('visit-1', v.seq, v.id, v.request_id, v.visited_on::text, v.first_person_id, v.second_person_id, v.findings_sealed, v.suggested::text)::text, 'UTF8')) FROM visits v
  UNION ALL SELECT 'urgent_order', o.seq, sha256(convert_to(jsonb_build_array('urgent-order-1', o.seq, o.request_id, o.person_id, o.user_id, o.amount::text)::text, 'UTF8')) FROM urgent_orders o
  UNION ALL SELECT 'notice', n.seq, sha256(convert_to(jsonb_build_array('notice-1', n.seq, n.id, n.number, n.request_id, n.masked_name, n.community_name, n.need_code, n.fund_name, n.amount::text, n.posted_on::text, n.ends_on::text)::text, 'UTF8')) FROM notices n
  UNION ALL SELECT 'step', s.seq, sha256(convert_to(jsonb_build_array('step-1', s.seq, s.request_id, s.step, s.user_id, s.person_id, s.amount::text)::text, 'UTF8')) FROM aid_steps s
  UNION ALL SELECT 'deposit', d.seq, sha256(convert_to(jsonb_build_array('deposit-1', d.seq, d.id, d.kind, d.amount::text, d.fee::text, d.deposited_on::text, d.slip_reference, d.deposited_by)::text, 'UTF8')) FROM deposits d
  UNION ALL SELECT 'cash_count', c.seq, sha256(convert_to(jsonb_build_array('cash-count-1', c.seq, c.id, c.counted_on::text, c.book_amount::text, c.counted_amount::text, c.explanation, c.counted_by)::text, 'UTF8')) FROM cash_counts c
  UNION ALL SELECT 'donation_reversal', r.seq, sha256(convert_to(jsonb_build_array('donation-reversal-1', r.seq, r.donation_id, r.voucher_id, r.reason, r.reversed_by)::text, 'UTF8')) FROM donation_reversals r
  UNION ALL SELECT 'recusal', r.seq, sha256(convert_to(jsonb_build_array('recusal-1', r.seq, r.request_id, r.person_id, r.user_id, r.reason)::text, 'UTF8')) FROM recusals r
  UNION ALL SELECT 'visit_signature', s.seq, sha256(convert_to(jsonb_build_array('visit-signature-1', s.seq, s.visit_id, s.person_id, s.user_id)::text, 'UTF8')) FROM visit_signatures s
  UNION ALL SELECT 'payment_proof', p.seq, sha256(convert_to(jsonb_build_array('payment-proof-1', p.seq, p.payment_id, p.kind, p.reference, p.received_on::text, p.recorded_by)::text, 'UTF8')) FROM payment_proofs p
  UNION ALL SELECT 'voucher_signature', s.seq, sha256(convert_to(jsonb_build_array('voucher-signature-1', s.seq, s.voucher_id, s.user_id, s.person_id)::text, 'UTF8')) FROM voucher_signatures s
  UNION ALL SELECT 'request', r.seq, sha256(convert_to(jsonb_build_array('request-1', r.seq, r.id, r.case_number, r.household_id, r.community_id, r.need_code, r.fund_id, r.requested::text, r.policy_version, r.filed_by, r.filed_on::text)::text, 'UTF8')) FROM aid_requests r
  UNION ALL SELECT 'fund', f.seq, sha256(convert_to(jsonb_build_array('fund-1', f.seq, f.id, f.code, f.name, f.kind, f.purpose)::text, 'UTF8')) FROM funds f
  UNION ALL SELECT 'drive', d.seq, sha256(convert_to(jsonb_build_array('drive-1', d.seq, d.id, d.code, d.name, d.fund_id, d.purpose, d.target::text, d.starts_on::text, d.fundraising_basis, d.surplus_clause, d.fee_bearer)::text, 'UTF8')) FROM drives d;
--> statement-breakpoint
-- Rows that no seal holds yet. Rows older than the newest seals of ten minutes ago are sealed or never will be
-- looked for here (the verifier looks at all of them); transactions end long before that.
CREATE FUNCTION unsealed_rows(p_now timestamptz, p_limit int) RETURNS TABLE (kind text, row_seq bigint, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE k text; mark bigint;
BEGIN
  FOREACH k IN ARRAY ARRAY['voucher', 'audit', 'vote', 'donation', 'receipt', 'order', 'payment', 'commitment', 'visit', 'urgent_order', 'notice', 'step',
    'deposit', 'cash_count', 'donation_reversal', 'recusal', 'visit_signature', 'payment_proof', 'voucher_signature', 'request', 'fund', 'drive'] LOOP
    SELECT coalesce(max(l.row_seq), 0) INTO mark FROM seal_leaves l JOIN seals s ON s.no = l.seal_no
      WHERE l.kind = k AND s.sealed_at < p_now - interval '10 minutes';
    RETURN QUERY EXECUTE format('SELECT r.kind, r.row_seq, r.digest FROM sealed_rows r WHERE r.kind = %L AND r.row_seq > $1
      AND NOT EXISTS (SELECT 1 FROM seal_leaves l WHERE l.kind = %L AND l.row_seq = r.row_seq) ORDER BY r.row_seq LIMIT $2', k, k)
      USING mark, p_limit;
  END LOOP;
END $$;
--> statement-breakpoint
-- The root of a seal: SHA-256 over one line "kind:seq:digest" for each leaf, in order.
CREATE FUNCTION seal_root(p_no bigint) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT sha256(convert_to(coalesce(string_agg(kind || ':' || row_seq || ':' || encode(digest, 'hex'), E'\n' ORDER BY kind COLLATE "C", row_seq), ''), 'UTF8'))
  FROM seal_leaves WHERE seal_no = p_no
$$;
--> statement-breakpoint
CREATE FUNCTION sealed_digest(p_kind text, p_seq bigint) RETURNS bytea LANGUAGE plpgsql STABLE SET search_path = fund, pg_temp AS $$
DECLARE d bytea;
BEGIN
  -- the kind as a constant: only its own table is read, by its sequence
  EXECUTE format('SELECT digest FROM sealed_rows WHERE kind = %L AND row_seq = $1', p_kind) INTO d USING p_seq;
  RETURN d;
END $$;
--> statement-breakpoint
CREATE FUNCTION append_seal(p_no bigint, p_previous bytea, p_root bytea, p_hash bytea, p_signature bytea, p_key text, p_at timestamptz,
  p_kinds text[], p_seqs bigint[], p_digests bytea[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE last seals;
BEGIN
  SELECT * INTO last FROM seals ORDER BY no DESC LIMIT 1;
  IF p_no <> coalesce(last.no, 0) + 1 OR p_previous <> coalesce(last.hash, '\x00'::bytea) THEN
    RAISE EXCEPTION 'seals follow one another' USING ERRCODE = 'LF002';
  END IF;
  -- a seal holds what the rows say, not what its caller says they say
  IF EXISTS (SELECT 1 FROM unnest(p_kinds, p_seqs, p_digests) AS u(kind, seq, digest)
    LEFT JOIN LATERAL sealed_digest(u.kind, u.seq) AS r(digest) ON true WHERE r.digest IS DISTINCT FROM u.digest) THEN
    RAISE EXCEPTION 'a leaf is not its row' USING ERRCODE = 'LF002';
  END IF;
  INSERT INTO seals VALUES (p_no, cardinality(p_kinds), p_root, p_previous, p_hash, p_signature, p_key, p_at);
  INSERT INTO seal_leaves SELECT u.kind, u.seq, p_no, u.digest FROM unnest(p_kinds, p_seqs, p_digests) AS u(kind, seq, digest);
  IF seal_root(p_no) <> p_root THEN RAISE EXCEPTION 'the root is not of these leaves' USING ERRCODE = 'LF002'; END IF;
END $$;
