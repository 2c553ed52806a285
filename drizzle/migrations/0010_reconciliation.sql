-- Bank reconciliation: what the bank says (statements), which of it is which line of the books (matches), and the
-- 余额调节表, which freezes what is outstanding on a day and posts nothing. Then the cash box: denominations of a
-- count, what becomes of its difference (E30) and cash taken from the bank for the float (E37).
CREATE TABLE bank_statements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  account_code text NOT NULL CONSTRAINT bank_statements_account_code_accounts_code_fk REFERENCES accounts (code),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  opening numeric(18, 2) NOT NULL,
  closing numeric(18, 2) NOT NULL,
  line_count integer NOT NULL,
  source_hash text NOT NULL,
  entered_by uuid NOT NULL CONSTRAINT bank_statements_entered_by_users_id_fk REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT statement_in_order UNIQUE (seq),
  CONSTRAINT statement_taken_once UNIQUE (account_code, source_hash),
  CONSTRAINT statement_of_one_account UNIQUE (id, account_code),
  CONSTRAINT statement_of_a_money_account CHECK (account_code ~ '^(1002|1009)'),
  CONSTRAINT statement_days_in_order CHECK (starts_on <= ends_on),
  CONSTRAINT statement_length_bounded CHECK (line_count BETWEEN 0 AND 500),
  CONSTRAINT statement_has_hash CHECK (source_hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
-- occurrence tells equal lines without a reference apart within one statement; in another statement they are the same.
CREATE TABLE statement_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  statement_id uuid NOT NULL,
  account_code text NOT NULL,
  line_no integer NOT NULL,
  line_date date NOT NULL,
  money_in numeric(18, 2) NOT NULL,
  money_out numeric(18, 2) NOT NULL,
  balance numeric(18, 2),
  counterparty text NOT NULL,
  reference text NOT NULL,
  memo text NOT NULL,
  occurrence integer NOT NULL,
  CONSTRAINT statement_line_in_order UNIQUE (seq),
  CONSTRAINT statement_line_numbered_once UNIQUE (statement_id, line_no),
  CONSTRAINT statement_line_taken_once UNIQUE (account_code, line_date, money_in, money_out, reference, occurrence),
  CONSTRAINT statement_line_of_its_statement FOREIGN KEY (statement_id, account_code) REFERENCES bank_statements (id, account_code),
  CONSTRAINT statement_line_one_way CHECK (money_in >= 0 AND money_out >= 0 AND (money_in = 0) <> (money_out = 0)),
  CONSTRAINT statement_reference_once CHECK (occurrence = 1 OR occurrence > 1 AND reference = '')
);
--> statement-breakpoint
CREATE TABLE bank_matches (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  account_code text NOT NULL CONSTRAINT bank_matches_account_code_accounts_code_fk REFERENCES accounts (code),
  part_count integer NOT NULL,
  matched_by uuid NOT NULL CONSTRAINT bank_matches_matched_by_users_id_fk REFERENCES users (id),
  matched_at timestamptz NOT NULL,
  CONSTRAINT match_in_order UNIQUE (seq),
  CONSTRAINT match_has_parts CHECK (part_count BETWEEN 2 AND 201)
);
--> statement-breakpoint
CREATE TABLE bank_match_parts (
  match_id uuid NOT NULL CONSTRAINT bank_match_parts_match_id_bank_matches_id_fk REFERENCES bank_matches (id),
  part_no integer NOT NULL,
  statement_line_id uuid CONSTRAINT bank_match_parts_statement_line_id_statement_lines_id_fk REFERENCES statement_lines (id),
  voucher_id uuid,
  line_no smallint,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT match_part_in_order UNIQUE (seq),
  CONSTRAINT match_part_once PRIMARY KEY (match_id, part_no),
  CONSTRAINT match_part_of_a_voucher FOREIGN KEY (voucher_id, line_no) REFERENCES voucher_lines (voucher_id, line_no),
  CONSTRAINT match_part_is_one_line CHECK ((statement_line_id IS NULL) = (voucher_id IS NOT NULL) AND (voucher_id IS NULL) = (line_no IS NULL))
);
--> statement-breakpoint
CREATE TABLE bank_unmatches (
  match_id uuid CONSTRAINT match_undone_once PRIMARY KEY CONSTRAINT bank_unmatches_match_id_bank_matches_id_fk REFERENCES bank_matches (id),
  reason text NOT NULL,
  unmatched_by uuid NOT NULL CONSTRAINT bank_unmatches_unmatched_by_users_id_fk REFERENCES users (id),
  unmatched_at timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT unmatch_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- The lines in a live match: kept by the triggers of parts and unmatches alone, as claimed_references are.
CREATE TABLE matched_lines (
  match_id uuid NOT NULL CONSTRAINT matched_lines_match_id_bank_matches_id_fk REFERENCES bank_matches (id),
  part_no integer NOT NULL,
  statement_line_id uuid,
  voucher_id uuid,
  line_no smallint,
  CONSTRAINT matched_part_once PRIMARY KEY (match_id, part_no),
  CONSTRAINT statement_line_matched_once UNIQUE (statement_line_id),
  CONSTRAINT ledger_line_matched_once UNIQUE (voucher_id, line_no)
);
--> statement-breakpoint
CREATE TABLE bank_reconciliations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  account_code text NOT NULL CONSTRAINT bank_reconciliations_account_code_accounts_code_fk REFERENCES accounts (code),
  as_of date NOT NULL,
  book_balance numeric(18, 2) NOT NULL,
  bank_in numeric(18, 2) NOT NULL,
  bank_out numeric(18, 2) NOT NULL,
  bank_balance numeric(18, 2) NOT NULL,
  book_in numeric(18, 2) NOT NULL,
  book_out numeric(18, 2) NOT NULL,
  adjusted numeric(18, 2) NOT NULL,
  prepared_by uuid NOT NULL CONSTRAINT bank_reconciliations_prepared_by_users_id_fk REFERENCES users (id),
  prepared_person_id uuid NOT NULL CONSTRAINT bank_reconciliations_prepared_person_id_persons_id_fk REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT reconciliation_in_order UNIQUE (seq),
  CONSTRAINT reconciliation_agrees CHECK (book_balance + bank_in - bank_out = adjusted AND bank_balance + book_in - book_out = adjusted),
  CONSTRAINT reconciliation_items_positive CHECK (bank_in >= 0 AND bank_out >= 0 AND book_in >= 0 AND book_out >= 0)
);
--> statement-breakpoint
CREATE TABLE reconciliation_items (
  reconciliation_id uuid NOT NULL CONSTRAINT item_of_its_reconciliation REFERENCES bank_reconciliations (id),
  item_no integer NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  label text NOT NULL,
  summary text NOT NULL,
  amount numeric(18, 2) NOT NULL,
  old boolean NOT NULL,
  statement_line_id uuid,
  voucher_id uuid,
  line_no smallint,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT reconciliation_item_in_order UNIQUE (seq),
  CONSTRAINT reconciliation_item_once PRIMARY KEY (reconciliation_id, item_no),
  CONSTRAINT reconciliation_item_kind_known CHECK (kind IN ('bank_in', 'bank_out', 'book_in', 'book_out')),
  CONSTRAINT reconciliation_item_positive CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE reconciliation_signatures (
  reconciliation_id uuid CONSTRAINT reconciliation_signed_once PRIMARY KEY
    CONSTRAINT signature_of_its_reconciliation REFERENCES bank_reconciliations (id),
  user_id uuid NOT NULL CONSTRAINT reconciliation_signatures_user_id_users_id_fk REFERENCES users (id),
  person_id uuid NOT NULL CONSTRAINT reconciliation_signatures_person_id_persons_id_fk REFERENCES persons (id),
  signed_at timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT reconciliation_signature_in_order UNIQUE (seq)
);
--> statement-breakpoint
CREATE TABLE cash_count_denominations (
  count_id uuid NOT NULL CONSTRAINT cash_count_denominations_count_id_cash_counts_id_fk REFERENCES cash_counts (id),
  face numeric(4, 1) NOT NULL,
  sheets integer NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT denomination_in_order UNIQUE (seq),
  CONSTRAINT denomination_once PRIMARY KEY (count_id, face),
  CONSTRAINT denomination_known CHECK (face IN (100, 50, 20, 10, 5, 1, 0.5, 0.1)),
  CONSTRAINT denomination_counted CHECK (sheets BETWEEN 1 AND 1000000)
);
--> statement-breakpoint
CREATE TABLE cash_liabilities (
  count_id uuid CONSTRAINT liability_once PRIMARY KEY CONSTRAINT cash_liabilities_count_id_cash_counts_id_fk REFERENCES cash_counts (id),
  liable_role text NOT NULL,
  reason text NOT NULL,
  noted_by uuid NOT NULL CONSTRAINT cash_liabilities_noted_by_users_id_fk REFERENCES users (id),
  noted_at timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT liability_in_order UNIQUE (seq),
  CONSTRAINT liable_role_known CHECK (liable_role IN ('cashier', 'counter', 'caseworker', 'unknown'))
);
--> statement-breakpoint
-- What is to become of a difference: written by one person. The newest of a count is the one that counts.
CREATE TABLE cash_settlements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  count_id uuid NOT NULL CONSTRAINT cash_settlements_count_id_cash_counts_id_fk REFERENCES cash_counts (id),
  way text NOT NULL,
  amount numeric(18, 2) NOT NULL,
  settled_on date NOT NULL,
  reason text NOT NULL,
  proposed_by uuid NOT NULL CONSTRAINT cash_settlements_proposed_by_users_id_fk REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT settlement_in_order UNIQUE (seq),
  CONSTRAINT settlement_way_known CHECK (way IN ('paid_in', 'written_off', 'recognised')),
  CONSTRAINT settlement_amount_positive CHECK (amount > 0)
);
--> statement-breakpoint
-- A settlement that a second person approved: the document that is posted.
CREATE TABLE cash_differences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  settlement_id uuid NOT NULL CONSTRAINT cash_differences_settlement_id_cash_settlements_id_fk REFERENCES cash_settlements (id),
  approved_by uuid NOT NULL CONSTRAINT cash_differences_approved_by_users_id_fk REFERENCES users (id),
  approved_at timestamptz NOT NULL,
  CONSTRAINT cash_difference_in_order UNIQUE (seq),
  CONSTRAINT settlement_approved_once UNIQUE (settlement_id)
);
--> statement-breakpoint
CREATE TABLE withdrawals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  account_code text NOT NULL CONSTRAINT withdrawals_account_code_accounts_code_fk REFERENCES accounts (code),
  amount numeric(18, 2) NOT NULL,
  withdrawn_on date NOT NULL,
  slip_reference text NOT NULL,
  withdrawn_by uuid NOT NULL CONSTRAINT withdrawals_withdrawn_by_users_id_fk REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT withdrawal_in_order UNIQUE (seq),
  CONSTRAINT withdrawal_from_our_bank CHECK (account_code LIKE '100201%'),
  CONSTRAINT withdrawal_amount_positive CHECK (amount > 0)
);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['bank_statements', 'statement_lines', 'bank_matches', 'bank_match_parts', 'bank_unmatches', 'bank_reconciliations',
    'reconciliation_items', 'reconciliation_signatures', 'cash_count_denominations', 'cash_liabilities', 'cash_settlements', 'cash_differences', 'withdrawals']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- One act at a time on the statements, matches and reconciliations of an account.
