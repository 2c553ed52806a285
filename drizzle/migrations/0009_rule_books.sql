-- One ledger, one set of posting functions; a rule book only says which code and name each account is shown under,
-- and how a period is closed. Maps are versioned data, seeded from drizzle/charts.
CREATE TABLE rule_books (
  id text NOT NULL, version integer NOT NULL, name_zh text NOT NULL, name_en text NOT NULL,
  effective_from date NOT NULL, effective_to date, closing_regime text NOT NULL, source text NOT NULL,
  CONSTRAINT rule_book_versioned_once PRIMARY KEY (id, version),
  CONSTRAINT rule_book_version_positive CHECK (version >= 1),
  CONSTRAINT rule_book_regime_known CHECK (closing_regime IN ('2004', '2026')),
  CONSTRAINT rule_book_span_runs_forward CHECK (effective_to > effective_from));
--> statement-breakpoint
CREATE TABLE rule_book_accounts (
  rule_book text NOT NULL, version integer NOT NULL, account_code text NOT NULL, book_code text NOT NULL,
  book_name_zh text NOT NULL, book_name_en text NOT NULL, trap_zh text, trap_en text,
  CONSTRAINT account_mapped_once PRIMARY KEY (rule_book, version, account_code),
  CONSTRAINT map_of_a_rule_book FOREIGN KEY (rule_book, version) REFERENCES rule_books (id, version),
  CONSTRAINT map_of_an_account FOREIGN KEY (account_code) REFERENCES accounts (code),
  CONSTRAINT book_code_is_figures CHECK (book_code ~ '^[0-9]{4,12}$'),
  CONSTRAINT trap_in_both_languages CHECK ((trap_zh IS NULL) = (trap_en IS NULL)));
--> statement-breakpoint
CREATE TABLE organisation_rule_books (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  rule_book text NOT NULL, version integer NOT NULL, effective_from date NOT NULL,
  chosen_by uuid NOT NULL, chosen_at timestamp with time zone NOT NULL,
  CONSTRAINT rule_book_choice_in_order UNIQUE (seq),
  CONSTRAINT choice_of_a_rule_book FOREIGN KEY (rule_book, version) REFERENCES rule_books (id, version),
  CONSTRAINT rule_book_chosen_by_a_user FOREIGN KEY (chosen_by) REFERENCES users (id),
  CONSTRAINT rule_book_begins_a_year CHECK (extract(month FROM effective_from) = 1 AND extract(day FROM effective_from) = 1));
--> statement-breakpoint
CREATE TABLE rule_book_approvals (
  choice_id uuid NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  approved_by uuid NOT NULL, approved_at timestamp with time zone NOT NULL,
  CONSTRAINT rule_book_approved_once PRIMARY KEY (choice_id),
  CONSTRAINT rule_book_approval_in_order UNIQUE (seq),
  CONSTRAINT approval_of_a_choice FOREIGN KEY (choice_id) REFERENCES organisation_rule_books (id),
  CONSTRAINT rule_book_approved_by_a_user FOREIGN KEY (approved_by) REFERENCES users (id));
--> statement-breakpoint
CREATE TABLE account_closures (
  account_code text NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL, closed_on date NOT NULL,
  reason text NOT NULL, closed_by uuid NOT NULL, closed_at timestamp with time zone NOT NULL,
  CONSTRAINT account_closed_once PRIMARY KEY (account_code),
  CONSTRAINT account_closure_in_order UNIQUE (seq),
  CONSTRAINT closure_of_an_account FOREIGN KEY (account_code) REFERENCES accounts (code),
  CONSTRAINT account_closed_by_a_user FOREIGN KEY (closed_by) REFERENCES users (id));
