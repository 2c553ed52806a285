-- Three kinds of documents: what the bank or the treasury did to our account (E25, E26, E35), money moved between funds
-- (E13, E14, E34, and setting aside), and money and goods held for a named beneficiary (E15, E16, E17).
CREATE TABLE bank_events (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  fund_id uuid NOT NULL REFERENCES funds (id),
  amount numeric(18, 2) NOT NULL,
  happened_on date NOT NULL,
  reference text NOT NULL,
  note text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT bank_event_in_order UNIQUE (seq),
  CONSTRAINT bank_event_kind_known CHECK (kind IN ('interest', 'fee', 'grant')),
  CONSTRAINT bank_event_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
CREATE TABLE fund_transfers (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  from_fund_id uuid NOT NULL REFERENCES funds (id),
  to_fund_id uuid NOT NULL REFERENCES funds (id),
  amount numeric(18, 2) NOT NULL,
  transferred_on date NOT NULL,
  basis text NOT NULL,
  document_name text NOT NULL,
  document_number text NOT NULL,
  published_on date,
  drive_id uuid REFERENCES drives (id),
  reason text NOT NULL,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT transfer_in_order UNIQUE (seq),
  CONSTRAINT transfer_kind_known CHECK (kind IN ('transfer', 'release', 'surplus', 'set_aside')),
  CONSTRAINT transfer_basis_known CHECK (basis IN ('donor_consent', 'plan_clause', 'law', 'published_decision', 'office_decision')),
  CONSTRAINT transfer_basis_fits CHECK (CASE kind
    WHEN 'transfer' THEN basis IN ('donor_consent', 'plan_clause')
    WHEN 'release' THEN basis IN ('donor_consent', 'plan_clause', 'law')
    WHEN 'surplus' THEN basis IN ('plan_clause', 'published_decision')
    ELSE basis = 'office_decision' END),
  CONSTRAINT transfer_decision_published CHECK ((basis = 'published_decision') = (published_on IS NOT NULL)),
  CONSTRAINT transfer_surplus_names_its_drive CHECK ((kind = 'surplus') = (drive_id IS NOT NULL)),
  CONSTRAINT transfer_between_two_funds CHECK (from_fund_id <> to_fund_id),
  CONSTRAINT transfer_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
-- The second person's word on a transfer: it is posted by the very act that agrees.
CREATE TABLE fund_transfer_decisions (
  id uuid PRIMARY KEY REFERENCES fund_transfers (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT transfer_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- A beneficiary of agency money (受益人): a code, never a name. The agreement that names the person is on paper.
CREATE TABLE agency_beneficiaries (
  code text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  beneficiary_masked text NOT NULL,
  principal_masked text NOT NULL,
  purpose text NOT NULL,
  agreement_number text NOT NULL,
  agreed_on date NOT NULL,
  opened_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT agency_beneficiary_in_order UNIQUE (seq),
  CONSTRAINT agency_code_shaped CHECK (code ~ '^A\d{2,4}$')
);
--> statement-breakpoint
CREATE TABLE agency_movements (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  beneficiary text NOT NULL REFERENCES agency_beneficiaries (code),
  kind text NOT NULL,
  till text,
  fund_id uuid REFERENCES funds (id),
  amount numeric(18, 2) NOT NULL,
  goods text NOT NULL,
  moved_on date NOT NULL,
  document_name text NOT NULL,
  document_number text NOT NULL,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  CONSTRAINT agency_movement_in_order UNIQUE (seq),
  CONSTRAINT agency_movement_kind_known CHECK (kind IN ('money_in', 'money_out', 'goods_in', 'goods_out', 'convert', 'return')),
  CONSTRAINT agency_till_of_money CHECK ((kind IN ('goods_in', 'goods_out')) = (till IS NULL) AND till IN ('bank', 'cash', 'platform')),
  CONSTRAINT agency_goods_described CHECK ((kind IN ('goods_in', 'goods_out')) = (goods <> '')),
  CONSTRAINT agency_fund_of_conversion CHECK ((kind = 'convert') = (fund_id IS NOT NULL)),
  CONSTRAINT agency_amount_positive CHECK (amount > 0 AND amount <= 999999999.99)
);
--> statement-breakpoint
CREATE TABLE agency_decisions (
  id uuid PRIMARY KEY REFERENCES agency_movements (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT agency_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['bank_events', 'fund_transfers', 'fund_transfer_decisions', 'agency_beneficiaries', 'agency_movements', 'agency_decisions']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('bank_event', true, true), ('fund_transfer', true, false), ('agency', true, false);
--> statement-breakpoint
-- A bank's fee is taken whatever we say: it is posted, and may take the unrestricted fund below zero (decisions 4 and 5).
INSERT INTO posting_rules (event, debits, credits, source, outside, dips) VALUES
  ('E25', '{100201}', '{490101,490102}', 'bank_event', false, false),
  ('E26', '{530101}', '{100201}', 'bank_event', true, true),
  ('E35', '{100201}', '{440101,440102}', 'bank_event', false, false),
  ('E13', '{3102}', '{3102}', 'fund_transfer', false, false),
  ('E13D', '{3101}', '{3101}', 'fund_transfer', false, false),
  ('E14', '{3102}', '{3101}', 'fund_transfer', false, false),
  ('E34', '{3102}', '{3102}', 'fund_transfer', false, false),
  ('E15', '{100102,100202,100903,2601}', '{100102,100202,100903,2601}', 'agency', false, false),
  ('E16', '{1801,2601}', '{1801,2601}', 'agency', false, false),
  ('E17', '{2601,100101,100201,100901}', '{100102,100202,100903,410101,410102}', 'agency', false, false);
--> statement-breakpoint
CREATE FUNCTION lines_of_bank_event(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE e.kind WHEN 'interest' THEN 'E25' WHEN 'fee' THEN 'E26' ELSE 'E35' END, e.happened_on, x.account, x.fund, x.side, e.amount,
    NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM bank_events e JOIN funds f ON f.id = e.fund_id CROSS JOIN LATERAL (VALUES
    ('100201', NULL, CASE e.kind WHEN 'fee' THEN 'credit' ELSE 'debit' END),
    (CASE e.kind WHEN 'fee' THEN '530101' WHEN 'interest' THEN CASE f.kind WHEN 'restricted' THEN '490102' ELSE '490101' END
      ELSE CASE f.kind WHEN 'restricted' THEN '440102' ELSE '440101' END END, f.id, CASE e.kind WHEN 'fee' THEN 'debit' ELSE 'credit' END)
    ) x(account, fund, side)
  WHERE e.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_fund_transfer(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE t.kind WHEN 'transfer' THEN 'E13' WHEN 'release' THEN 'E14' WHEN 'surplus' THEN 'E34' ELSE 'E13D' END, t.transferred_on,
    x.account, x.fund, x.side, t.amount, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM fund_transfers t JOIN fund_transfer_decisions d ON d.id = t.id AND d.agrees CROSS JOIN LATERAL (VALUES
    (CASE t.kind WHEN 'set_aside' THEN '3101' ELSE '3102' END, t.from_fund_id, 'debit'),
    (CASE WHEN t.kind IN ('set_aside', 'release') THEN '3101' ELSE '3102' END, t.to_fund_id, 'credit')) x(account, fund, side)
  WHERE t.id = p_source
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_agency(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN m.kind IN ('goods_in', 'goods_out') THEN 'E16' WHEN m.kind = 'convert' THEN 'E17' ELSE 'E15' END, m.moved_on,
    x.account, x.fund, x.side, m.amount, NULL::uuid, NULL::uuid, NULL::uuid, x.beneficiary
  FROM agency_movements m LEFT JOIN funds f ON f.id = m.fund_id
  CROSS JOIN LATERAL (SELECT CASE m.till WHEN 'bank' THEN '100202' WHEN 'cash' THEN '100102' WHEN 'platform' THEN '100903' ELSE '1801' END AS held,
    CASE m.till WHEN 'bank' THEN '100201' WHEN 'cash' THEN '100101' WHEN 'platform' THEN '100901' END AS own, m.kind LIKE '%\_in' AS comes) y
  CROSS JOIN LATERAL (VALUES
    (y.held, NULL, CASE WHEN y.comes THEN 'debit' ELSE 'credit' END, m.beneficiary, true),
    ('2601', NULL, CASE WHEN y.comes THEN 'credit' ELSE 'debit' END, m.beneficiary, true),
    (y.own, NULL, 'debit', NULL, m.kind = 'convert'),
    (CASE f.kind WHEN 'restricted' THEN '410102' ELSE '410101' END, f.id, 'credit', NULL, m.kind = 'convert')) x(account, fund, side, beneficiary, takes)
  WHERE m.id = p_source AND x.takes AND (y.comes OR EXISTS (SELECT 1 FROM agency_decisions d WHERE d.id = m.id AND d.agrees))
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER bank_event_posted AFTER INSERT ON bank_events DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_voucher('bank_event');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER transfer_posted AFTER INSERT ON fund_transfer_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('fund_transfer');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER agency_receipt_posted AFTER INSERT ON agency_movements DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('money_in', 'goods_in')) EXECUTE FUNCTION require_voucher('agency');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER agency_outflow_posted AFTER INSERT ON agency_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('agency');
--> statement-breakpoint
-- A fee is the unrestricted fund's; a grant or interest may be any fund's.
CREATE FUNCTION guard_bank_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE person uuid; f funds;
BEGIN
  SELECT person_id INTO person FROM users WHERE id = NEW.recorded_by;
  PERFORM require_role(NEW.recorded_by, person, '{treasurer}');
  SELECT * INTO f FROM funds WHERE id = NEW.fund_id;
  IF NEW.kind = 'fee' AND f.kind <> 'unrestricted' THEN
    RAISE EXCEPTION 'a bank fee is the unrestricted fund''s' USING ERRCODE = 'LF004';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER bank_event_of_its_fund BEFORE INSERT ON bank_events FOR EACH ROW EXECUTE FUNCTION guard_bank_event();
--> statement-breakpoint
CREATE TRIGGER bank_event_reference_claimed AFTER INSERT ON bank_events FOR EACH ROW EXECUTE FUNCTION claim_reference('bank_event', 'kind', 'reference');
--> statement-breakpoint
-- Which funds a transfer may join, and what its drive must look like.
CREATE FUNCTION guard_fund_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE a text; b text; d drives;
BEGIN
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
  SELECT kind INTO a FROM funds WHERE id = NEW.from_fund_id;
  SELECT kind INTO b FROM funds WHERE id = NEW.to_fund_id;
  IF NOT (CASE NEW.kind WHEN 'release' THEN a = 'restricted' AND b <> 'restricted'
      WHEN 'set_aside' THEN a <> 'restricted' AND b <> 'restricted' ELSE a = 'restricted' AND b = 'restricted' END) THEN
    RAISE EXCEPTION 'a % does not join these funds', NEW.kind USING ERRCODE = 'LF004';
  END IF;
  IF NEW.kind = 'surplus' THEN
    SELECT * INTO d FROM drives WHERE id = NEW.drive_id;
    IF d.fund_id <> NEW.from_fund_id OR d.status <> 'closed' THEN
      RAISE EXCEPTION 'the surplus of a drive is its fund''s, after it closed' USING ERRCODE = 'LF013';
    END IF;
    IF NEW.basis = 'plan_clause' AND coalesce(d.surplus_clause, '') = '' THEN
      RAISE EXCEPTION 'this drive has no surplus clause: publish a decision' USING ERRCODE = 'LF007';
    END IF;
    IF NEW.published_on > NEW.transferred_on THEN RAISE EXCEPTION 'publish before moving' USING ERRCODE = 'LF007'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER transfer_with_its_document BEFORE INSERT ON fund_transfers FOR EACH ROW EXECUTE FUNCTION guard_fund_transfer();
--> statement-breakpoint
CREATE FUNCTION guard_transfer_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, '{chair}');
  PERFORM 1 FROM fund_transfers WHERE id = NEW.id AND prepared_person_id <> NEW.decided_person_id FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'another person decides on a transfer' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER transfer_decided_by_another BEFORE INSERT ON fund_transfer_decisions FOR EACH ROW EXECUTE FUNCTION guard_transfer_decision();
--> statement-breakpoint
-- Every beneficiary has its balance row from the start.
CREATE FUNCTION open_agency_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE person uuid;
BEGIN
  SELECT person_id INTO person FROM users WHERE id = NEW.opened_by;
  PERFORM require_role(NEW.opened_by, person, '{treasurer}');
  INSERT INTO agency_balances VALUES (NEW.code, 0, 0);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER beneficiary_has_balance AFTER INSERT ON agency_beneficiaries FOR EACH ROW EXECUTE FUNCTION open_agency_balance();
--> statement-breakpoint
CREATE FUNCTION guard_agency_movement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER agency_prepared_by_a_treasurer BEFORE INSERT ON agency_movements FOR EACH ROW EXECUTE FUNCTION guard_agency_movement();
--> statement-breakpoint
-- Money to the beneficiary or back to the principal leaves by a cashier's hand; goods and a conversion by the chair's word.
CREATE FUNCTION guard_agency_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE m agency_movements;
BEGIN
  SELECT * INTO m FROM agency_movements WHERE id = NEW.id FOR UPDATE;
  IF m.id IS NULL OR m.kind IN ('money_in', 'goods_in') THEN RAISE EXCEPTION 'nothing to decide here' USING ERRCODE = 'LF013'; END IF;
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, CASE WHEN m.kind IN ('money_out', 'return') THEN '{cashier}'::text[] ELSE '{chair}'::text[] END);
  IF m.prepared_person_id = NEW.decided_person_id THEN RAISE EXCEPTION 'another person carries it out' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER agency_decided_by_another BEFORE INSERT ON agency_decisions FOR EACH ROW EXECUTE FUNCTION guard_agency_decision();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION lines_of_bank_event, lines_of_fund_transfer, lines_of_agency, guard_bank_event, guard_fund_transfer,
    guard_transfer_decision, open_agency_balance, guard_agency_movement, guard_agency_decision FROM PUBLIC;
  EXECUTE format('GRANT SELECT ON bank_events, fund_transfers, fund_transfer_decisions, agency_beneficiaries, agency_movements, agency_decisions TO %I, %I', app, audit);
  -- by column, without seq: a row takes its place in order and chooses none
  EXECUTE format('GRANT INSERT (id, kind, fund_id, amount, happened_on, reference, note, recorded_by, created_at) ON bank_events TO %I', app);
  EXECUTE format('GRANT INSERT (id, kind, from_fund_id, to_fund_id, amount, transferred_on, basis, document_name, document_number, published_on,
    drive_id, reason, prepared_by, prepared_person_id, prepared_at) ON fund_transfers TO %I', app);
  EXECUTE format('GRANT INSERT (id, agrees, reason, decided_by, decided_person_id, decided_at) ON fund_transfer_decisions, agency_decisions TO %I', app);
  EXECUTE format('GRANT INSERT (code, beneficiary_masked, principal_masked, purpose, agreement_number, agreed_on, opened_by, created_at) ON agency_beneficiaries TO %I', app);
  EXECUTE format('GRANT INSERT (id, beneficiary, kind, till, fund_id, amount, goods, moved_on, document_name, document_number, prepared_by,
    prepared_person_id, prepared_at) ON agency_movements TO %I', app);
END $$;