CREATE FUNCTION lock_reconciling(p_account text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7010, hashtext(p_account))
$$;
--> statement-breakpoint
CREATE FUNCTION guard_reconciling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM lock_reconciling(NEW.account_code);
  PERFORM 1 FROM accounts WHERE code = NEW.account_code AND takes_lines AND code ~ '^(1002|1009)';
  IF NOT FOUND THEN RAISE EXCEPTION 'no account that holds money' USING ERRCODE = 'LF004'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER statement_of_a_money_account BEFORE INSERT ON bank_statements FOR EACH ROW EXECUTE FUNCTION guard_reconciling();
--> statement-breakpoint
CREATE TRIGGER match_of_a_money_account BEFORE INSERT ON bank_matches FOR EACH ROW EXECUTE FUNCTION guard_reconciling();
--> statement-breakpoint
-- A line lies within its statement; nobody adds one to a statement that is complete. Its occurrence is counted here.
CREATE FUNCTION guard_statement_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM bank_statements WHERE id = NEW.statement_id AND NEW.line_no BETWEEN 1 AND line_count AND NEW.line_date BETWEEN starts_on AND ends_on;
  IF NOT FOUND THEN RAISE EXCEPTION 'not a line of this statement' USING ERRCODE = 'LF007'; END IF;
  SELECT 1 + count(*) INTO NEW.occurrence FROM statement_lines l WHERE l.statement_id = NEW.statement_id AND l.line_date = NEW.line_date
    AND l.money_in = NEW.money_in AND l.money_out = NEW.money_out AND l.reference = NEW.reference;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER statement_line_in_its_statement BEFORE INSERT ON statement_lines FOR EACH ROW EXECUTE FUNCTION guard_statement_line();