--> statement-breakpoint
CREATE TABLE bank_accounts (
  account_code text NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL, bank_name text NOT NULL,
  last_four text NOT NULL, kind text NOT NULL, opened_on date NOT NULL,
  added_by uuid NOT NULL, added_at timestamp with time zone NOT NULL,
  CONSTRAINT bank_account_one_per_leaf PRIMARY KEY (account_code),
  CONSTRAINT bank_account_in_order UNIQUE (seq),
  CONSTRAINT bank_account_registered_once UNIQUE (bank_name, last_four),
  CONSTRAINT bank_account_has_its_leaf FOREIGN KEY (account_code) REFERENCES accounts (code),
  CONSTRAINT bank_account_added_by_a_user FOREIGN KEY (added_by) REFERENCES users (id),
  CONSTRAINT bank_account_below_bank_deposits CHECK (account_code LIKE '1002__%'),
  CONSTRAINT bank_account_kind_known CHECK (kind IN ('own', 'agency')),
  CONSTRAINT bank_account_ends_in_four_figures CHECK (last_four ~ '^[0-9]{4}$'));
--> statement-breakpoint
ALTER TABLE accounts ADD CONSTRAINT account_named_once_under_parent UNIQUE (parent_code, name_zh);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rule_books', 'rule_book_accounts', 'organisation_rule_books', 'rule_book_approvals',
    'account_closures', 'bank_accounts']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- An account is never changed but for one thing: a leaf without a balance stops taking lines, for good.
CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'accounts are kept' USING ERRCODE = 'LF006'; END IF;
  IF to_jsonb(NEW) - 'takes_lines' IS DISTINCT FROM to_jsonb(OLD) - 'takes_lines' OR NEW.takes_lines
     OR EXISTS (SELECT 1 FROM account_balances WHERE account_code = OLD.code AND debit <> credit) THEN
    RAISE EXCEPTION 'account % is not changed', OLD.code USING ERRCODE = 'LF006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER accounts_append_only ON accounts;
