-- Condolence visits (E27, 慰问) and the advances taken for them (E24, 备用金). A batch is a roster of families with an amount
-- each; its deciding vote reserves its budget. Cash reaches a family from an advance, by its settlement, or from the cash box.
CREATE TABLE advance_rules (
  effective_from date PRIMARY KEY,
  open_days integer NOT NULL,
  CONSTRAINT advance_days_positive CHECK (open_days BETWEEN 1 AND 366)
);
--> statement-breakpoint
INSERT INTO advance_rules VALUES ('2000-01-01', 30);
--> statement-breakpoint
CREATE TABLE condolence_batches (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  fund_id uuid NOT NULL REFERENCES funds (id),
  name text NOT NULL,
  planned_on date NOT NULL,
  line_count integer NOT NULL,
  cash_total numeric(18, 2) NOT NULL,
  budget numeric(18, 2) NOT NULL,
  policy_version integer NOT NULL REFERENCES policies (version),
  votes_needed integer NOT NULL,
  reason text NOT NULL,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT condolence_batch_in_order UNIQUE (seq),
  CONSTRAINT condolence_lines_counted CHECK (line_count BETWEEN 1 AND 200),
  CONSTRAINT condolence_total_positive CHECK (cash_total > 0 AND cash_total <= 999999999.99),
  CONSTRAINT condolence_budget_covers_roster CHECK (budget >= cash_total AND budget <= 999999999.99),
  CONSTRAINT condolence_needs_a_vote CHECK (votes_needed >= 1)
);
--> statement-breakpoint
CREATE TABLE condolence_lines (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  position integer NOT NULL,
  household_id uuid NOT NULL REFERENCES households (id),
  amount numeric(18, 2) NOT NULL,
  packs integer NOT NULL,
  CONSTRAINT condolence_line_in_order UNIQUE (seq),
  CONSTRAINT condolence_line_at_its_place UNIQUE (batch_id, position),
  CONSTRAINT family_once_on_a_roster UNIQUE (batch_id, household_id),
  CONSTRAINT condolence_place_positive CHECK (position >= 1),
  CONSTRAINT condolence_amount_positive CHECK (amount > 0 AND amount <= 999999999.99),
  CONSTRAINT condolence_packs_few CHECK (packs BETWEEN 0 AND 99)
);
--> statement-breakpoint
CREATE INDEX condolence_line_by_household ON condolence_lines (household_id);
--> statement-breakpoint
CREATE TABLE condolence_votes (
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  user_id uuid NOT NULL REFERENCES users (id),
  person_id uuid NOT NULL REFERENCES persons (id),
  at timestamptz NOT NULL,
  CONSTRAINT one_condolence_vote_per_person PRIMARY KEY (batch_id, person_id),
  CONSTRAINT condolence_vote_in_order UNIQUE (seq),
  CONSTRAINT condolence_vote_with_reason CHECK (reason <> '')
);
--> statement-breakpoint
CREATE TABLE condolence_steps (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  step text NOT NULL,
  reason text NOT NULL,
  taken_by uuid NOT NULL REFERENCES users (id),
  taken_person_id uuid NOT NULL REFERENCES persons (id),
  taken_at timestamptz NOT NULL,
  CONSTRAINT condolence_step_in_order UNIQUE (seq),
  CONSTRAINT condolence_step_once UNIQUE (batch_id, step),
  CONSTRAINT condolence_step_known CHECK (step IN ('approved', 'rejected', 'closed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX condolence_decided_once ON condolence_steps (batch_id) WHERE step IN ('approved', 'rejected');
--> statement-breakpoint
-- Money that a worker takes from the cash box or the bank for an approved batch.
CREATE TABLE advances (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  amount numeric(18, 2) NOT NULL,
  till text NOT NULL,
  purpose text NOT NULL,
  taken_by uuid NOT NULL REFERENCES users (id),
  holder_person_id uuid NOT NULL REFERENCES persons (id),
  requested_at timestamptz NOT NULL,
  CONSTRAINT advance_in_order UNIQUE (seq),
  CONSTRAINT advance_amount_positive CHECK (amount > 0 AND amount <= 999999999.99),
  CONSTRAINT advance_till_known CHECK (till IN ('cash', 'bank'))
);
--> statement-breakpoint
CREATE INDEX advance_by_batch ON advances (batch_id);
--> statement-breakpoint
CREATE INDEX advance_by_holder ON advances (holder_person_id);
--> statement-breakpoint
CREATE TABLE advance_steps (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  advance_id uuid NOT NULL REFERENCES advances (id),
  step text NOT NULL,
  on_day date NOT NULL,
  reference text NOT NULL,
  reason text NOT NULL,
  taken_by uuid NOT NULL REFERENCES users (id),
  taken_person_id uuid NOT NULL REFERENCES persons (id),
  taken_at timestamptz NOT NULL,
  CONSTRAINT advance_step_in_order UNIQUE (seq),
  CONSTRAINT advance_step_once UNIQUE (advance_id, step),
  CONSTRAINT advance_step_known CHECK (step IN ('approved', 'refused', 'paid'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX advance_decided_once ON advance_steps (advance_id) WHERE step IN ('approved', 'refused');
--> statement-breakpoint
-- One handing-out of cash: the settlement of an advance, in whole or in part, or a payment from the cash box.
CREATE TABLE condolence_payments (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  advance_id uuid REFERENCES advances (id),
  spent numeric(18, 2) NOT NULL,
  returned numeric(18, 2) NOT NULL,
  topped_up numeric(18, 2) NOT NULL,
  split boolean NOT NULL,
  note text NOT NULL,
  handed_in_by uuid NOT NULL REFERENCES users (id),
  handed_in_person_id uuid NOT NULL REFERENCES persons (id),
  handed_in_at timestamptz NOT NULL,
  CONSTRAINT condolence_payment_in_order UNIQUE (seq),
  CONSTRAINT condolence_payment_of_something CHECK (spent >= 0 AND returned >= 0 AND topped_up >= 0 AND spent + returned > 0
    AND spent <= 999999999.99 AND returned <= 999999999.99),
  CONSTRAINT topped_up_or_returned CHECK (topped_up <= spent AND (topped_up = 0 OR returned = 0)),
  CONSTRAINT box_pays_what_is_spent CHECK (advance_id IS NOT NULL OR returned = 0 AND topped_up = spent)
);
--> statement-breakpoint
CREATE INDEX condolence_payment_by_batch ON condolence_payments (batch_id);
--> statement-breakpoint
CREATE INDEX condolence_payment_by_advance ON condolence_payments (advance_id);
--> statement-breakpoint
CREATE TABLE condolence_payment_steps (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL REFERENCES condolence_payments (id),
  step text NOT NULL,
  on_day date NOT NULL,
  reason text NOT NULL,
  taken_by uuid NOT NULL REFERENCES users (id),
  taken_person_id uuid NOT NULL REFERENCES persons (id),
  taken_at timestamptz NOT NULL,
  CONSTRAINT condolence_payment_step_in_order UNIQUE (seq),
  CONSTRAINT condolence_payment_step_once UNIQUE (payment_id, step),
  CONSTRAINT condolence_payment_step_known CHECK (step IN ('reviewed', 'refused', 'cash'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX condolence_payment_judged_once ON condolence_payment_steps (payment_id) WHERE step IN ('reviewed', 'refused');
--> statement-breakpoint
-- A line of the roster within one handing-out, and who signed for it before whom.
CREATE TABLE handouts (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL REFERENCES condolence_payments (id),
  line_id uuid NOT NULL REFERENCES condolence_lines (id),
  amount numeric(18, 2) NOT NULL,
  CONSTRAINT handout_in_order UNIQUE (seq),
  CONSTRAINT handout_once_in_a_payment UNIQUE (payment_id, line_id)
);
--> statement-breakpoint
CREATE INDEX handout_by_line ON handouts (line_id);
--> statement-breakpoint
CREATE TABLE handout_signatures (
  handout_id uuid PRIMARY KEY REFERENCES handouts (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  handed_on date NOT NULL,
  way text NOT NULL,
  proxy_relation text NOT NULL,
  proxy_index bytea,
  witness_person_id uuid NOT NULL REFERENCES persons (id),
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_person_id uuid NOT NULL REFERENCES persons (id),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT handout_signature_in_order UNIQUE (seq),
  CONSTRAINT handout_way_known CHECK (way IN ('signature', 'thumbprint', 'proxy')),
  CONSTRAINT proxy_is_named CHECK ((way = 'proxy') = (proxy_relation <> '') AND (way = 'proxy') = (proxy_index IS NOT NULL)),
  CONSTRAINT witness_is_another CHECK (witness_person_id <> recorded_person_id)
);
--> statement-breakpoint
-- Packs that went to a line with an issue of goods (E07): one issue for all the lines that it names.
CREATE TABLE condolence_packs (
  line_id uuid NOT NULL REFERENCES condolence_lines (id),
  document_id uuid NOT NULL REFERENCES goods_documents (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  packs integer NOT NULL,
  CONSTRAINT packs_of_a_line_once PRIMARY KEY (line_id, document_id),
  CONSTRAINT condolence_pack_in_order UNIQUE (seq),
  CONSTRAINT packs_positive CHECK (packs > 0)
);
--> statement-breakpoint
CREATE INDEX condolence_pack_by_document ON condolence_packs (document_id);
--> statement-breakpoint
-- What a batch reserves, uses up and gives back. Only the functions of the owner write it.
CREATE TABLE condolence_commitments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  batch_id uuid NOT NULL REFERENCES condolence_batches (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  movement text NOT NULL,
  payment_id uuid REFERENCES condolence_payments (id),
  amount numeric(18, 2) NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT condolence_commitment_in_order UNIQUE (seq),
  CONSTRAINT condolence_consumed_once UNIQUE (payment_id),
  CONSTRAINT condolence_movement_known CHECK (movement IN ('reserved', 'consumed', 'released')),
  CONSTRAINT condolence_movement_positive CHECK (amount > 0),
  CONSTRAINT condolence_consumed_by_payment CHECK ((movement = 'consumed') = (payment_id IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX condolence_reserved_once ON condolence_commitments (batch_id, movement) WHERE movement <> 'consumed';
--> statement-breakpoint
CREATE INDEX condolence_commitment_by_batch ON condolence_commitments (batch_id);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['advance_rules', 'condolence_batches', 'condolence_lines', 'condolence_votes', 'condolence_steps', 'advances',
    'advance_steps', 'condolence_payments', 'condolence_payment_steps', 'handouts', 'handout_signatures', 'condolence_packs',
    'condolence_commitments']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('advance', true, false), ('condolence', true, false), ('condolence_cash', true, false);
--> statement-breakpoint
INSERT INTO posting_rules (event, debits, credits, source) VALUES
  ('E24', '{112201}', '{100101,100201}', 'advance'),
  ('E24S', '{510101,510102,100101}', '{112201,100101}', 'condolence'),
  ('E24S', '{510101,510102,100101}', '{112201,100101}', 'condolence_cash'),
  ('E27', '{510101,510102}', '{100101}', 'condolence');
--> statement-breakpoint
-- The day on which a handing-out is posted: when cash moves back or forth, the cashier's, else the reviewer's; null before.
CREATE FUNCTION condolence_day(p_payment uuid) RETURNS date LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT s.on_day FROM condolence_payments p JOIN condolence_payment_steps s ON s.payment_id = p.id
    AND s.step = CASE WHEN p.returned + p.topped_up > 0 THEN 'cash' ELSE 'reviewed' END
  WHERE p.id = p_payment
$$;
--> statement-breakpoint
-- What the holder still has to account for; null while it is not paid.
CREATE FUNCTION advance_open(p_advance uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT a.amount - coalesce((SELECT sum(p.spent + p.returned - p.topped_up) FROM condolence_payments p
      WHERE p.advance_id = a.id AND condolence_day(p.id) IS NOT NULL), 0)
  FROM advances a JOIN advance_steps s ON s.advance_id = a.id AND s.step = 'paid' WHERE a.id = p_advance
$$;
--> statement-breakpoint
-- The last day to settle an advance: the rule in force when it was paid counts.
CREATE FUNCTION advance_due_on(p_advance uuid) RETURNS date LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT s.on_day + (SELECT r.open_days FROM advance_rules r WHERE r.effective_from <= s.on_day ORDER BY r.effective_from DESC LIMIT 1)
  FROM advance_steps s WHERE s.advance_id = p_advance AND s.step = 'paid'
$$;
--> statement-breakpoint
CREATE FUNCTION condolence_committed(p_batch uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(CASE movement WHEN 'reserved' THEN amount ELSE -amount END), 0) FROM condolence_commitments WHERE batch_id = p_batch
$$;
--> statement-breakpoint
-- What advances of a batch hold or ask for: it is not to be promised a second time.
CREATE FUNCTION condolence_out(p_batch uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(coalesce(advance_open(a.id), a.amount)), 0) FROM advances a WHERE a.batch_id = p_batch
    AND NOT EXISTS (SELECT 1 FROM advance_steps s WHERE s.advance_id = a.id AND s.step = 'refused')
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_advance(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E24', s.on_day, x.account, NULL::uuid, x.side, a.amount, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM advances a JOIN advance_steps s ON s.advance_id = a.id AND s.step = 'paid'
  CROSS JOIN LATERAL (VALUES ('112201', 'debit'), (CASE a.till WHEN 'cash' THEN '100101' ELSE '100201' END, 'credit')) x(account, side)
  WHERE a.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_condolence(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN p.advance_id IS NULL THEN 'E27' ELSE 'E24S' END, condolence_day(p.id), x.*, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM condolence_payments p JOIN condolence_batches b ON b.id = p.batch_id JOIN funds f ON f.id = b.fund_id
  CROSS JOIN LATERAL (SELECT CASE WHEN p.split THEN 0 ELSE p.returned END AS back, CASE WHEN p.split THEN 0 ELSE p.topped_up END AS gap) y
  CROSS JOIN LATERAL (VALUES
    (CASE f.kind WHEN 'restricted' THEN '510102' ELSE '510101' END, f.id, 'debit', p.spent - p.topped_up + y.gap),
    ('100101', NULL, 'debit', y.back),
    ('112201', NULL, 'credit', p.spent - p.topped_up + y.back),
    ('100101', NULL, 'credit', y.gap)) x(account, fund, side, amount)
  WHERE p.id = p_source AND x.amount <> 0 AND condolence_day(p.id) IS NOT NULL
$$;
--> statement-breakpoint
-- Where vouchers have three words, a mixed settlement is two vouchers: 转, and 收 or 付 for its cash (decision 7).
CREATE FUNCTION lines_of_condolence_cash(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E24S', condolence_day(p.id), x.*, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM condolence_payments p JOIN condolence_batches b ON b.id = p.batch_id JOIN funds f ON f.id = b.fund_id
  CROSS JOIN LATERAL (VALUES
    (CASE f.kind WHEN 'restricted' THEN '510102' ELSE '510101' END, f.id, 'debit', p.topped_up),
    ('100101', NULL, 'debit', p.returned),
    ('112201', NULL, 'credit', p.returned),
    ('100101', NULL, 'credit', p.topped_up)) x(account, fund, side, amount)
  WHERE p.id = p_source AND p.split AND x.amount <> 0 AND condolence_day(p.id) IS NOT NULL
$$;
--> statement-breakpoint
-- A batch is prepared by a caseworker or the chair; how many votes it needs follows from what it reserves (decision 16).
CREATE FUNCTION guard_condolence_batch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{caseworker,chair}');
  SELECT version INTO STRICT NEW.policy_version FROM policies
  WHERE effective_from <= shanghai_day(NEW.prepared_at)::text ORDER BY effective_from DESC, version DESC LIMIT 1;
  NEW.votes_needed := votes_needed(NEW.policy_version, NEW.budget);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_under_its_policy BEFORE INSERT ON condolence_batches FOR EACH ROW EXECUTE FUNCTION guard_condolence_batch();
--> statement-breakpoint
-- The roster foots to its batch from the first commit on, and so takes no line later.
CREATE FUNCTION require_condolence_footing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE batch uuid := CASE TG_TABLE_NAME WHEN 'condolence_batches' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'batch_id' END;
BEGIN
  PERFORM 1 FROM condolence_batches b, (SELECT count(*) AS n, sum(amount) AS total, max(position) AS last FROM condolence_lines WHERE batch_id = batch) l
  WHERE b.id = batch AND l.n = b.line_count AND l.last = b.line_count AND l.total = b.cash_total;
  IF NOT FOUND THEN RAISE EXCEPTION 'this roster does not foot' USING ERRCODE = 'LF007'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER condolence_batch_foots AFTER INSERT ON condolence_batches DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_condolence_footing();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER condolence_roster_foots AFTER INSERT ON condolence_lines DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_condolence_footing();
--> statement-breakpoint
CREATE FUNCTION guard_condolence_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE b condolence_batches;
BEGIN
  SELECT * INTO b FROM condolence_batches WHERE id = NEW.batch_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM condolence_votes WHERE batch_id = b.id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'one vote per person' USING ERRCODE = 'LF015';
  END IF;
  IF b.id IS NULL OR EXISTS (SELECT 1 FROM condolence_steps WHERE batch_id = b.id) THEN
    RAISE EXCEPTION 'this batch is not up for a vote' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.user_id, NEW.person_id, '{committee,chair}');
  IF b.prepared_person_id = NEW.person_id THEN RAISE EXCEPTION 'who prepared it does not vote' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_vote_by_another BEFORE INSERT ON condolence_votes FOR EACH ROW EXECUTE FUNCTION guard_condolence_vote();
--> statement-breakpoint
-- How a batch stands: approved as soon as the votes are there, rejected as soon as they are out of reach (decision 16).
CREATE FUNCTION condolence_verdict(p_batch uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN v.yes >= b.votes_needed THEN 'approved' WHEN v.yes + m.left_over < b.votes_needed THEN 'rejected' ELSE 'open' END
  FROM condolence_batches b
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE agrees) AS yes FROM condolence_votes WHERE batch_id = b.id) v
  CROSS JOIN LATERAL (SELECT count(DISTINCT u.person_id) AS left_over FROM users u
    WHERE u.status = 'active' AND u.roles && '{committee,chair}' AND u.person_id <> b.prepared_person_id
      AND NOT EXISTS (SELECT 1 FROM condolence_votes x WHERE x.batch_id = b.id AND x.person_id = u.person_id)) m
  WHERE b.id = p_batch
$$;
--> statement-breakpoint
CREATE FUNCTION decide_condolence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE verdict text := condolence_verdict(NEW.batch_id);
BEGIN
  IF verdict <> 'open' THEN
    INSERT INTO condolence_steps (batch_id, step, reason, taken_by, taken_person_id, taken_at)
    VALUES (NEW.batch_id, verdict, NEW.reason, NEW.user_id, NEW.person_id, NEW.at);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_vote_decides AFTER INSERT ON condolence_votes FOR EACH ROW EXECUTE FUNCTION decide_condolence();
--> statement-breakpoint
-- Approved or rejected by its votes; closed by a treasurer when no advance is out and no handing-out waits.
CREATE FUNCTION guard_condolence_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM condolence_batches WHERE id = NEW.batch_id FOR UPDATE;
  IF NEW.step <> 'closed' THEN
    IF condolence_verdict(NEW.batch_id) <> NEW.step THEN RAISE EXCEPTION 'its votes do not say this' USING ERRCODE = 'LF007'; END IF;
    RETURN NEW;
  END IF;
  PERFORM require_role(NEW.taken_by, NEW.taken_person_id, '{treasurer}');
  IF NOT EXISTS (SELECT 1 FROM condolence_steps WHERE batch_id = NEW.batch_id AND step = 'approved') OR condolence_out(NEW.batch_id) <> 0
     OR EXISTS (SELECT 1 FROM condolence_payments p WHERE p.batch_id = NEW.batch_id AND condolence_day(p.id) IS NULL
       AND NOT EXISTS (SELECT 1 FROM condolence_payment_steps s WHERE s.payment_id = p.id AND s.step = 'refused')) THEN
    RAISE EXCEPTION 'this batch cannot be closed yet' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_step_in_turn BEFORE INSERT ON condolence_steps FOR EACH ROW EXECUTE FUNCTION guard_condolence_step();
--> statement-breakpoint
-- Approving reserves the budget; closing gives back what was not handed out.
CREATE FUNCTION move_condolence_money() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE b condolence_batches; what numeric;
BEGIN
  SELECT * INTO STRICT b FROM condolence_batches WHERE id = NEW.batch_id;
  what := CASE NEW.step WHEN 'approved' THEN b.budget ELSE condolence_committed(b.id) END;
  IF what = 0 THEN RETURN NULL; END IF;
  IF NEW.step = 'closed' THEN
    UPDATE fund_balances SET committed_cash = committed_cash - what WHERE fund_id = b.fund_id;
  ELSE
    UPDATE fund_balances SET committed_cash = committed_cash + what
    WHERE fund_id = b.fund_id AND NOT in_deficit AND balance - not_cash - committed_cash >= what;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the fund cannot bear it' USING ERRCODE = 'LF005',
        DETAIL = (SELECT (balance - not_cash - committed_cash)::text FROM fund_balances WHERE fund_id = b.fund_id);
    END IF;
  END IF;
  INSERT INTO condolence_commitments (batch_id, fund_id, movement, amount, at)
  VALUES (b.id, b.fund_id, CASE NEW.step WHEN 'approved' THEN 'reserved' ELSE 'released' END, what, NEW.taken_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_step_moves_money AFTER INSERT ON condolence_steps FOR EACH ROW WHEN (NEW.step <> 'rejected')
  EXECUTE FUNCTION move_condolence_money();
--> statement-breakpoint
-- An open batch, held: what is promised twice waits here for the other act.
CREATE FUNCTION hold_open_condolence(p_batch uuid) RETURNS condolence_batches LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE b condolence_batches;
BEGIN
  SELECT * INTO b FROM condolence_batches WHERE id = p_batch FOR UPDATE;
  IF NOT EXISTS (SELECT 1 FROM condolence_steps WHERE batch_id = p_batch AND step = 'approved')
     OR EXISTS (SELECT 1 FROM condolence_steps WHERE batch_id = p_batch AND step = 'closed') THEN
    RAISE EXCEPTION 'this batch is not open' USING ERRCODE = 'LF013';
  END IF;
  RETURN b;
END $$;
--> statement-breakpoint
-- Taken by a caseworker who did not vote on the batch and has no advance overdue, within what the batch still holds.
CREATE FUNCTION guard_advance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM hold_open_condolence(NEW.batch_id);
  PERFORM 1 FROM persons WHERE id = NEW.holder_person_id FOR NO KEY UPDATE;
  PERFORM require_role(NEW.taken_by, NEW.holder_person_id, '{caseworker}');
  IF EXISTS (SELECT 1 FROM condolence_votes WHERE batch_id = NEW.batch_id AND person_id = NEW.holder_person_id) THEN
    RAISE EXCEPTION 'who voted takes no advance' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM advances a WHERE a.holder_person_id = NEW.holder_person_id AND advance_open(a.id) > 0
      AND advance_due_on(a.id) < shanghai_day(NEW.requested_at)) THEN
    RAISE EXCEPTION 'an earlier advance is overdue' USING ERRCODE = 'LF190';
  END IF;
  IF NEW.amount + condolence_out(NEW.batch_id) > condolence_committed(NEW.batch_id) THEN
    RAISE EXCEPTION 'more than this batch still holds' USING ERRCODE = 'LF014';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER advance_within_its_batch BEFORE INSERT ON advances FOR EACH ROW EXECUTE FUNCTION guard_advance();
--> statement-breakpoint
-- The chair approves, a cashier pays, and neither is the holder; the cashier is not who approved.
CREATE FUNCTION guard_advance_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE a advances; approved advance_steps;
BEGIN
  SELECT * INTO STRICT a FROM advances WHERE id = NEW.advance_id;
  PERFORM hold_open_condolence(a.batch_id);
  SELECT * INTO approved FROM advance_steps WHERE advance_id = a.id AND step = 'approved';
  PERFORM require_role(NEW.taken_by, NEW.taken_person_id, CASE NEW.step WHEN 'paid' THEN '{cashier}'::text[] ELSE '{chair}'::text[] END);
  IF NEW.taken_person_id = a.holder_person_id THEN RAISE EXCEPTION 'another person approves and pays an advance' USING ERRCODE = 'LF008'; END IF;
  IF NEW.step = 'paid' THEN
    IF approved.id IS NULL THEN RAISE EXCEPTION 'this advance is not approved' USING ERRCODE = 'LF013'; END IF;
    IF approved.taken_person_id = NEW.taken_person_id THEN RAISE EXCEPTION 'who approved does not pay' USING ERRCODE = 'LF008'; END IF;
    IF EXISTS (SELECT 1 FROM condolence_votes WHERE batch_id = a.batch_id AND person_id = NEW.taken_person_id) THEN
      RAISE EXCEPTION 'who voted does not pay' USING ERRCODE = 'LF008';
    END IF;
    IF NEW.on_day < approved.on_day THEN RAISE EXCEPTION 'not before it was approved' USING ERRCODE = 'LF013'; END IF;
    IF a.till = 'bank' AND NEW.reference = '' THEN RAISE EXCEPTION 'a bank payment has its reference' USING ERRCODE = 'LF007'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER advance_step_by_another BEFORE INSERT ON advance_steps FOR EACH ROW EXECUTE FUNCTION guard_advance_step();
--> statement-breakpoint
-- One transfer of the bank is one entry of the books, whatever it paid.
CREATE FUNCTION claim_advance_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  INSERT INTO claimed_references VALUES ('donation', 'bank', NEW.reference, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER advance_transfer_claimed AFTER INSERT ON advance_steps FOR EACH ROW
  WHEN (NEW.step = 'paid' AND NEW.reference <> '') EXECUTE FUNCTION claim_advance_transfer();
--> statement-breakpoint
CREATE FUNCTION require_advance_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'advance' AND source_id = NEW.advance_id) THEN
    RAISE EXCEPTION 'an advance is not posted' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER advance_posted AFTER INSERT ON advance_steps DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.step = 'paid') EXECUTE FUNCTION require_advance_voucher();
--> statement-breakpoint
-- Handed in by the holder for an advance, one at a time, never beyond what is open; prepared by a treasurer for the cash box.
CREATE FUNCTION guard_condolence_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE a advances; held numeric; applied numeric := NEW.spent + NEW.returned - NEW.topped_up;
BEGIN
  NEW.split := NEW.advance_id IS NOT NULL AND NEW.spent > 0 AND NEW.returned + NEW.topped_up > 0
    AND EXISTS (SELECT 1 FROM organisations WHERE voucher_words = 'three');
  PERFORM hold_open_condolence(NEW.batch_id);
  IF NEW.advance_id IS NULL THEN
    PERFORM require_role(NEW.handed_in_by, NEW.handed_in_person_id, '{treasurer}');
    IF NEW.spent + condolence_out(NEW.batch_id) > condolence_committed(NEW.batch_id) THEN
      RAISE EXCEPTION 'more than this batch still holds' USING ERRCODE = 'LF014';
    END IF;
    RETURN NEW;
  END IF;
  PERFORM require_role(NEW.handed_in_by, NEW.handed_in_person_id, '{caseworker}');
  SELECT * INTO STRICT a FROM advances WHERE id = NEW.advance_id;
  IF a.holder_person_id <> NEW.handed_in_person_id THEN RAISE EXCEPTION 'its holder settles an advance' USING ERRCODE = 'LF008'; END IF;
  held := advance_open(a.id);
  IF a.batch_id <> NEW.batch_id OR coalesce(held, 0) = 0 OR EXISTS (SELECT 1 FROM condolence_payments p
      WHERE p.advance_id = a.id AND condolence_day(p.id) IS NULL
        AND NOT EXISTS (SELECT 1 FROM condolence_payment_steps s WHERE s.payment_id = p.id AND s.step = 'refused')) THEN
    RAISE EXCEPTION 'this advance has nothing to settle, or a settlement waits' USING ERRCODE = 'LF013';
  END IF;
  IF applied > held OR NEW.topped_up > 0 AND applied <> held THEN
    RAISE EXCEPTION 'more than is open' USING ERRCODE = 'LF014';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_payment_within_its_money BEFORE INSERT ON condolence_payments FOR EACH ROW EXECUTE FUNCTION guard_condolence_payment();
--> statement-breakpoint
-- A line is handed out whole and once: a refused handing-out sets it free.
CREATE FUNCTION guard_handout() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM condolence_batches b JOIN condolence_payments p ON p.batch_id = b.id WHERE p.id = NEW.payment_id FOR UPDATE OF b;
  PERFORM 1 FROM condolence_lines l JOIN condolence_payments p ON p.batch_id = l.batch_id
  WHERE l.id = NEW.line_id AND p.id = NEW.payment_id AND l.amount = NEW.amount;
  IF NOT FOUND THEN RAISE EXCEPTION 'this is no line of its roster' USING ERRCODE = 'LF004'; END IF;
  IF EXISTS (SELECT 1 FROM handouts h WHERE h.line_id = NEW.line_id
      AND NOT EXISTS (SELECT 1 FROM condolence_payment_steps s WHERE s.payment_id = h.payment_id AND s.step = 'refused')) THEN
    RAISE EXCEPTION 'this line is handed out already' USING ERRCODE = 'LF010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER line_handed_out_once BEFORE INSERT ON handouts FOR EACH ROW EXECUTE FUNCTION guard_handout();
--> statement-breakpoint
CREATE FUNCTION require_handout_footing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE payment uuid := CASE TG_TABLE_NAME WHEN 'handouts' THEN to_jsonb(NEW) ->> 'payment_id' ELSE to_jsonb(NEW) ->> 'id' END;
BEGIN
  PERFORM 1 FROM condolence_payments p WHERE p.id = payment
    AND p.spent = (SELECT coalesce(sum(amount), 0) FROM handouts h WHERE h.payment_id = payment);
  IF NOT FOUND THEN RAISE EXCEPTION 'its lines do not foot' USING ERRCODE = 'LF007'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER condolence_payment_foots AFTER INSERT ON condolence_payments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_handout_footing();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER handouts_foot AFTER INSERT ON handouts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_handout_footing();
--> statement-breakpoint
-- A line of an open batch gets its packs once, from an issue of its fund; an issue that is taken back sets it free.
CREATE FUNCTION guard_condolence_pack() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE l condolence_lines; b condolence_batches;
BEGIN
  SELECT * INTO STRICT l FROM condolence_lines WHERE id = NEW.line_id;
  b := hold_open_condolence(l.batch_id);
  PERFORM 1 FROM goods_documents g WHERE g.id = NEW.document_id AND g.kind = 'issue' AND g.fund_id = b.fund_id
    AND g.born = pg_current_xact_id() AND l.packs = NEW.packs;
  IF NOT FOUND THEN RAISE EXCEPTION 'not the packs of this line' USING ERRCODE = 'LF004'; END IF;
  IF EXISTS (SELECT 1 FROM goods_documents g JOIN condolence_votes w ON w.person_id = g.prepared_person_id
      WHERE g.id = NEW.document_id AND w.batch_id = b.id) THEN
    RAISE EXCEPTION 'who voted does not hand out' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM condolence_packs p WHERE p.line_id = l.id
      AND NOT EXISTS (SELECT 1 FROM goods_reversals r WHERE r.document_id = p.document_id)) THEN
    RAISE EXCEPTION 'this line has its packs' USING ERRCODE = 'LF010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER packs_handed_out_once BEFORE INSERT ON condolence_packs FOR EACH ROW EXECUTE FUNCTION guard_condolence_pack();
--> statement-breakpoint
CREATE FUNCTION require_pack_footing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF (SELECT sum(packs) FROM condolence_packs WHERE document_id = NEW.document_id)
     IS DISTINCT FROM (SELECT sum(quantity) FROM goods_lines WHERE document_id = NEW.document_id) THEN
    RAISE EXCEPTION 'the packs do not foot to their issue' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER packs_foot_to_their_issue AFTER INSERT ON condolence_packs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_pack_footing();
--> statement-breakpoint
-- Signed before the holder or the cashier and a second person of the office. Who receives or signs for one line of a roster
-- signs for no other.
CREATE FUNCTION guard_handout_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE h handouts; p condolence_payments; since date;
BEGIN
  SELECT * INTO STRICT h FROM handouts WHERE id = NEW.handout_id;
  SELECT * INTO STRICT p FROM condolence_payments WHERE id = h.payment_id;
  PERFORM 1 FROM condolence_batches WHERE id = p.batch_id FOR UPDATE;
  PERFORM require_role(NEW.recorded_by, NEW.recorded_person_id, CASE WHEN p.advance_id IS NULL THEN '{cashier}'::text[] ELSE '{caseworker}'::text[] END);
  IF (p.advance_id IS NULL) = (NEW.recorded_person_id = p.handed_in_person_id) THEN
    RAISE EXCEPTION 'who hands the money out has it signed' USING ERRCODE = 'LF008';
  END IF;
  IF EXISTS (SELECT 1 FROM condolence_payment_steps WHERE payment_id = p.id) THEN
    RAISE EXCEPTION 'this handing-out is judged already' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM users WHERE person_id = NEW.witness_person_id AND status = 'active';
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown witness' USING ERRCODE = 'LF004'; END IF;
  SELECT CASE WHEN p.advance_id IS NULL THEN (SELECT shanghai_day(taken_at) FROM condolence_steps WHERE batch_id = p.batch_id AND step = 'approved')
    ELSE (SELECT on_day FROM advance_steps WHERE advance_id = p.advance_id AND step = 'paid') END INTO since;
  IF NEW.handed_on < since THEN RAISE EXCEPTION 'nothing could be handed out yet' USING ERRCODE = 'LF013'; END IF;
  IF EXISTS (SELECT 1 FROM condolence_lines l JOIN households f ON f.id = l.household_id WHERE l.batch_id = p.batch_id AND f.id_number_index = NEW.proxy_index)
     OR EXISTS (SELECT 1 FROM handout_signatures s JOIN handouts o ON o.id = s.handout_id JOIN condolence_payments q ON q.id = o.payment_id
       WHERE q.batch_id = p.batch_id AND o.line_id <> h.line_id AND s.proxy_index = NEW.proxy_index) THEN
    RAISE EXCEPTION 'who receives one line signs for no other' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER handout_signed_before_two BEFORE INSERT ON handout_signatures FOR EACH ROW EXECUTE FUNCTION guard_handout_signature();
--> statement-breakpoint
-- A settlement is reviewed by a treasurer who neither handed it in nor stood by; cash moves by a cashier without another hand.
CREATE FUNCTION guard_condolence_payment_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p condolence_payments; judged text; last_day date;
BEGIN
  SELECT * INTO STRICT p FROM condolence_payments WHERE id = NEW.payment_id;
  PERFORM 1 FROM condolence_batches WHERE id = p.batch_id FOR UPDATE;
  SELECT step INTO judged FROM condolence_payment_steps WHERE payment_id = p.id AND step <> 'cash';
  PERFORM require_role(NEW.taken_by, NEW.taken_person_id, CASE NEW.step WHEN 'cash' THEN '{cashier}'::text[] WHEN 'reviewed' THEN '{treasurer}'::text[]
    ELSE '{treasurer,cashier}'::text[] END);
  IF NEW.taken_person_id = p.handed_in_person_id AND NOT (NEW.step = 'refused' AND p.advance_id IS NULL) THEN
    RAISE EXCEPTION 'who hands in does not review or pay' USING ERRCODE = 'LF008';
  END IF;
  IF NEW.step = 'reviewed' AND EXISTS (SELECT 1 FROM handouts h JOIN handout_signatures s ON s.handout_id = h.id
      WHERE h.payment_id = p.id AND s.witness_person_id = NEW.taken_person_id) THEN
    RAISE EXCEPTION 'who stood by does not review' USING ERRCODE = 'LF008';
  END IF;
  IF condolence_day(p.id) IS NOT NULL OR judged = 'refused' OR NEW.step = 'reviewed' AND p.advance_id IS NULL
     OR NEW.step = 'cash' AND (p.returned + p.topped_up = 0 OR p.advance_id IS NOT NULL AND judged IS NULL)
     OR NEW.step <> 'cash' AND judged IS NOT NULL THEN
    RAISE EXCEPTION 'this handing-out does not stand so' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.step = 'refused' THEN RETURN NEW; END IF;
  SELECT max(s.handed_on) INTO last_day FROM handouts h JOIN handout_signatures s ON s.handout_id = h.id WHERE h.payment_id = p.id;
  IF NEW.on_day < last_day OR NEW.on_day < (SELECT on_day FROM advance_steps WHERE advance_id = p.advance_id AND step = 'paid') THEN
    RAISE EXCEPTION 'not before it was handed out' USING ERRCODE = 'LF013';
  END IF;
  IF EXISTS (SELECT 1 FROM handouts h WHERE h.payment_id = p.id AND NOT EXISTS (SELECT 1 FROM handout_signatures s WHERE s.handout_id = h.id)) THEN
    RAISE EXCEPTION 'a line is not signed for' USING ERRCODE = 'LF007';
  END IF;
  IF NEW.step = 'cash' AND EXISTS (SELECT 1 FROM condolence_votes WHERE batch_id = p.batch_id AND person_id = NEW.taken_person_id) THEN
    RAISE EXCEPTION 'who voted does not pay' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_payment_step_by_another BEFORE INSERT ON condolence_payment_steps
  FOR EACH ROW EXECUTE FUNCTION guard_condolence_payment_step();
--> statement-breakpoint
-- The step that posts a handing-out first uses up its reservation. The month is held before the fund, as in post_voucher.
CREATE FUNCTION consume_condolence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p condolence_payments; b condolence_batches;
BEGIN
  SELECT * INTO STRICT p FROM condolence_payments WHERE id = NEW.payment_id;
  IF condolence_day(p.id) IS NULL OR p.spent = 0 THEN RETURN NULL; END IF;
  SELECT * INTO STRICT b FROM condolence_batches WHERE id = p.batch_id;
  PERFORM require_open_period(NEW.on_day);
  IF condolence_committed(b.id) - p.spent < condolence_out(b.id) THEN
    RAISE EXCEPTION 'more than this batch still holds' USING ERRCODE = 'LF014';
  END IF;
  UPDATE fund_balances SET committed_cash = committed_cash - p.spent WHERE fund_id = b.fund_id;
  INSERT INTO condolence_commitments (batch_id, fund_id, movement, payment_id, amount, at)
  VALUES (b.id, b.fund_id, 'consumed', p.id, p.spent, NEW.taken_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER condolence_payment_consumes AFTER INSERT ON condolence_payment_steps FOR EACH ROW WHEN (NEW.step <> 'refused')
  EXECUTE FUNCTION consume_condolence();
--> statement-breakpoint
CREATE FUNCTION require_condolence_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF condolence_day(NEW.payment_id) IS NOT NULL
     AND (NOT EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'condolence' AND source_id = NEW.payment_id)
       OR EXISTS (SELECT 1 FROM condolence_payments WHERE id = NEW.payment_id AND split)
         AND NOT EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'condolence_cash' AND source_id = NEW.payment_id)) THEN
    RAISE EXCEPTION 'a handing-out is not posted' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER condolence_posted AFTER INSERT ON condolence_payment_steps DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.step <> 'refused') EXECUTE FUNCTION require_condolence_voucher();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION condolence_day, advance_open, advance_due_on, condolence_committed, condolence_out, lines_of_advance, lines_of_condolence, lines_of_condolence_cash,
    guard_condolence_batch, require_condolence_footing, guard_condolence_vote, condolence_verdict, decide_condolence, guard_condolence_step,
    move_condolence_money, hold_open_condolence, guard_advance, guard_advance_step, claim_advance_transfer, require_advance_voucher, guard_condolence_payment,
    guard_condolence_pack, require_pack_footing, guard_handout, require_handout_footing, guard_handout_signature, guard_condolence_payment_step, consume_condolence,
    require_condolence_voucher FROM PUBLIC;
  EXECUTE format('GRANT EXECUTE ON FUNCTION condolence_day, advance_open, advance_due_on, condolence_committed, condolence_out TO %I, %I', app, audit);
  EXECUTE format('GRANT SELECT ON advance_rules, condolence_batches, condolence_lines, condolence_votes, condolence_steps, advances, advance_steps,
    condolence_payments, condolence_payment_steps, handouts, condolence_packs, condolence_commitments TO %I, %I', app, audit);
  EXECUTE format('GRANT SELECT (handout_id, seq, handed_on, way, proxy_relation, witness_person_id, recorded_by, recorded_person_id, recorded_at)
    ON handout_signatures TO %I, %I', app, audit);
  EXECUTE format('GRANT INSERT (id, fund_id, name, planned_on, line_count, cash_total, budget, reason, prepared_by, prepared_person_id, prepared_at)
    ON condolence_batches TO %I', app);
  EXECUTE format('GRANT INSERT (id, batch_id, position, household_id, amount, packs) ON condolence_lines TO %I', app);
  EXECUTE format('GRANT INSERT (batch_id, agrees, reason, user_id, person_id, at) ON condolence_votes TO %I', app);
  EXECUTE format('GRANT INSERT (batch_id, step, reason, taken_by, taken_person_id, taken_at) ON condolence_steps TO %I', app);
  EXECUTE format('GRANT INSERT (id, batch_id, amount, till, purpose, taken_by, holder_person_id, requested_at) ON advances TO %I', app);
  EXECUTE format('GRANT INSERT (advance_id, step, on_day, reference, reason, taken_by, taken_person_id, taken_at) ON advance_steps TO %I', app);
  EXECUTE format('GRANT INSERT (id, batch_id, advance_id, spent, returned, topped_up, note, handed_in_by, handed_in_person_id, handed_in_at)
    ON condolence_payments TO %I', app);
  EXECUTE format('GRANT INSERT (payment_id, step, on_day, reason, taken_by, taken_person_id, taken_at) ON condolence_payment_steps TO %I', app);
  EXECUTE format('GRANT INSERT (id, payment_id, line_id, amount) ON handouts TO %I', app);
  EXECUTE format('GRANT INSERT (line_id, document_id, packs) ON condolence_packs TO %I', app);
  EXECUTE format('GRANT INSERT (handout_id, handed_on, way, proxy_relation, proxy_index, witness_person_id, recorded_by, recorded_person_id, recorded_at)
    ON handout_signatures TO %I', app);
END $$;
