-- What a review of our own product found: the clock, the fingerprints, who posts, who numbers, who is one person.
-- Time is the database's own, within ten minutes. Only the owner may let a database (of tests, of the demo) run on another.
CREATE TABLE clock_rules (
  id integer PRIMARY KEY DEFAULT 1,
  free boolean NOT NULL,
  CONSTRAINT clock_rules_are_one CHECK (id = 1)
);
--> statement-breakpoint
CREATE FUNCTION clock_is_free() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM clock_rules WHERE free)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION claim_operation(p_actor uuid, p_key uuid, p_action text, p_fingerprint bytea, p_at timestamptz,
  OUT operation_id uuid, OUT claimed boolean, OUT same boolean, OUT answered int, OUT answer jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM set_config('lock_timeout', '3s', true), set_config('statement_timeout', '10s', true),
    set_config('idle_in_transaction_session_timeout', '15s', true);
  IF abs(extract(epoch FROM p_at - clock_timestamp())) > 600 AND NOT clock_is_free() THEN
    RAISE EXCEPTION 'the clocks differ' USING ERRCODE = 'LF025';
  END IF;
  INSERT INTO operations (actor_id, client_key, action, fingerprint, created_at)
  VALUES (p_actor, p_key, p_action, p_fingerprint, p_at) ON CONFLICT ON CONSTRAINT operation_claimed_once DO NOTHING
  RETURNING id INTO operation_id;
  claimed := FOUND;
  IF claimed THEN PERFORM set_config('fund.operation', operation_id::text, true); END IF;
  IF NOT claimed THEN
    SELECT o.id, o.action = p_action AND o.fingerprint = p_fingerprint, o.status, o.answer
    INTO operation_id, same, answered, answer
    FROM operations o WHERE o.client_key = p_key AND o.actor_id IS NOT DISTINCT FROM p_actor;
  END IF;
END $$;
--> statement-breakpoint
-- The open act of this transaction. The setting only finds it: what it names must be of this transaction and unanswered.
-- Without an act nothing happens; only a database with a free clock lets tests write rows alone (null).
CREATE FUNCTION current_operation() RETURNS operations LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations;
BEGIN
  SELECT * INTO o FROM operations WHERE id = nullif(current_setting('fund.operation', true), '')::uuid
    AND born = pg_current_xact_id() AND status IS NULL;
  IF o.id IS NULL THEN
    SELECT * INTO o FROM operations WHERE born = pg_current_xact_id() AND status IS NULL ORDER BY created_at DESC LIMIT 1;
  END IF;
  IF o.id IS NULL AND NOT clock_is_free() THEN RAISE EXCEPTION 'no act of this transaction' USING ERRCODE = 'LF002'; END IF;
  RETURN o;
END $$;
--> statement-breakpoint
CREATE FUNCTION shanghai_day(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT (p_at AT TIME ZONE 'Asia/Shanghai')::date $$;
--> statement-breakpoint
-- Whatever commits has its answer and its one entry of the trail.
CREATE FUNCTION require_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM operations o JOIN audit_entries a ON a.operation_id = o.id WHERE o.id = NEW.id AND o.status IS NOT NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'an act without its answer' USING ERRCODE = 'LF002'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER operation_has_answer AFTER INSERT ON operations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_answer();
--> statement-breakpoint
ALTER TABLE operations ENABLE ALWAYS TRIGGER operation_has_answer;
--> statement-breakpoint
-- An entry and a voucher are dated by their act: a caller's own time may differ from it by minutes only.
CREATE FUNCTION require_time_of_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE at timestamptz := (to_jsonb(NEW) ->> TG_ARGV[0])::timestamptz; began timestamptz;
BEGIN
  SELECT created_at INTO began FROM operations WHERE id = NEW.operation_id;
  IF abs(extract(epoch FROM at - began)) > 600 AND NOT clock_is_free() THEN RAISE EXCEPTION 'not at the time of its act' USING ERRCODE = 'LF025'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER entry_at_its_act AFTER INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION require_time_of_act('at');
--> statement-breakpoint
CREATE TRIGGER voucher_at_its_act AFTER INSERT ON vouchers FOR EACH ROW EXECUTE FUNCTION require_time_of_act('posted_at');
--> statement-breakpoint
-- A reservation, its end and a payment happen when their act does. Reserving is the deciding leader's or member's.
CREATE FUNCTION date_by_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  SELECT created_at INTO STRICT NEW.at FROM operations WHERE id = NEW.operation_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER commitment_at_its_act BEFORE INSERT ON commitments FOR EACH ROW EXECUTE FUNCTION date_by_act();
--> statement-breakpoint
CREATE TRIGGER payment_at_its_act BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION date_by_act();
--> statement-breakpoint
CREATE FUNCTION guard_reservation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM operations o JOIN users u ON u.id = o.actor_id
    WHERE o.id = NEW.operation_id AND u.status = 'active' AND u.roles && '{committee,chair}';
  IF NOT FOUND THEN RAISE EXCEPTION 'only who decides reserves' USING ERRCODE = 'LF008'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reserved_by_who_decides AFTER INSERT ON commitments FOR EACH ROW WHEN (NEW.movement = 'reserved')
  EXECUTE FUNCTION guard_reservation();
--> statement-breakpoint
-- At the end of an act that gives money back, no case waits to be paid without it; a withdrawal is the community's caseworker's.
CREATE FUNCTION guard_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT * INTO STRICT r FROM aid_requests WHERE id = NEW.request_id;
  IF r.status IN ('approved', 'in_notice', 'payable', 'emergency_ordered', 'emergency_payable') AND reserved_for(r.id) = 0 THEN
    RAISE EXCEPTION 'this case would wait without its money' USING ERRCODE = 'LF007';
  END IF;
  IF r.status = 'withdrawn' THEN
    PERFORM 1 FROM operations o JOIN users u ON u.id = o.actor_id WHERE o.id = NEW.operation_id AND u.status = 'active'
      AND 'caseworker' = ANY (u.roles) AND u.community_id = r.community_id;
    IF NOT FOUND THEN RAISE EXCEPTION 'only the community''s caseworker withdraws' USING ERRCODE = 'LF008'; END IF;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER release_ends_its_case AFTER INSERT ON commitments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.movement = 'released') EXECUTE FUNCTION guard_release();
--> statement-breakpoint
-- A notice hangs from the day of its act on, and a case becomes payable on a day after its notice ended.
CREATE FUNCTION guard_notice_day() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.posted_on < shanghai_day((current_operation()).created_at) THEN
    RAISE EXCEPTION 'a notice is not posted in the past' USING ERRCODE = 'LF013';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notice_not_backdated AFTER INSERT ON notices FOR EACH ROW EXECUTE FUNCTION guard_notice_day();
--> statement-breakpoint
CREATE FUNCTION guard_notice_end() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM notices n WHERE n.request_id = NEW.id AND n.ends_on < coalesce(shanghai_day((current_operation()).created_at), 'infinity');
  IF NOT FOUND THEN RAISE EXCEPTION 'request lacks the end of its notice' USING ERRCODE = 'LF007'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payable_after_its_notice AFTER UPDATE OF status ON aid_requests FOR EACH ROW
  WHEN (NEW.status = 'payable' AND OLD.status = 'in_notice') EXECUTE FUNCTION guard_notice_end();
--> statement-breakpoint
-- Who may post a kind of document; null: its own function asks. Who recorded a gift or a deposit posts it.
ALTER TABLE document_kinds ADD COLUMN roles text[];
--> statement-breakpoint
UPDATE document_kinds SET roles = CASE kind WHEN 'deposit' THEN '{cashier}'::text[] ELSE '{treasurer}'::text[] END
  WHERE kind IN ('donation', 'deposit', 'cash_count');
--> statement-breakpoint
CREATE FUNCTION require_poster(p_type text, p_source uuid, p_actor uuid) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = fund, pg_temp AS $$
DECLARE may text[]; author uuid := p_actor;
BEGIN
  SELECT roles INTO may FROM document_kinds WHERE kind = p_type;
  IF may IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE id = p_actor AND status = 'active' AND roles && may) THEN
    RAISE EXCEPTION 'this person does not post a %', p_type USING ERRCODE = 'LF008';
  END IF;
  CASE p_type
    WHEN 'donation' THEN SELECT recorded_by INTO author FROM donations WHERE id = p_source;
    WHEN 'deposit' THEN SELECT deposited_by INTO author FROM deposits WHERE id = p_source;
    ELSE NULL;
  END CASE;
  IF author <> p_actor THEN RAISE EXCEPTION 'another recorded this' USING ERRCODE = 'LF008'; END IF;
