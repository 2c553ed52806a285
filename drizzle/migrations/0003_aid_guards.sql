-- The life of a request, held by the database as well: who may, from where to where, and on what evidence.
CREATE TABLE aid_transitions (from_status text, to_status text, PRIMARY KEY (from_status, to_status));
--> statement-breakpoint
INSERT INTO aid_transitions VALUES
  ('draft', 'submitted'), ('draft', 'withdrawn'),
  ('submitted', 'visited'), ('submitted', 'withdrawn'), ('submitted', 'emergency_ordered'),
  ('visited', 'approved'), ('visited', 'rejected'), ('visited', 'withdrawn'),
  ('approved', 'in_notice'), ('approved', 'payable'), ('approved', 'withdrawn'),
  ('in_notice', 'payable'), ('in_notice', 'withdrawn'),
  ('payable', 'paid'),
  ('emergency_ordered', 'emergency_payable'), ('emergency_payable', 'emergency_paid'),
  ('emergency_paid', 'ratified'), ('emergency_paid', 'to_recover');
--> statement-breakpoint
-- Every hand that touched a request: the persons on whom duties are separated.
CREATE FUNCTION hands_of(p_request uuid) RETURNS TABLE (hand text, person_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT 'filer', u.person_id FROM aid_requests r JOIN users u ON u.id = r.filed_by WHERE r.id = p_request
  UNION ALL SELECT 'visitor', first_person_id FROM visits WHERE request_id = p_request
  UNION ALL SELECT 'visitor', second_person_id FROM visits WHERE request_id = p_request
  UNION ALL SELECT 'voter', v.person_id FROM votes v WHERE request_id = p_request
  UNION ALL SELECT 'leader', o.person_id FROM urgent_orders o WHERE request_id = p_request
  UNION ALL SELECT 'recused', c.person_id FROM recusals c WHERE request_id = p_request
  UNION ALL SELECT 'preparer', o.prepared_person_id FROM payment_orders o WHERE request_id = p_request
  UNION ALL SELECT 'payer', p.paid_person_id FROM payments p WHERE request_id = p_request
$$;
--> statement-breakpoint
-- The account must be active, hold one of the roles, and be of the person it claims.
CREATE FUNCTION require_role(p_user uuid, p_person uuid, p_roles text[]) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = p_user AND person_id = p_person AND status = 'active' AND roles && p_roles;
  IF NOT FOUND THEN RAISE EXCEPTION 'this person may not take this step' USING ERRCODE = 'LF008'; END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_hands(p_request uuid, p_person uuid, p_hands text[]) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM hands_of(p_request) h WHERE h.person_id = p_person AND h.hand = ANY (p_hands)) THEN
    RAISE EXCEPTION 'this person already had a hand in the request' USING ERRCODE = 'LF008';
  END IF;
END $$;
--> statement-breakpoint
-- How many votes an amount needs under a policy.
CREATE FUNCTION votes_needed(p_version int, p_amount numeric) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN p_amount <= small_limit THEN 1 WHEN p_amount < second_vote_from THEN votes_below ELSE votes_from END
  FROM policies WHERE version = p_version