--> statement-breakpoint
-- At the end of its act a statement has all its lines and leads from its opening to its closing balance.
CREATE FUNCTION require_statement_footing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM (SELECT count(*) AS n, coalesce(sum(money_in - money_out), 0) AS moved FROM statement_lines WHERE statement_id = NEW.id) l
  WHERE l.n = NEW.line_count AND NEW.opening + l.moved = NEW.closing;
  IF NOT FOUND THEN RAISE EXCEPTION 'the statement does not foot' USING ERRCODE = 'LF001'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER statement_foots AFTER INSERT ON bank_statements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_statement_footing();
--> statement-breakpoint
-- Each part claims its line, of the match's own account, for as long as the match lives.
CREATE FUNCTION claim_match_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM bank_matches m WHERE m.id = NEW.match_id AND NEW.part_no BETWEEN 1 AND m.part_count AND CASE WHEN NEW.voucher_id IS NULL
    THEN EXISTS (SELECT 1 FROM statement_lines s WHERE s.id = NEW.statement_line_id AND s.account_code = m.account_code)
    ELSE EXISTS (SELECT 1 FROM voucher_lines l WHERE l.voucher_id = NEW.voucher_id AND l.line_no = NEW.line_no AND l.account_code = m.account_code) END;
  IF NOT FOUND THEN RAISE EXCEPTION 'no line of this account' USING ERRCODE = 'LF004'; END IF;
  INSERT INTO matched_lines VALUES (NEW.match_id, NEW.part_no, NEW.statement_line_id, NEW.voucher_id, NEW.line_no);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_part_claimed AFTER INSERT ON bank_match_parts FOR EACH ROW EXECUTE FUNCTION claim_match_part();