END $$;
--> statement-breakpoint
-- As before, and it asks who posts.
CREATE OR REPLACE FUNCTION post_entry(p_operation uuid, p_ordinal int, p_word text, p_date date, p_event text, p_summary text,
  p_source_type text, p_source uuid, p_actor uuid, p_at timestamptz, p_attachments int, p_lines jsonb,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE rule posting_rules; bad text; said jsonb; meant jsonb;
BEGIN
  SELECT * INTO rule FROM posting_rules r WHERE r.event = p_event AND r.source = p_source_type;
  SELECT coalesce(t.account, 'none') INTO bad FROM jsonb_to_recordset(p_lines) AS t(account text, side text)
  WHERE rule.event IS NULL OR NOT EXISTS (
    SELECT 1 FROM unnest(CASE t.side WHEN 'debit' THEN rule.debits WHEN 'credit' THEN rule.credits END) AS a(code)
    WHERE starts_with(t.account, a.code)) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'event % may not post to % without its document', p_event, bad USING ERRCODE = 'LF007';
  END IF;
  IF NOT rule.red AND EXISTS (SELECT 1 FROM jsonb_to_recordset(p_lines) AS t(amount text) WHERE t.amount LIKE '-%') THEN
    RAISE EXCEPTION 'red amounts belong to reversals' USING ERRCODE = 'LF011';
  END IF;
  PERFORM require_poster(p_source_type, p_source, p_actor);
  -- one document, one voucher (voucher_one_per_document), and it says exactly what the document says
  SELECT jsonb_agg(jsonb_build_array(p_event, p_date, t.account, t.fund, t.side, t.amount, t.drive, t.donor, t.request, t.beneficiary)
    ORDER BY t.side, t.account, t.fund, t.amount, t.request, t.beneficiary)
  INTO said FROM jsonb_to_recordset(p_lines) AS t(account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text);
  SELECT jsonb_agg(jsonb_build_array(d.event, d.day, d.account, d.fund, d.side, d.amount, d.drive, d.donor, d.request, d.beneficiary)
    ORDER BY d.side, d.account, d.fund, d.amount, d.request, d.beneficiary)
  INTO meant FROM document_lines(p_source_type, p_source) d;
  IF said IS DISTINCT FROM meant THEN
    RAISE EXCEPTION 'its document does not say this' USING ERRCODE = 'LF007';
  END IF;
  SELECT r.voucher_id, r.number, r.digest INTO voucher_id, number, digest
  FROM post_voucher(p_operation, p_ordinal, p_word, p_date, p_event, p_summary, p_source_type, p_source, NULL,
    p_actor, p_at, p_attachments, p_lines, p_outside => rule.outside, p_dips => rule.dips) r;
END $$;
--> statement-breakpoint
-- A receipt shows the gross amount of its gift, once; its number is drawn here, whatever was asked for. Its counter is
-- the lock under which it is asked whether there is one already: a refusal gives the number back.
CREATE OR REPLACE FUNCTION guard_receipt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM donations d WHERE d.id = NEW.donation_id AND d.gross = NEW.amount AND extract(year FROM d.received_on) = NEW.year;
  IF NOT FOUND THEN RAISE EXCEPTION 'receipt without its donation' USING ERRCODE = 'LF007'; END IF;
  NEW.number := draw_number('receipt:' || NEW.type || ':' || NEW.year);
  IF EXISTS (SELECT 1 FROM receipts WHERE donation_id = NEW.donation_id) THEN
    RAISE EXCEPTION 'this gift has its receipt' USING ERRCODE = 'LF007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- What one person may not be together they are not through two accounts either: asked under a lock on the person.
DROP TRIGGER duties_apart_in_one_person ON users;
--> statement-breakpoint
DROP FUNCTION guard_person_roles();
--> statement-breakpoint
CREATE FUNCTION guard_person_roles() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE held text[];
BEGIN
  IF NEW.status = 'disabled' THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(7003, hashtext(NEW.person_id::text));
  SELECT array_agg(DISTINCT r) INTO held FROM users u, unnest(u.roles) r WHERE u.person_id = NEW.person_id AND u.status <> 'disabled';
  IF held @> '{treasurer,cashier}' OR cardinality(held) > 1 AND held && '{administrator,auditor}' THEN
    RAISE EXCEPTION 'one person may not be all of this' USING ERRCODE = '23514', CONSTRAINT = 'person_roles_compatible';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_roles_compatible AFTER INSERT OR UPDATE OF roles, status, person_id ON users
  FOR EACH ROW EXECUTE FUNCTION guard_person_roles();
--> statement-breakpoint
-- A link opens somebody's account to whoever holds it. So a second person confirms it, once there is one who can; a link
-- that was made alone is shown to chair and auditor until they have seen it.
ALTER TABLE invitations ADD COLUMN made_by uuid REFERENCES users (id),
  ADD COLUMN resets boolean NOT NULL DEFAULT false,
  ADD COLUMN alone boolean NOT NULL DEFAULT false,
  ADD COLUMN needs_confirmation boolean NOT NULL DEFAULT false,
  ADD COLUMN confirmed_by uuid REFERENCES users (id),
  ADD COLUMN confirmed_at timestamptz,
  ADD CONSTRAINT invitation_confirmed_by_somebody CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  ADD CONSTRAINT invitation_alone_or_confirmed CHECK (NOT (alone AND needs_confirmation));
--> statement-breakpoint
CREATE TABLE invitation_acknowledgements (
  invitation_id uuid NOT NULL REFERENCES invitations (id),
  person_id uuid NOT NULL REFERENCES persons (id),
  user_id uuid NOT NULL REFERENCES users (id),
  at timestamptz NOT NULL,
  CONSTRAINT invitation_acknowledged_once PRIMARY KEY (invitation_id, person_id)
);
--> statement-breakpoint
-- Made by an administrator, or by the local command (made_by null) for those who can let the others in again.
CREATE FUNCTION guard_new_invitation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE u users; m users;
BEGIN
  SELECT * INTO STRICT u FROM users WHERE id = NEW.user_id;
  SELECT * INTO m FROM users WHERE id = NEW.made_by;
  IF m.id IS NULL AND NOT u.roles && '{administrator,chair}' OR m.id IS NOT NULL AND NOT (m.status = 'active' AND 'administrator' = ANY (m.roles)) THEN
    RAISE EXCEPTION 'only an administrator invites' USING ERRCODE = 'LF008';
  END IF;
  NEW.resets := u.password_hash IS NOT NULL;
  NEW.needs_confirmation := m.id IS NOT NULL AND EXISTS (SELECT 1 FROM users o
    WHERE o.status = 'active' AND o.roles && '{chair,administrator}' AND o.person_id <> m.person_id);
  NEW.alone := NOT NEW.needs_confirmation;
  NEW.confirmed_by := NULL; NEW.confirmed_at := NULL; NEW.used_at := NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER invitation_begins_closed BEFORE INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION guard_new_invitation();
--> statement-breakpoint
CREATE FUNCTION guard_invitation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.user_id, NEW.token_digest, NEW.ends_at, NEW.created_at, NEW.made_by, NEW.resets, NEW.alone, NEW.needs_confirmation)
     IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.token_digest, OLD.ends_at, OLD.created_at, OLD.made_by, OLD.resets, OLD.alone, OLD.needs_confirmation)
     OR OLD.used_at IS NOT NULL OR OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_by, NEW.confirmed_at) IS DISTINCT FROM (OLD.confirmed_by, OLD.confirmed_at) THEN
    RAISE EXCEPTION 'this link is settled' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.confirmed_by IS DISTINCT FROM OLD.confirmed_by THEN
    PERFORM 1 FROM users c, users m WHERE c.id = NEW.confirmed_by AND m.id = NEW.made_by AND c.person_id <> m.person_id
      AND c.status = 'active' AND c.roles && '{chair,administrator}';
    IF NOT FOUND THEN RAISE EXCEPTION 'a second person confirms a link' USING ERRCODE = 'LF008'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER invitation_confirmed_by_another BEFORE UPDATE ON invitations FOR EACH ROW EXECUTE FUNCTION guard_invitation();
