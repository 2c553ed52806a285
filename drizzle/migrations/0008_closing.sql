-- Closing of a month and of a year by vouchers (domain.md §1.3, E32, E33; decision 9), the chair's signature under
-- a deficit (decision 4), re-opening by two, the lock of an audited year, and cash that stands at the end of every day.
INSERT INTO document_kinds VALUES ('closing', false, false);
--> statement-breakpoint
ALTER TABLE organisations ADD COLUMN closing_regime text NOT NULL DEFAULT '2026',
  ADD CONSTRAINT organisation_regime_known CHECK (closing_regime IN ('2004', '2026'));
--> statement-breakpoint
-- Months that were closed before closings posted vouchers: their income and expense went on into the next month.
ALTER TABLE periods ADD COLUMN before_closings boolean NOT NULL DEFAULT false;
--> statement-breakpoint
UPDATE periods SET before_closings = true WHERE status = 'closed';
--> statement-breakpoint
CREATE INDEX line_of_cash_by_day ON voucher_lines (account_code, voucher_date) WHERE account_code LIKE '1001%';
--> statement-breakpoint
-- The document of a closing voucher: what closed, and by which regime. One row for each voucher.
CREATE TABLE closings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  period_id integer NOT NULL,
  kind text NOT NULL,
  regime text NOT NULL,
  ordinal smallint NOT NULL,
  posted_by uuid NOT NULL,
  operation_id uuid NOT NULL,
  posted_at timestamptz NOT NULL,
  CONSTRAINT closing_in_order UNIQUE (seq),
  CONSTRAINT closing_posted_once UNIQUE (operation_id, ordinal),
  CONSTRAINT closing_of_a_month FOREIGN KEY (period_id) REFERENCES periods (id),
  CONSTRAINT closing_by_a_user FOREIGN KEY (posted_by) REFERENCES users (id),
  CONSTRAINT closing_of_an_operation FOREIGN KEY (operation_id) REFERENCES operations (id),
  CONSTRAINT closing_kind_known CHECK (kind = 'month' OR kind = 'year' AND period_id % 100 = 12),
  CONSTRAINT closing_regime_known CHECK (regime IN ('2004', '2026'))
);
--> statement-breakpoint
-- The chair saw that this fund ended the month below zero, and let the month close (decision 4).
CREATE TABLE deficit_sign_offs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  period_id integer NOT NULL,
  fund_id uuid NOT NULL,
  amount numeric(18, 2) NOT NULL,
  reason text NOT NULL,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  CONSTRAINT deficit_in_order UNIQUE (seq),
  CONSTRAINT deficit_signed_once_in_an_act UNIQUE (operation_id, fund_id),
  CONSTRAINT deficit_of_a_month FOREIGN KEY (period_id) REFERENCES periods (id),
  CONSTRAINT deficit_of_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id),
  CONSTRAINT deficit_signed_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT deficit_signed_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id),
  CONSTRAINT deficit_of_an_operation FOREIGN KEY (operation_id) REFERENCES operations (id),
  CONSTRAINT deficit_is_below_zero CHECK (amount < 0)
);
--> statement-breakpoint
CREATE TABLE reopen_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  period_id integer NOT NULL,
  reason text NOT NULL,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  CONSTRAINT reopen_request_in_order UNIQUE (seq),
  CONSTRAINT reopening_of_a_month FOREIGN KEY (period_id) REFERENCES periods (id),
  CONSTRAINT reopening_asked_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT reopening_asked_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id),
  CONSTRAINT reopening_asked_in_an_operation FOREIGN KEY (operation_id) REFERENCES operations (id)
);
--> statement-breakpoint
CREATE TABLE reopen_decisions (
  request_id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  approves boolean NOT NULL,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  born xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT reopen_decision_in_order UNIQUE (seq),
  CONSTRAINT reopening_decided_for_a_request FOREIGN KEY (request_id) REFERENCES reopen_requests (id),
  CONSTRAINT reopening_decided_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT reopening_decided_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id),
  CONSTRAINT reopening_decided_in_an_operation FOREIGN KEY (operation_id) REFERENCES operations (id)
);
--> statement-breakpoint
-- The audit of a year is reported: nothing moves in it any more.
CREATE TABLE year_locks (
  year integer PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  audited_on date NOT NULL,
  reference text NOT NULL,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  locked_at timestamptz NOT NULL,
  CONSTRAINT year_lock_in_order UNIQUE (seq),
  CONSTRAINT year_locked_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT year_locked_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id),
  CONSTRAINT year_locked_in_an_operation FOREIGN KEY (operation_id) REFERENCES operations (id),
  CONSTRAINT year_audited_after_its_end CHECK (extract(year FROM audited_on) > year)
);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['closings', 'deficit_sign_offs', 'reopen_requests', 'reopen_decisions', 'year_locks'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER closing_posted AFTER INSERT ON closings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('closing');
--> statement-breakpoint
-- The regime changes between two years only: no month of the running year may be closed yet.
CREATE FUNCTION guard_regime() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF (SELECT max(id) % 100 FROM periods WHERE status = 'closed') <> 12 THEN
    RAISE EXCEPTION 'a month of the running year is closed by the other regime' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER regime_changes_between_years BEFORE UPDATE ON organisations FOR EACH ROW
  WHEN (OLD.closing_regime <> NEW.closing_regime) EXECUTE FUNCTION guard_regime();
--> statement-breakpoint
-- Cash stands at zero or above at the end of every day (decision 6). Only what takes cash out on a day before the
-- newest line has to look: all else is judged by what the box holds now (cash_never_negative).
CREATE FUNCTION guard_cash_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE l record; held numeric; lowest numeric;
BEGIN
  FOR l IN SELECT account_code AS account, min(voucher_date) AS day FROM new_lines
    WHERE account_code LIKE '1001%' AND (side = 'credit') = (amount > 0) GROUP BY 1 ORDER BY 1
  LOOP
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM voucher_lines v WHERE v.account_code = l.account
      AND v.account_code LIKE '1001%' AND v.voucher_date > l.day);
    SELECT sum(debit - credit) INTO held FROM account_balances WHERE account_code = l.account;
    SELECT min(held - later) INTO lowest FROM (
      SELECT coalesce(sum(delta) OVER (ORDER BY day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later
      FROM (SELECT voucher_date AS day, sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) AS delta
        FROM voucher_lines WHERE account_code = l.account AND account_code LIKE '1001%' AND voucher_date >= l.day GROUP BY 1) d) x;
    IF lowest < 0 THEN
      RAISE EXCEPTION 'cash on % would fall below zero on a day', l.account USING ERRCODE = 'LF012';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_stands_every_day AFTER INSERT ON voucher_lines
  REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION guard_cash_days();
--> statement-breakpoint
ALTER TABLE voucher_lines ENABLE ALWAYS TRIGGER cash_stands_every_day;
--> statement-breakpoint
-- A closed month opens again only in the transaction of an approved re-opening, and never in a locked year.
CREATE FUNCTION is_reopened_now(p_period int) RETURNS boolean LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM reopen_decisions d JOIN reopen_requests r ON r.id = d.request_id
      WHERE r.period_id = p_period AND d.approves AND d.born = pg_current_xact_id())
    AND NOT EXISTS (SELECT 1 FROM year_locks WHERE year >= p_period / 100)