--> statement-breakpoint
-- What each part moves: in as positive, out as negative.
CREATE VIEW match_amounts AS
  SELECT p.match_id, p.statement_line_id IS NOT NULL AS of_bank, coalesce(s.line_date, l.voucher_date) AS day,
    coalesce(s.money_in - s.money_out, CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS amount
  FROM bank_match_parts p LEFT JOIN statement_lines s ON s.id = p.statement_line_id
  LEFT JOIN voucher_lines l ON l.voucher_id = p.voucher_id AND l.line_no = p.line_no;
--> statement-breakpoint
-- At the end of its act a match has all its parts and both sides agree: one to one, one to many or many to one; or
-- one side alone that comes to nothing, such as a voucher and its reversal.
CREATE FUNCTION require_agreement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM (SELECT count(*) AS n, count(*) FILTER (WHERE of_bank) AS bank,
      coalesce(sum(CASE WHEN of_bank THEN amount ELSE -amount END), 0) AS gap FROM match_amounts WHERE match_id = NEW.id) x
  WHERE x.n = NEW.part_count AND x.gap = 0 AND least(x.bank, x.n - x.bank) <= 1;
  IF NOT FOUND THEN RAISE EXCEPTION 'the lines do not agree' USING ERRCODE = 'LF001'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER match_agrees AFTER INSERT ON bank_matches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_agreement();
--> statement-breakpoint
-- A match is undone while no signed reconciliation rests on it.
CREATE FUNCTION undo_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE m bank_matches;
BEGIN
  SELECT * INTO STRICT m FROM bank_matches WHERE id = NEW.match_id;
  PERFORM lock_reconciling(m.account_code);
  IF EXISTS (SELECT 1 FROM bank_reconciliations r JOIN reconciliation_signatures s ON s.reconciliation_id = r.id
    WHERE r.account_code = m.account_code AND s.signed_at >= m.matched_at
      AND r.as_of >= (SELECT max(day) FROM match_amounts a WHERE a.match_id = m.id)) THEN
    RAISE EXCEPTION 'a signed reconciliation rests on it' USING ERRCODE = 'LF013';
  END IF;
  DELETE FROM matched_lines WHERE match_id = m.id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_undone_before_signing BEFORE INSERT ON bank_unmatches FOR EACH ROW EXECUTE FUNCTION undo_match();
--> statement-breakpoint
-- What the books say that an account held at the end of a day.
CREATE FUNCTION books_on(p_account text, p_day date) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT coalesce((SELECT sum(debit - credit) FROM period_balances WHERE account_code = p_account
      AND period_id < extract(year FROM p_day) * 100 + extract(month FROM p_day)), 0)
    + coalesce((SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) FROM voucher_lines WHERE account_code = p_account
      AND period_id = extract(year FROM p_day) * 100 + extract(month FROM p_day) AND voucher_date <= p_day), 0)