--> statement-breakpoint
CREATE TRIGGER invitation_acknowledgements_append_only BEFORE UPDATE OR DELETE ON invitation_acknowledgements
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER invitation_acknowledgements_kept BEFORE TRUNCATE ON invitation_acknowledgements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE invitation_acknowledgements ENABLE ALWAYS TRIGGER invitation_acknowledgements_append_only,
  ENABLE ALWAYS TRIGGER invitation_acknowledgements_kept;
--> statement-breakpoint
-- A count is of today or yesterday, in an open month, and its counter may take it back before it is confirmed.
ALTER TABLE cash_counts ADD COLUMN cancelled_by uuid REFERENCES users (id),
  ADD COLUMN cancelled_at timestamptz,
  ADD COLUMN cancel_reason text,
  ADD CONSTRAINT cash_count_cancelled_with_reason CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL)
    AND (cancelled_by IS NULL) = (cancel_reason IS NULL)),
  ADD CONSTRAINT cash_count_confirmed_or_cancelled CHECK (cancelled_by IS NULL OR confirmed_by IS NULL);
--> statement-breakpoint
-- Counts whose difference is neither booked nor taken back: nothing leaves the box meanwhile.
CREATE VIEW open_cash_counts AS
  SELECT * FROM cash_counts WHERE confirmed_by IS NULL AND cancelled_by IS NULL AND book_amount <> counted_amount;