$$;
--> statement-breakpoint
CREATE FUNCTION guard_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'months are kept' USING ERRCODE = 'LF006'; END IF;
  IF NEW.id <> OLD.id OR OLD.status = 'closed' AND NOT is_reopened_now(OLD.id) THEN
    RAISE EXCEPTION 'period % is locked', OLD.id USING ERRCODE = 'LF003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER period_reopened_by_two BEFORE UPDATE OR DELETE ON periods FOR EACH ROW EXECUTE FUNCTION guard_period();
--> statement-breakpoint
ALTER TABLE periods ENABLE ALWAYS TRIGGER period_reopened_by_two;
--> statement-breakpoint
-- What a month was closed with is never changed, and dropped only by its re-opening.
CREATE FUNCTION guard_closing_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT is_reopened_now(OLD.period_id) THEN
    RAISE EXCEPTION 'closing_balances is append-only: correct by adding' USING ERRCODE = 'LF006';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
DROP TRIGGER closing_balances_append_only ON closing_balances;
--> statement-breakpoint
CREATE TRIGGER closing_balances_append_only BEFORE UPDATE OR DELETE ON closing_balances
  FOR EACH ROW EXECUTE FUNCTION guard_closing_balance();
--> statement-breakpoint
ALTER TABLE closing_balances ENABLE ALWAYS TRIGGER closing_balances_append_only;
--> statement-breakpoint
-- What each account and fund stands at by the end of a month, credit less debit.
CREATE FUNCTION standing_at(p_period int) RETURNS TABLE (account text, fund uuid, net numeric)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  WITH kept AS (SELECT coalesce(max(id), 0) AS id FROM periods WHERE status = 'closed' AND id < p_period)
  SELECT account_code, fund_key, sum(credit - debit) FROM (
    SELECT account_code, fund_key, debit, credit FROM closing_balances WHERE period_id = (SELECT id FROM kept)
    UNION ALL SELECT account_code, fund_key, debit, credit FROM period_balances
    WHERE period_id > (SELECT id FROM kept) AND period_id <= p_period) x GROUP BY 1, 2
