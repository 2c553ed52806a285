-- Who answers for what: handing over, covers, budgets, the limit of cash, and the cost rules of the annual report.
CREATE TABLE handovers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  from_person_id uuid NOT NULL,
  to_person_id uuid NOT NULL,
  witness_person_id uuid NOT NULL,
  handed_on date NOT NULL,
  items jsonb NOT NULL,
  balances jsonb NOT NULL,
  begun_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT handover_in_order UNIQUE (seq),
  CONSTRAINT handover_from_a_person FOREIGN KEY (from_person_id) REFERENCES persons (id),
  CONSTRAINT handover_to_a_person FOREIGN KEY (to_person_id) REFERENCES persons (id),
  CONSTRAINT handover_seen_by_a_person FOREIGN KEY (witness_person_id) REFERENCES persons (id),
  CONSTRAINT handover_begun_by_a_user FOREIGN KEY (begun_by) REFERENCES users (id),
  CONSTRAINT handover_kind_known CHECK (kind IN ('treasurer', 'cashier', 'stamps')),
  CONSTRAINT handover_between_three CHECK (from_person_id <> to_person_id AND witness_person_id NOT IN (from_person_id, to_person_id)),
  CONSTRAINT handover_lists_something CHECK (jsonb_typeof(items) = 'array' AND jsonb_array_length(items) BETWEEN 1 AND 100)
);
--> statement-breakpoint
CREATE INDEX handover_of_person ON handovers (kind, from_person_id, seq);
--> statement-breakpoint
CREATE TABLE handover_signatures (
  handover_id uuid NOT NULL,
  part text NOT NULL,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  session_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  CONSTRAINT handover_signed_once PRIMARY KEY (handover_id, part),
  CONSTRAINT handover_signature_in_order UNIQUE (seq),
  CONSTRAINT handover_signed_by_three UNIQUE (handover_id, person_id),
  CONSTRAINT handover_signed_in_own_session UNIQUE (handover_id, session_id),
  CONSTRAINT signature_of_a_handover FOREIGN KEY (handover_id) REFERENCES handovers (id),
  CONSTRAINT handover_signed_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT handover_signed_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id),
  CONSTRAINT handover_part_known CHECK (part IN ('giver', 'receiver', 'witness'))
);
--> statement-breakpoint
CREATE TABLE covers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  role text NOT NULL,
  covered_user_id uuid NOT NULL,
  covering_user_id uuid NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  reason text NOT NULL,
  entered_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT cover_in_order UNIQUE (seq),
  CONSTRAINT cover_of_a_user FOREIGN KEY (covered_user_id) REFERENCES users (id),
  CONSTRAINT cover_by_a_user FOREIGN KEY (covering_user_id) REFERENCES users (id),
  CONSTRAINT cover_entered_by_a_user FOREIGN KEY (entered_by) REFERENCES users (id),
  CONSTRAINT cover_role_known CHECK (role IN ('treasurer', 'cashier')),
  CONSTRAINT cover_is_short CHECK (until_on BETWEEN from_on AND from_on + 91),
  CONSTRAINT cover_by_another CHECK (covered_user_id <> covering_user_id)
);
--> statement-breakpoint
CREATE INDEX cover_of_account ON covers (covering_user_id);
--> statement-breakpoint
CREATE TABLE cover_steps (
  cover_id uuid NOT NULL,
  step text NOT NULL,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id uuid,
  at timestamptz NOT NULL,
  CONSTRAINT cover_steps_once PRIMARY KEY (cover_id, step),
  CONSTRAINT cover_step_in_order UNIQUE (seq),
  CONSTRAINT step_of_a_cover FOREIGN KEY (cover_id) REFERENCES covers (id),
  CONSTRAINT cover_step_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT cover_step_known CHECK (step IN ('confirmed', 'begun', 'ended')),
  CONSTRAINT cover_confirmed_by_somebody CHECK (step <> 'confirmed' OR user_id IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE budgets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  fund_id uuid NOT NULL,
  year integer NOT NULL,
  version integer NOT NULL,
  programme numeric(18,2) NOT NULL,
  administration numeric(18,2) NOT NULL,
  fundraising numeric(18,2) NOT NULL,
  note text NOT NULL,
  prepared_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT budget_in_order UNIQUE (seq),
  CONSTRAINT budget_version_once UNIQUE (fund_id, year, version),
  CONSTRAINT budget_of_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id),
  CONSTRAINT budget_prepared_by_a_user FOREIGN KEY (prepared_by) REFERENCES users (id),
  CONSTRAINT budget_year_known CHECK (year BETWEEN 2000 AND 2099),
  CONSTRAINT budget_not_negative CHECK (programme >= 0 AND administration >= 0 AND fundraising >= 0)
);
--> statement-breakpoint
CREATE TABLE budget_approvals (
  budget_id uuid PRIMARY KEY,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  approved_at timestamptz NOT NULL,
  CONSTRAINT budget_approval_in_order UNIQUE (seq),
  CONSTRAINT approval_of_a_budget FOREIGN KEY (budget_id) REFERENCES budgets (id),
  CONSTRAINT budget_approved_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT budget_approved_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id)
);
--> statement-breakpoint
CREATE TABLE cash_limits (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  effective_from date NOT NULL,
  amount numeric(18,2) NOT NULL,
  banking_days integer NOT NULL,
  set_by uuid,
  created_at timestamptz NOT NULL,
  CONSTRAINT cash_limit_in_order UNIQUE (seq),
  CONSTRAINT cash_limit_set_by_a_user FOREIGN KEY (set_by) REFERENCES users (id),
  CONSTRAINT cash_limit_sensible CHECK (amount >= 0 AND banking_days BETWEEN 0 AND 30)
);
--> statement-breakpoint
-- What the product begins with: the float of domain.md 2.2, banked on the same or the next day.
INSERT INTO cash_limits (effective_from, amount, banking_days, set_by, created_at) VALUES ('2000-01-01', 3000.00, 1, NULL, '2000-01-01T00:00:00Z');
--> statement-breakpoint
CREATE TABLE cost_rules (
  code text NOT NULL,
  effective_from date NOT NULL,
  income_percent numeric(5,2) NOT NULL,
  assets_percent numeric(5,2),
  admin_percent numeric(5,2) NOT NULL,
  admin_exempt_below numeric(18,2),
  assets_below numeric(18,2),
  source text NOT NULL,
  CONSTRAINT cost_rule_once PRIMARY KEY (code, effective_from)
);
--> statement-breakpoint
-- 慈善组织开展慈善活动年度支出和管理费用标准的规定 (2016), articles 9 and 11; domain.md 3.8.
INSERT INTO cost_rules VALUES
  ('small', '2016-09-01', 50, 8, 20, 200000.00, 1000000.00, '民发〔2016〕189号 第九条、第十一条'),
  ('public_foundation', '2016-09-01', 70, NULL, 10, 200000.00, NULL, '民发〔2016〕189号 第七条、第十一条');
