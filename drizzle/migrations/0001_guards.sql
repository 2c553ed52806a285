-- What holds for every row even when the application is wrong: posted and decided things are never
-- changed, an operation answers once, and each number of a gapless series was drawn in order.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: correct by adding', TG_TABLE_NAME USING ERRCODE = 'LF006';
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['vouchers', 'voucher_lines', 'voucher_signatures', 'audit_entries', 'seals',
    'seal_leaves', 'commitments', 'donations', 'receipts', 'donation_reversals', 'deposits', 'aid_steps',
    'votes', 'visits', 'visit_signatures', 'recusals', 'urgent_orders', 'notices', 'payment_orders',
    'payments', 'payment_proofs', 'policies', 'accounts', 'funds', 'closing_balances']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- An operation is answered once, by the transaction that claimed it.
CREATE FUNCTION guard_operation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'operations are kept' USING ERRCODE = 'LF006'; END IF;
  IF OLD.status IS NOT NULL OR OLD.born <> pg_current_xact_id()
     OR (NEW.id, NEW.actor_id, NEW.client_key, NEW.action, NEW.fingerprint, NEW.created_at, NEW.born)
        IS DISTINCT FROM (OLD.id, OLD.actor_id, OLD.client_key, OLD.action, OLD.fingerprint, OLD.created_at, OLD.born) THEN
    RAISE EXCEPTION 'operation % is already answered', OLD.id USING ERRCODE = 'LF006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER operation_answered_once BEFORE UPDATE OR DELETE ON operations
  FOR EACH ROW EXECUTE FUNCTION guard_operation();
--> statement-breakpoint
ALTER TABLE operations ENABLE ALWAYS TRIGGER operation_answered_once;
--> statement-breakpoint
-- The next number of a series. The row lock is held to the end, so a rolled-back act leaves no gap.
CREATE FUNCTION draw_number(p_series text) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  INSERT INTO counters AS c VALUES (p_series, 1)
  ON CONFLICT (series) DO UPDATE SET value = c.value + 1 RETURNING value
$$;
--> statement-breakpoint
-- Every fund has its balance row from the start. The unrestricted fund may dip for fees only.
CREATE FUNCTION open_fund_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  INSERT INTO fund_balances VALUES (NEW.id, 0, 0, 0, 0, CASE NEW.kind WHEN 'unrestricted' THEN -100.00 ELSE 0.00 END);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER fund_has_balance AFTER INSERT ON funds FOR EACH ROW EXECUTE FUNCTION open_fund_balance();
--> statement-breakpoint
-- The lines of a voucher arrive in one statement, in the transaction of their voucher, complete (numbered 1 to
-- its count, so that no second batch fits beside them), dated alike and balanced; what must name a fund or a beneficiary does, and nothing else does.
CREATE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE bad record;
BEGIN
  SELECT x.voucher_id, x.n, x.unbalanced, v.born, v.line_count INTO bad
  FROM (SELECT voucher_id, count(*) AS n, min(line_no) AS first_no, max(line_no) AS last_no, min(voucher_date) AS first_day, max(voucher_date) AS last_day,
          sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) <> 0 AS unbalanced,
          sum(amount) FILTER (WHERE side = 'debit') AS total,
          bool_or(amount < 0) AS red, bool_or(amount > 0) AS black
        FROM new_lines GROUP BY voucher_id) x
  LEFT JOIN vouchers v ON v.id = x.voucher_id
  WHERE v.id IS NULL OR x.unbalanced OR v.line_count <> x.n OR x.first_no <> 1 OR x.last_no <> x.n OR v.born <> pg_current_xact_id()
     OR v.voucher_date <> x.first_day OR v.voucher_date <> x.last_day OR v.total <> x.total
     OR x.red <> (v.reverses_id IS NOT NULL) OR x.black = x.red
  LIMIT 1;
  IF FOUND THEN
    IF bad.born IS DISTINCT FROM pg_current_xact_id() THEN
      RAISE EXCEPTION 'voucher % is not of this transaction', bad.voucher_id USING ERRCODE = 'LF002';
    END IF;
    RAISE EXCEPTION 'voucher % is unbalanced, incomplete or dated otherwise', bad.voucher_id USING ERRCODE = 'LF001';
  END IF;
  SELECT l.voucher_id, l.account_code INTO bad
  FROM new_lines l JOIN accounts a ON a.code = l.account_code
  WHERE NOT a.takes_lines OR a.needs_fund <> (l.fund_id IS NOT NULL)
     OR a.needs_beneficiary <> (l.beneficiary IS NOT NULL) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'account % takes no line, or its fund or beneficiary is wrong', bad.account_code USING ERRCODE = 'LF004';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER lines_complete_and_balanced AFTER INSERT ON voucher_lines
  REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_lines();