$$;
--> statement-breakpoint
CREATE FUNCTION reserved_for(p_request uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce(sum(c.amount), 0) FROM commitments c WHERE c.request_id = p_request AND c.movement = 'reserved'
    AND NOT EXISTS (SELECT 1 FROM commitments x WHERE x.reservation_id = c.id)
$$;
--> statement-breakpoint
CREATE FUNCTION guard_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p policies; fails text := NULL; yes int; no int;
BEGIN
  SELECT * INTO STRICT p FROM policies WHERE version = NEW.policy_version;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' OR NEW.lane = 'small' OR NEW.proposed IS NOT NULL OR NEW.granted IS NOT NULL OR NEW.votes_needed IS NOT NULL
       OR NEW.papers_due_on IS NOT NULL THEN
      RAISE EXCEPTION 'a request begins as a draft' USING ERRCODE = 'LF013';
    END IF;
    IF NEW.requested > p.case_cap THEN RAISE EXCEPTION 'above the cap of one case' USING ERRCODE = 'LF018'; END IF;
    PERFORM 1 FROM users WHERE id = NEW.filed_by AND status = 'active' AND 'caseworker' = ANY (roles) AND community_id = NEW.community_id;
    IF NOT FOUND THEN RAISE EXCEPTION 'only the community''s caseworker files' USING ERRCODE = 'LF008'; END IF;
    PERFORM 1 FROM households WHERE id = NEW.household_id AND community_id = NEW.community_id;
    IF NOT FOUND THEN RAISE EXCEPTION 'the family lives in another community' USING ERRCODE = 'LF004'; END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.case_number, NEW.household_id, NEW.community_id, NEW.need_code, NEW.fund_id, NEW.requested, NEW.policy_version,
      NEW.filed_by, NEW.filed_on, NEW.created_at) IS DISTINCT FROM
     (OLD.id, OLD.case_number, OLD.household_id, OLD.community_id, OLD.need_code, OLD.fund_id, OLD.requested, OLD.policy_version,
      OLD.filed_by, OLD.filed_on, OLD.created_at)
     OR NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'what was filed is not changed' USING ERRCODE = 'LF006';
  END IF;
  IF OLD.proposed IS NOT NULL AND NEW.proposed IS DISTINCT FROM OLD.proposed
     OR OLD.granted IS NOT NULL AND NEW.granted IS DISTINCT FROM OLD.granted
     OR OLD.votes_needed IS NOT NULL AND NEW.votes_needed IS DISTINCT FROM OLD.votes_needed
     OR OLD.papers_due_on IS NOT NULL AND NEW.papers_due_on IS DISTINCT FROM OLD.papers_due_on THEN
    RAISE EXCEPTION 'what was decided is not changed' USING ERRCODE = 'LF006';
  END IF;
  IF NEW.proposed IS DISTINCT FROM OLD.proposed OR NEW.votes_needed IS DISTINCT FROM OLD.votes_needed THEN
    PERFORM 1 FROM visits v WHERE v.request_id = NEW.id AND v.suggested = NEW.proposed
      AND (SELECT count(*) FROM visit_signatures s WHERE s.visit_id = v.id) = 2;
    IF NOT FOUND OR NEW.proposed > NEW.requested OR NEW.votes_needed IS DISTINCT FROM votes_needed(NEW.policy_version, NEW.proposed) THEN
      RAISE EXCEPTION 'a proposal comes from a visit that two people signed' USING ERRCODE = 'LF007';
    END IF;
  END IF;
  IF NEW.lane <> OLD.lane AND (OLD.lane = 'urgent' OR NEW.lane <> 'small' OR NEW.proposed IS NULL OR NEW.proposed > p.small_limit) THEN
    RAISE EXCEPTION 'this lane does not fit' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.granted IS NOT NULL AND OLD.granted IS NULL AND reserved_for(NEW.id) <> NEW.granted THEN
    RAISE EXCEPTION 'a grant is what was reserved' USING ERRCODE = 'LF007';
  END IF;
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM aid_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'a request does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'LF013';
  END IF;
  SELECT count(*) FILTER (WHERE approves), count(*) FILTER (WHERE NOT approves) INTO yes, no FROM votes WHERE request_id = NEW.id;
  CASE NEW.status
    WHEN 'visited' THEN
      IF NEW.proposed IS NULL OR NEW.lane = 'urgent' THEN fails := 'a visit signed by both'; END IF;
    WHEN 'approved' THEN
      IF yes < NEW.votes_needed OR NEW.granted IS DISTINCT FROM NEW.proposed THEN fails := 'the votes it needs'; END IF;
    WHEN 'rejected', 'to_recover' THEN
      IF no < 1 OR yes >= NEW.votes_needed THEN fails := 'votes against'; END IF;
    WHEN 'in_notice' THEN
      IF NEW.lane <> 'ordinary' OR NOT EXISTS (SELECT 1 FROM notices WHERE request_id = NEW.id) THEN fails := 'its notice'; END IF;
    WHEN 'payable' THEN
      IF NOT EXISTS (SELECT 1 FROM payment_orders WHERE request_id = NEW.id AND amount = NEW.granted) THEN fails := 'its order'; END IF;
      IF NEW.lane = 'urgent' OR reserved_for(NEW.id) <> NEW.granted THEN fails := 'its reservation'; END IF;
      IF NEW.lane = 'ordinary' AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.request_id = NEW.id
         AND n.ends_on < (now() AT TIME ZONE 'Asia/Shanghai')::date) THEN fails := 'the end of its notice'; END IF;
    WHEN 'emergency_ordered' THEN
      IF NEW.lane <> 'urgent' OR NOT EXISTS (SELECT 1 FROM urgent_orders WHERE request_id = NEW.id) THEN fails := 'a leader''s order'; END IF;
    WHEN 'emergency_payable' THEN
      IF reserved_for(NEW.id) <> NEW.granted OR NOT EXISTS (SELECT 1 FROM payment_orders WHERE request_id = NEW.id AND amount = NEW.granted) THEN
        fails := 'its reservation and order'; END IF;
    WHEN 'paid', 'emergency_paid' THEN
      IF NOT EXISTS (SELECT 1 FROM payments WHERE request_id = NEW.id) THEN fails := 'its payment'; END IF;
      IF NEW.status = 'emergency_paid' AND NEW.papers_due_on IS NULL THEN fails := 'a date for its papers'; END IF;
    WHEN 'ratified' THEN
      IF yes < NEW.votes_needed OR NEW.votes_needed IS NULL OR NEW.proposed IS DISTINCT FROM NEW.granted THEN fails := 'the votes it needs'; END IF;
    WHEN 'withdrawn' THEN
      IF reserved_for(NEW.id) <> 0 OR EXISTS (SELECT 1 FROM payment_orders WHERE request_id = NEW.id) THEN fails := 'the release of its money'; END IF;
    ELSE NULL;
  END CASE;
  IF fails IS NOT NULL THEN RAISE EXCEPTION 'request lacks %', fails USING ERRCODE = 'LF007'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER request_moves_by_the_rules BEFORE INSERT OR UPDATE ON aid_requests FOR EACH ROW EXECUTE FUNCTION guard_request();