--> statement-breakpoint
CREATE TRIGGER accounts_append_only BEFORE UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION guard_account();
--> statement-breakpoint
ALTER TABLE accounts ENABLE ALWAYS TRIGGER accounts_append_only;
--> statement-breakpoint
-- Whether postings name this very account: those of domain.md §1.6, and whatever posting_rules names since.
CREATE FUNCTION system_account(p_code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT p_code = ANY ('{100101,100102,100201,100202,100901,100902,100903,112201,112202,112203,1131,120101,120102,120103,1801,
      220901,220902,220903,220904,2601,3101,3102,320101,320102,410101,410102,440101,440102,490101,490102,510101,510102,
      530101,530102,540101,540102,5501}'::text[])
    OR EXISTS (SELECT 1 FROM posting_rules WHERE source <> 'manual' AND p_code = ANY (debits || credits))
$$;
--> statement-breakpoint
-- The rule book in force on a day: the last approved choice that began by then; without one, the chart as it is kept.
CREATE FUNCTION rule_book_on(p_day date) RETURNS TABLE (rule_book text, version int, closing_regime text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT b.id, b.version, b.closing_regime FROM rule_books b JOIN (
    SELECT * FROM (
      SELECT c.rule_book, c.version, c.effective_from, a.seq FROM organisation_rule_books c
      JOIN rule_book_approvals a ON a.choice_id = c.id WHERE c.effective_from <= p_day
      UNION ALL VALUES ('2026', 1, '-infinity'::date, 0::bigint)) every_choice
    ORDER BY effective_from DESC, seq DESC LIMIT 1) x ON x.rule_book = b.id AND x.version = b.version
$$;
--> statement-breakpoint
-- How the books close on a day: as the approved rule book says, else as the organisation is set.
CREATE FUNCTION regime_on(p_day date) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce((SELECT b.closing_regime FROM organisation_rule_books c JOIN rule_book_approvals a ON a.choice_id = c.id
    JOIN rule_books b ON b.id = c.rule_book AND b.version = c.version WHERE c.effective_from <= p_day
    ORDER BY c.effective_from DESC, a.seq DESC LIMIT 1), (SELECT closing_regime FROM organisations))
$$;
--> statement-breakpoint
-- Code and name of every account under the rule book in force on a day.
CREATE FUNCTION book_accounts(p_day date)
RETURNS TABLE (account_code text, book_code text, book_name_zh text, book_name_en text, trap_zh text, trap_en text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT m.account_code, m.book_code, m.book_name_zh, m.book_name_en, m.trap_zh, m.trap_en
  FROM rule_book_on(p_day) r JOIN rule_book_accounts m ON m.rule_book = r.rule_book AND m.version = r.version
$$;
--> statement-breakpoint
-- A year whose months are closed was shown and closed under its rule book: that one stays.
CREATE FUNCTION refuse_closed_year(p_from date) RETURNS void LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM periods WHERE id > extract(year FROM p_from) * 100 AND status = 'closed') THEN
    RAISE EXCEPTION 'a month since % is closed', p_from USING ERRCODE = 'LF003';
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION guard_rule_book_choice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.chosen_by AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'a treasurer chooses the rule book' USING ERRCODE = 'LF008'; END IF;
  PERFORM 1 FROM rule_books WHERE id = NEW.rule_book AND version = NEW.version AND effective_from <= NEW.effective_from;
  IF NOT FOUND THEN RAISE EXCEPTION 'this rule book is not in force by then' USING ERRCODE = 'LF004'; END IF;
  PERFORM refuse_closed_year(NEW.effective_from);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_book_chosen_in_time BEFORE INSERT ON organisation_rule_books FOR EACH ROW EXECUTE FUNCTION guard_rule_book_choice();
--> statement-breakpoint
-- The lock is that of close_period: an approval and the close of a month that it concerns must meet.
CREATE FUNCTION guard_rule_book_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE c organisation_rule_books;
BEGIN
  PERFORM pg_advisory_xact_lock(7001, 0);
  SELECT * INTO c FROM organisation_rule_books WHERE id = NEW.choice_id;
  PERFORM 1 FROM users a, users b WHERE a.id = NEW.approved_by AND b.id = c.chosen_by AND a.person_id <> b.person_id
    AND a.status = 'active' AND 'chair' = ANY (a.roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'the chair approves what another person chose' USING ERRCODE = 'LF008'; END IF;
  PERFORM refuse_closed_year(c.effective_from);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_book_approved_by_chair BEFORE INSERT ON rule_book_approvals FOR EACH ROW EXECUTE FUNCTION guard_rule_book_approval();
--> statement-breakpoint
-- The active treasurer whose operation this is; nobody posts meanwhile, so that no account changes under a voucher.
CREATE FUNCTION treasurer_of(p_operation uuid) RETURNS operations LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE o operations;
BEGIN
  SELECT * INTO o FROM operations WHERE id = p_operation AND born = pg_current_xact_id() AND status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM pg_advisory_xact_lock(7001, 0);
  PERFORM 1 FROM users WHERE id = o.actor_id AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'a treasurer keeps the accounts' USING ERRCODE = 'LF008'; END IF;
  RETURN o;
END $$;
--> statement-breakpoint
-- A new leaf: its parent's code and two figures more; side, fund, beneficiary and floor as its parent has them.
CREATE FUNCTION insert_leaf(p_parent text, p_name_zh text, p_name_en text, p_agency boolean) RETURNS text
LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE a accounts; last int; leaf text;
BEGIN
  SELECT * INTO a FROM accounts WHERE code = p_parent FOR UPDATE;
  IF NOT FOUND OR length(p_parent) > 10 THEN RAISE EXCEPTION 'no account to divide' USING ERRCODE = 'LF004'; END IF;
  -- 01 and 02 below a class 3, 4 or 5 account are unrestricted and restricted: there is no third
  IF system_account(p_parent) OR NOT a.takes_lines AND a.class >= 3 AND length(p_parent) = 4
     AND EXISTS (SELECT 1 FROM accounts WHERE parent_code = p_parent AND system_account(code)) THEN
    RAISE EXCEPTION 'postings name the accounts of %', p_parent USING ERRCODE = 'LF007';
  END IF;
  IF EXISTS (SELECT 1 FROM account_closures WHERE account_code = p_parent)
     OR EXISTS (SELECT 1 FROM account_balances WHERE account_code = p_parent) THEN
    RAISE EXCEPTION 'account % is closed or has lines of its own', p_parent USING ERRCODE = 'LF013';
  END IF;
  SELECT max(right(code, 2)::int) INTO last FROM accounts WHERE parent_code = p_parent;
  IF last = 99 THEN RAISE EXCEPTION 'account % has 99 sub-accounts', p_parent USING ERRCODE = 'LF014'; END IF;
  IF a.takes_lines THEN UPDATE accounts SET takes_lines = false WHERE code = p_parent; END IF;
  leaf := p_parent || to_char(coalesce(last, 0) + 1, 'FM00');
  INSERT INTO accounts (code, name_zh, name_en, class, side, parent_code, takes_lines, needs_fund, needs_beneficiary, never_negative)
  VALUES (leaf, p_name_zh, p_name_en, a.class, a.side, p_parent, true, a.needs_fund, a.needs_beneficiary OR p_agency, a.never_negative);
  INSERT INTO rule_book_accounts
  SELECT rule_book, version, leaf, book_code || right(leaf, 2),
    CASE WHEN rule_book = '2026' THEN p_name_zh ELSE book_name_zh || '—' || p_name_zh END,
    CASE WHEN rule_book = '2026' THEN p_name_en ELSE book_name_en || ': ' || p_name_en END, trap_zh, trap_en
  FROM rule_book_accounts WHERE account_code = p_parent;
  RETURN leaf;
END $$;
--> statement-breakpoint
CREATE FUNCTION add_account(p_operation uuid, p_parent text, p_name_zh text, p_name_en text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM treasurer_of(p_operation);
  IF p_parent LIKE '1002%' THEN
    RAISE EXCEPTION 'a bank account is added with its bank' USING ERRCODE = 'LF007';
  END IF;
  RETURN insert_leaf(p_parent, p_name_zh, p_name_en, false);
END $$;
--> statement-breakpoint
-- Registers a bank account: p_leaf names one of the two that every chart has, or none for a new leaf.
CREATE FUNCTION add_bank_account(p_operation uuid, p_leaf text, p_bank text, p_last_four text, p_kind text, p_opened_on date)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations := treasurer_of(p_operation); leaf text := p_leaf;
BEGIN
  IF leaf IS NULL THEN
    leaf := insert_leaf('1002', p_bank || '（' || p_last_four || '）', p_bank || ' (' || p_last_four || ')', p_kind = 'agency');
  END IF;
  PERFORM 1 FROM accounts WHERE code = leaf AND parent_code = '1002' AND takes_lines
    AND needs_beneficiary = (p_kind = 'agency');
  IF NOT FOUND THEN RAISE EXCEPTION 'no bank account of this kind' USING ERRCODE = 'LF004'; END IF;
  INSERT INTO bank_accounts (account_code, bank_name, last_four, kind, opened_on, added_by, added_at)
  VALUES (leaf, p_bank, p_last_four, p_kind, p_opened_on, o.actor_id, o.created_at);
  RETURN leaf;
END $$;
--> statement-breakpoint
-- Closes a sub-account that nobody's postings name, once nothing stands on it.
CREATE FUNCTION close_account(p_operation uuid, p_account text, p_day date, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations := treasurer_of(p_operation);
BEGIN
  PERFORM 1 FROM accounts WHERE code = p_account AND takes_lines;
  IF NOT FOUND THEN RAISE EXCEPTION 'no account that takes lines' USING ERRCODE = 'LF004'; END IF;
  IF system_account(p_account) THEN RAISE EXCEPTION 'postings name account %', p_account USING ERRCODE = 'LF007'; END IF;
  IF EXISTS (SELECT 1 FROM account_balances WHERE account_code = p_account AND debit <> credit)
     OR EXISTS (SELECT 1 FROM voucher_lines WHERE account_code = p_account AND voucher_date > p_day) THEN
    RAISE EXCEPTION 'account % has a balance or later lines', p_account USING ERRCODE = 'LF013';
  END IF;
  INSERT INTO account_closures (account_code, closed_on, reason, closed_by, closed_at)
  VALUES (p_account, p_day, p_reason, o.actor_id, o.created_at);
  UPDATE accounts SET takes_lines = false WHERE code = p_account;
END $$;
--> statement-breakpoint
-- Opening balances (E31): what the old books held at the end of a month, entered by one treasurer, reviewed by another
-- person, posted once. A sheet of more than 200 lines is posted in parts, each balanced in itself.
CREATE TABLE opening_sheets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  opens_on date NOT NULL, total numeric(18, 2) NOT NULL, prepared_by uuid NOT NULL,
  prepared_at timestamp with time zone NOT NULL, born xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT opening_sheet_in_order UNIQUE (seq),
  CONSTRAINT opening_sheet_prepared_by_a_user FOREIGN KEY (prepared_by) REFERENCES users (id),
  CONSTRAINT opening_at_the_end_of_a_month CHECK (opens_on = (date_trunc('month', opens_on) + interval '1 month - 1 day')::date),
  CONSTRAINT opening_total_positive CHECK (total > 0));
--> statement-breakpoint
CREATE TABLE opening_rows (
  sheet_id uuid NOT NULL, line_no smallint NOT NULL, part smallint NOT NULL, account_code text NOT NULL, fund_id uuid,
  beneficiary text, side text NOT NULL, amount numeric(18, 2) NOT NULL,
  CONSTRAINT opening_row_numbered_once PRIMARY KEY (sheet_id, line_no),
  CONSTRAINT opening_row_of_a_sheet FOREIGN KEY (sheet_id) REFERENCES opening_sheets (id),
  CONSTRAINT opening_row_of_an_account FOREIGN KEY (account_code) REFERENCES accounts (code),
  CONSTRAINT opening_row_of_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id),
  CONSTRAINT opening_row_side_known CHECK (side IN ('debit', 'credit')),
  CONSTRAINT opening_row_positive CHECK (amount > 0),
  CONSTRAINT opening_row_is_a_balance CHECK (account_code ~ '^([12]|310[12])'));
--> statement-breakpoint
CREATE TABLE opening_funds (
  sheet_id uuid NOT NULL, fund_id uuid NOT NULL, balance numeric(18, 2) NOT NULL,
  CONSTRAINT opening_fund_once PRIMARY KEY (sheet_id, fund_id),
  CONSTRAINT opening_fund_of_a_sheet FOREIGN KEY (sheet_id) REFERENCES opening_sheets (id),
  CONSTRAINT opening_fund_is_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id));
--> statement-breakpoint
CREATE TABLE opening_commitments (
  sheet_id uuid NOT NULL, line_no smallint NOT NULL, fund_id uuid NOT NULL, case_text text NOT NULL,
  amount numeric(18, 2) NOT NULL,
  CONSTRAINT opening_commitment_numbered_once PRIMARY KEY (sheet_id, line_no),
  CONSTRAINT opening_commitment_of_a_sheet FOREIGN KEY (sheet_id) REFERENCES opening_sheets (id),
  CONSTRAINT opening_commitment_of_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id),
  CONSTRAINT opening_commitment_positive CHECK (amount > 0));
--> statement-breakpoint
CREATE TABLE opening_reviews (
  sheet_id uuid NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL, reviewed_by uuid NOT NULL,
  reviewed_at timestamp with time zone NOT NULL,
  CONSTRAINT opening_reviewed_once PRIMARY KEY (sheet_id),
  CONSTRAINT opening_review_in_order UNIQUE (seq),
  CONSTRAINT opening_review_of_a_sheet FOREIGN KEY (sheet_id) REFERENCES opening_sheets (id),
  CONSTRAINT opening_reviewed_by_a_user FOREIGN KEY (reviewed_by) REFERENCES users (id));
--> statement-breakpoint
CREATE TABLE opening_parts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  sheet_id uuid NOT NULL, part smallint NOT NULL, posted_by uuid NOT NULL, posted_at timestamp with time zone NOT NULL,
  CONSTRAINT opening_part_in_order UNIQUE (seq),
  CONSTRAINT opening_part_posted_once UNIQUE (sheet_id, part),
  CONSTRAINT opening_part_of_a_reviewed_sheet FOREIGN KEY (sheet_id) REFERENCES opening_reviews (sheet_id),
  CONSTRAINT opening_posted_by_a_user FOREIGN KEY (posted_by) REFERENCES users (id));