--> statement-breakpoint
CREATE INDEX donation_of_cash_by_day ON donations (received_on) WHERE channel = 'cash';
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['handovers', 'handover_signatures', 'covers', 'cover_steps', 'budgets', 'budget_approvals', 'cash_limits', 'cost_rules']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- What the books say at this moment of all that is handed over with them.
CREATE FUNCTION books_at_handover() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT jsonb_build_object(
    'accounts', (SELECT coalesce(jsonb_agg(jsonb_build_object('account', a.code, 'balance', coalesce(b.debit - b.credit, 0)::numeric(18,2)::text) ORDER BY a.code), '[]')
      FROM accounts a LEFT JOIN account_balances b ON b.account_code = a.code
      WHERE a.takes_lines AND a.code ~ '^100[129]' AND (b.account_code IS NOT NULL OR a.code IN ('100101', '100201'))),
    'unsigned', (SELECT coalesce(jsonb_agg(v.period_id || ' ' || v.word || '-' || to_char(v.number, 'FM999990000') ORDER BY v.seq), '[]')
      FROM vouchers v JOIN periods p ON p.id = v.period_id AND p.status <> 'closed'
      WHERE NOT EXISTS (SELECT 1 FROM voucher_signatures s WHERE s.voucher_id = v.id)),
    'receipts', (SELECT coalesce(jsonb_agg(jsonb_build_object('type', x.type, 'year', x.year, 'number', x.value) ORDER BY x.type), '[]')
      FROM (SELECT DISTINCT ON (split_part(series, ':', 2)) split_part(series, ':', 2) AS type, split_part(series, ':', 3)::int AS year, value
            FROM counters WHERE series LIKE 'receipt:%' ORDER BY split_part(series, ':', 2), split_part(series, ':', 3) DESC) x),
    'vouchers', (SELECT coalesce(jsonb_agg(jsonb_build_object('word', x.word, 'period', x.period, 'number', x.value) ORDER BY x.word), '[]')
      FROM (SELECT DISTINCT ON (split_part(series, ':', 3)) split_part(series, ':', 3) AS word, split_part(series, ':', 2)::int AS period, value
            FROM counters WHERE series LIKE 'voucher:%' ORDER BY split_part(series, ':', 3), split_part(series, ':', 2) DESC) x))