$$;
--> statement-breakpoint
-- What the newest statement that covers a day says; null when none does.
CREATE FUNCTION bank_on(p_account text, p_day date) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT b.opening + coalesce((SELECT sum(l.money_in - l.money_out) FROM statement_lines l WHERE l.statement_id = b.id AND l.line_date <= p_day), 0)
  FROM bank_statements b WHERE b.account_code = p_account AND p_day BETWEEN b.starts_on AND b.ends_on ORDER BY b.seq DESC LIMIT 1
$$;
--> statement-breakpoint
-- What only one side knows at the end of a day (未达账项): a line in no live match, or in one of which a part comes later.
CREATE FUNCTION outstanding_items(p_account text, p_day date) RETURNS TABLE (kind text, day date, label text, summary text, amount numeric(18,2),
  old boolean, statement_line_id uuid, voucher_id uuid, line_no smallint)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  WITH late AS (SELECT c.match_id FROM matched_lines c JOIN statement_lines s ON s.id = c.statement_line_id WHERE s.account_code = p_account AND s.line_date > p_day
      UNION SELECT c.match_id FROM matched_lines c JOIN voucher_lines l ON l.voucher_id = c.voucher_id AND l.line_no = c.line_no
      WHERE l.account_code = p_account AND l.voucher_date > p_day),
    items AS (
      SELECT 'bank' AS who, s.line_date AS day, s.reference AS label, s.memo AS summary, s.money_in - s.money_out AS amount,
        s.id AS statement_line_id, NULL::uuid AS voucher_id, NULL::smallint AS line_no, s.seq AS at
      FROM statement_lines s LEFT JOIN matched_lines c ON c.statement_line_id = s.id
      WHERE s.account_code = p_account AND s.line_date <= p_day AND (c.match_id IS NULL OR c.match_id IN (SELECT match_id FROM late))
      UNION ALL
      SELECT 'book', l.voucher_date, v.word || '-' || to_char(v.number, 'FM999990000'), v.summary,
        CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END, NULL, l.voucher_id, l.line_no, v.seq
      FROM voucher_lines l JOIN vouchers v ON v.id = l.voucher_id LEFT JOIN matched_lines c ON c.voucher_id = l.voucher_id AND c.line_no = l.line_no
      WHERE l.account_code = p_account AND l.voucher_date <= p_day AND (c.match_id IS NULL OR c.match_id IN (SELECT match_id FROM late)))
  SELECT who || CASE WHEN amount > 0 THEN '_in' ELSE '_out' END, day, label, summary, abs(amount), p_day - day > 30, statement_line_id, voucher_id, line_no
  FROM items ORDER BY 1, day, at, line_no