$$;
--> statement-breakpoint
-- Days of a month at whose end a cash box stands below zero.
CREATE FUNCTION negative_cash_days(p_period int) RETURNS TABLE (account text, day date, held numeric)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT * FROM (
    SELECT d.account, d.day, -s.net - coalesce(sum(d.delta) OVER (PARTITION BY d.account ORDER BY d.day DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS held
    FROM (SELECT account_code AS account, voucher_date AS day, sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) AS delta
      FROM voucher_lines WHERE account_code LIKE '1001%' AND period_id = p_period
        AND voucher_date >= make_date(p_period / 100, p_period % 100, 1)
        AND voucher_date < make_date(p_period / 100, p_period % 100, 1) + interval '1 month' GROUP BY 1, 2) d
    JOIN standing_at(p_period) s ON s.account = d.account) x WHERE held < 0
$$;
--> statement-breakpoint
-- Funds below zero at the end of a month. Signable: the unrestricted fund, and what happened outside (decisions 4, 5).
CREATE FUNCTION deficits_at(p_period int) RETURNS TABLE (fund uuid, amount numeric, signable boolean, signed boolean)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT f.id, x.amount, f.kind = 'unrestricted' OR b.in_deficit,
    EXISTS (SELECT 1 FROM deficit_sign_offs s WHERE s.period_id = p_period AND s.fund_id = f.id AND s.amount <= x.amount)
  FROM (SELECT s.fund, sum(s.net) AS amount FROM standing_at(p_period) s JOIN accounts a ON a.code = s.account
    WHERE a.class >= 3 GROUP BY 1) x
  JOIN funds f ON f.id = x.fund JOIN fund_balances b ON b.fund_id = f.id WHERE x.amount < 0
$$;
--> statement-breakpoint
-- What keeps a month from closing for the sake of the money, or null. The checklist says the rest, and links to it.
CREATE FUNCTION close_refusal(p_period int) RETURNS text LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM vouchers v WHERE v.period_id = p_period
      AND NOT EXISTS (SELECT 1 FROM voucher_signatures s WHERE s.voucher_id = v.id)) THEN 'vouchers_unsigned'
    WHEN EXISTS (SELECT 1 FROM cash_counts c JOIN periods p ON p.id = p_period
      WHERE c.confirmed_by IS NULL AND c.counted_amount <> c.book_amount AND c.counted_on BETWEEN p.starts_on AND p.ends_on) THEN 'cash_count_open'
    WHEN EXISTS (SELECT 1 FROM negative_cash_days(p_period)) THEN 'cash_below_zero'
    WHEN EXISTS (SELECT 1 FROM standing_at(p_period) s WHERE s.account LIKE '1002%' AND s.net > 0) THEN 'bank_below_zero'
    WHEN EXISTS (SELECT 1 FROM deficits_at(p_period) d WHERE NOT d.signable) THEN 'fund_below_zero'
    WHEN EXISTS (SELECT 1 FROM deficits_at(p_period) d WHERE NOT d.signed) THEN 'deficit_unsigned' END