--> statement-breakpoint
-- As before; a count that was taken back keeps no month open.
CREATE OR REPLACE FUNCTION close_refusal(p_period int) RETURNS text LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM vouchers v WHERE v.period_id = p_period
      AND NOT EXISTS (SELECT 1 FROM voucher_signatures s WHERE s.voucher_id = v.id)) THEN 'vouchers_unsigned'
    WHEN EXISTS (SELECT 1 FROM open_cash_counts c JOIN periods p ON p.id = p_period
      WHERE c.counted_on BETWEEN p.starts_on AND p.ends_on) THEN 'cash_count_open'
    WHEN EXISTS (SELECT 1 FROM negative_cash_days(p_period)) THEN 'cash_below_zero'
    WHEN EXISTS (SELECT 1 FROM standing_at(p_period) s WHERE s.account LIKE '1002%' AND s.net > 0) THEN 'bank_below_zero'
    WHEN EXISTS (SELECT 1 FROM deficits_at(p_period) d WHERE NOT d.signable) THEN 'fund_below_zero'
    WHEN EXISTS (SELECT 1 FROM deficits_at(p_period) d WHERE NOT d.signed) THEN 'deficit_unsigned' END
$$;
--> statement-breakpoint
CREATE FUNCTION guard_count_day() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE today date := shanghai_day((current_operation()).created_at);
BEGIN
  IF NEW.counted_on NOT BETWEEN today - 1 AND today THEN
    RAISE EXCEPTION 'a count is of today or yesterday' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM periods WHERE NEW.counted_on BETWEEN starts_on AND ends_on AND status = 'closed';
  IF FOUND THEN RAISE EXCEPTION 'this month is closed' USING ERRCODE = 'LF003'; END IF;
  IF NEW.cancelled_by IS NOT NULL THEN RAISE EXCEPTION 'a count begins open' USING ERRCODE = 'LF013'; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_of_its_day AFTER INSERT ON cash_counts FOR EACH ROW EXECUTE FUNCTION guard_count_day();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_cash_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF OLD.confirmed_by IS NOT NULL OR OLD.cancelled_by IS NOT NULL OR (NEW.counted_on, NEW.book_amount, NEW.counted_amount, NEW.counted_by)
     IS DISTINCT FROM (OLD.counted_on, OLD.book_amount, OLD.counted_amount, OLD.counted_by) THEN
    RAISE EXCEPTION 'this count is settled' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.cancelled_by IS NOT NULL THEN
    PERFORM 1 FROM users a, users b WHERE a.id = NEW.counted_by AND b.id = NEW.cancelled_by AND a.person_id = b.person_id;
    IF NOT FOUND OR NEW.voucher_id IS NOT NULL THEN RAISE EXCEPTION 'only its counter takes a count back' USING ERRCODE = 'LF008'; END IF;
    RETURN NEW;
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
CREATE OR REPLACE FUNCTION guard_deposit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NEW.kind = 'cash' AND EXISTS (SELECT 1 FROM open_cash_counts) THEN
    RAISE EXCEPTION 'a cash difference is open' USING ERRCODE = 'LF017';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The same for whatever else takes cash out of the box. The box's own balance row is locked by then, as by a count.