$$;
--> statement-breakpoint
-- Whether a person had a hand on the money since the last signed reconciliation of an account: a cashier now, or
-- whoever paid, banked or drew in that time (payer and reconciler apart, decision 18).
CREATE FUNCTION handled_money(p_person uuid, p_account text, p_as_of date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  WITH since AS (SELECT coalesce(max(r.as_of), '-infinity'::date) AS day FROM bank_reconciliations r
    JOIN reconciliation_signatures s ON s.reconciliation_id = r.id WHERE r.account_code = p_account AND r.as_of < p_as_of)
  SELECT EXISTS (SELECT 1 FROM users WHERE person_id = p_person AND status <> 'disabled' AND 'cashier' = ANY (roles))
    OR EXISTS (SELECT 1 FROM payments, since WHERE paid_person_id = p_person AND paid_on > since.day AND paid_on <= p_as_of)
    OR EXISTS (SELECT 1 FROM since, deposits d JOIN users u ON u.id = d.deposited_by
      WHERE u.person_id = p_person AND d.deposited_on > since.day AND d.deposited_on <= p_as_of)
    OR EXISTS (SELECT 1 FROM since, withdrawals w JOIN users u ON u.id = w.withdrawn_by
      WHERE u.person_id = p_person AND w.withdrawn_on > since.day AND w.withdrawn_on <= p_as_of)
$$;
--> statement-breakpoint
-- Freezes the 余额调节表 of an account and day. The only writer of its tables; it posts nothing.
CREATE FUNCTION prepare_reconciliation(p_operation uuid, p_account text, p_as_of date, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; person uuid; made uuid;
BEGIN
  SELECT * INTO o FROM operations WHERE id = p_operation AND born = pg_current_xact_id() AND status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM lock_reconciling(p_account);
  SELECT person_id INTO person FROM users WHERE id = o.actor_id AND status = 'active' AND 'treasurer' = ANY (roles);
  IF person IS NULL OR handled_money(person, p_account, p_as_of) THEN
    RAISE EXCEPTION 'a treasurer without a hand on the money prepares it' USING ERRCODE = 'LF008';
  END IF;
  IF p_account !~ '^(1002|1009)' OR p_as_of > (o.created_at AT TIME ZONE 'Asia/Shanghai')::date OR bank_on(p_account, p_as_of) IS NULL THEN
    RAISE EXCEPTION 'no statement of this account covers the day' USING ERRCODE = 'LF013';
  END IF;
  INSERT INTO bank_reconciliations (account_code, as_of, book_balance, bank_in, bank_out, bank_balance, book_in, book_out, adjusted,
    prepared_by, prepared_person_id, prepared_at)
  SELECT p_account, p_as_of, b.books, i.bank_in, i.bank_out, b.bank, i.book_in, i.book_out, b.books + i.bank_in - i.bank_out, o.actor_id, person, p_at
  FROM (SELECT books_on(p_account, p_as_of) AS books, bank_on(p_account, p_as_of) AS bank) b, (
    SELECT coalesce(sum(amount) FILTER (WHERE kind = 'bank_in'), 0) AS bank_in, coalesce(sum(amount) FILTER (WHERE kind = 'bank_out'), 0) AS bank_out,
      coalesce(sum(amount) FILTER (WHERE kind = 'book_in'), 0) AS book_in, coalesce(sum(amount) FILTER (WHERE kind = 'book_out'), 0) AS book_out
    FROM outstanding_items(p_account, p_as_of)) i
  RETURNING id INTO made;
  INSERT INTO reconciliation_items (reconciliation_id, item_no, kind, day, label, summary, amount, old, statement_line_id, voucher_id, line_no)
  SELECT made, i.n, i.kind, i.day, i.label, i.summary, i.amount, i.old, i.statement_line_id, i.voucher_id, i.line_no
  FROM outstanding_items(p_account, p_as_of) WITH ORDINALITY AS i(kind, day, label, summary, amount, old, statement_line_id, voucher_id, line_no, n);
  RETURN made;
END $$;
--> statement-breakpoint
-- The reviewer is another person without a hand on the money, and signs only what still holds.
CREATE FUNCTION guard_reconciliation_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r bank_reconciliations;
BEGIN
  SELECT * INTO STRICT r FROM bank_reconciliations WHERE id = NEW.reconciliation_id;
  PERFORM lock_reconciling(r.account_code);
  PERFORM 1 FROM users WHERE id = NEW.user_id AND person_id = NEW.person_id AND status = 'active' AND roles && '{treasurer,chair}';
  IF NOT FOUND OR NEW.person_id = r.prepared_person_id OR handled_money(NEW.person_id, r.account_code, r.as_of) THEN
    RAISE EXCEPTION 'another person without a hand on the money reviews it' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM reconciliation_signatures WHERE reconciliation_id = r.id) THEN RETURN NEW; END IF;
  IF r.book_balance <> books_on(r.account_code, r.as_of) OR r.bank_balance IS DISTINCT FROM bank_on(r.account_code, r.as_of) OR EXISTS (
    WITH then_ AS (SELECT kind, day, amount, statement_line_id, voucher_id, line_no FROM reconciliation_items WHERE reconciliation_id = r.id),
      now_ AS (SELECT kind, day, amount, statement_line_id, voucher_id, line_no FROM outstanding_items(r.account_code, r.as_of))
    (SELECT * FROM then_ EXCEPT SELECT * FROM now_) UNION ALL (SELECT * FROM now_ EXCEPT SELECT * FROM then_)) THEN
    RAISE EXCEPTION 'books, statement or matches changed since: prepare it again' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reconciliation_reviewed_by_another BEFORE INSERT ON reconciliation_signatures FOR EACH ROW EXECUTE FUNCTION guard_reconciliation_signature();
--> statement-breakpoint
-- The notes and coins of a count come with it and add up to what was counted.
CREATE FUNCTION require_denominations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM cash_counts c WHERE c.id = NEW.count_id AND c.xmin = pg_current_xact_id()::xid
    AND c.counted_amount = (SELECT sum(face * sheets) FROM cash_count_denominations d WHERE d.count_id = c.id);
  IF NOT FOUND THEN RAISE EXCEPTION 'the notes do not add up to the count' USING ERRCODE = 'LF001'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER denominations_add_up AFTER INSERT ON cash_count_denominations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_denominations();
--> statement-breakpoint
-- Whoever signs a shortage names who is liable for it.
CREATE FUNCTION require_liability() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cash_liabilities WHERE count_id = NEW.id AND noted_by = NEW.confirmed_by) THEN
    RAISE EXCEPTION 'a shortage names who is liable' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER shortage_is_named AFTER UPDATE ON cash_counts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.confirmed_by IS NOT NULL AND NEW.counted_amount < NEW.book_amount) EXECUTE FUNCTION require_liability();