--> statement-breakpoint
INSERT INTO document_kinds (kind, by_lines, reversible) VALUES ('opening', true, true);
--> statement-breakpoint
-- dips: an old book may have taken the unrestricted fund a little below zero (decision 4)
INSERT INTO posting_rules (event, debits, credits, source, dips) VALUES ('E31', '{1,2,3101,3102}', '{1,2,3101,3102}', 'opening', true);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['opening_sheets', 'opening_rows', 'opening_funds', 'opening_commitments', 'opening_reviews', 'opening_parts']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION lines_of_opening(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E31', s.opens_on, r.account_code, r.fund_id, r.side, r.amount, NULL::uuid, NULL::uuid, NULL::uuid, r.beneficiary
  FROM opening_parts p JOIN opening_sheets s ON s.id = p.sheet_id JOIN opening_rows r ON r.sheet_id = p.sheet_id AND r.part = p.part
  WHERE p.id = p_source
$$;
--> statement-breakpoint
-- A sheet arrives whole: nothing is added to it by a later act.
CREATE FUNCTION guard_opening_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM opening_sheets WHERE id = NEW.sheet_id AND born = pg_current_xact_id();
  IF NOT FOUND THEN RAISE EXCEPTION 'this sheet is complete' USING ERRCODE = 'LF006'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opening_row_with_its_sheet BEFORE INSERT ON opening_rows FOR EACH ROW EXECUTE FUNCTION guard_opening_row();
--> statement-breakpoint
CREATE TRIGGER opening_fund_with_its_sheet BEFORE INSERT ON opening_funds FOR EACH ROW EXECUTE FUNCTION guard_opening_row();
--> statement-breakpoint
CREATE TRIGGER opening_commitment_with_its_sheet BEFORE INSERT ON opening_commitments FOR EACH ROW EXECUTE FUNCTION guard_opening_row();
--> statement-breakpoint
-- A sheet foots: in total and part by part, fund by fund against the fund table, beneficiary by beneficiary.
CREATE FUNCTION require_footing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE bad text;
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.prepared_by AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'a treasurer enters opening balances' USING ERRCODE = 'LF008'; END IF;
  SELECT 'part ' || part INTO bad FROM opening_rows WHERE sheet_id = NEW.id GROUP BY part
  HAVING sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) <> 0 OR count(*) > 200 LIMIT 1;
  IF bad IS NULL AND (SELECT sum(amount) FROM opening_rows WHERE sheet_id = NEW.id AND side = 'debit') IS DISTINCT FROM NEW.total THEN
    bad := 'the total';
  END IF;
  IF bad IS NULL THEN
    SELECT 'fund ' || f.code INTO bad FROM funds f LEFT JOIN opening_funds o ON o.fund_id = f.id AND o.sheet_id = NEW.id
    LEFT JOIN (SELECT fund_id, sum(CASE side WHEN 'credit' THEN amount ELSE -amount END) FILTER (WHERE account_code LIKE '3%') AS entered,
        bool_or(account_code LIKE '3101%') AS unrestricted, bool_or(account_code LIKE '3102%') AS restricted
      FROM opening_rows WHERE sheet_id = NEW.id AND fund_id IS NOT NULL GROUP BY 1) r ON r.fund_id = f.id
    WHERE coalesce(r.entered, 0) <> coalesce(o.balance, 0) OR r.unrestricted AND f.kind = 'restricted' OR r.restricted AND f.kind <> 'restricted' LIMIT 1;
  END IF;
  IF bad IS NULL THEN
    SELECT 'beneficiary ' || beneficiary INTO bad FROM opening_rows WHERE sheet_id = NEW.id AND beneficiary IS NOT NULL GROUP BY beneficiary
    HAVING sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) <> 0 LIMIT 1;
  END IF;
  IF bad IS NOT NULL THEN RAISE EXCEPTION '% does not foot', bad USING ERRCODE = 'LF001'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER opening_sheet_foots AFTER INSERT ON opening_sheets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_footing();