$$;
--> statement-breakpoint
-- The same with posts held off until the caller's transaction ends.
CREATE FUNCTION lock_books_for_handover() RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7001, 0);
  RETURN books_at_handover();
END $$;
--> statement-breakpoint
-- Whether a person holds one of these roles through an active account.
CREATE FUNCTION person_holds(p_person uuid, p_roles text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM users WHERE person_id = p_person AND status = 'active' AND roles && p_roles)
$$;
--> statement-breakpoint
CREATE FUNCTION guard_handover() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE keepers text[] := CASE NEW.kind WHEN 'stamps' THEN ARRAY['treasurer', 'cashier', 'chair'] ELSE ARRAY[NEW.kind] END;
BEGIN
  PERFORM require_role(NEW.begun_by, NEW.from_person_id, keepers);
  IF NOT person_holds(NEW.to_person_id, keepers) OR NOT person_holds(NEW.witness_person_id, '{chair,treasurer}') THEN
    RAISE EXCEPTION 'receiver or witness lacks the role for it' USING ERRCODE = 'LF008';
  END IF;
  IF NEW.balances <> books_at_handover() THEN
    RAISE EXCEPTION 'the books say otherwise' USING ERRCODE = 'LF013', CONSTRAINT = 'handover_of_these_books';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER handover_by_who_may BEFORE INSERT ON handovers FOR EACH ROW EXECUTE FUNCTION guard_handover();
--> statement-breakpoint
-- Giver, then receiver, then witness, each in person; at the last the books are read anew.
CREATE FUNCTION guard_handover_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE h handovers; before int;
BEGIN
  SELECT * INTO h FROM handovers WHERE id = NEW.handover_id;
  PERFORM 1 FROM users u JOIN sessions s ON s.user_id = u.id AND s.id = NEW.session_id AND s.ended_at IS NULL
  WHERE u.id = NEW.user_id AND u.person_id = NEW.person_id AND u.status = 'active';
  IF NOT FOUND OR NEW.person_id IS DISTINCT FROM (CASE NEW.part WHEN 'giver' THEN h.from_person_id
      WHEN 'receiver' THEN h.to_person_id ELSE h.witness_person_id END) THEN
    RAISE EXCEPTION 'this is not this person''s signature' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM handovers x WHERE x.kind = h.kind AND x.from_person_id = h.from_person_id AND x.seq > h.seq) THEN
    RAISE EXCEPTION 'this list was made anew' USING ERRCODE = 'LF013';
  END IF;
  SELECT count(*) INTO before FROM handover_signatures WHERE handover_id = h.id;
  IF before <> array_position(ARRAY['giver', 'receiver', 'witness'], NEW.part) - 1 THEN
    RAISE EXCEPTION 'giver, receiver and witness sign in this order' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.part = 'witness' THEN
    IF NOT person_holds(NEW.person_id, '{chair,treasurer}') THEN RAISE EXCEPTION 'no witness' USING ERRCODE = 'LF008'; END IF;
    IF h.balances <> lock_books_for_handover() THEN
      RAISE EXCEPTION 'the books moved on' USING ERRCODE = 'LF013', CONSTRAINT = 'handover_of_these_books';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER handover_signed_in_turn BEFORE INSERT ON handover_signatures FOR EACH ROW EXECUTE FUNCTION guard_handover_signature();
--> statement-breakpoint
CREATE FUNCTION require_giver() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM handover_signatures WHERE handover_id = NEW.id AND part = 'giver') THEN
    RAISE EXCEPTION 'a handover begins by its giver' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER handover_begins_by_giver AFTER INSERT ON handovers DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_giver();
--> statement-breakpoint
-- Roles that one person may not hold together, over all accounts that can be used.
CREATE FUNCTION incompatible_for(p_person uuid, p_role text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM users u, unnest(u.roles) r WHERE u.person_id = p_person AND u.status <> 'disabled'
    AND (r IN ('administrator', 'auditor') OR r = CASE p_role WHEN 'treasurer' THEN 'cashier' WHEN 'cashier' THEN 'treasurer' END))