--> statement-breakpoint
-- A vote: by a member of the committee, on what they neither filed, visited, paid nor recused from.
CREATE FUNCTION guard_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT * INTO r FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR r.votes_needed IS NULL OR r.status NOT IN ('visited', 'emergency_paid') OR NEW.amount <> r.proposed THEN
    RAISE EXCEPTION 'this request is not up for a vote of this amount' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.user_id, NEW.person_id, '{committee,chair}');
  IF EXISTS (SELECT 1 FROM votes WHERE request_id = NEW.request_id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'one vote per person' USING ERRCODE = 'LF015';
  END IF;
  IF EXISTS (SELECT 1 FROM recusals WHERE request_id = NEW.request_id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'this member declared an interest' USING ERRCODE = 'LF016';
  END IF;
  PERFORM refuse_hands(NEW.request_id, NEW.person_id, '{filer,visitor,leader,preparer,payer}');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER vote_by_an_eligible_member BEFORE INSERT ON votes FOR EACH ROW EXECUTE FUNCTION guard_vote();
--> statement-breakpoint
CREATE FUNCTION guard_recusal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  PERFORM require_role(NEW.user_id, NEW.person_id, '{committee,chair}');
  IF EXISTS (SELECT 1 FROM votes WHERE request_id = NEW.request_id AND person_id = NEW.person_id)
     OR EXISTS (SELECT 1 FROM urgent_orders WHERE request_id = NEW.request_id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'this member has already decided' USING ERRCODE = 'LF015';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recusal_before_the_vote BEFORE INSERT ON recusals FOR EACH ROW EXECUTE FUNCTION guard_recusal();
--> statement-breakpoint
CREATE FUNCTION guard_visit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT * INTO r FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR NOT (r.status = 'submitted' AND r.lane <> 'urgent' OR r.status = 'emergency_paid') OR NEW.suggested > r.requested
     OR NEW.visited_on < r.filed_on THEN
    RAISE EXCEPTION 'this request is not to be visited so' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.recorded_by, NEW.first_person_id, '{caseworker}');
  PERFORM 1 FROM users WHERE person_id = NEW.second_person_id AND status = 'active' AND roles && '{caseworker,committee,chair,treasurer}';
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown second visitor' USING ERRCODE = 'LF004'; END IF;
  PERFORM refuse_hands(NEW.request_id, NEW.first_person_id, '{voter,leader,preparer,payer,recused}');
  PERFORM refuse_hands(NEW.request_id, NEW.second_person_id, '{voter,leader,preparer,payer,recused}');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER visit_by_two BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION guard_visit();
--> statement-breakpoint
CREATE FUNCTION guard_visit_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT q.* INTO r FROM aid_requests q JOIN visits v ON v.request_id = q.id WHERE v.id = NEW.visit_id FOR UPDATE OF q;
  IF NOT FOUND OR r.proposed IS NOT NULL OR r.status NOT IN ('submitted', 'emergency_paid') THEN
    RAISE EXCEPTION 'this visit is no longer to be signed' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM visits v JOIN users u ON u.person_id = NEW.person_id AND u.id = NEW.user_id AND u.status = 'active'
    WHERE v.id = NEW.visit_id AND NEW.person_id IN (v.first_person_id, v.second_person_id);
  IF NOT FOUND THEN RAISE EXCEPTION 'only the two visitors sign, each for themselves' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER visit_signed_by_its_visitors BEFORE INSERT ON visit_signatures FOR EACH ROW EXECUTE FUNCTION guard_visit_signature();
--> statement-breakpoint
-- Urgent aid: the chair orders, above the float a second leader confirms the same amount.
CREATE FUNCTION guard_urgent_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests; first urgent_orders;
BEGIN
  SELECT * INTO r FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  SELECT * INTO first FROM urgent_orders WHERE request_id = NEW.request_id ORDER BY seq LIMIT 1;
  IF r.id IS NULL OR r.lane <> 'urgent' OR r.granted IS NOT NULL OR r.status NOT IN ('submitted', 'emergency_ordered')
     OR NEW.amount > r.requested OR NEW.amount <= 0 OR NEW.amount <> coalesce(first.amount, NEW.amount) THEN
    RAISE EXCEPTION 'this request takes no such urgent order' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.user_id, NEW.person_id, CASE WHEN first.seq IS NULL THEN '{chair}'::text[] ELSE '{chair,committee}'::text[] END);
  IF EXISTS (SELECT 1 FROM recusals WHERE request_id = NEW.request_id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'this leader declared an interest' USING ERRCODE = 'LF016';
  END IF;
  PERFORM refuse_hands(NEW.request_id, NEW.person_id, '{filer,visitor,leader,preparer,payer}');
  IF first.seq IS NULL AND EXISTS (SELECT 1 FROM urgent_orders o JOIN aid_requests x ON x.id = o.request_id
     WHERE o.person_id = NEW.person_id AND x.status = 'emergency_paid' AND x.papers_due_on < (NEW.at AT TIME ZONE 'Asia/Shanghai')::date
     AND o.seq = (SELECT min(seq) FROM urgent_orders y WHERE y.request_id = x.id)) THEN
    RAISE EXCEPTION 'papers of an earlier urgent case are overdue' USING ERRCODE = 'LF019';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER urgent_order_by_a_leader BEFORE INSERT ON urgent_orders FOR EACH ROW EXECUTE FUNCTION guard_urgent_order();
--> statement-breakpoint
CREATE FUNCTION guard_notice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests; h households; p policies;
BEGIN
  SELECT * INTO r FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  SELECT * INTO h FROM households WHERE id = r.household_id;
  SELECT * INTO p FROM policies WHERE version = r.policy_version;
  IF r.id IS NULL OR NOT (r.status = 'approved' AND r.lane = 'ordinary' OR r.status = 'paid' AND r.lane = 'small' OR r.status = 'ratified')
     OR NEW.amount <> r.granted OR NEW.ends_on < NEW.posted_on + p.notice_days
     OR NEW.posted_on < (SELECT max(at AT TIME ZONE 'Asia/Shanghai')::date FROM commitments WHERE request_id = r.id AND movement = 'reserved') THEN
    RAISE EXCEPTION 'this request takes no such notice' USING ERRCODE = 'LF013';
  END IF;
  IF (h.applicant_is_minor OR h.violence_risk) AND NEW.masked_name IS NOT NULL OR h.violence_risk AND (NEW.community_name IS NOT NULL OR NEW.need_code IS NOT NULL) THEN
    RAISE EXCEPTION 'a notice does not name a child or a family at risk' USING ERRCODE = 'LF007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER notice_masked BEFORE INSERT ON notices FOR EACH ROW EXECUTE FUNCTION guard_notice();
--> statement-breakpoint
CREATE FUNCTION guard_payment_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests;
BEGIN
  SELECT * INTO r FROM aid_requests WHERE id = NEW.request_id FOR UPDATE;
  IF r.id IS NULL OR NEW.fund_id <> r.fund_id OR r.granted IS NULL OR r.status NOT IN ('approved', 'in_notice', 'emergency_ordered') THEN
    RAISE EXCEPTION 'only a decided request gets an order' USING ERRCODE = 'LF013';
  END IF;
  IF NEW.amount <> r.granted THEN RAISE EXCEPTION 'the order is not what was decided' USING ERRCODE = 'LF014'; END IF;
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
  PERFORM refuse_hands(NEW.request_id, NEW.prepared_person_id, '{filer,visitor,voter,leader,recused}');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER order_of_a_decision BEFORE INSERT ON payment_orders FOR EACH ROW EXECUTE FUNCTION guard_payment_order();
--> statement-breakpoint
-- The deciding vote, or the last leader's order, reserves the money: the fund row is the lock and the judge.
CREATE FUNCTION reserve_aid(p_operation uuid, p_request uuid, p_at timestamptz) RETURNS numeric
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests; p policies; what numeric; orders int;
BEGIN
  PERFORM 1 FROM operations o WHERE o.id = p_operation AND o.born = pg_current_xact_id() AND o.status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  SELECT * INTO r FROM aid_requests WHERE id = p_request FOR UPDATE;
  SELECT * INTO p FROM policies WHERE version = r.policy_version;
  IF r.lane = 'urgent' THEN
    SELECT count(*), min(amount) INTO orders, what FROM urgent_orders WHERE request_id = p_request;
    IF r.status NOT IN ('submitted', 'emergency_ordered') OR orders < (CASE WHEN what <= p.urgent_float THEN 1 ELSE 2 END) THEN
      RAISE EXCEPTION 'this urgent case lacks a leader''s order' USING ERRCODE = 'LF007';
    END IF;
  ELSE
    what := r.proposed;
    IF r.status <> 'visited' OR (SELECT count(*) FROM votes WHERE request_id = p_request AND approves) < r.votes_needed THEN
      RAISE EXCEPTION 'this request lacks the votes it needs' USING ERRCODE = 'LF007';
    END IF;
  END IF;
  IF EXISTS (SELECT 1 FROM commitments WHERE request_id = p_request) THEN
    RAISE EXCEPTION 'money is reserved once' USING ERRCODE = 'LF013';
  END IF;
  UPDATE fund_balances SET committed_cash = committed_cash + what
  WHERE fund_id = r.fund_id AND balance - not_cash - committed_cash >= what;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the fund cannot bear it' USING ERRCODE = 'LF005',
      DETAIL = (SELECT (balance - not_cash - committed_cash)::text FROM fund_balances WHERE fund_id = r.fund_id);
  END IF;
  INSERT INTO commitments (request_id, fund_id, movement, amount, reason, operation_id, at)
  VALUES (p_request, r.fund_id, 'reserved', what, 'decided', p_operation, p_at);
  RETURN what;
END $$;
--> statement-breakpoint
-- Gives the money of a request that will not be paid back to its fund.
CREATE FUNCTION release_aid(p_operation uuid, p_request uuid, p_reason text, p_at timestamptz) RETURNS numeric
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE r aid_requests; c commitments;
BEGIN
  PERFORM 1 FROM operations o WHERE o.id = p_operation AND o.born = pg_current_xact_id() AND o.status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  SELECT * INTO r FROM aid_requests WHERE id = p_request FOR UPDATE;
  IF r.status NOT IN ('approved', 'in_notice') OR EXISTS (SELECT 1 FROM payment_orders WHERE request_id = p_request) THEN
    RAISE EXCEPTION 'this reservation is not to be released' USING ERRCODE = 'LF013';
  END IF;
  SELECT * INTO STRICT c FROM commitments WHERE request_id = p_request AND movement = 'reserved';
  UPDATE fund_balances SET committed_cash = committed_cash - c.amount WHERE fund_id = c.fund_id;
  INSERT INTO commitments (request_id, fund_id, movement, reservation_id, amount, reason, operation_id, at)
  VALUES (p_request, c.fund_id, 'released', c.id, c.amount, p_reason, p_operation, p_at);
  RETURN c.amount;
END $$;
--> statement-breakpoint
-- Pays an order: once, by a cashier who had no other hand in it, from the money that was reserved.
CREATE FUNCTION pay_aid(p_operation uuid, p_order uuid, p_word text, p_date date, p_reference text, p_papers_due date,
  p_summary text, p_actor uuid, p_at timestamptz, OUT payment_id uuid, OUT voucher_id uuid, OUT number int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o payment_orders; r aid_requests; c commitments; f funds; payer uuid; cash text; expense text;
BEGIN
  SELECT * INTO o FROM payment_orders WHERE id = p_order;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown order' USING ERRCODE = 'LF004'; END IF;
  SELECT * INTO r FROM aid_requests WHERE id = o.request_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM payments p WHERE p.request_id = r.id) THEN
    RAISE EXCEPTION 'this order was paid' USING ERRCODE = 'LF010';
  END IF;
  IF r.status NOT IN ('payable', 'emergency_payable') THEN RAISE EXCEPTION 'this request is not payable' USING ERRCODE = 'LF013'; END IF;
  SELECT person_id INTO payer FROM users WHERE id = p_actor;
  PERFORM require_role(p_actor, payer, '{cashier}');
  PERFORM refuse_hands(r.id, payer, '{filer,visitor,voter,leader,recused,preparer}');
  SELECT * INTO c FROM commitments x WHERE x.request_id = r.id AND x.movement = 'reserved'
    AND NOT EXISTS (SELECT 1 FROM commitments y WHERE y.reservation_id = x.id);
  IF NOT FOUND OR c.amount <> o.amount OR c.fund_id <> o.fund_id OR o.amount <> r.granted THEN
    RAISE EXCEPTION 'the order is not what was reserved' USING ERRCODE = 'LF014';
  END IF;
  IF p_date < (o.prepared_at AT TIME ZONE 'Asia/Shanghai')::date THEN RAISE EXCEPTION 'not before the order' USING ERRCODE = 'LF013'; END IF;
  IF r.lane = 'urgent' AND (p_papers_due IS NULL OR p_papers_due <= p_date) THEN
    RAISE EXCEPTION 'an urgent case owes its papers by a date' USING ERRCODE = 'LF007';
  END IF;
  SELECT * INTO f FROM funds WHERE id = o.fund_id;
  cash := CASE o.method WHEN 'cash' THEN '100101' ELSE '100201' END;
  expense := CASE f.kind WHEN 'restricted' THEN '510102' ELSE '510101' END;
  payment_id := gen_random_uuid();
  SELECT v.voucher_id, v.number INTO voucher_id, number FROM post_voucher(p_operation, 1, p_word, p_date,
    CASE o.method WHEN 'cash' THEN 'E19' ELSE 'E18' END, p_summary, 'payment', payment_id, NULL, p_actor, p_at, 1,
    jsonb_build_array(
      jsonb_build_object('account', expense, 'fund', o.fund_id, 'side', 'debit', 'amount', o.amount::text, 'request', r.id),
      jsonb_build_object('account', cash, 'side', 'credit', 'amount', o.amount::text, 'request', r.id)),
    o.fund_id, o.amount) v;
  INSERT INTO commitments (request_id, fund_id, movement, reservation_id, amount, reason, operation_id, at)
  VALUES (r.id, c.fund_id, 'consumed', c.id, c.amount, 'paid', p_operation, p_at);
  INSERT INTO payments (id, order_id, request_id, amount, paid_on, bank_reference, voucher_id, paid_by, paid_person_id, operation_id, at)
  VALUES (payment_id, o.id, r.id, o.amount, p_date, p_reference, pay_aid.voucher_id, p_actor, payer, p_operation, p_at);
  UPDATE aid_requests SET status = CASE r.lane WHEN 'urgent' THEN 'emergency_paid' ELSE 'paid' END,
    papers_due_on = CASE r.lane WHEN 'urgent' THEN p_papers_due END, version = version + 1 WHERE id = r.id;
END $$;