$$;
--> statement-breakpoint
-- The lines that close a month (income and expense, E32) or a year (prior-year adjustments, E33), fund by fund.
-- Whether an account is of the restricted kind is said by its fund: check_lines lets none other in.
CREATE FUNCTION closing_lines(p_period int, p_kind text, p_regime text)
RETURNS TABLE (fund uuid, fund_code text, part int, account text, side text, amount numeric)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  WITH standing AS (
    SELECT s.fund, f.code, f.kind = 'restricted' AS restricted, s.account, a.class = 5 AS expense, s.net
    FROM standing_at(p_period) s JOIN accounts a ON a.code = s.account JOIN funds f ON f.id = s.fund
    WHERE s.net <> 0 AND CASE p_kind WHEN 'year' THEN s.account LIKE '3201%' ELSE a.class >= 4 END
  ), total AS (
    SELECT fund, code, restricted, expense, sum(net) AS net,
      CASE WHEN restricted AND NOT (expense AND p_regime = '2004') THEN '3102' ELSE '3101' END AS target
    FROM standing GROUP BY 1, 2, 3, 4
  ), line AS (
    SELECT fund, code, CASE WHEN expense THEN 3 ELSE 1 END AS part, account, -net AS credit FROM standing
    UNION ALL SELECT fund, code, CASE WHEN expense THEN 4 ELSE 2 END, target, net FROM total
    UNION ALL SELECT t.fund, t.code, x.part, x.account, x.sign * t.net
    FROM total t CROSS JOIN (VALUES (5, '3102', 1), (6, '3101', -1)) x(part, account, sign)
    WHERE t.restricted AND t.target = '3101')
  SELECT fund, code, part, account, CASE WHEN credit > 0 THEN 'credit' ELSE 'debit' END, abs(credit)::numeric(18, 2)
  FROM line WHERE credit <> 0
