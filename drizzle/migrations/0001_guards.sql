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
-- The series that the application numbers itself. Vouchers and receipts are numbered where they are written.
CREATE FUNCTION next_number(p_series text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF p_series !~ '^(request:\d{4}|notice|household)$' THEN RAISE EXCEPTION 'not a series to draw from' USING ERRCODE = 'LF007'; END IF;
  RETURN draw_number(p_series);
END $$;
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
-- A drive's running totals move with the vouchers of its donations: after the locks of their funds, one way round.
CREATE FUNCTION count_donation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d donations; way int := CASE WHEN NEW.reverses_id IS NULL THEN 1 ELSE -1 END;
BEGIN
  SELECT * INTO STRICT d FROM donations WHERE id = NEW.source_id;
  IF d.drive_id IS NOT NULL THEN
    INSERT INTO drive_totals AS t VALUES (d.drive_id, way * d.gross, way * d.fee, way)
    ON CONFLICT (drive_id) DO UPDATE SET gross = t.gross + way * d.gross, fees = t.fees + way * d.fee, gifts = t.gifts + way;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER donation_counted AFTER INSERT ON vouchers FOR EACH ROW WHEN (NEW.source_type = 'donation') EXECUTE FUNCTION count_donation();
--> statement-breakpoint
-- A gift goes to the fund of its drive while the drive is open.
CREATE FUNCTION guard_donation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM drives WHERE id = NEW.drive_id AND fund_id = NEW.fund_id AND status = 'open';
  IF NOT FOUND THEN RAISE EXCEPTION 'no open drive of this fund' USING ERRCODE = 'LF007'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER donation_to_its_drive BEFORE INSERT ON donations FOR EACH ROW WHEN (NEW.drive_id IS NOT NULL) EXECUTE FUNCTION guard_donation();
--> statement-breakpoint
-- One platform transaction or bank slip is one gift or deposit, until that is taken back: then it may be entered rightly.
CREATE FUNCTION claim_reference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  INSERT INTO claimed_references VALUES (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1], to_jsonb(NEW) ->> TG_ARGV[2], NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION free_reference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  DELETE FROM claimed_references WHERE document_id = NEW.source_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER donation_reference_claimed AFTER INSERT ON donations FOR EACH ROW WHEN (NEW.transaction_reference IS NOT NULL)
  EXECUTE FUNCTION claim_reference('donation', 'channel', 'transaction_reference');
--> statement-breakpoint
CREATE TRIGGER deposit_reference_claimed AFTER INSERT ON deposits FOR EACH ROW EXECUTE FUNCTION claim_reference('deposit', 'kind', 'slip_reference');
--> statement-breakpoint
CREATE TRIGGER reference_freed AFTER INSERT ON vouchers FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION free_reference();
--> statement-breakpoint
-- At the end of its act every gift and deposit is in the journal, every gift has its receipt, and a red
-- voucher of a gift, or the voucher of a cash difference, is named by what it belongs to.
CREATE FUNCTION require_papers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE complete boolean;
BEGIN
  CASE TG_ARGV[0]
    WHEN 'donation' THEN complete := EXISTS (SELECT 1 FROM receipts WHERE donation_id = NEW.id)
      AND EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'donation' AND source_id = NEW.id AND reverses_id IS NULL);
    WHEN 'deposit' THEN complete := EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'deposit' AND source_id = NEW.id AND reverses_id IS NULL);
    WHEN 'reversal' THEN complete := EXISTS (SELECT 1 FROM vouchers WHERE id = NEW.voucher_id AND source_type = 'donation'
      AND source_id = NEW.donation_id AND reverses_id IS NOT NULL);
    WHEN 'red' THEN complete := EXISTS (SELECT 1 FROM donation_reversals WHERE donation_id = NEW.source_id AND voucher_id = NEW.id);
    WHEN 'difference' THEN complete := EXISTS (SELECT 1 FROM cash_counts WHERE id = NEW.source_id AND voucher_id = NEW.id);
  END CASE;
  IF NOT complete THEN RAISE EXCEPTION 'a % lacks its papers', TG_ARGV[0] USING ERRCODE = 'LF007'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER donation_complete AFTER INSERT ON donations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_papers('donation');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER deposit_complete AFTER INSERT ON deposits DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_papers('deposit');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reversal_complete AFTER INSERT ON donation_reversals DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_papers('reversal');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER red_voucher_complete AFTER INSERT ON vouchers DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.source_type = 'donation' AND NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION require_papers('red');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER difference_complete AFTER INSERT ON vouchers DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.source_type = 'cash_count' AND NEW.reverses_id IS NULL) EXECUTE FUNCTION require_papers('difference');
--> statement-breakpoint
-- A receipt shows the gross amount of its gift; its number is drawn here, whatever was asked for.
CREATE FUNCTION guard_receipt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM donations d WHERE d.id = NEW.donation_id AND d.gross = NEW.amount AND extract(year FROM d.received_on) = NEW.year;
  IF NOT FOUND THEN RAISE EXCEPTION 'receipt without its donation' USING ERRCODE = 'LF007'; END IF;
  NEW.number := draw_number('receipt:' || NEW.type || ':' || NEW.year);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER receipt_of_its_donation BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION guard_receipt();
--> statement-breakpoint
-- The cash that the books say is in the box, held until the caller's transaction ends. The month comes first, as in every post.
CREATE FUNCTION lock_cash() RETURNS numeric LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE held numeric;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7001, 0);
  SELECT debit - credit INTO held FROM account_balances WHERE account_code = '100101' FOR UPDATE;
  RETURN coalesce(held, 0);
END $$;
--> statement-breakpoint
-- A count is taken against what the books say at that moment, and begins unsigned.
CREATE FUNCTION guard_new_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.book_amount <> lock_cash() THEN RAISE EXCEPTION 'the books say otherwise' USING ERRCODE = 'LF013'; END IF;
  IF NEW.confirmed_by IS NOT NULL OR NEW.confirmed_at IS NOT NULL OR NEW.voucher_id IS NOT NULL THEN
    RAISE EXCEPTION 'a count begins unsigned' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_counted_against_the_books BEFORE INSERT ON cash_counts FOR EACH ROW EXECUTE FUNCTION guard_new_count();
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
  IF NEW.book_amount <> NEW.counted_amount AND NEW.voucher_id IS NULL OR NEW.voucher_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM vouchers WHERE id = NEW.voucher_id AND source_type = 'cash_count' AND source_id = NEW.id) THEN
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