$$;
--> statement-breakpoint
-- Accounts of one person change one after the other, so that two of them never come to hold what one may not.
CREATE FUNCTION guard_person_roles() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.status = 'disabled' OR TG_OP = 'UPDATE' AND (NEW.roles, NEW.status, NEW.person_id) IS NOT DISTINCT FROM (OLD.roles, OLD.status, OLD.person_id) THEN
    RETURN NEW;
  END IF;
  PERFORM 1 FROM persons WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM users u, unnest(u.roles) theirs, unnest(NEW.roles) mine
      WHERE u.person_id = NEW.person_id AND u.id <> NEW.id AND u.status <> 'disabled' AND theirs <> mine
        AND (theirs IN ('administrator', 'auditor') OR mine IN ('administrator', 'auditor')
          OR theirs IN ('treasurer', 'cashier') AND mine IN ('treasurer', 'cashier'))) THEN
    RAISE EXCEPTION 'one person cannot hold these roles' USING ERRCODE = 'LF008', CONSTRAINT = 'user_roles_compatible';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER duties_apart_in_one_person BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION guard_person_roles();
--> statement-breakpoint
-- While a cover runs, what its account may do is changed by ending the cover.
CREATE FUNCTION guard_covered_roles() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.roles IS DISTINCT FROM OLD.roles AND EXISTS (
      SELECT 1 FROM covers c JOIN cover_steps b ON b.cover_id = c.id AND b.step = 'begun'
      WHERE c.covering_user_id = NEW.id AND NOT EXISTS (SELECT 1 FROM cover_steps e WHERE e.cover_id = c.id AND e.step = 'ended')) THEN
    RAISE EXCEPTION 'end the cover first' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER covered_roles_stay BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION guard_covered_roles();
--> statement-breakpoint
CREATE FUNCTION guard_cover() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE absent users; stand_in users; entered users;
BEGIN
  SELECT * INTO absent FROM users WHERE id = NEW.covered_user_id;
  SELECT * INTO stand_in FROM users WHERE id = NEW.covering_user_id;
  SELECT * INTO entered FROM users WHERE id = NEW.entered_by;
  IF entered.status <> 'active' OR NOT 'administrator' = ANY (entered.roles) THEN
    RAISE EXCEPTION 'a cover is entered by an administrator' USING ERRCODE = 'LF008';
  END IF;
  IF absent.person_id = stand_in.person_id OR absent.status <> 'active' OR stand_in.status <> 'active'
     OR NOT NEW.role = ANY (absent.roles) OR NEW.role = ANY (stand_in.roles) OR incompatible_for(stand_in.person_id, NEW.role) THEN
    RAISE EXCEPTION 'this person cannot stand in' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cover_by_who_may BEFORE INSERT ON covers FOR EACH ROW EXECUTE FUNCTION guard_cover();
--> statement-breakpoint
-- Confirmed by a chair with no part in it; begun within its days; ended by the office, or by itself when its days are over.
CREATE FUNCTION guard_cover_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE c covers; stand_in users; day date := (NEW.at AT TIME ZONE 'Asia/Shanghai')::date; begun boolean;
BEGIN
  SELECT * INTO c FROM covers WHERE id = NEW.cover_id;
  SELECT * INTO stand_in FROM users WHERE id = c.covering_user_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM cover_steps WHERE cover_id = c.id AND step = 'ended') THEN
    RAISE EXCEPTION 'this cover has ended' USING ERRCODE = 'LF013';
  END IF;
  begun := EXISTS (SELECT 1 FROM cover_steps WHERE cover_id = c.id AND step = 'begun');
  CASE NEW.step
    WHEN 'confirmed' THEN
      PERFORM 1 FROM users u WHERE u.id = NEW.user_id AND u.status = 'active' AND 'chair' = ANY (u.roles)
        AND u.person_id NOT IN (SELECT person_id FROM users WHERE id IN (c.covered_user_id, c.covering_user_id, c.entered_by));
      IF NOT FOUND THEN RAISE EXCEPTION 'the chair confirms, for others' USING ERRCODE = 'LF008'; END IF;
      IF day > c.until_on THEN RAISE EXCEPTION 'its days are over' USING ERRCODE = 'LF013'; END IF;
    WHEN 'begun' THEN
      IF day NOT BETWEEN c.from_on AND c.until_on OR NOT EXISTS (SELECT 1 FROM cover_steps WHERE cover_id = c.id AND step = 'confirmed') THEN
        RAISE EXCEPTION 'a cover begins in its days, confirmed' USING ERRCODE = 'LF013';
      END IF;
      PERFORM 1 FROM persons WHERE id = stand_in.person_id FOR NO KEY UPDATE;
      IF stand_in.status <> 'active' OR c.role = ANY (stand_in.roles) OR incompatible_for(stand_in.person_id, c.role) THEN
        RAISE EXCEPTION 'this person cannot stand in any more' USING ERRCODE = 'LF008';
      END IF;
      -- before the step is there, so that the account may still be changed
      UPDATE users SET roles = roles || c.role, version = version + 1 WHERE id = c.covering_user_id;
    ELSE
      IF NEW.user_id IS NULL AND begun AND day <= c.until_on THEN RAISE EXCEPTION 'its days are not over' USING ERRCODE = 'LF013'; END IF;
      IF NEW.user_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM users WHERE id = NEW.user_id AND status = 'active' AND roles && '{administrator,chair}') THEN
        RAISE EXCEPTION 'administrator or chair end a cover' USING ERRCODE = 'LF008';
      END IF;
  END CASE;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cover_step_by_who_may BEFORE INSERT ON cover_steps FOR EACH ROW EXECUTE FUNCTION guard_cover_step();