--> statement-breakpoint
-- What is left of a count's difference: nothing when it is unsigned or its voucher was taken back.
CREATE FUNCTION unsettled(p_count uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT coalesce((SELECT abs(c.counted_amount - c.book_amount) FROM cash_counts c WHERE c.id = p_count AND c.voucher_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses_id = c.voucher_id)), 0)
    - coalesce((SELECT sum(s.amount) FROM cash_settlements s JOIN cash_differences d ON d.settlement_id = s.id
      WHERE s.count_id = p_count AND NOT EXISTS (SELECT 1 FROM vouchers v JOIN vouchers r ON r.reverses_id = v.id
        WHERE v.source_type = 'cash_difference' AND v.source_id = d.id)), 0)
$$;
--> statement-breakpoint
-- A shortage is paid in (the cashier takes the money) or written off, a surplus recognised (a treasurer proposes).
CREATE FUNCTION guard_settlement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE c cash_counts;
BEGIN
  SELECT * INTO STRICT c FROM cash_counts WHERE id = NEW.count_id FOR UPDATE;
  PERFORM 1 FROM users WHERE id = NEW.proposed_by AND status = 'active' AND CASE NEW.way WHEN 'paid_in' THEN 'cashier' ELSE 'treasurer' END = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'not theirs to propose' USING ERRCODE = 'LF008'; END IF;
  IF (NEW.way = 'recognised') <> (c.counted_amount > c.book_amount) OR NEW.settled_on < c.counted_on THEN
    RAISE EXCEPTION 'not the way of this difference' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.amount > unsettled(c.id) THEN RAISE EXCEPTION 'more than is left of the difference' USING ERRCODE = 'LF014'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER settlement_within_difference BEFORE INSERT ON cash_settlements FOR EACH ROW EXECUTE FUNCTION guard_settlement();