$$;
--> statement-breakpoint
-- Posts one closing voucher with its document.
CREATE FUNCTION post_closing_voucher(o operations, p_period int, p_kind text, p_regime text, p_lines jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE document uuid := gen_random_uuid(); place int;
BEGIN
  SELECT coalesce(max(ordinal), 0) + 1 INTO place FROM vouchers WHERE operation_id = o.id;
  INSERT INTO closings (id, period_id, kind, regime, ordinal, posted_by, operation_id, posted_at)
  VALUES (document, p_period, p_kind, p_regime, place, o.actor_id, o.id, o.created_at);
  PERFORM post_voucher(o.id, place, '记', (SELECT ends_on FROM periods WHERE id = p_period),
    CASE p_kind WHEN 'year' THEN 'E33' ELSE 'E32' END,
    CASE p_kind WHEN 'year' THEN format('结转%s年以前年度净资产调整', p_period / 100)
      ELSE format('结转%s年%s月收入和费用', p_period / 100, p_period % 100) END,
    'closing', document, NULL, o.actor_id, o.created_at, 0, p_lines);
END $$;
--> statement-breakpoint
-- All funds of a month, as many to a voucher as its 200 lines hold.
CREATE FUNCTION post_closing(o operations, p_period int, p_kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE by_regime text; f record; lines jsonb := '[]';
BEGIN
  SELECT regime_on(ends_on) INTO STRICT by_regime FROM periods WHERE id = p_period;
  FOR f IN SELECT fund_code, count(*) AS n, jsonb_agg(jsonb_build_object('account', account, 'fund', fund, 'side', side,
      'amount', amount::text) ORDER BY part, account COLLATE "C") AS lines
    FROM closing_lines(p_period, p_kind, by_regime) GROUP BY fund_code ORDER BY fund_code COLLATE "C"
  LOOP
    IF jsonb_array_length(lines) + f.n > 200 THEN
      PERFORM post_closing_voucher(o, p_period, p_kind, by_regime, lines);
      lines := '[]';
    END IF;
    lines := lines || f.lines;
  END LOOP;
  IF jsonb_array_length(lines) > 0 THEN PERFORM post_closing_voucher(o, p_period, p_kind, by_regime, lines); END IF;
END $$;
--> statement-breakpoint
-- Posts what closes a month, lets nothing in after it, and keeps what everything stood at.
CREATE FUNCTION shut_month(o operations, p_period int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM post_closing(o, p_period, 'month');
  IF p_period % 100 = 12 THEN PERFORM post_closing(o, p_period, 'year'); END IF;
  IF EXISTS (SELECT 1 FROM standing_at(p_period) s JOIN accounts a ON a.code = s.account WHERE a.class >= 4 AND s.net <> 0)
     OR (SELECT coalesce(sum(net), 0) FROM standing_at(p_period)) <> 0 THEN
    RAISE EXCEPTION 'the month is out of balance' USING ERRCODE = 'LF001';
  END IF;
  INSERT INTO closing_balances
  SELECT account_code, fund_key, p_period, sum(debit), sum(credit) FROM (
    SELECT account_code, fund_key, debit, credit FROM closing_balances
    WHERE period_id = (SELECT max(id) FROM periods WHERE id < p_period)
    UNION ALL SELECT account_code, fund_key, debit, credit FROM period_balances WHERE period_id = p_period) x
  GROUP BY account_code, fund_key;
  -- a voucher that was posted while the closing waited for it is not later than the close
  UPDATE periods SET status = 'closed', closed_by = o.actor_id, before_closings = false,
    closed_at = greatest(o.created_at, (SELECT max(posted_at) FROM vouchers WHERE period_id = p_period))
  WHERE id = p_period;
END $$;
--> statement-breakpoint
-- A December in which nothing was posted is still the end of its year: it is opened to be closed.
CREATE FUNCTION open_empty_december(p_period int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF p_period % 100 <> 12 OR NOT EXISTS (SELECT 1 FROM periods WHERE id / 100 = p_period / 100)
     OR EXISTS (SELECT 1 FROM periods WHERE id = p_period OR id > p_period AND status = 'closed') THEN RETURN; END IF;
  INSERT INTO periods (id, starts_on, ends_on, status)
  VALUES (p_period, make_date(p_period / 100, 12, 1), make_date(p_period / 100, 12, 31), 'open');
END $$;
--> statement-breakpoint
-- The operation of this transaction, by somebody who holds the role, with every month held still.
CREATE FUNCTION hold_the_books(p_operation uuid, p_role text) RETURNS operations
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'this needs READ COMMITTED: it reads again after waiting' USING ERRCODE = 'LF002';
  END IF;
  SELECT * INTO o FROM operations WHERE id = p_operation AND born = pg_current_xact_id() AND status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM pg_advisory_xact_lock(7001, 0);
  PERFORM 1 FROM users WHERE id = o.actor_id AND status = 'active' AND p_role = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a % does this', p_role USING ERRCODE = 'LF008'; END IF;
  RETURN o;
END $$;
--> statement-breakpoint
-- Closes a month that is over: waits for posts in flight, posts the closing vouchers, lets nothing in after.
CREATE OR REPLACE FUNCTION close_period(p_operation uuid, p_period int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; december int; refusal text;
BEGIN
  o := hold_the_books(p_operation, 'treasurer');
  PERFORM open_empty_december(p_period);
  IF (SELECT ends_on FROM periods WHERE id = p_period) >= (o.created_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'period % is not over', p_period USING ERRCODE = 'LF021';
  END IF;
  IF EXISTS (SELECT 1 FROM periods WHERE id < p_period AND status = 'open') THEN
    RAISE EXCEPTION 'close the earlier month first' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM periods WHERE id = p_period AND status = 'open';
  IF NOT FOUND THEN RAISE EXCEPTION 'period % is not open', p_period USING ERRCODE = 'LF013'; END IF;
  refusal := close_refusal(p_period);
  IF refusal IS NOT NULL THEN RAISE EXCEPTION 'not ready: %', refusal USING ERRCODE = 'LF022'; END IF;
  SELECT max(id) / 100 * 100 + 12 INTO december FROM periods WHERE id / 100 < p_period / 100;
  PERFORM 1 FROM periods WHERE id = december;
  IF december IS NOT NULL AND NOT FOUND THEN
    PERFORM open_empty_december(december);
    PERFORM shut_month(o, december);
  END IF;
  PERFORM shut_month(o, p_period);
END $$;
--> statement-breakpoint
-- The chair signs off every fund that ends a month below zero and may.
CREATE FUNCTION sign_deficits(p_operation uuid, p_period int, p_reason text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; n int;
BEGIN
  o := hold_the_books(p_operation, 'chair');
  PERFORM open_empty_december(p_period);
  PERFORM 1 FROM periods WHERE id = p_period AND status = 'open';
  IF NOT FOUND THEN RAISE EXCEPTION 'period % is not open', p_period USING ERRCODE = 'LF013'; END IF;
  INSERT INTO deficit_sign_offs (period_id, fund_id, amount, reason, user_id, person_id, operation_id, signed_at)
  SELECT p_period, d.fund, d.amount, p_reason, u.id, u.person_id, o.id, o.created_at
  FROM deficits_at(p_period) d, users u WHERE u.id = o.actor_id AND d.signable AND NOT d.signed;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 0 THEN RAISE EXCEPTION 'no fund waits for a signature' USING ERRCODE = 'LF013'; END IF;
  RETURN n;
END $$;
--> statement-breakpoint
-- The month that may be re-opened: the last closed one, unless its year is locked.
CREATE FUNCTION last_closed() RETURNS int LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT max(p.id) FROM periods p WHERE p.status = 'closed'
  HAVING NOT EXISTS (SELECT 1 FROM year_locks WHERE year >= max(p.id) / 100)
$$;
--> statement-breakpoint
CREATE FUNCTION ask_reopening(p_operation uuid, p_period int, p_reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; request uuid;
BEGIN
  o := hold_the_books(p_operation, 'treasurer');
  IF last_closed() IS DISTINCT FROM p_period OR EXISTS (SELECT 1 FROM reopen_requests r WHERE r.period_id = p_period
    AND NOT EXISTS (SELECT 1 FROM reopen_decisions d WHERE d.request_id = r.id)) THEN
    RAISE EXCEPTION 'only the last closed month, once' USING ERRCODE = 'LF013';
  END IF;
  INSERT INTO reopen_requests (period_id, reason, user_id, person_id, operation_id, asked_at)
  SELECT p_period, p_reason, u.id, u.person_id, o.id, o.created_at FROM users u WHERE u.id = o.actor_id
  RETURNING id INTO request;
  RETURN request;
END $$;
--> statement-breakpoint
-- The chair, another person than who asked, opens the month again: its closing vouchers are taken back in red, what it
-- was closed with is dropped, and the month takes vouchers until it is closed anew.
CREATE FUNCTION decide_reopening(p_operation uuid, p_period int, p_approves boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations; r reopen_requests; v vouchers; place int := 0;
BEGIN
  o := hold_the_books(p_operation, 'chair');
  SELECT * INTO r FROM reopen_requests q WHERE q.period_id = p_period
    AND NOT EXISTS (SELECT 1 FROM reopen_decisions d WHERE d.request_id = q.id) ORDER BY seq DESC LIMIT 1;
  IF NOT FOUND THEN RAISE EXCEPTION 'nobody asked for period %', p_period USING ERRCODE = 'LF013'; END IF;
  PERFORM 1 FROM users u WHERE u.id = o.actor_id AND u.person_id = r.person_id;
  IF FOUND THEN RAISE EXCEPTION 'who asked does not approve' USING ERRCODE = 'LF008'; END IF;
  IF p_approves AND last_closed() IS DISTINCT FROM p_period THEN
    RAISE EXCEPTION 'only the last closed month of a year that is not locked' USING ERRCODE = 'LF013';
  END IF;
  INSERT INTO reopen_decisions (request_id, approves, user_id, person_id, operation_id, decided_at)
  SELECT r.id, p_approves, u.id, u.person_id, o.id, o.created_at FROM users u WHERE u.id = o.actor_id;
  IF NOT p_approves THEN RETURN; END IF;
  UPDATE periods SET status = 'open', closed_at = NULL, closed_by = NULL WHERE id = p_period;
  DELETE FROM closing_balances WHERE period_id = p_period;
  FOR v IN SELECT * FROM vouchers c WHERE c.period_id = p_period AND c.source_type = 'closing' AND c.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM vouchers x WHERE x.reverses_id = c.id) ORDER BY c.seq
  LOOP
    place := place + 1;
    PERFORM post_voucher(o.id, place, v.word, v.voucher_date, v.event,
      format('反结账，注销%s-%s号凭证', v.word, to_char(v.number, 'FM999990000')), v.source_type, v.source_id, v.id,
      o.actor_id, o.created_at, 0, (SELECT jsonb_agg(jsonb_build_object('account', l.account_code, 'fund', l.fund_id,
        'side', l.side, 'amount', (-l.amount)::text) ORDER BY l.line_no) FROM voucher_lines l WHERE l.voucher_id = v.id),
      p_prepared_by => r.user_id);
  END LOOP;
END $$;
--> statement-breakpoint
-- The audit report of a year came: from now on nothing re-opens it.
CREATE FUNCTION lock_year(p_operation uuid, p_year int, p_audited_on date, p_reference text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations;
BEGIN
  o := hold_the_books(p_operation, 'chair');
  PERFORM 1 FROM periods WHERE id = p_year * 100 + 12 AND status = 'closed';
  IF NOT FOUND OR EXISTS (SELECT 1 FROM year_locks WHERE year >= p_year) THEN
    RAISE EXCEPTION 'year % is not closed, or locked', p_year USING ERRCODE = 'LF013';
  END IF;
  IF EXISTS (SELECT 1 FROM vouchers v WHERE v.period_id BETWEEN p_year * 100 + 1 AND p_year * 100 + 12
    AND NOT EXISTS (SELECT 1 FROM voucher_signatures s WHERE s.voucher_id = v.id)) THEN
    RAISE EXCEPTION 'not ready: vouchers_unsigned' USING ERRCODE = 'LF022';
  END IF;
  INSERT INTO year_locks (year, audited_on, reference, user_id, person_id, operation_id, locked_at)
  SELECT p_year, p_audited_on, p_reference, u.id, u.person_id, o.id, o.created_at FROM users u WHERE u.id = o.actor_id;
END $$;
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  REVOKE ALL ON FUNCTION guard_regime, guard_cash_days, is_reopened_now, guard_period, guard_closing_balance, standing_at,
    negative_cash_days, deficits_at, close_refusal, closing_lines, post_closing_voucher, post_closing, shut_month,
    open_empty_december, hold_the_books, sign_deficits, last_closed, ask_reopening, decide_reopening, lock_year FROM PUBLIC;
  FOREACH t IN ARRAY ARRAY['closings', 'deficit_sign_offs', 'reopen_requests', 'reopen_decisions', 'year_locks'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, app, audit);
  END LOOP;
  EXECUTE format('GRANT UPDATE (closing_regime) ON organisations TO %I', app);
  FOREACH t IN ARRAY ARRAY['standing_at(int)', 'negative_cash_days(int)', 'deficits_at(int)', 'last_closed()',
    'closing_lines(int,text,text)', 'sign_deficits(uuid,int,text)', 'ask_reopening(uuid,int,text)',
    'decide_reopening(uuid,int,boolean)', 'lock_year(uuid,int,date,text)']
  LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', t, app); END LOOP;
END $$;