--> statement-breakpoint
ALTER TABLE voucher_lines ENABLE ALWAYS TRIGGER lines_complete_and_balanced;
--> statement-breakpoint
ALTER TABLE voucher_lines ADD CONSTRAINT line_of_a_voucher FOREIGN KEY (voucher_id) REFERENCES vouchers (id);
--> statement-breakpoint
-- A drive's running totals move with its donations.
CREATE FUNCTION count_donation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d donations; way int := 1;
BEGIN
  IF TG_TABLE_NAME = 'donation_reversals' THEN
    way := -1;
    SELECT * INTO STRICT d FROM donations WHERE id = NEW.donation_id;
    PERFORM 1 FROM vouchers r JOIN vouchers o ON o.id = r.reverses_id
      WHERE r.id = NEW.voucher_id AND o.source_type = 'donation' AND o.source_id = d.id;
    IF NOT FOUND THEN RAISE EXCEPTION 'no red voucher takes this donation back' USING ERRCODE = 'LF007'; END IF;
  ELSE d := NEW; END IF;
  IF d.drive_id IS NOT NULL THEN
    INSERT INTO drive_totals AS t VALUES (d.drive_id, way * d.gross, way * d.fee, way)
    ON CONFLICT (drive_id) DO UPDATE SET gross = t.gross + way * d.gross, fees = t.fees + way * d.fee, gifts = t.gifts + way;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER donation_counted AFTER INSERT ON donations FOR EACH ROW EXECUTE FUNCTION count_donation();
--> statement-breakpoint
CREATE TRIGGER donation_uncounted AFTER INSERT ON donation_reversals FOR EACH ROW EXECUTE FUNCTION count_donation();
--> statement-breakpoint
-- A receipt belongs to a donation of this very act, shows its gross amount, and bears the number just drawn.
CREATE FUNCTION guard_receipt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM donations d WHERE d.id = NEW.donation_id AND d.gross = NEW.amount AND d.born = pg_current_xact_id();
  IF NOT FOUND THEN RAISE EXCEPTION 'receipt without its donation' USING ERRCODE = 'LF007'; END IF;
  PERFORM 1 FROM counters WHERE series = 'receipt:' || NEW.type || ':' || NEW.year AND value = NEW.number;
  IF NOT FOUND THEN RAISE EXCEPTION 'receipt number was not drawn' USING ERRCODE = 'LF007'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER receipt_of_its_donation BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION guard_receipt();
--> statement-breakpoint
-- A cash count is confirmed once, by another person; while one is open, no cash is banked.
CREATE FUNCTION guard_cash_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF OLD.confirmed_by IS NOT NULL OR (NEW.counted_on, NEW.book_amount, NEW.counted_amount, NEW.counted_by)
     IS DISTINCT FROM (OLD.counted_on, OLD.book_amount, OLD.counted_amount, OLD.counted_by) THEN
    RAISE EXCEPTION 'this count is settled' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM users a, users b WHERE a.id = NEW.counted_by AND b.id = NEW.confirmed_by AND a.person_id <> b.person_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'the second signature must be another person''s' USING ERRCODE = 'LF008'; END IF;
  IF NEW.book_amount <> NEW.counted_amount AND NEW.voucher_id IS NULL THEN
    RAISE EXCEPTION 'a difference needs its voucher' USING ERRCODE = 'LF007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_count_confirmed_once BEFORE UPDATE ON cash_counts FOR EACH ROW EXECUTE FUNCTION guard_cash_count();
--> statement-breakpoint
CREATE FUNCTION guard_deposit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.kind = 'cash' AND EXISTS (SELECT 1 FROM cash_counts WHERE confirmed_by IS NULL AND book_amount <> counted_amount) THEN
    RAISE EXCEPTION 'a cash difference is open' USING ERRCODE = 'LF017';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER deposit_after_count BEFORE INSERT ON deposits FOR EACH ROW EXECUTE FUNCTION guard_deposit();
--> statement-breakpoint
-- The second signature under a voucher is another treasurer's.
CREATE FUNCTION guard_voucher_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.user_id AND person_id = NEW.person_id AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a treasurer signs vouchers' USING ERRCODE = 'LF008'; END IF;
  PERFORM 1 FROM vouchers v JOIN users u ON u.id = v.prepared_by WHERE v.id = NEW.voucher_id AND u.person_id = NEW.person_id;
  IF FOUND THEN RAISE EXCEPTION 'who prepared a voucher does not sign it off' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER voucher_signed_by_another BEFORE INSERT ON voucher_signatures FOR EACH ROW EXECUTE FUNCTION guard_voucher_signature();