--> statement-breakpoint
-- Another person approves the newest settlement: a treasurer sees the money paid in, the chair decides the rest.
CREATE FUNCTION guard_cash_difference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE s cash_settlements;
BEGIN
  SELECT * INTO STRICT s FROM cash_settlements WHERE id = NEW.settlement_id;
  PERFORM 1 FROM cash_counts WHERE id = s.count_id FOR UPDATE;
  PERFORM 1 FROM users a, users b WHERE a.id = s.proposed_by AND b.id = NEW.approved_by AND a.person_id <> b.person_id
    AND b.status = 'active' AND CASE s.way WHEN 'paid_in' THEN 'treasurer' ELSE 'chair' END = ANY (b.roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'another person has to approve it' USING ERRCODE = 'LF008'; END IF;
  IF EXISTS (SELECT 1 FROM cash_settlements x WHERE x.count_id = s.count_id AND x.seq > s.seq) THEN
    RAISE EXCEPTION 'a newer settlement took its place' USING ERRCODE = 'LF013';
  END IF;
  IF s.amount > unsettled(s.count_id) THEN RAISE EXCEPTION 'more than is left of the difference' USING ERRCODE = 'LF014'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_difference_approved_by_another BEFORE INSERT ON cash_differences FOR EACH ROW EXECUTE FUNCTION guard_cash_difference();
--> statement-breakpoint
-- A difference that was followed up stays until its follow-ups are taken back.
CREATE FUNCTION keep_followed_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM cash_counts WHERE id = NEW.source_id FOR UPDATE;
  IF unsettled(NEW.source_id) < 0 THEN
    RAISE EXCEPTION 'take back first what followed from this count' USING ERRCODE = 'LF013';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_taken_back_last AFTER INSERT ON vouchers
  FOR EACH ROW WHEN (NEW.source_type = 'cash_count' AND NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION keep_followed_count();
--> statement-breakpoint
-- The most cash that the box may hold after cash was drawn for it: the float of the newest policy (domain.md §2.2).
CREATE FUNCTION cash_float() RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT urgent_float FROM policies ORDER BY version DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION guard_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE held numeric := lock_cash();
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.withdrawn_by AND status = 'active' AND 'cashier' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a cashier draws cash' USING ERRCODE = 'LF008'; END IF;
  IF EXISTS (SELECT 1 FROM open_cash_counts) THEN
    RAISE EXCEPTION 'a cash difference is open' USING ERRCODE = 'LF017';
  END IF;
  IF held + NEW.amount > cash_float() THEN RAISE EXCEPTION 'above what the box may hold' USING ERRCODE = 'LF018', CONSTRAINT = 'withdrawal_within_float'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER withdrawal_within_float BEFORE INSERT ON withdrawals FOR EACH ROW EXECUTE FUNCTION guard_withdrawal();
--> statement-breakpoint
CREATE TRIGGER withdrawal_reference_claimed AFTER INSERT ON withdrawals FOR EACH ROW EXECUTE FUNCTION claim_reference('withdrawal', 'account_code', 'slip_reference');
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('withdrawal', true, true), ('cash_difference', true, true);
--> statement-breakpoint
INSERT INTO posting_rules (event, debits, credits, source) VALUES
  ('E37', '{100101}', '{100201}', 'withdrawal'),
  ('E30P', '{100101}', '{112203}', 'cash_difference'),
  ('E30W', '{530101}', '{112203}', 'cash_difference'),
  ('E30R', '{220902}', '{490101}', 'cash_difference');
--> statement-breakpoint
CREATE FUNCTION lines_of_withdrawal(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E37', w.withdrawn_on, x.account, NULL::uuid, x.side, w.amount, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM withdrawals w CROSS JOIN LATERAL (VALUES ('100101', 'debit'), (w.account_code, 'credit')) x(account, side) WHERE w.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_cash_difference(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT x.event, s.settled_on, x.account, CASE WHEN x.funded THEN (SELECT id FROM funds WHERE kind = 'unrestricted') END, x.side, s.amount,
    NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM cash_differences d JOIN cash_settlements s ON s.id = d.settlement_id JOIN (VALUES
    ('paid_in', 'E30P', '100101', false, 'debit'), ('paid_in', 'E30P', '112203', false, 'credit'),
    ('written_off', 'E30W', '530101', true, 'debit'), ('written_off', 'E30W', '112203', false, 'credit'),
    ('recognised', 'E30R', '220902', false, 'debit'), ('recognised', 'E30R', '490101', true, 'credit')) x(way, event, account, funded, side) ON x.way = s.way
  WHERE d.id = p_source
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER withdrawal_posted AFTER INSERT ON withdrawals DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('withdrawal');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cash_difference_posted AFTER INSERT ON cash_differences DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('cash_difference');
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  REVOKE ALL ON FUNCTION lock_reconciling, guard_reconciling, guard_statement_line, require_statement_footing, claim_match_part, require_agreement, undo_match,
    books_on, bank_on, outstanding_items, handled_money, prepare_reconciliation, guard_reconciliation_signature, require_denominations, require_liability,
    unsettled, guard_settlement, guard_cash_difference, keep_followed_count, cash_float, guard_withdrawal, lines_of_withdrawal, lines_of_cash_difference FROM PUBLIC;
  FOREACH t IN ARRAY ARRAY['bank_statements', 'statement_lines', 'bank_matches', 'bank_match_parts', 'bank_unmatches', 'matched_lines', 'match_amounts',
    'bank_reconciliations', 'reconciliation_items', 'reconciliation_signatures', 'cash_count_denominations', 'cash_liabilities', 'cash_settlements',
    'cash_differences', 'withdrawals']
  LOOP EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, app, audit); END LOOP;
  FOREACH t IN ARRAY ARRAY['bank_statements', 'statement_lines', 'bank_matches', 'bank_match_parts', 'bank_unmatches', 'reconciliation_signatures',
    'cash_count_denominations', 'cash_liabilities', 'cash_settlements', 'cash_differences', 'withdrawals']
  LOOP EXECUTE format('GRANT INSERT ON %I TO %I', t, app); END LOOP;
  FOREACH t IN ARRAY ARRAY['lock_reconciling(text)', 'books_on(text,date)', 'bank_on(text,date)', 'outstanding_items(text,date)',
    'handled_money(uuid,text,date)', 'prepare_reconciliation(uuid,text,date,timestamptz)', 'unsettled(uuid)', 'cash_float()']
  LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', t, app); END LOOP;
END $$;