--> statement-breakpoint
CREATE FUNCTION guard_opening_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM opening_sheets s JOIN users b ON b.id = s.prepared_by JOIN users a ON a.id = NEW.reviewed_by
  WHERE s.id = NEW.sheet_id AND a.person_id <> b.person_id AND a.status = 'active' AND a.roles && '{treasurer,chair}';
  IF NOT FOUND THEN RAISE EXCEPTION 'another person reviews the opening balances' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opening_reviewed_by_another BEFORE INSERT ON opening_reviews FOR EACH ROW EXECUTE FUNCTION guard_opening_review();
--> statement-breakpoint
-- Opening balances are the first thing in the books, once, before any month is closed. The lock is that of close_period.
CREATE FUNCTION guard_opening_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE s opening_sheets;
BEGIN
  PERFORM pg_advisory_xact_lock(7001, 0);
  SELECT * INTO s FROM opening_sheets WHERE id = NEW.sheet_id;
  PERFORM 1 FROM opening_reviews r JOIN users b ON b.id = r.reviewed_by JOIN users a ON a.id = NEW.posted_by
  WHERE r.sheet_id = NEW.sheet_id AND a.person_id <> b.person_id AND a.status = 'active' AND 'treasurer' = ANY (a.roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'another person than a treasurer who posts reviewed it' USING ERRCODE = 'LF008'; END IF;
  IF EXISTS (SELECT 1 FROM periods WHERE status = 'closed') THEN
    RAISE EXCEPTION 'a month is closed already' USING ERRCODE = 'LF003';
  END IF;
  IF EXISTS (SELECT 1 FROM vouchers v WHERE v.source_type <> 'opening' AND v.voucher_date <= s.opens_on)
     OR EXISTS (SELECT 1 FROM opening_parts p JOIN vouchers v ON v.source_type = 'opening' AND v.source_id = p.id AND v.reverses_id IS NULL
       WHERE (p.sheet_id <> NEW.sheet_id OR p.part = NEW.part) AND NOT EXISTS (SELECT 1 FROM vouchers x WHERE x.reverses_id = v.id)) THEN
    RAISE EXCEPTION 'the books are opened already' USING ERRCODE = 'LF013', CONSTRAINT = 'opened_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opening_posted_first BEFORE INSERT ON opening_parts FOR EACH ROW EXECUTE FUNCTION guard_opening_part();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER opening_posted AFTER INSERT ON opening_parts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('opening');
--> statement-breakpoint
CREATE FUNCTION require_every_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT part FROM opening_rows WHERE sheet_id = NEW.sheet_id EXCEPT SELECT part FROM opening_parts WHERE sheet_id = NEW.sheet_id) THEN
    RAISE EXCEPTION 'a part of the opening balances is missing' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER opening_posted_whole AFTER INSERT ON opening_parts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_every_part();