--> statement-breakpoint
CREATE FUNCTION end_covered_role() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  UPDATE users u SET roles = array_remove(u.roles, c.role), version = u.version + 1
  FROM covers c WHERE c.id = NEW.cover_id AND u.id = c.covering_user_id
    AND EXISTS (SELECT 1 FROM cover_steps WHERE cover_id = c.id AND step = 'begun');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cover_takes_role_back AFTER INSERT ON cover_steps FOR EACH ROW WHEN (NEW.step = 'ended') EXECUTE FUNCTION end_covered_role();
--> statement-breakpoint
CREATE FUNCTION guard_budget() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.prepared_by AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'a treasurer prepares the budget' USING ERRCODE = 'LF008'; END IF;
  PERFORM 1 FROM funds WHERE id = NEW.fund_id FOR NO KEY UPDATE;
  SELECT coalesce(max(version), 0) + 1 INTO NEW.version FROM budgets WHERE fund_id = NEW.fund_id AND year = NEW.year;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER budget_by_treasurer BEFORE INSERT ON budgets FOR EACH ROW EXECUTE FUNCTION guard_budget();
--> statement-breakpoint
CREATE FUNCTION guard_budget_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE b budgets;
BEGIN
  SELECT * INTO b FROM budgets WHERE id = NEW.budget_id;
  PERFORM 1 FROM funds WHERE id = b.fund_id FOR NO KEY UPDATE;
  PERFORM require_role(NEW.user_id, NEW.person_id, '{chair}');
  IF EXISTS (SELECT 1 FROM users WHERE id = b.prepared_by AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'nobody approves their own budget' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM budgets x WHERE x.fund_id = b.fund_id AND x.year = b.year AND x.version > b.version) THEN
    RAISE EXCEPTION 'a newer version waits' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER budget_approved_by_chair BEFORE INSERT ON budget_approvals FOR EACH ROW EXECUTE FUNCTION guard_budget_approval();
