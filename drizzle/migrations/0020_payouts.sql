-- What happens to a payment before and after it is made: an order that is voided, a transfer that the bank returns (E21),
-- aid that comes back (E22) or is lost for good (E29). Here too: who prepared a payment does not sign it off, and one
-- transfer of the bank is one entry of the books.
ALTER TABLE payment_orders DROP CONSTRAINT order_one_per_request;
--> statement-breakpoint
CREATE INDEX order_by_request ON payment_orders (request_id);
--> statement-breakpoint
-- The order that stands for a request: kept by the triggers of orders and voids alone, as claimed_references are.
CREATE TABLE live_orders (
  request_id uuid NOT NULL REFERENCES aid_requests (id),
  order_id uuid NOT NULL REFERENCES payment_orders (id),
  CONSTRAINT order_one_per_request PRIMARY KEY (request_id),
  CONSTRAINT live_order_once UNIQUE (order_id)
);
--> statement-breakpoint
INSERT INTO live_orders SELECT request_id, id FROM payment_orders;
--> statement-breakpoint
-- A treasurer asks to void an order: then another order is prepared (again), or the family takes its request back (withdraw).
CREATE TABLE order_voids (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  order_id uuid NOT NULL REFERENCES payment_orders (id),
  outcome text NOT NULL,
  reason text NOT NULL,
  asked_by uuid NOT NULL REFERENCES users (id),
  asked_person_id uuid NOT NULL REFERENCES persons (id),
  asked_at timestamptz NOT NULL,
  CONSTRAINT order_void_in_order UNIQUE (seq),
  CONSTRAINT order_void_outcome_known CHECK (outcome IN ('again', 'withdraw'))
);
--> statement-breakpoint
CREATE INDEX order_void_by_order ON order_voids (order_id);
--> statement-breakpoint
-- Another person's word: the chair's that the payment is ordered anew, the community's caseworker's that the family withdrew.
CREATE TABLE order_void_decisions (
  id uuid PRIMARY KEY REFERENCES order_voids (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT order_void_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- The bank returned a transfer (退汇): the expense stays, the money waits in 220903 for its case.
CREATE TABLE payment_returns (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL REFERENCES payments (id),
  amount numeric(18, 2) NOT NULL,
  returned_on date NOT NULL,
  bank_reference text NOT NULL,
  reason text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_person_id uuid NOT NULL REFERENCES persons (id),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT payment_return_in_order UNIQUE (seq),
  CONSTRAINT payment_return_amount_positive CHECK (amount > 0)
);
--> statement-breakpoint
CREATE INDEX payment_return_by_payment ON payment_returns (payment_id);
--> statement-breakpoint
-- What is to become of returned money: paid again, to an account that is right, or given back to its fund. The newest counts.
CREATE TABLE return_plans (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  return_id uuid NOT NULL REFERENCES payment_returns (id),
  way text NOT NULL,
  reason text NOT NULL,
  cancelled_on date,
  payee_kind text,
  payee_name_sealed text,
  payee_name_masked text,
  payee_account_sealed text,
  payee_account_masked text,
  payee_bank text,
  planned_by uuid NOT NULL REFERENCES users (id),
  planned_person_id uuid NOT NULL REFERENCES persons (id),
  planned_at timestamptz NOT NULL,
  CONSTRAINT return_plan_in_order UNIQUE (seq),
  CONSTRAINT return_plan_way UNIQUE (id, way),
  CONSTRAINT return_plan_way_known CHECK (way IN ('repay', 'cancel')),
  CONSTRAINT return_plan_cancelled_on_a_day CHECK ((way = 'cancel') = (cancelled_on IS NOT NULL)),
  CONSTRAINT return_plan_repaid_to_a_payee CHECK (num_nonnulls(payee_kind, payee_name_sealed, payee_name_masked, payee_account_sealed,
    payee_account_masked) = CASE way WHEN 'repay' THEN 5 ELSE 0 END)
);
--> statement-breakpoint
CREATE INDEX return_plan_by_return ON return_plans (return_id);
--> statement-breakpoint
-- What became of it: a cashier paid it again, or the chair said whether it goes back to its fund.
CREATE TABLE return_outcomes (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  way text NOT NULL,
  agrees boolean NOT NULL,
  happened_on date NOT NULL,
  bank_reference text,
  reason text NOT NULL,
  done_by uuid NOT NULL REFERENCES users (id),
  done_person_id uuid NOT NULL REFERENCES persons (id),
  done_at timestamptz NOT NULL,
  CONSTRAINT return_outcome_in_order UNIQUE (seq),
  CONSTRAINT return_outcome_of_its_plan FOREIGN KEY (id, way) REFERENCES return_plans (id, way),
  CONSTRAINT return_outcome_repaid_or_not_yet CHECK (way = 'cancel' OR agrees),
  CONSTRAINT return_outcome_reference_of_a_transfer CHECK (way = 'repay' OR bank_reference IS NULL)
);
--> statement-breakpoint
-- Aid that comes back: as money now, or as a claim first (应追回救助款). What the chair agrees to is posted.
CREATE TABLE recoveries (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL REFERENCES payments (id),
  cause text NOT NULL,
  till text,
  amount numeric(18, 2) NOT NULL,
  recovered_on date NOT NULL,
  bank_reference text,
  document_number text NOT NULL,
  reason text NOT NULL,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT recovery_in_order UNIQUE (seq),
  CONSTRAINT recovery_cause_known CHECK (cause IN ('repaid', 'fraud', 'not_due')),
  CONSTRAINT recovery_till_known CHECK (till IN ('bank', 'cash')),
  CONSTRAINT recovery_bank_needs_reference CHECK ((till IS NOT DISTINCT FROM 'bank') = (bank_reference IS NOT NULL)),
  CONSTRAINT recovery_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
CREATE INDEX recovery_by_payment ON recoveries (payment_id);
--> statement-breakpoint
CREATE TABLE recovery_decisions (
  id uuid PRIMARY KEY REFERENCES recoveries (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT recovery_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- How a claim ends: money against it, or the chair agrees that it cannot be had (E29).
CREATE TABLE recovery_settlements (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  recovery_id uuid NOT NULL REFERENCES recoveries (id),
  way text NOT NULL,
  till text,
  amount numeric(18, 2) NOT NULL,
  settled_on date NOT NULL,
  bank_reference text,
  reason text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_person_id uuid NOT NULL REFERENCES persons (id),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT recovery_settlement_in_order UNIQUE (seq),
  CONSTRAINT recovery_settlement_way UNIQUE (id, way),
  CONSTRAINT recovery_settlement_way_known CHECK (way IN ('received', 'written_off')),
  CONSTRAINT recovery_settlement_till_known CHECK (till IN ('bank', 'cash')),
  CONSTRAINT recovery_settlement_till_when_received CHECK ((way = 'received') = (till IS NOT NULL)),
  CONSTRAINT recovery_settlement_bank_needs_reference CHECK ((till IS NOT DISTINCT FROM 'bank') = (bank_reference IS NOT NULL)),
  CONSTRAINT recovery_settlement_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
CREATE INDEX recovery_settlement_by_recovery ON recovery_settlements (recovery_id);
--> statement-breakpoint
CREATE TABLE write_off_decisions (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  way text NOT NULL,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT write_off_decision_in_order UNIQUE (seq),
  CONSTRAINT write_off_decision_of_a_write_off CHECK (way = 'written_off'),
  CONSTRAINT write_off_decision_of_its_settlement FOREIGN KEY (id, way) REFERENCES recovery_settlements (id, way)
);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['order_voids', 'order_void_decisions', 'payment_returns', 'return_plans', 'return_outcomes', 'recoveries',
    'recovery_decisions', 'recovery_settlements', 'write_off_decisions']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- The order that stands.
CREATE FUNCTION stand_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  INSERT INTO live_orders VALUES (NEW.request_id, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER order_stands_alone AFTER INSERT ON payment_orders FOR EACH ROW EXECUTE FUNCTION stand_order();
--> statement-breakpoint
CREATE FUNCTION guard_paid_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM live_orders WHERE order_id = NEW.order_id AND request_id = NEW.request_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'this order was voided' USING ERRCODE = 'LF013'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_of_a_live_order AFTER INSERT ON payments FOR EACH ROW EXECUTE FUNCTION guard_paid_order();
--> statement-breakpoint
INSERT INTO aid_transitions VALUES ('payable', 'approved'), ('payable', 'in_notice'), ('payable', 'withdrawn'),
  ('emergency_payable', 'emergency_ordered'), ('emergency_payable', 'withdrawn');
--> statement-breakpoint
-- What asked for an order asks for one that stands. The rest of its guard stays as it is, whoever wrote it last.
DO $$
DECLARE was text := pg_get_functiondef('guard_request'::regproc); now text;
BEGIN
  now := replace(was, 'FROM payment_orders WHERE request_id = NEW.id AND amount = NEW.granted)',
    'FROM payment_orders o JOIN live_orders l ON l.order_id = o.id WHERE o.request_id = NEW.id AND o.amount = NEW.granted)');
  now := replace(now, 'OR EXISTS (SELECT 1 FROM payment_orders WHERE request_id = NEW.id)', 'OR EXISTS (SELECT 1 FROM live_orders WHERE request_id = NEW.id)');
  IF now LIKE '%payment_orders WHERE%' OR now NOT LIKE '%live_orders l%live_orders l%live_orders WHERE%' THEN
    RAISE EXCEPTION 'guard_request no longer asks for the order in this form';
  END IF;
  EXECUTE now;
  was := pg_get_functiondef('release_aid'::regproc);
  now := replace(was, 'EXISTS (SELECT 1 FROM payment_orders WHERE request_id = p_request)', 'EXISTS (SELECT 1 FROM live_orders WHERE request_id = p_request)');
  IF now = was THEN RAISE EXCEPTION 'release_aid no longer asks for the order in this form'; END IF;
  EXECUTE now;
  was := pg_get_functiondef('hands_of'::regproc);
  now := replace(was, 'UNION ALL SELECT ''payer'', p.paid_person_id FROM payments p WHERE request_id = p_request',
    'UNION ALL SELECT ''payer'', p.paid_person_id FROM payments p WHERE request_id = p_request
  UNION ALL SELECT ''preparer'', l.planned_person_id FROM payments p JOIN payment_returns b ON b.payment_id = p.id
    JOIN return_plans l ON l.return_id = b.id AND l.way = ''repay'' WHERE p.request_id = p_request
  UNION ALL SELECT ''payer'', e.done_person_id FROM payments p JOIN payment_returns b ON b.payment_id = p.id
    JOIN return_plans l ON l.return_id = b.id JOIN return_outcomes e ON e.id = l.id AND e.way = ''repay'' WHERE p.request_id = p_request');
  IF now = was THEN RAISE EXCEPTION 'hands_of no longer ends in this form'; END IF;
  EXECUTE now;
END $$;
--> statement-breakpoint
-- A request that leaves the cashier unpaid has no order that stands, and goes back to where its lane prepares one.
CREATE FUNCTION guard_way_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM live_orders WHERE request_id = NEW.id) OR NEW.status = 'approved' AND NEW.lane <> 'small' THEN
    RAISE EXCEPTION 'its order was not voided' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER back_without_its_order AFTER UPDATE OF status ON aid_requests FOR EACH ROW
  WHEN (OLD.status IN ('payable', 'emergency_payable') AND NEW.status IN ('approved', 'in_notice', 'emergency_ordered', 'withdrawn'))
  EXECUTE FUNCTION guard_way_back();
--> statement-breakpoint
-- Under the lock of its request, as paying is.
CREATE FUNCTION guard_order_void() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT q.* INTO r FROM aid_requests q JOIN payment_orders o ON o.request_id = q.id WHERE o.id = NEW.order_id FOR UPDATE OF q;
  PERFORM require_role(NEW.asked_by, NEW.asked_person_id, '{treasurer}');
  IF r.status IS NULL OR r.status NOT IN ('payable', 'emergency_payable') OR NOT EXISTS (SELECT 1 FROM live_orders WHERE order_id = NEW.order_id)
     OR EXISTS (SELECT 1 FROM order_voids v WHERE v.order_id = NEW.order_id
       AND NOT EXISTS (SELECT 1 FROM order_void_decisions d WHERE d.id = v.id)) THEN
    RAISE EXCEPTION 'no order waits to be voided' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER void_of_a_waiting_order BEFORE INSERT ON order_voids FOR EACH ROW EXECUTE FUNCTION guard_order_void();
--> statement-breakpoint
CREATE FUNCTION guard_order_void_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE v order_voids; r aid_requests;
BEGIN
  SELECT * INTO v FROM order_voids WHERE id = NEW.id;
  SELECT q.* INTO r FROM aid_requests q JOIN payment_orders o ON o.request_id = q.id WHERE o.id = v.order_id FOR UPDATE OF q;
  IF EXISTS (SELECT 1 FROM payments WHERE order_id = v.order_id) THEN RAISE EXCEPTION 'this order was paid' USING ERRCODE = 'LF010'; END IF;
  IF r.status IS NULL OR r.status NOT IN ('payable', 'emergency_payable') OR NOT EXISTS (SELECT 1 FROM live_orders WHERE order_id = v.order_id)
     OR EXISTS (SELECT 1 FROM order_void_decisions WHERE id = v.id) THEN
    RAISE EXCEPTION 'no order waits to be voided' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, CASE v.outcome WHEN 'again' THEN '{chair}'::text[] ELSE '{caseworker}'::text[] END);
  PERFORM 1 FROM users WHERE id = NEW.decided_by AND (v.outcome = 'again' OR community_id = r.community_id);
  IF NOT FOUND THEN RAISE EXCEPTION 'only the community''s caseworker speaks for the family' USING ERRCODE = 'LF008'; END IF;
  IF NEW.decided_person_id = v.asked_person_id THEN RAISE EXCEPTION 'another person agrees to a void' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER void_agreed_by_another BEFORE INSERT ON order_void_decisions FOR EACH ROW EXECUTE FUNCTION guard_order_void_decision();
--> statement-breakpoint
-- The order no longer stands. A withdrawn request gives its money back; otherwise the decision keeps what it reserved.
CREATE FUNCTION void_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE v order_voids; r aid_requests; c commitments;
BEGIN
  SELECT * INTO STRICT v FROM order_voids WHERE id = NEW.id;
  DELETE FROM live_orders WHERE order_id = v.order_id RETURNING request_id INTO r.id;
  SELECT * INTO STRICT r FROM aid_requests WHERE id = r.id;
  IF v.outcome = 'withdraw' THEN
    SELECT * INTO STRICT c FROM commitments x WHERE x.request_id = r.id AND x.movement = 'reserved'
      AND NOT EXISTS (SELECT 1 FROM commitments y WHERE y.reservation_id = x.id);
    UPDATE fund_balances SET committed_cash = committed_cash - c.amount WHERE fund_id = c.fund_id;
    INSERT INTO commitments (request_id, fund_id, movement, reservation_id, amount, reason, operation_id, at)
    VALUES (r.id, c.fund_id, 'released', c.id, c.amount, 'voided', (current_operation()).id, NEW.decided_at);
  END IF;
  UPDATE aid_requests SET version = version + 1, status = CASE WHEN v.outcome = 'withdraw' THEN 'withdrawn' ELSE
    CASE r.lane WHEN 'small' THEN 'approved' WHEN 'ordinary' THEN 'in_notice' ELSE 'emergency_ordered' END END WHERE id = r.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER order_voided AFTER INSERT ON order_void_decisions FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION void_order();
--> statement-breakpoint
-- Who prepared what a voucher pays or moves, or planned what became of it: they do not sign it off either.
CREATE FUNCTION payout_makers(p_voucher uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT o.prepared_person_id FROM vouchers v JOIN payments p ON v.source_type = 'payment' AND p.id = v.source_id
    JOIN payment_orders o ON o.id = p.order_id WHERE v.id = p_voucher
  UNION ALL SELECT l.planned_person_id FROM vouchers v JOIN return_plans l ON v.source_type IN ('repayment', 'return_cancellation')
    AND l.id = v.source_id WHERE v.id = p_voucher
  UNION ALL SELECT c.prepared_person_id FROM vouchers v JOIN recoveries c ON v.source_type = 'recovery' AND c.id = v.source_id
    WHERE v.id = p_voucher
  UNION ALL SELECT s.recorded_person_id FROM vouchers v JOIN recovery_settlements s ON v.source_type = 'recovery_settlement'
    AND s.id = v.source_id WHERE v.id = p_voucher
  UNION ALL SELECT d.prepared_person_id FROM vouchers v JOIN goods_documents d ON v.source_type = 'goods' AND d.id = v.source_id
    WHERE v.id = p_voucher
  UNION ALL SELECT c.handed_in_person_id FROM vouchers v JOIN condolence_payments c ON v.source_type IN ('condolence', 'condolence_cash')
    AND c.id = v.source_id WHERE v.id = p_voucher
$$;
--> statement-breakpoint
CREATE FUNCTION guard_payout_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.person_id IN (SELECT payout_makers(NEW.voucher_id)) THEN
    RAISE EXCEPTION 'who prepared a payment does not sign it off' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_signed_by_another BEFORE INSERT ON voucher_signatures FOR EACH ROW EXECUTE FUNCTION guard_payout_signature();
--> statement-breakpoint
-- How a reference is compared, whoever typed it: half-width, in capitals, without blanks.
CREATE FUNCTION plain_reference(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT upper(regexp_replace(normalize(p_text, NFKC), '\s', '', 'g'))
$$;
--> statement-breakpoint
CREATE FUNCTION claim_plainly() RETURNS trigger LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
BEGIN
  NEW.reference := plain_reference(NEW.reference);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reference_claimed_plainly BEFORE INSERT ON claimed_references FOR EACH ROW EXECUTE FUNCTION claim_plainly();
--> statement-breakpoint
UPDATE claimed_references c SET reference = plain_reference(c.reference) WHERE c.reference <> plain_reference(c.reference)
  AND NOT EXISTS (SELECT 1 FROM claimed_references x WHERE (x.document, x.channel) = (c.document, c.channel)
    AND x.document_id <> c.document_id AND plain_reference(x.reference) = plain_reference(c.reference));
--> statement-breakpoint
-- A transfer of our bank is one entry of the books: a gift, a receipt of an unknown giver, a payment, a re-payment, aid that
-- comes back, or a debt paid to a donor. A returned transfer keeps its number: it did leave, and paying again is another.
CREATE FUNCTION claim_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE said text := to_jsonb(NEW) ->> 'bank_reference';
BEGIN
  IF TG_TABLE_NAME = 'recovery_decisions' THEN SELECT bank_reference INTO said FROM recoveries WHERE id = NEW.id; END IF;
  IF said IS NOT NULL THEN INSERT INTO claimed_references VALUES (TG_ARGV[0], 'bank', said, NEW.id); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_reference_claimed AFTER INSERT ON payments FOR EACH ROW EXECUTE FUNCTION claim_transfer('donation');
--> statement-breakpoint
CREATE TRIGGER repayment_reference_claimed AFTER INSERT ON return_outcomes FOR EACH ROW EXECUTE FUNCTION claim_transfer('donation');
--> statement-breakpoint
CREATE TRIGGER refund_reference_claimed AFTER INSERT ON refund_payments FOR EACH ROW EXECUTE FUNCTION claim_transfer('donation');
--> statement-breakpoint
CREATE TRIGGER recovery_reference_claimed AFTER INSERT ON recovery_decisions FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION claim_transfer('donation');
--> statement-breakpoint
CREATE TRIGGER settlement_reference_claimed AFTER INSERT ON recovery_settlements FOR EACH ROW EXECUTE FUNCTION claim_transfer('donation');
--> statement-breakpoint
-- A bank may return a transfer under its own number: returns are told apart among themselves.
CREATE TRIGGER return_reference_claimed AFTER INSERT ON payment_returns FOR EACH ROW EXECUTE FUNCTION claim_transfer('return');
--> statement-breakpoint
INSERT INTO claimed_references SELECT 'donation', 'bank', x.reference, x.id FROM (
    SELECT id, bank_reference AS reference, at FROM payments UNION ALL SELECT id, bank_reference, paid_at FROM refund_payments) x
  WHERE x.reference IS NOT NULL ORDER BY x.at ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- Money that came back and was not paid again: it waits, or went back to its fund.
CREATE FUNCTION returned_of(p_payment uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(b.amount), 0) FROM payment_returns b WHERE b.payment_id = p_payment AND NOT EXISTS (
    SELECT 1 FROM return_plans l JOIN return_outcomes e ON e.id = l.id AND e.way = 'repay' WHERE l.return_id = b.id)
$$;
--> statement-breakpoint
-- Aid that the chair agreed to recover, as money or as a claim.
CREATE FUNCTION recovered_of(p_payment uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(c.amount), 0) FROM recoveries c JOIN recovery_decisions d ON d.id = c.id AND d.agrees WHERE c.payment_id = p_payment
$$;
--> statement-breakpoint
-- What of a claim is still to be had.
CREATE FUNCTION claim_left(p_recovery uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT c.amount - coalesce((SELECT sum(s.amount) FROM recovery_settlements s LEFT JOIN write_off_decisions w ON w.id = s.id
    WHERE s.recovery_id = c.id AND (s.way = 'received' OR w.agrees)), 0)
  FROM recoveries c JOIN recovery_decisions d ON d.id = c.id AND d.agrees WHERE c.id = p_recovery AND c.till IS NULL
$$;
--> statement-breakpoint
-- What a family has of the payments of a year: what was paid less what came back or is to come back, and what was written off again.
CREATE FUNCTION aid_of_family(p_household uuid, p_year int) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(p.amount - returned_of(p.id) - recovered_of(p.id) + coalesce((SELECT sum(s.amount) FROM recoveries c
      JOIN recovery_settlements s ON s.recovery_id = c.id JOIN write_off_decisions w ON w.id = s.id AND w.agrees
      WHERE c.payment_id = p.id), 0)), 0)::numeric(18, 2)
  FROM payments p JOIN aid_requests r ON r.id = p.request_id
  WHERE r.household_id = p_household AND extract(year FROM p.paid_on) = p_year
$$;
--> statement-breakpoint
-- The last day on which money of this payment left.
CREATE FUNCTION left_on(p_payment uuid) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT max(x.day) FROM (SELECT paid_on AS day FROM payments WHERE id = p_payment UNION ALL SELECT e.happened_on FROM payment_returns b
    JOIN return_plans l ON l.return_id = b.id JOIN return_outcomes e ON e.id = l.id AND e.way = 'repay' WHERE b.payment_id = p_payment) x
$$;
--> statement-breakpoint
-- Every act on a payment holds its request, as paying did.
CREATE FUNCTION hold_payment(p_payment uuid) RETURNS payments LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p payments;
BEGIN
  PERFORM 1 FROM aid_requests r WHERE r.id = (SELECT request_id FROM payments WHERE id = p_payment) FOR UPDATE;
  SELECT * INTO p FROM payments WHERE id = p_payment;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown payment' USING ERRCODE = 'LF004'; END IF;
  RETURN p;
END $$;
--> statement-breakpoint
CREATE FUNCTION guard_payment_return() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p payments := hold_payment(NEW.payment_id);
BEGIN
  PERFORM require_role(NEW.recorded_by, NEW.recorded_person_id, '{treasurer}');
  IF NEW.amount <> p.amount THEN RAISE EXCEPTION 'a transfer comes back whole' USING ERRCODE = 'LF014'; END IF;
  PERFORM 1 FROM payment_orders WHERE id = p.order_id AND method = 'bank';
  IF NOT FOUND OR NEW.returned_on < left_on(p.id) OR returned_of(p.id) > 0 OR recovered_of(p.id) > 0 THEN
    RAISE EXCEPTION 'no transfer that can come back' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER return_of_a_transfer BEFORE INSERT ON payment_returns FOR EACH ROW EXECUTE FUNCTION guard_payment_return();
--> statement-breakpoint
CREATE FUNCTION return_is_open(p_return uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM return_plans l JOIN return_outcomes e ON e.id = l.id AND e.agrees WHERE l.return_id = p_return)
$$;
--> statement-breakpoint
CREATE FUNCTION guard_return_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE b payment_returns; p payments;
BEGIN
  SELECT * INTO b FROM payment_returns WHERE id = NEW.return_id;
  p := hold_payment(b.payment_id);
  PERFORM require_role(NEW.planned_by, NEW.planned_person_id, '{treasurer}');
  IF NOT return_is_open(b.id) OR NEW.cancelled_on < b.returned_on THEN RAISE EXCEPTION 'this money does not wait' USING ERRCODE = 'LF013'; END IF;
  IF NEW.way = 'repay' THEN PERFORM refuse_hands(p.request_id, NEW.planned_person_id, '{filer,visitor,voter,leader,recused,payer}'); END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER plan_for_returned_money BEFORE INSERT ON return_plans FOR EACH ROW EXECUTE FUNCTION guard_return_plan();
--> statement-breakpoint
-- The newest plan is carried out, once: paid by a cashier without another hand in the case, or agreed to by the chair,
-- who neither noted the return nor planned this.
CREATE FUNCTION guard_return_outcome() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE l return_plans; b payment_returns; p payments;
BEGIN
  SELECT * INTO l FROM return_plans WHERE id = NEW.id;
  SELECT * INTO b FROM payment_returns WHERE id = l.return_id;
  p := hold_payment(b.payment_id);
  PERFORM require_role(NEW.done_by, NEW.done_person_id, CASE l.way WHEN 'repay' THEN '{cashier}'::text[] ELSE '{chair}'::text[] END);
  IF NOT return_is_open(b.id) OR EXISTS (SELECT 1 FROM return_outcomes WHERE id = l.id)
     OR EXISTS (SELECT 1 FROM return_plans x WHERE x.return_id = b.id AND x.seq > l.seq)
     OR l.way = 'cancel' AND NEW.happened_on <> l.cancelled_on
     OR l.way = 'repay' AND NEW.happened_on < greatest(b.returned_on, shanghai_day(l.planned_at)) THEN
    RAISE EXCEPTION 'this plan is not carried out so' USING ERRCODE = 'LF013';
  END IF;
  IF l.way = 'repay' THEN PERFORM refuse_hands(p.request_id, NEW.done_person_id, '{filer,visitor,voter,leader,recused,preparer}'); END IF;
  IF NEW.done_person_id IN (l.planned_person_id, b.recorded_person_id) THEN
    RAISE EXCEPTION 'another person carries it out' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER returned_money_settled_once BEFORE INSERT ON return_outcomes FOR EACH ROW EXECUTE FUNCTION guard_return_outcome();
--> statement-breakpoint
CREATE FUNCTION guard_recovery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
  IF NEW.recovered_on < left_on(NEW.payment_id) THEN RAISE EXCEPTION 'it was not paid yet' USING ERRCODE = 'LF013'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recovery_of_a_payment BEFORE INSERT ON recoveries FOR EACH ROW EXECUTE FUNCTION guard_recovery();
--> statement-breakpoint
-- The chair decides, not who prepared; no more comes back than was paid and not returned by the bank.
CREATE FUNCTION guard_recovery_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE c recoveries; p payments;
BEGIN
  SELECT * INTO c FROM recoveries WHERE id = NEW.id;
  p := hold_payment(c.payment_id);
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, '{chair}');
  IF NEW.decided_person_id = c.prepared_person_id THEN RAISE EXCEPTION 'another person decides on a recovery' USING ERRCODE = 'LF008'; END IF;
  IF EXISTS (SELECT 1 FROM recovery_decisions WHERE id = c.id) OR NEW.agrees AND c.recovered_on < left_on(p.id) THEN
    RAISE EXCEPTION 'this recovery is decided, or it was paid again later' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.agrees AND returned_of(p.id) + recovered_of(p.id) + c.amount > p.amount THEN
    RAISE EXCEPTION 'more than was paid' USING ERRCODE = 'LF014', CONSTRAINT = 'recoveries_within_payment';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recovery_decided_by_another BEFORE INSERT ON recovery_decisions FOR EACH ROW EXECUTE FUNCTION guard_recovery_decision();
--> statement-breakpoint
CREATE FUNCTION guard_recovery_settlement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE c recoveries;
BEGIN
  SELECT * INTO c FROM recoveries WHERE id = NEW.recovery_id;
  PERFORM hold_payment(c.payment_id);
  PERFORM require_role(NEW.recorded_by, NEW.recorded_person_id, '{treasurer}');
  IF claim_left(c.id) IS NULL OR NEW.settled_on < c.recovered_on THEN RAISE EXCEPTION 'no claim of that day' USING ERRCODE = 'LF013'; END IF;
  IF NEW.amount > claim_left(c.id) THEN
    RAISE EXCEPTION 'more than is claimed' USING ERRCODE = 'LF014', CONSTRAINT = 'settlements_within_claim';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER settlement_of_a_claim BEFORE INSERT ON recovery_settlements FOR EACH ROW EXECUTE FUNCTION guard_recovery_settlement();
--> statement-breakpoint
CREATE FUNCTION guard_write_off() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE s recovery_settlements; c recoveries;
BEGIN
  SELECT * INTO s FROM recovery_settlements WHERE id = NEW.id;
  SELECT * INTO c FROM recoveries WHERE id = s.recovery_id;
  PERFORM hold_payment(c.payment_id);
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, '{chair}');
  IF NEW.decided_person_id = s.recorded_person_id THEN RAISE EXCEPTION 'another person agrees to a loss' USING ERRCODE = 'LF008'; END IF;
  IF EXISTS (SELECT 1 FROM write_off_decisions WHERE id = s.id) THEN RAISE EXCEPTION 'this loss is decided' USING ERRCODE = 'LF013'; END IF;
  IF NEW.agrees AND s.amount > claim_left(c.id) THEN
    RAISE EXCEPTION 'more than is claimed' USING ERRCODE = 'LF014', CONSTRAINT = 'settlements_within_claim';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER write_off_agreed_by_another BEFORE INSERT ON write_off_decisions FOR EACH ROW EXECUTE FUNCTION guard_write_off();
--> statement-breakpoint
-- A claim belongs to the fund that paid (decision 15: the fund is restored at once, but not in cash), so its lines name it.
ALTER TABLE accounts DISABLE TRIGGER accounts_append_only;
--> statement-breakpoint
UPDATE accounts SET needs_fund = true WHERE code = '112202';
--> statement-breakpoint
ALTER TABLE accounts ENABLE ALWAYS TRIGGER accounts_append_only;
--> statement-breakpoint
-- Both have documents of their own, so they are not written by hand.
INSERT INTO manual_rules VALUES ('112202', false, false, false, false), ('220903', false, false, false, false);
--> statement-breakpoint
INSERT INTO document_kinds (kind, by_lines, reversible) VALUES ('payment_return', true, false), ('repayment', true, false),
  ('return_cancellation', true, false), ('recovery', true, false), ('recovery_settlement', true, false);
--> statement-breakpoint
INSERT INTO posting_rules (event, debits, credits, source) VALUES
  ('E21', '{100201}', '{220903}', 'payment_return'),
  ('E21P', '{220903}', '{100201}', 'repayment'),
  ('E21C', '{220903}', '{510101,510102}', 'return_cancellation'),
  ('E21Y', '{220903}', '{320101,320102}', 'return_cancellation'),
  ('E22', '{100101,100201,112202}', '{510101,510102}', 'recovery'),
  ('E22Y', '{100101,100201,112202}', '{320101,320102}', 'recovery'),
  ('E22R', '{100101,100201}', '{112202}', 'recovery_settlement'),
  ('E29', '{5501,1131}', '{1131,112202}', 'recovery_settlement');
--> statement-breakpoint
CREATE FUNCTION lines_of_payment_return(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E21', b.returned_on, x.account, NULL::uuid, x.side, b.amount, NULL::uuid, NULL::uuid, p.request_id, NULL
  FROM payment_returns b JOIN payments p ON p.id = b.payment_id
  CROSS JOIN LATERAL (VALUES ('100201', 'debit'), ('220903', 'credit')) x(account, side)
  WHERE b.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_repayment(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E21P', e.happened_on, x.account, NULL::uuid, x.side, b.amount, NULL::uuid, NULL::uuid, p.request_id, NULL
  FROM return_outcomes e JOIN return_plans l ON l.id = e.id JOIN payment_returns b ON b.id = l.return_id JOIN payments p ON p.id = b.payment_id
  CROSS JOIN LATERAL (VALUES ('220903', 'debit'), ('100201', 'credit')) x(account, side)
  WHERE e.id = p_source AND e.way = 'repay'
$$;
--> statement-breakpoint
-- In the year of the payment its expense goes down; later net assets of earlier years are adjusted (decision 15).
CREATE FUNCTION lines_of_return_cancellation(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE y.base WHEN '3201' THEN 'E21Y' ELSE 'E21C' END, e.happened_on, x.account, x.fund, x.side, b.amount, NULL::uuid, NULL::uuid,
    p.request_id, NULL
  FROM return_outcomes e JOIN return_plans l ON l.id = e.id JOIN payment_returns b ON b.id = l.return_id JOIN payments p ON p.id = b.payment_id
  JOIN payment_orders o ON o.id = p.order_id JOIN funds f ON f.id = o.fund_id
  CROSS JOIN LATERAL (SELECT CASE WHEN extract(year FROM e.happened_on) > extract(year FROM p.paid_on) THEN '3201' ELSE '5101' END AS base) y
  CROSS JOIN LATERAL (VALUES ('220903', NULL::uuid, 'debit'),
    (y.base || CASE f.kind WHEN 'restricted' THEN '02' ELSE '01' END, f.id, 'credit')) x(account, fund, side)
  WHERE e.id = p_source AND e.way = 'cancel' AND e.agrees
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_recovery(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE y.base WHEN '3201' THEN 'E22Y' ELSE 'E22' END, c.recovered_on, x.account, x.fund, x.side, c.amount, NULL::uuid, NULL::uuid,
    p.request_id, NULL
  FROM recoveries c JOIN recovery_decisions d ON d.id = c.id AND d.agrees JOIN payments p ON p.id = c.payment_id
  JOIN payment_orders o ON o.id = p.order_id JOIN funds f ON f.id = o.fund_id
  CROSS JOIN LATERAL (SELECT CASE WHEN extract(year FROM c.recovered_on) > extract(year FROM p.paid_on) THEN '3201' ELSE '5101' END AS base) y
  CROSS JOIN LATERAL (VALUES
    (CASE c.till WHEN 'bank' THEN '100201' WHEN 'cash' THEN '100101' ELSE '112202' END, CASE WHEN c.till IS NULL THEN f.id END, 'debit'),
    (y.base || CASE f.kind WHEN 'restricted' THEN '02' ELSE '01' END, f.id, 'credit')) x(account, fund, side)
  WHERE c.id = p_source
$$;
--> statement-breakpoint
-- Money against a claim; or its loss, borne by the same fund: provided for and written off in one voucher (E29).
CREATE FUNCTION lines_of_recovery_settlement(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE s.way WHEN 'received' THEN 'E22R' ELSE 'E29' END, s.settled_on, x.account, x.fund, x.side, s.amount, NULL::uuid, NULL::uuid,
    p.request_id, NULL
  FROM recovery_settlements s JOIN recoveries c ON c.id = s.recovery_id JOIN payments p ON p.id = c.payment_id
  JOIN payment_orders o ON o.id = p.order_id LEFT JOIN write_off_decisions w ON w.id = s.id
  CROSS JOIN LATERAL (VALUES
    (CASE s.till WHEN 'cash' THEN '100101' ELSE '100201' END, NULL::uuid, 'debit', s.way = 'received'),
    ('5501', o.fund_id, 'debit', s.way = 'written_off'), ('1131', NULL, 'credit', s.way = 'written_off'),
    ('1131', NULL, 'debit', s.way = 'written_off'), ('112202', o.fund_id, 'credit', true)) x(account, fund, side, takes)
  WHERE s.id = p_source AND x.takes AND (s.way = 'received' OR w.agrees)
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER payment_return_posted AFTER INSERT ON payment_returns DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('payment_return');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER repayment_posted AFTER INSERT ON return_outcomes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.way = 'repay') EXECUTE FUNCTION require_voucher('repayment');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER return_cancellation_posted AFTER INSERT ON return_outcomes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.way = 'cancel' AND NEW.agrees) EXECUTE FUNCTION require_voucher('return_cancellation');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER recovery_posted AFTER INSERT ON recovery_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('recovery');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER settlement_posted AFTER INSERT ON recovery_settlements DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.way = 'received') EXECUTE FUNCTION require_voucher('recovery_settlement');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER write_off_posted AFTER INSERT ON write_off_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('recovery_settlement');
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION stand_order, guard_paid_order, guard_way_back, guard_order_void, guard_order_void_decision, void_order, payout_makers,
    guard_payout_signature, plain_reference, claim_plainly, claim_transfer, returned_of, recovered_of, claim_left, aid_of_family, left_on,
    hold_payment, guard_payment_return, return_is_open, guard_return_plan, guard_return_outcome, guard_recovery, guard_recovery_decision,
    guard_recovery_settlement, guard_write_off, lines_of_payment_return, lines_of_repayment, lines_of_return_cancellation, lines_of_recovery,
    lines_of_recovery_settlement FROM PUBLIC;
  EXECUTE format('GRANT SELECT ON live_orders, order_voids, order_void_decisions, payment_returns, return_plans, return_outcomes, recoveries,
    recovery_decisions, recovery_settlements, write_off_decisions TO %I, %I', app, audit);
  EXECUTE format('GRANT EXECUTE ON FUNCTION payout_makers, returned_of, recovered_of, claim_left, aid_of_family, left_on, return_is_open,
    plain_reference TO %I, %I', app, audit);
  EXECUTE format('GRANT INSERT (id, order_id, outcome, reason, asked_by, asked_person_id, asked_at) ON order_voids TO %I', app);
  EXECUTE format('GRANT INSERT (id, agrees, reason, decided_by, decided_person_id, decided_at) ON order_void_decisions TO %I', app);
  EXECUTE format('GRANT INSERT (id, payment_id, amount, returned_on, bank_reference, reason, recorded_by, recorded_person_id, recorded_at)
    ON payment_returns TO %I', app);
  EXECUTE format('GRANT INSERT (id, return_id, way, reason, cancelled_on, payee_kind, payee_name_sealed, payee_name_masked,
    payee_account_sealed, payee_account_masked, payee_bank, planned_by, planned_person_id, planned_at) ON return_plans TO %I', app);
  EXECUTE format('GRANT INSERT (id, way, agrees, happened_on, bank_reference, reason, done_by, done_person_id, done_at) ON return_outcomes TO %I', app);
  EXECUTE format('GRANT INSERT (id, payment_id, cause, till, amount, recovered_on, bank_reference, document_number, reason, prepared_by,
    prepared_person_id, prepared_at) ON recoveries TO %I', app);
  EXECUTE format('GRANT INSERT (id, agrees, reason, decided_by, decided_person_id, decided_at) ON recovery_decisions TO %I', app);
  EXECUTE format('GRANT INSERT (id, recovery_id, way, till, amount, settled_on, bank_reference, reason, recorded_by, recorded_person_id,
    recorded_at) ON recovery_settlements TO %I', app);
  EXECUTE format('GRANT INSERT (id, way, agrees, reason, decided_by, decided_person_id, decided_at) ON write_off_decisions TO %I', app);
END $$;