--> statement-breakpoint
-- After the first close the opening vouchers stay as they are (E31).
CREATE FUNCTION guard_opening_reversal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM periods WHERE status = 'closed') THEN
    RAISE EXCEPTION 'opening balances stay after the first close' USING ERRCODE = 'LF003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER opening_stays_after_the_first_close BEFORE INSERT ON vouchers FOR EACH ROW
  WHEN (NEW.source_type = 'opening' AND NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION guard_opening_reversal();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); f text;
BEGIN
  EXECUTE format('GRANT SELECT ON rule_books, rule_book_accounts, organisation_rule_books, rule_book_approvals,
    account_closures, bank_accounts, opening_sheets, opening_rows, opening_funds, opening_commitments, opening_reviews,
    opening_parts TO %I, %I', app, audit);
  EXECUTE format('GRANT INSERT ON organisation_rule_books, rule_book_approvals, opening_sheets, opening_rows, opening_funds,
    opening_commitments, opening_reviews, opening_parts TO %I', app);
  FOREACH f IN ARRAY ARRAY['guard_account()', 'refuse_closed_year(date)', 'guard_rule_book_choice()', 'guard_rule_book_approval()',
    'lines_of_opening(uuid)', 'guard_opening_row()', 'require_footing()', 'guard_opening_review()', 'guard_opening_part()',
    'require_every_part()', 'guard_opening_reversal()', 'treasurer_of(uuid)', 'insert_leaf(text,text,text,boolean)', 'system_account(text)', 'rule_book_on(date)', 'regime_on(date)', 'book_accounts(date)',
    'add_account(uuid,text,text,text)', 'add_bank_account(uuid,text,text,text,text,date)', 'close_account(uuid,text,date,text)']
  LOOP EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f); END LOOP;
  EXECUTE format('GRANT EXECUTE ON FUNCTION system_account(text), rule_book_on(date), regime_on(date), book_accounts(date) TO %I, %I', app, audit);
  EXECUTE format('GRANT EXECUTE ON FUNCTION add_account(uuid,text,text,text), add_bank_account(uuid,text,text,text,text,date),
    close_account(uuid,text,date,text) TO %I', app);
END $$;
