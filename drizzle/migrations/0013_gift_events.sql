-- What else happens to gifts: pledges (E08), money given back (E09, E10, E10b), gifts that the bank took back (E11), and
-- receipts whose giver is not known yet (E12). Here too: a gift is never refused for its fee (decision 4).
CREATE TABLE pledges (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  donor_id uuid NOT NULL REFERENCES donors (id),
  drive_id uuid REFERENCES drives (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  amount numeric(18, 2) NOT NULL,
  agreed_on date NOT NULL,
  due_on date NOT NULL,
  agreement_number text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT pledge_in_order UNIQUE (seq),
  CONSTRAINT pledge_agreement_once UNIQUE (agreement_number),
  CONSTRAINT pledge_amount_positive CHECK (amount > 0 AND amount <= 999999999.99),
  CONSTRAINT pledge_due_after_agreed CHECK (due_on >= agreed_on)
);
--> statement-breakpoint
-- A gift that fulfils a pledge. The gift alone is income and has a receipt; the pledge has neither.
CREATE TABLE pledge_arrivals (
  donation_id uuid PRIMARY KEY REFERENCES donations (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  pledge_id uuid NOT NULL REFERENCES pledges (id),
  recorded_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT pledge_arrival_in_order UNIQUE (seq)
);
--> statement-breakpoint
CREATE INDEX pledge_arrival_by_pledge ON pledge_arrivals (pledge_id);
--> statement-breakpoint
-- Money of a gift to be given back: at once (refund), or owed first because its condition failed (obligation).
CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  donation_id uuid NOT NULL REFERENCES donations (id),
  till text,
  amount numeric(18, 2) NOT NULL,
  refunded_on date NOT NULL,
  document_number text NOT NULL,
  reason text NOT NULL,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT refund_in_order UNIQUE (seq),
  CONSTRAINT refund_kind_known CHECK (kind IN ('refund', 'obligation')),
  CONSTRAINT refund_till_known CHECK (till IN ('bank', 'wechat', 'alipay')),
  CONSTRAINT refund_till_when_paid CHECK ((kind = 'refund') = (till IS NOT NULL)),
  CONSTRAINT refund_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
CREATE INDEX refund_by_donation ON refunds (donation_id);
--> statement-breakpoint
-- The chair's word: what agrees posts it.
CREATE TABLE refund_decisions (
  id uuid PRIMARY KEY REFERENCES refunds (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT refund_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- A cashier pays what is owed to a donor.
CREATE TABLE refund_payments (
  id uuid PRIMARY KEY REFERENCES refunds (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  paid_on date NOT NULL,
  bank_reference text NOT NULL,
  paid_by uuid NOT NULL REFERENCES users (id),
  paid_person_id uuid NOT NULL REFERENCES persons (id),
  paid_at timestamptz NOT NULL,
  CONSTRAINT refund_payment_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- A reversal that the bank or the platform made, not we: its own number for it. Written by bounce_donation alone.
CREATE TABLE donation_bounces (
  donation_id uuid PRIMARY KEY REFERENCES donation_reversals (donation_id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  bank_reference text NOT NULL,
  bounced_on date NOT NULL,
  CONSTRAINT donation_bounce_in_order UNIQUE (seq),
  CONSTRAINT donation_bounce_reference_once UNIQUE (bank_reference)
);
--> statement-breakpoint
-- A gift is never refused for its fee: fees may reach into promised money of the unrestricted fund, down to its floor.
ALTER TABLE fund_balances DROP CONSTRAINT commitment_within_fund,
  ADD CONSTRAINT commitment_within_fund CHECK (committed_cash >= 0 AND committed_goods >= 0 AND (in_deficit
    OR (committed_cash = 0 OR committed_cash <= balance - not_cash - floor) AND committed_goods <= not_cash));
--> statement-breakpoint
-- Fees alone: whatever else leaves promised money uncovered is refused. The fund's row is locked, so the last line of a
-- fee account of this fund is of this act when this act bears a fee.
CREATE FUNCTION guard_promised_money() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM (VALUES ('530101'), ('540101')) a(code) CROSS JOIN LATERAL (
    SELECT l.voucher_id FROM voucher_lines l WHERE l.account_code = a.code AND l.fund_id = NEW.fund_id ORDER BY l.seq DESC LIMIT 1) x
  JOIN vouchers v ON v.id = x.voucher_id AND v.born = pg_current_xact_id() AND v.reverses_id IS NULL
  JOIN posting_rules r ON r.event = v.event AND r.source = v.source_type AND r.dips;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this money is promised' USING ERRCODE = 'LF005', DETAIL = (OLD.balance - OLD.not_cash - OLD.committed_cash)::text;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER fees_alone_reach_promised_money AFTER UPDATE ON fund_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NOT NEW.in_deficit AND NEW.committed_cash > 0 AND NEW.committed_cash > NEW.balance - NEW.not_cash
    AND NEW.balance - NEW.not_cash - NEW.committed_cash < OLD.balance - OLD.not_cash - OLD.committed_cash)
  EXECUTE FUNCTION guard_promised_money();
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['pledges', 'pledge_arrivals', 'refunds', 'refund_decisions', 'refund_payments', 'donation_bounces']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('refund', true, false), ('refund_payment', true, false);
--> statement-breakpoint
INSERT INTO posting_rules (event, debits, credits, source) VALUES
  ('E09', '{410101,410102}', '{100201,100901,100902}', 'refund'),
  ('E10', '{530101,530102}', '{220901}', 'refund'),
  ('E10B', '{320101,320102}', '{100201,100901,100902}', 'refund'),
  ('E10P', '{220901}', '{100201}', 'refund_payment');
--> statement-breakpoint
-- In the gift's own year the income goes down; later it is an adjustment of prior years; an obligation is an expense.
CREATE FUNCTION lines_of_refund(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE x.base WHEN '5301' THEN 'E10' WHEN '3201' THEN 'E10B' ELSE 'E09' END, r.refunded_on,
    y.account, y.fund, y.side, r.amount, d.drive_id, d.donor_id, NULL::uuid, NULL
  FROM refunds r JOIN refund_decisions k ON k.id = r.id AND k.agrees JOIN donations d ON d.id = r.donation_id JOIN funds f ON f.id = d.fund_id
  CROSS JOIN LATERAL (SELECT CASE WHEN r.kind = 'obligation' THEN '5301'
    WHEN extract(year FROM r.refunded_on) > extract(year FROM d.received_on) THEN '3201' ELSE '4101' END AS base) x
  CROSS JOIN LATERAL (VALUES
    (x.base || CASE f.kind WHEN 'restricted' THEN '02' ELSE '01' END, f.id, 'debit'),
    (CASE r.till WHEN 'bank' THEN '100201' WHEN 'wechat' THEN '100901' WHEN 'alipay' THEN '100902' ELSE '220901' END, NULL, 'credit')
    ) y(account, fund, side)
  WHERE r.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_refund_payment(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E10P', p.paid_on, x.account, NULL::uuid, x.side, r.amount, d.drive_id, d.donor_id, NULL::uuid, NULL
  FROM refund_payments p JOIN refunds r ON r.id = p.id JOIN donations d ON d.id = r.donation_id
  CROSS JOIN LATERAL (VALUES ('220901', 'debit'), ('100201', 'credit')) x(account, side)
  WHERE p.id = p_source
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER refund_posted AFTER INSERT ON refund_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('refund');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER refund_payment_posted AFTER INSERT ON refund_payments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('refund_payment');
--> statement-breakpoint
CREATE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
  PERFORM 1 FROM donations WHERE id = NEW.donation_id AND received_on <= NEW.refunded_on;
  IF NOT FOUND THEN RAISE EXCEPTION 'a refund is not dated before its gift' USING ERRCODE = 'LF013'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_of_its_gift BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION guard_refund();
--> statement-breakpoint
-- The chair decides, not who prepared; no gift is given back twice, nor more of it than was given.
CREATE FUNCTION guard_refund_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r refunds; d donations;
BEGIN
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, '{chair}');
  SELECT * INTO r FROM refunds WHERE id = NEW.id;
  IF r.prepared_person_id = NEW.decided_person_id THEN RAISE EXCEPTION 'another person decides on a refund' USING ERRCODE = 'LF008'; END IF;
  IF NOT NEW.agrees THEN RETURN NEW; END IF;
  SELECT * INTO d FROM donations WHERE id = r.donation_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM donation_reversals WHERE donation_id = d.id) OR EXISTS (SELECT 1 FROM refund_decisions WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'this gift is taken back, or the refund is decided' USING ERRCODE = 'LF013';
  END IF;
  IF r.amount + (SELECT coalesce(sum(o.amount), 0) FROM refunds o JOIN refund_decisions k ON k.id = o.id AND k.agrees
      WHERE o.donation_id = d.id) > d.gross THEN
    RAISE EXCEPTION 'more than the gift' USING ERRCODE = 'LF014', CONSTRAINT = 'refunds_within_gift';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_decided_by_another BEFORE INSERT ON refund_decisions FOR EACH ROW EXECUTE FUNCTION guard_refund_decision();
--> statement-breakpoint
CREATE FUNCTION guard_refund_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r record;
BEGIN
  PERFORM require_role(NEW.paid_by, NEW.paid_person_id, '{cashier}');
  SELECT o.*, k.decided_person_id INTO r FROM refunds o JOIN refund_decisions k ON k.id = o.id AND k.agrees WHERE o.id = NEW.id AND o.kind = 'obligation';
  IF NOT FOUND OR NEW.paid_on < r.refunded_on THEN RAISE EXCEPTION 'nothing is owed here' USING ERRCODE = 'LF013'; END IF;
  IF NEW.paid_person_id IN (r.prepared_person_id, r.decided_person_id) THEN
    RAISE EXCEPTION 'another person pays it' USING ERRCODE = 'LF008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_paid_by_a_cashier BEFORE INSERT ON refund_payments FOR EACH ROW EXECUTE FUNCTION guard_refund_payment();
--> statement-breakpoint
-- A gift of which something was given back is not taken back as a whole.
CREATE FUNCTION guard_donation_reversal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM donations WHERE id = NEW.donation_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM refunds r JOIN refund_decisions k ON k.id = r.id AND k.agrees WHERE r.donation_id = NEW.donation_id) THEN
    RAISE EXCEPTION 'something of this gift was given back' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reversal_of_an_unrefunded_gift BEFORE INSERT ON donation_reversals FOR EACH ROW EXECUTE FUNCTION guard_donation_reversal();
--> statement-breakpoint
-- What was given back leaves the total of its drive; a gift given back in full is no longer counted.
CREATE FUNCTION count_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r refunds; d donations;
BEGIN
  SELECT * INTO STRICT r FROM refunds WHERE id = NEW.source_id;
  SELECT * INTO STRICT d FROM donations WHERE id = r.donation_id;
  UPDATE drive_totals SET gross = gross - r.amount, gifts = gifts - CASE WHEN d.gross = (
      SELECT sum(o.amount) FROM refunds o JOIN refund_decisions k ON k.id = o.id AND k.agrees WHERE o.donation_id = d.id AND o.kind = 'refund')
    THEN 1 ELSE 0 END
  WHERE drive_id = d.drive_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_counted AFTER INSERT ON vouchers FOR EACH ROW
  WHEN (NEW.source_type = 'refund' AND NEW.event <> 'E10') EXECUTE FUNCTION count_refund();
--> statement-breakpoint
-- The bank or the platform took a gift back (E11): its voucher in red, never refused for want of money (decision 5).
CREATE FUNCTION bounce_donation(p_operation uuid, p_ordinal int, p_donation uuid, p_date date, p_summary text, p_reason text,
  p_reference text, p_actor uuid, p_at timestamptz, OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o vouchers; lines jsonb;
BEGIN
  PERFORM require_role(p_actor, (SELECT person_id FROM users WHERE id = p_actor), '{treasurer}');
  SELECT v.* INTO o FROM vouchers v JOIN donations d ON d.id = v.source_id AND d.channel IN ('bank', 'wechat', 'alipay')
  WHERE v.source_type = 'donation' AND v.source_id = p_donation AND v.reverses_id IS NULL FOR UPDATE OF v;
  IF NOT FOUND OR p_date < o.voucher_date THEN RAISE EXCEPTION 'no gift that can bounce' USING ERRCODE = 'LF013'; END IF;
  IF EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses_id = o.id) THEN
    RAISE EXCEPTION 'voucher is already reversed' USING ERRCODE = 'LF009';
  END IF;
  SELECT jsonb_agg(jsonb_build_object('account', account_code, 'fund', fund_id, 'side', side, 'amount', (-amount)::text,
    'drive', drive_id, 'donor', donor_id, 'request', request_id, 'beneficiary', beneficiary) ORDER BY line_no)
  INTO lines FROM voucher_lines l WHERE l.voucher_id = o.id;
  SELECT r.voucher_id, r.number, r.digest INTO voucher_id, number, digest
  FROM post_voucher(p_operation, p_ordinal, o.word, p_date, o.event, p_summary, o.source_type, o.source_id, o.id,
    p_actor, p_at, 1, lines, p_outside => true) r;
  INSERT INTO donation_reversals (donation_id, voucher_id, reason, reversed_by, at) VALUES (p_donation, voucher_id, p_reason, p_actor, p_at);
  INSERT INTO donation_bounces (donation_id, bank_reference, bounced_on) VALUES (p_donation, p_reference, p_date);
END $$;
--> statement-breakpoint
CREATE FUNCTION guard_pledge() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.recorded_by, (SELECT person_id FROM users WHERE id = NEW.recorded_by), '{treasurer}');
  IF NEW.drive_id IS NOT NULL THEN
    PERFORM 1 FROM drives WHERE id = NEW.drive_id AND fund_id = NEW.fund_id;
    IF NOT FOUND THEN RAISE EXCEPTION 'no drive of this fund' USING ERRCODE = 'LF007'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pledge_to_its_drive BEFORE INSERT ON pledges FOR EACH ROW EXECUTE FUNCTION guard_pledge();
--> statement-breakpoint
-- A gift fulfils a pledge of its own donor to its own fund, and all gifts together no more than was pledged.
CREATE FUNCTION guard_pledge_arrival() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p pledges; d donations;
BEGIN
  PERFORM require_role(NEW.recorded_by, (SELECT person_id FROM users WHERE id = NEW.recorded_by), '{treasurer}');
  SELECT * INTO p FROM pledges WHERE id = NEW.pledge_id FOR NO KEY UPDATE;
  SELECT * INTO d FROM donations WHERE id = NEW.donation_id;
  IF d.donor_id <> p.donor_id OR d.fund_id <> p.fund_id OR d.received_on < p.agreed_on THEN
    RAISE EXCEPTION 'this gift is not of this pledge' USING ERRCODE = 'LF004';
  END IF;
  IF EXISTS (SELECT 1 FROM donation_reversals WHERE donation_id = d.id) THEN
    RAISE EXCEPTION 'this gift is taken back' USING ERRCODE = 'LF013';
  END IF;
  IF d.gross + (SELECT coalesce(sum(g.gross), 0) FROM pledge_arrivals a JOIN donations g ON g.id = a.donation_id
      WHERE a.pledge_id = p.id AND NOT EXISTS (SELECT 1 FROM donation_reversals b WHERE b.donation_id = g.id)) > p.amount THEN
    RAISE EXCEPTION 'more than was pledged' USING ERRCODE = 'LF014', CONSTRAINT = 'arrivals_within_pledge';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER arrival_of_its_pledge BEFORE INSERT ON pledge_arrivals FOR EACH ROW EXECUTE FUNCTION guard_pledge_arrival();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION guard_promised_money, lines_of_refund, lines_of_refund_payment, guard_refund, guard_refund_decision,
    guard_refund_payment, guard_donation_reversal, count_refund, bounce_donation, guard_pledge, guard_pledge_arrival FROM PUBLIC;
  EXECUTE format('GRANT SELECT ON pledges, pledge_arrivals, refunds, refund_decisions, refund_payments, donation_bounces TO %I, %I', app, audit);
  EXECUTE format('GRANT EXECUTE ON FUNCTION bounce_donation TO %I', app);
  EXECUTE format('GRANT INSERT (id, donor_id, drive_id, fund_id, amount, agreed_on, due_on, agreement_number, recorded_by, created_at) ON pledges TO %I', app);
  EXECUTE format('GRANT INSERT (donation_id, pledge_id, recorded_by, created_at) ON pledge_arrivals TO %I', app);
  EXECUTE format('GRANT INSERT (id, kind, donation_id, till, amount, refunded_on, document_number, reason, prepared_by, prepared_person_id,
    prepared_at) ON refunds TO %I', app);
  EXECUTE format('GRANT INSERT (id, agrees, reason, decided_by, decided_person_id, decided_at) ON refund_decisions TO %I', app);
  EXECUTE format('GRANT INSERT (id, paid_on, bank_reference, paid_by, paid_person_id, paid_at) ON refund_payments TO %I', app);
END $$;
--> statement-breakpoint
-- Money whose giver is not known yet (E12, 待查款项): a liability until it is named as a gift or sent back.
CREATE TABLE unidentified_receipts (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  amount numeric(18, 2) NOT NULL,
  received_on date NOT NULL,
  bank_reference text NOT NULL,
  payer_masked text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_person_id uuid NOT NULL REFERENCES persons (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT unidentified_in_order UNIQUE (seq),
  CONSTRAINT unidentified_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
-- How it ended: named as a gift, or sent back by the chair's word. A gift that is reversed leaves it open again.
CREATE TABLE unidentified_outcomes (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  receipt_id uuid NOT NULL REFERENCES unidentified_receipts (id),
  donation_id uuid REFERENCES donations (id),
  returned_on date,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT unidentified_outcome_in_order UNIQUE (seq),
  CONSTRAINT unidentified_outcome_of_one_gift UNIQUE (donation_id),
  CONSTRAINT unidentified_named_or_returned CHECK ((donation_id IS NULL) = (returned_on IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX unidentified_outcome_by_receipt ON unidentified_outcomes (receipt_id);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['unidentified_receipts', 'unidentified_outcomes']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE donations DROP CONSTRAINT donation_channel_known,
  ADD CONSTRAINT donation_channel_known CHECK (channel IN ('cash', 'bank', 'wechat', 'alipay', 'identified'));
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('unidentified', true, false), ('unidentified_return', true, false);
--> statement-breakpoint
INSERT INTO posting_rules (event, debits, credits, source) VALUES
  ('E12', '{100201}', '{220902}', 'unidentified'),
  ('E12R', '{220902}', '{100201}', 'unidentified_return'),
  ('E12I', '{220902}', '{410101,410102}', 'donation');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION lines_of_donation(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE d.channel WHEN 'cash' THEN 'E01' WHEN 'bank' THEN 'E02' WHEN 'identified' THEN 'E12I' ELSE 'E03' END, d.received_on, x.*,
    d.drive_id, d.donor_id, NULL::uuid, NULL
  FROM donations d JOIN funds f ON f.id = d.fund_id LEFT JOIN drives a ON a.id = d.drive_id
  JOIN funds bearer ON CASE a.fee_bearer WHEN 'fund' THEN bearer.id = f.id ELSE bearer.kind = 'unrestricted' END
  CROSS JOIN LATERAL (VALUES
    (CASE d.channel WHEN 'cash' THEN '100101' WHEN 'bank' THEN '100201' WHEN 'wechat' THEN '100901' WHEN 'identified' THEN '220902'
      ELSE '100902' END, NULL, 'debit', d.net),
    (CASE bearer.kind WHEN 'restricted' THEN '540102' ELSE '540101' END, bearer.id, 'debit', d.fee),
    (CASE f.kind WHEN 'restricted' THEN '410102' ELSE '410101' END, f.id, 'credit', d.gross)) x(account, fund, side, amount)
  WHERE d.id = p_source AND x.amount <> 0
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_unidentified(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E12', r.received_on, x.account, NULL::uuid, x.side, r.amount, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM unidentified_receipts r CROSS JOIN LATERAL (VALUES ('100201', 'debit'), ('220902', 'credit')) x(account, side)
  WHERE r.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_unidentified_return(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT 'E12R', o.returned_on, x.account, NULL::uuid, x.side, r.amount, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM unidentified_outcomes o JOIN unidentified_receipts r ON r.id = o.receipt_id
  CROSS JOIN LATERAL (VALUES ('220902', 'debit'), ('100201', 'credit')) x(account, side)
  WHERE o.id = p_source AND o.donation_id IS NULL
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER unidentified_posted AFTER INSERT ON unidentified_receipts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('unidentified');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER unidentified_return_posted AFTER INSERT ON unidentified_outcomes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.donation_id IS NULL) EXECUTE FUNCTION require_voucher('unidentified_return');
--> statement-breakpoint
-- One bank slip is one receipt, whether its giver is known or not.
CREATE FUNCTION claim_bank_slip() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.recorded_by, NEW.recorded_person_id, '{treasurer}');
  INSERT INTO claimed_references VALUES ('donation', 'bank', NEW.bank_reference, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unidentified_slip_claimed AFTER INSERT ON unidentified_receipts FOR EACH ROW EXECUTE FUNCTION claim_bank_slip();
--> statement-breakpoint
-- Named by a treasurer as one gift of the same sum, or sent back by the chair, who did not record it; once.
CREATE FUNCTION guard_unidentified_outcome() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r unidentified_receipts;
BEGIN
  SELECT * INTO r FROM unidentified_receipts WHERE id = NEW.receipt_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM unidentified_outcomes o WHERE o.receipt_id = r.id
      AND NOT EXISTS (SELECT 1 FROM donation_reversals b WHERE b.donation_id = o.donation_id)) THEN
    RAISE EXCEPTION 'this receipt is settled' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, CASE WHEN NEW.donation_id IS NULL THEN '{chair}'::text[] ELSE '{treasurer}'::text[] END);
  IF NEW.donation_id IS NULL THEN
    IF NEW.decided_person_id = r.recorded_person_id THEN RAISE EXCEPTION 'another person sends it back' USING ERRCODE = 'LF008'; END IF;
    IF NEW.returned_on < r.received_on THEN RAISE EXCEPTION 'it had not come yet' USING ERRCODE = 'LF013'; END IF;
  ELSE
    PERFORM 1 FROM donations d WHERE d.id = NEW.donation_id AND d.channel = 'identified' AND d.gross = r.amount AND d.received_on >= r.received_on;
    IF NOT FOUND THEN RAISE EXCEPTION 'this gift is not that receipt' USING ERRCODE = 'LF004'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER unidentified_settled_once BEFORE INSERT ON unidentified_outcomes FOR EACH ROW EXECUTE FUNCTION guard_unidentified_outcome();
--> statement-breakpoint
CREATE FUNCTION require_identification() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM unidentified_outcomes WHERE donation_id = NEW.id) THEN
    RAISE EXCEPTION 'an identified gift names no receipt' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER identified_gift_of_a_receipt AFTER INSERT ON donations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.channel = 'identified') EXECUTE FUNCTION require_identification();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION lines_of_unidentified, lines_of_unidentified_return, claim_bank_slip, guard_unidentified_outcome, require_identification FROM PUBLIC;
  EXECUTE format('GRANT SELECT ON unidentified_receipts, unidentified_outcomes TO %I, %I', app, audit);
  EXECUTE format('GRANT INSERT (id, amount, received_on, bank_reference, payer_masked, recorded_by, recorded_person_id, created_at) ON unidentified_receipts TO %I', app);
  EXECUTE format('GRANT INSERT (id, receipt_id, donation_id, returned_on, reason, decided_by, decided_person_id, decided_at) ON unidentified_outcomes TO %I', app);
END $$;