--> statement-breakpoint
-- What each fund spent in a year, without closing vouchers, by the kinds of its budget.
CREATE FUNCTION spent_in(p_year int) RETURNS TABLE (fund_id uuid, programme numeric, administration numeric, fundraising numeric, other numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT f.id, coalesce(sum(x.net) FILTER (WHERE x.account_code LIKE '5101%'), 0), coalesce(sum(x.net) FILTER (WHERE x.account_code LIKE '5301%'), 0),
    coalesce(sum(x.net) FILTER (WHERE x.account_code LIKE '5401%'), 0), coalesce(sum(x.net) FILTER (WHERE x.account_code !~ '^5[134]01'), 0)
  FROM funds f LEFT JOIN (
    SELECT p.fund_key, p.account_code, p.debit - p.credit - (p.closing_debit - p.closing_credit) AS net FROM period_balances p
    WHERE p.period_id BETWEEN p_year * 100 + 1 AND p_year * 100 + 12 AND p.account_code LIKE '5%') x ON x.fund_key = f.id
  GROUP BY f.id
$$;
--> statement-breakpoint
-- The budget in force of every fund beside what was used of it; what is reserved counts in the year of today.
CREATE FUNCTION budget_use(p_year int, p_this_year int) RETURNS TABLE (fund_id uuid, budget_id uuid, version int,
  programme numeric, administration numeric, fundraising numeric, spent_programme numeric, spent_administration numeric,
  spent_fundraising numeric, spent_other numeric, committed numeric, excess numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT s.fund_id, b.id, b.version, b.programme, b.administration, b.fundraising, s.programme, s.administration, s.fundraising, s.other, k.committed,
    CASE WHEN b.id IS NULL THEN 0 ELSE greatest(0, s.programme + k.committed - b.programme, s.administration - b.administration,
      s.fundraising - b.fundraising, s.programme + s.administration + s.fundraising + s.other + k.committed
        - b.programme - b.administration - b.fundraising) END
  FROM spent_in(p_year) s
  JOIN LATERAL (SELECT CASE p_year WHEN p_this_year THEN f.committed_cash + f.committed_goods ELSE 0 END AS committed
    FROM fund_balances f WHERE f.fund_id = s.fund_id) k ON true
  LEFT JOIN LATERAL (SELECT x.* FROM budgets x JOIN budget_approvals a ON a.budget_id = x.id
    WHERE x.fund_id = s.fund_id AND x.year = p_year ORDER BY x.version DESC LIMIT 1) b ON true
$$;
--> statement-breakpoint
-- Cash of gifts that no deposit took to the bank since: for each day what came in from then on less what was banked
-- from then on; the most of it, capped by what is in the box. Looks back three months.
CREATE FUNCTION unbanked_cash(p_today date) RETURNS TABLE (amount numeric, since date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  WITH held AS (SELECT coalesce(sum(debit - credit), 0) AS cash FROM account_balances WHERE account_code = '100101'),
  moved AS (
    SELECT d.received_on AS day, d.gross AS amount FROM donations d
    WHERE d.channel = 'cash' AND d.received_on BETWEEN p_today - 91 AND p_today
      AND NOT EXISTS (SELECT 1 FROM donation_reversals r WHERE r.donation_id = d.id)
    UNION ALL SELECT x.deposited_on, -x.amount FROM deposits x
    WHERE x.kind = 'cash' AND x.deposited_on BETWEEN p_today - 91 AND p_today
      AND NOT EXISTS (SELECT 1 FROM vouchers v JOIN vouchers r ON r.reverses_id = v.id WHERE v.source_type = 'deposit' AND v.source_id = x.id)),
  open AS (SELECT day, sum(sum(amount)) OVER (ORDER BY day DESC) AS amount FROM moved GROUP BY day)
  SELECT least(o.amount, h.cash)::numeric(18,2), o.day FROM open o, held h WHERE o.amount > 0 AND h.cash > 0
  ORDER BY o.amount DESC, o.day DESC LIMIT 1
$$;
--> statement-breakpoint
-- The limit of a day: the newest of those that are in effect.
CREATE FUNCTION cash_limit_on(p_day date) RETURNS cash_limits LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT * FROM cash_limits WHERE effective_from <= p_day ORDER BY effective_from DESC, seq DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION guard_cash_limit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = NEW.set_by AND status = 'active' AND 'chair' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'the chair sets the limit' USING ERRCODE = 'LF008'; END IF;
  IF NEW.effective_from < (NEW.created_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'a limit is not backdated' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_limit_set_by_chair BEFORE INSERT ON cash_limits FOR EACH ROW EXECUTE FUNCTION guard_cash_limit();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['handovers', 'handover_signatures', 'covers', 'cover_steps', 'budgets', 'budget_approvals', 'cash_limits', 'cost_rules'] LOOP
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', t);
    EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, app, audit);
    IF t <> 'cost_rules' THEN EXECUTE format('GRANT INSERT ON %I TO %I', t, app); END IF;
  END LOOP;
  FOREACH t IN ARRAY ARRAY['books_at_handover()', 'lock_books_for_handover()', 'person_holds(uuid,text[])', 'guard_handover()', 'guard_handover_signature()',
    'require_giver()', 'incompatible_for(uuid,text)', 'guard_person_roles()', 'guard_covered_roles()', 'guard_cover()', 'guard_cover_step()',
    'end_covered_role()', 'guard_budget()', 'guard_budget_approval()', 'spent_in(int)', 'budget_use(int,int)', 'guard_cash_limit()',
    'unbanked_cash(date)', 'cash_limit_on(date)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['books_at_handover()', 'lock_books_for_handover()', 'incompatible_for(uuid,text)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', t, app);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['spent_in(int)', 'budget_use(int,int)', 'unbanked_cash(date)', 'cash_limit_on(date)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, %I', t, app, audit);
  END LOOP;
END $$;