CREATE FUNCTION guard_box() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM open_cash_counts)
     AND NOT EXISTS (SELECT 1 FROM vouchers WHERE id = NEW.voucher_id AND source_type = 'cash_count') THEN
    RAISE EXCEPTION 'a cash difference is open' USING ERRCODE = 'LF017';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER box_closed_while_a_count_is_open AFTER INSERT ON voucher_lines FOR EACH ROW
  WHEN (NEW.account_code = '100101' AND NEW.side = 'credit' AND NEW.amount > 0) EXECUTE FUNCTION guard_box();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t record;
BEGIN
  EXECUTE format('GRANT SELECT ON clock_rules, invitation_acknowledgements, open_cash_counts TO %I, %I', app, audit);
  EXECUTE format('GRANT INSERT ON invitation_acknowledgements TO %I', app);
  EXECUTE format('GRANT UPDATE (confirmed_by, confirmed_at) ON invitations TO %I', app);
  EXECUTE format('GRANT UPDATE (cancelled_by, cancelled_at, cancel_reason) ON cash_counts TO %I', app);
  -- a fingerprint is of what was sent, also of names: it is compared inside the database only
  EXECUTE format('REVOKE SELECT ON operations FROM %I, %I', app, audit);
  EXECUTE format('GRANT SELECT (id, actor_id, client_key, action, status, answer, created_at, born) ON operations TO %I, %I', app, audit);
  -- nobody chooses the place of a row that seals hold, nor the id of a receipt
  FOR t IN SELECT c.oid::regclass AS name,
      string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FILTER (WHERE a.attidentity <> 'a' AND NOT (c.relname = 'receipts' AND a.attname = 'id')) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'fund'::regnamespace AND c.relkind = 'r' AND has_table_privilege(app, c.oid, 'INSERT')
    GROUP BY c.oid, c.relname HAVING bool_or(a.attidentity = 'a')
  LOOP
    EXECUTE format('REVOKE INSERT ON %s FROM %I', t.name, app);
    EXECUTE format('GRANT INSERT (%s) ON %s TO %I', t.columns, t.name, app);
  END LOOP;
  REVOKE ALL ON FUNCTION current_operation, shanghai_day, require_answer, require_time_of_act, date_by_act, guard_reservation,
    guard_release, guard_notice_day, guard_notice_end, clock_is_free, require_poster,
    guard_person_roles, guard_new_invitation, guard_invitation, guard_count_day, guard_box FROM PUBLIC;
END $$;
