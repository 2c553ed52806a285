-- Vouchers by hand: drafts that another person reviews before they are posted, the correction of what
-- was posted wrongly, and the choice between one word (记) and three (收/付/转).
INSERT INTO document_kinds VALUES ('manual', false, true);
--> statement-breakpoint
-- What each kind of event may debit and credit when it is written by hand (domain.md §1.6). C01 is the blue
-- voucher of a full correction, C02 a difference, C03 an error of an earlier year, which happened outside (decision 5).
INSERT INTO posting_rules (event, source, debits, credits, outside, red) VALUES
  ('E10', 'manual', '{530101}', '{220901}', false, false),
  ('E25', 'manual', '{1002,1009}', '{4901}', false, false),
  ('E26', 'manual', '{530101,530102}', '{1002,1009}', true, false),
  ('E29', 'manual', '{1131,5301,5501}', '{1121,1122,1131}', false, false),
  ('E35', 'manual', '{1002}', '{4401}', false, false),
  ('E37', 'manual', '{100101}', '{1002}', false, false),
  ('M00', 'manual', '{1,2,4,5}', '{1,2,4,5}', false, false),
  ('M01', 'manual', '{1141,1301,1701,1501}', '{1001,1002,1009}', false, false),
  ('M02', 'manual', '{52,53,54,55,56,59}', '{1131,1301,1502,1701,22,2503}', false, false),
  ('C01', 'manual', '{1,2,4,5}', '{1,2,4,5}', false, false),
  ('C02', 'manual', '{1,2,4,5}', '{1,2,4,5}', false, true),
  ('C03', 'manual', '{1,2,3}', '{1,2,3}', true, false);
--> statement-breakpoint
-- Which accounts a voucher by hand may touch at all; the longest prefix decides. What has a document of its own
-- (gifts, aid, goods, agency, transfers between funds) is not written by hand. approval: a credit is money that leaves.
CREATE TABLE manual_rules (
  prefix text PRIMARY KEY,
  plain boolean NOT NULL,
  correction boolean NOT NULL,
  prior_year boolean NOT NULL,
  approval boolean NOT NULL
);
--> statement-breakpoint
INSERT INTO manual_rules VALUES
  ('1', true, true, true, false),
  ('1001', true, true, true, true), ('1002', true, true, true, true), ('1009', true, true, true, true),
  ('100102', false, false, false, true), ('100202', false, false, false, true), ('100903', false, false, false, true),
  ('1201', false, false, false, false), ('1202', false, false, false, false), ('1801', false, false, false, false),
  ('2', true, true, true, false), ('2601', false, false, false, false),
  ('31', false, false, true, false), ('32', false, false, true, false),
  ('4', true, true, false, false), ('4101', false, false, false, false),
  ('5', true, true, false, false), ('5101', false, true, false, false);
--> statement-breakpoint
CREATE TABLE voucher_drafts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  version integer NOT NULL DEFAULT 1,
  status text NOT NULL DEFAULT 'draft',
  voucher_date date NOT NULL,
  summary text NOT NULL,
  event text NOT NULL,
  corrects_id uuid,
  correction text,
  reason text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  prepared_by uuid NOT NULL,
  prepared_person_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  reviewed_by uuid,
  reviewed_person_id uuid,
  reviewed_at timestamptz,
  approved_by uuid,
  approved_person_id uuid,
  approved_at timestamptz,
  CONSTRAINT draft_in_order UNIQUE (seq),
  CONSTRAINT draft_corrects_a_voucher FOREIGN KEY (corrects_id) REFERENCES vouchers (id),
  CONSTRAINT draft_prepared_by_a_user FOREIGN KEY (prepared_by) REFERENCES users (id),
  CONSTRAINT draft_prepared_by_a_person FOREIGN KEY (prepared_person_id) REFERENCES persons (id),
  CONSTRAINT draft_reviewed_by_a_user FOREIGN KEY (reviewed_by) REFERENCES users (id),
  CONSTRAINT draft_reviewed_by_a_person FOREIGN KEY (reviewed_person_id) REFERENCES persons (id),
  CONSTRAINT draft_approved_by_a_user FOREIGN KEY (approved_by) REFERENCES users (id),
  CONSTRAINT draft_approved_by_a_person FOREIGN KEY (approved_person_id) REFERENCES persons (id),
  CONSTRAINT draft_status_known CHECK (status IN ('draft', 'submitted', 'reviewed', 'posted', 'discarded')),
  CONSTRAINT draft_corrects_in_a_known_way CHECK ((correction IS NULL) = (corrects_id IS NULL)
    AND (correction IS NULL OR correction IN ('full', 'difference', 'prior_year'))),
  CONSTRAINT draft_event_of_its_kind CHECK (CASE correction WHEN 'full' THEN event = 'C01' WHEN 'difference' THEN event = 'C02'
    WHEN 'prior_year' THEN event = 'C03' ELSE event NOT LIKE 'C%' END),
  CONSTRAINT draft_review_is_whole CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL) AND (reviewed_by IS NULL) = (reviewed_person_id IS NULL)
    AND (reviewed_by IS NOT NULL) = (status IN ('reviewed', 'posted'))),
  CONSTRAINT draft_approval_is_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (approved_person_id IS NULL)
    AND (approved_by IS NULL OR status IN ('submitted', 'reviewed', 'posted'))),
  CONSTRAINT draft_reviewed_by_another CHECK (reviewed_person_id <> prepared_person_id),
  CONSTRAINT draft_approved_by_another CHECK (approved_person_id <> prepared_person_id)
);
--> statement-breakpoint
CREATE UNIQUE INDEX draft_one_correction_at_a_time ON voucher_drafts (corrects_id)
  WHERE corrects_id IS NOT NULL AND status IN ('draft', 'submitted', 'reviewed');
--> statement-breakpoint
CREATE INDEX draft_by_status ON voucher_drafts (status, seq);
--> statement-breakpoint
CREATE TABLE voucher_draft_lines (
  draft_id uuid NOT NULL,
  line_no smallint NOT NULL,
  account text NOT NULL,
  fund_id uuid,
  side text NOT NULL,
  amount numeric(18, 2) NOT NULL,
  drive_id uuid,
  request_id uuid,
  beneficiary text,
  CONSTRAINT draft_line_numbered_once PRIMARY KEY (draft_id, line_no),
  CONSTRAINT draft_line_of_a_draft FOREIGN KEY (draft_id) REFERENCES voucher_drafts (id),
  CONSTRAINT draft_line_of_a_fund FOREIGN KEY (fund_id) REFERENCES funds (id),
  CONSTRAINT draft_line_of_a_drive FOREIGN KEY (drive_id) REFERENCES drives (id),
  CONSTRAINT draft_line_of_a_request FOREIGN KEY (request_id) REFERENCES aid_requests (id),
  CONSTRAINT draft_line_number_bounded CHECK (line_no BETWEEN 1 AND 200),
  CONSTRAINT draft_line_side_known CHECK (side IN ('debit', 'credit')),
  CONSTRAINT draft_line_amount_bounded CHECK (amount BETWEEN -9999999999.99 AND 9999999999.99)
);
--> statement-breakpoint
CREATE TABLE voucher_draft_papers (
  draft_id uuid NOT NULL,
  paper_no smallint NOT NULL,
  name text NOT NULL,
  number text NOT NULL,
  dated_on date,
  CONSTRAINT draft_paper_numbered_once PRIMARY KEY (draft_id, paper_no),
  CONSTRAINT draft_paper_of_a_draft FOREIGN KEY (draft_id) REFERENCES voucher_drafts (id),
  CONSTRAINT draft_paper_number_bounded CHECK (paper_no BETWEEN 1 AND 50)
);
--> statement-breakpoint
-- What was corrected, by what, why and by which two persons. Written by post_draft alone.
CREATE TABLE voucher_corrections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  original_id uuid NOT NULL,
  red_id uuid,
  blue_id uuid NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  prepared_person_id uuid NOT NULL,
  reviewed_person_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT correction_in_order UNIQUE (seq),
  CONSTRAINT correction_red_once UNIQUE (red_id),
  CONSTRAINT correction_blue_once UNIQUE (blue_id),
  CONSTRAINT correction_of_a_voucher FOREIGN KEY (original_id) REFERENCES vouchers (id),
  CONSTRAINT correction_by_a_red_voucher FOREIGN KEY (red_id) REFERENCES vouchers (id),
  CONSTRAINT correction_by_a_blue_voucher FOREIGN KEY (blue_id) REFERENCES vouchers (id),
  CONSTRAINT correction_prepared_by_a_person FOREIGN KEY (prepared_person_id) REFERENCES persons (id),
  CONSTRAINT correction_reviewed_by_a_person FOREIGN KEY (reviewed_person_id) REFERENCES persons (id),
  CONSTRAINT correction_kind_known CHECK (kind IN ('full', 'difference', 'prior_year')),
  CONSTRAINT correction_full_has_its_red CHECK ((kind = 'full') = (red_id IS NOT NULL)),
  CONSTRAINT correction_by_two_persons CHECK (prepared_person_id <> reviewed_person_id)
);
--> statement-breakpoint
CREATE INDEX correction_by_original ON voucher_corrections (original_id);
--> statement-breakpoint
-- The chair's leave under a voucher by hand that lets money out (decision 11). Written by post_draft alone.
CREATE TABLE voucher_approvals (
  voucher_id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  user_id uuid NOT NULL,
  person_id uuid NOT NULL,
  approved_at timestamptz NOT NULL,
  CONSTRAINT voucher_approval_in_order UNIQUE (seq),
  CONSTRAINT voucher_approval_of_a_voucher FOREIGN KEY (voucher_id) REFERENCES vouchers (id),
  CONSTRAINT voucher_approval_by_a_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT voucher_approval_by_a_person FOREIGN KEY (person_id) REFERENCES persons (id)
);
--> statement-breakpoint
CREATE TABLE voucher_templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  summary text NOT NULL,
  event text NOT NULL,
  lines jsonb NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT voucher_template_named_once UNIQUE (name),
  CONSTRAINT voucher_template_by_a_user FOREIGN KEY (created_by) REFERENCES users (id)
);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['voucher_corrections', 'voucher_approvals', 'voucher_templates'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- A draft goes its way: prepared by a treasurer, reviewed by another one, approved by the chair, posted with its
-- voucher. What it says changes only while it is a draft; sending it back takes review and approval away.
CREATE FUNCTION guard_draft() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a draft is discarded, not deleted' USING ERRCODE = 'LF006'; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' OR NEW.version <> 1 THEN RAISE EXCEPTION 'a draft begins as a draft' USING ERRCODE = 'LF013'; END IF;
    PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, '{treasurer}');
    RETURN NEW;
  END IF;
  IF NEW.version <> OLD.version + 1
     OR (NEW.id, NEW.corrects_id, NEW.correction, NEW.reason, NEW.prepared_by, NEW.prepared_person_id, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.corrects_id, OLD.correction, OLD.reason, OLD.prepared_by, OLD.prepared_person_id, OLD.created_at)
     OR OLD.status <> 'draft' AND (NEW.voucher_date, NEW.summary, NEW.event) IS DISTINCT FROM (OLD.voucher_date, OLD.summary, OLD.event) THEN
    RAISE EXCEPTION 'what was submitted is not changed' USING ERRCODE = 'LF006';
  END IF;
  IF NOT ((OLD.status, NEW.status) IN (('draft', 'draft'), ('draft', 'submitted'), ('draft', 'discarded'), ('submitted', 'discarded'),
      ('submitted', 'draft'), ('reviewed', 'draft'), ('submitted', 'submitted'), ('submitted', 'reviewed'), ('reviewed', 'reviewed'),
      ('reviewed', 'posted'))) THEN
    RAISE EXCEPTION 'a draft does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'LF013';
  END IF;
  IF OLD.status IN ('submitted', 'reviewed') AND NEW.status = 'draft' AND btrim(NEW.note) = '' THEN
    RAISE EXCEPTION 'a draft goes back with a note' USING ERRCODE = 'LF007';
  END IF;
  IF NEW.reviewed_by IS DISTINCT FROM OLD.reviewed_by AND NEW.reviewed_by IS NOT NULL THEN
    PERFORM require_role(NEW.reviewed_by, NEW.reviewed_person_id, '{treasurer}');
    IF NEW.reviewed_person_id = (SELECT person_id FROM users WHERE id = NEW.prepared_by) THEN
      RAISE EXCEPTION 'who prepared a voucher does not review it' USING ERRCODE = 'LF008';
    END IF;
  END IF;
  IF NEW.approved_by IS DISTINCT FROM OLD.approved_by AND NEW.approved_by IS NOT NULL THEN
    PERFORM require_role(NEW.approved_by, NEW.approved_person_id, '{chair}');
    IF NEW.approved_person_id = (SELECT person_id FROM users WHERE id = NEW.prepared_by) THEN
      RAISE EXCEPTION 'who prepared a voucher does not approve it' USING ERRCODE = 'LF008';
    END IF;
  END IF;
  IF NEW.status = 'posted' AND NOT EXISTS (SELECT 1 FROM vouchers WHERE source_type = 'manual' AND source_id = NEW.id AND reverses_id IS NULL) THEN
    RAISE EXCEPTION 'a draft is posted with its voucher' USING ERRCODE = 'LF007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER draft_goes_its_way BEFORE INSERT OR UPDATE OR DELETE ON voucher_drafts FOR EACH ROW EXECUTE FUNCTION guard_draft();
--> statement-breakpoint
-- Lines and papers are written anew while the draft is a draft, and stand still afterwards.
CREATE FUNCTION guard_draft_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE whole uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.draft_id ELSE NEW.draft_id END;
BEGIN
  PERFORM 1 FROM voucher_drafts WHERE id = whole AND status = 'draft' FOR UPDATE;
  IF NOT FOUND OR TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'what was submitted is not changed' USING ERRCODE = 'LF006'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
--> statement-breakpoint
CREATE TRIGGER draft_line_stands BEFORE INSERT OR UPDATE OR DELETE ON voucher_draft_lines FOR EACH ROW EXECUTE FUNCTION guard_draft_part();
--> statement-breakpoint
CREATE TRIGGER draft_paper_stands BEFORE INSERT OR UPDATE OR DELETE ON voucher_draft_papers FOR EACH ROW EXECUTE FUNCTION guard_draft_part();
--> statement-breakpoint
ALTER TABLE voucher_drafts ENABLE ALWAYS TRIGGER draft_goes_its_way;
--> statement-breakpoint
ALTER TABLE voucher_draft_lines ENABLE ALWAYS TRIGGER draft_line_stands;
--> statement-breakpoint
ALTER TABLE voucher_draft_papers ENABLE ALWAYS TRIGGER draft_paper_stands;
--> statement-breakpoint
-- What cannot be taken back: a reversal, what is taken back already, what spent on a case (money comes back by
-- its own document), and what another correction still stands on.
CREATE FUNCTION refuse_reversal(o vouchers) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF o.reverses_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM document_kinds WHERE kind = o.source_type AND reversible) THEN
    RAISE EXCEPTION 'a % or a reversal is not reversed', o.source_type USING ERRCODE = 'LF013';
  END IF;
  IF EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses_id = o.id) THEN
    RAISE EXCEPTION 'voucher is already reversed' USING ERRCODE = 'LF009';
  END IF;
  IF o.source_type = 'manual' AND EXISTS (SELECT 1 FROM voucher_lines l WHERE l.voucher_id = o.id AND l.account_code LIKE '5101%') THEN
    RAISE EXCEPTION 'aid comes back by its own document' USING ERRCODE = 'LF013';
  END IF;
  IF EXISTS (SELECT 1 FROM voucher_corrections k WHERE k.original_id = o.id AND k.kind <> 'full'
     AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses_id = k.blue_id)) THEN
    RAISE EXCEPTION 'voucher is already corrected' USING ERRCODE = 'LF009';
  END IF;
END $$;
--> statement-breakpoint
-- As before, and a voucher by hand of an earlier year is not taken back out of this year's income and expense.
CREATE OR REPLACE FUNCTION reverse_voucher(p_operation uuid, p_ordinal int, p_voucher uuid, p_date date, p_summary text, p_actor uuid, p_at timestamptz,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o vouchers; lines jsonb;
BEGIN
  SELECT * INTO o FROM vouchers v WHERE v.id = p_voucher FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown voucher' USING ERRCODE = 'LF004'; END IF;
  PERFORM refuse_reversal(o);
  IF p_date < o.voucher_date OR o.source_type = 'manual' AND extract(year FROM p_date) > extract(year FROM o.voucher_date)
     AND EXISTS (SELECT 1 FROM voucher_lines l WHERE l.voucher_id = o.id AND l.account_code >= '4') THEN
    RAISE EXCEPTION 'a reversal is not dated so' USING ERRCODE = 'LF013';
  END IF;
  PERFORM 1 FROM users a, users b WHERE a.id = p_actor AND b.id = o.prepared_by AND a.person_id <> b.person_id
    AND a.status = 'active' AND 'treasurer' = ANY (a.roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'another treasurer has to reverse it' USING ERRCODE = 'LF008'; END IF;
  SELECT jsonb_agg(jsonb_build_object('account', account_code, 'fund', fund_id, 'side', side, 'amount', (-amount)::text,
    'drive', drive_id, 'donor', donor_id, 'request', request_id, 'beneficiary', beneficiary) ORDER BY line_no)
  INTO lines FROM voucher_lines l WHERE l.voucher_id = o.id;
  SELECT r.voucher_id, r.number, r.digest INTO voucher_id, number, digest
  FROM post_voucher(p_operation, p_ordinal, o.word, p_date, o.event, p_summary, o.source_type, o.source_id, o.id,
    p_actor, p_at, 0, lines) r;
END $$;
--> statement-breakpoint
-- The money that a draft lets out, less what the voucher that it corrects let out already.
CREATE FUNCTION money_out(d voucher_drafts) RETURNS numeric LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT coalesce((SELECT sum(CASE WHEN d.correction IS NULL THEN CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END
      ELSE CASE l.side WHEN 'credit' THEN l.amount ELSE -l.amount END END)
    FROM voucher_draft_lines l WHERE l.draft_id = d.id AND l.account ~ '^(1001|1002|1009)'), 0)
  - coalesce((SELECT sum(CASE l.side WHEN 'credit' THEN l.amount ELSE -l.amount END)
    FROM voucher_lines l WHERE d.correction = 'full' AND l.voucher_id = d.corrects_id AND l.account_code ~ '^(1001|1002|1009)'), 0)
$$;
--> statement-breakpoint
-- What a voucher by hand may say: its accounts, its papers, the chair's leave for money that goes out, one event.
CREATE FUNCTION check_draft(d voucher_drafts) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE bad text; papers int; leaves numeric := money_out(d); x record;
BEGIN
  SELECT l.account INTO bad FROM voucher_draft_lines l
  LEFT JOIN posting_rules r ON r.event = d.event AND r.source = 'manual'
  LEFT JOIN LATERAL (SELECT * FROM manual_rules m WHERE starts_with(l.account, m.prefix) ORDER BY length(m.prefix) DESC LIMIT 1) m ON true
  WHERE l.draft_id = d.id AND (r.event IS NULL OR m.prefix IS NULL
    OR NOT CASE WHEN d.correction IS NULL THEN m.plain WHEN d.correction = 'prior_year' THEN m.prior_year ELSE m.correction END
    OR NOT EXISTS (SELECT 1 FROM unnest(CASE l.side WHEN 'debit' THEN r.debits ELSE r.credits END) a (code) WHERE starts_with(l.account, a.code))
    -- the chart of 2026 corrects earlier years through 3201, that of 2004 in the net assets themselves
    OR m.prefix = '31' AND EXISTS (SELECT 1 FROM accounts a WHERE a.code LIKE '3201%' AND a.takes_lines)
    OR d.correction IS DISTINCT FROM 'difference' AND l.amount <= 0) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'account % is not written by hand', bad USING ERRCODE = 'LF007'; END IF;
  SELECT count(*) INTO papers FROM voucher_draft_papers p WHERE p.draft_id = d.id;
  IF papers = 0 AND (d.correction IS NULL OR leaves > 0) THEN RAISE EXCEPTION 'a voucher lacks its papers' USING ERRCODE = 'LF007'; END IF;
  IF leaves > 0 AND d.approved_by IS NULL THEN RAISE EXCEPTION 'money leaves with the chair''s approval' USING ERRCODE = 'LF007'; END IF;
  SELECT bool_or(money AND side = 'debit') AS dm, bool_or(money AND side = 'credit') AS cm, bool_or(NOT money AND side = 'debit') AS dn,
    bool_or(NOT money AND side = 'credit') AS cn, bool_or(account >= '4') AS flows INTO x
  FROM (SELECT side, account, account ~ '^(1001|1002|1009)' AS money FROM voucher_draft_lines l WHERE l.draft_id = d.id) y;
  IF d.correction IS NULL AND (x.dm AND x.cm AND x.flows
     OR (x.dm AND x.dn OR x.cm AND x.cn) AND (SELECT voucher_words FROM organisations) = 'three') THEN
    RAISE EXCEPTION 'a voucher is one event: split it' USING ERRCODE = 'LF007';
  END IF;
END $$;
--> statement-breakpoint
-- What a correction may say of the voucher that it corrects.
CREATE FUNCTION check_correction(d voucher_drafts, o vouchers) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM refuse_reversal(o) WHERE d.correction <> 'prior_year';
  IF o.reverses_id IS NOT NULL OR EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses_id = o.id)
     OR EXISTS (SELECT 1 FROM voucher_corrections k WHERE k.original_id = o.id AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses_id = k.blue_id)) THEN
    RAISE EXCEPTION 'voucher is already corrected' USING ERRCODE = 'LF009';
  END IF;
  IF d.voucher_date < o.voucher_date
     OR (d.correction = 'prior_year') <> (extract(year FROM d.voucher_date) > extract(year FROM o.voucher_date))
     OR d.correction = 'full' AND o.source_type NOT IN ('manual', 'deposit', 'cash_count')
     OR d.correction = 'difference' AND o.source_type <> 'manual'
     -- a gift or a payment of an earlier year moves between funds only
     OR d.correction = 'prior_year' AND (o.source_type NOT IN ('manual', 'deposit', 'cash_count', 'donation', 'payment')
       OR o.source_type IN ('donation', 'payment') AND EXISTS (SELECT 1 FROM voucher_draft_lines l WHERE l.draft_id = d.id AND l.account !~ '^3')) THEN
    RAISE EXCEPTION 'this voucher is not corrected so' USING ERRCODE = 'LF013';
  END IF;
  IF d.correction = 'difference' AND EXISTS (
    SELECT 1 FROM (SELECT account, fund_id, side, sum(amount) AS s FROM voucher_draft_lines WHERE draft_id = d.id GROUP BY 1, 2, 3) x
    LEFT JOIN (SELECT account_code, fund_id, side, sum(amount) AS s FROM voucher_lines WHERE voucher_id = o.id GROUP BY 1, 2, 3) y
      ON y.account_code = x.account AND y.fund_id IS NOT DISTINCT FROM x.fund_id AND y.side = x.side
    WHERE y.s IS NULL OR y.s + x.s < 0) THEN
    RAISE EXCEPTION 'a difference is one of the same lines' USING ERRCODE = 'LF007';
  END IF;
END $$;
--> statement-breakpoint
-- Aid that was booked as something else (decision 19): the line names a case that is ready to be paid, for exactly what
-- was granted and reserved; no further money leaves, and neither of the two treasurers had a hand in the decision.
CREATE FUNCTION aid_of_correction(d voucher_drafts) RETURNS commitments LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE l voucher_draft_lines; r aid_requests; c commitments;
BEGIN
  SELECT x.* INTO l FROM voucher_draft_lines x WHERE x.draft_id = d.id AND x.account LIKE '5101%' AND x.side = 'debit' LIMIT 1;
  IF EXISTS (SELECT 1 FROM voucher_draft_lines x WHERE x.draft_id = d.id AND x.account LIKE '5101%' AND x.line_no IS DISTINCT FROM l.line_no) THEN
    RAISE EXCEPTION 'one case a correction' USING ERRCODE = 'LF007';
  END IF;
  IF l.account IS NULL OR l.account NOT LIKE '5101%' THEN RETURN NULL; END IF;
  SELECT * INTO r FROM aid_requests q WHERE q.id = l.request_id FOR UPDATE;
  SELECT * INTO c FROM commitments x WHERE x.request_id = r.id AND x.movement = 'reserved'
    AND NOT EXISTS (SELECT 1 FROM commitments y WHERE y.reservation_id = x.id);
  IF d.correction IS DISTINCT FROM 'full' OR r.id IS NULL OR r.status <> 'payable' OR c.id IS NULL OR money_out(d) > 0
     OR c.amount <> l.amount OR r.granted <> l.amount OR c.fund_id IS DISTINCT FROM l.fund_id THEN
    RAISE EXCEPTION 'aid names a case and uses its reservation' USING ERRCODE = 'LF014';
  END IF;
  PERFORM refuse_hands(r.id, d.prepared_person_id, '{filer,visitor,voter,leader,recused}');
  PERFORM refuse_hands(r.id, d.reviewed_person_id, '{filer,visitor,voter,leader,recused}');
  RETURN c;
END $$;
--> statement-breakpoint
-- Whether a correction, and not the cashier, found that the family has its money.
CREATE FUNCTION corrected_into_aid(p_request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM voucher_corrections k JOIN vouchers v ON v.id = k.blue_id
    JOIN voucher_lines l ON l.voucher_id = v.id AND l.account_code LIKE '5101%' AND l.request_id = p_request
    JOIN commitments c ON c.request_id = p_request AND c.movement = 'consumed' AND c.operation_id = v.operation_id AND c.amount = l.amount)
$$;
--> statement-breakpoint
-- Such a request is paid without a payment of its own. The rest of its guard stays as it is, whoever wrote it last.
DO $$
DECLARE was text := pg_get_functiondef('guard_request'::regproc); now text;
BEGIN
  now := replace(was, 'IF NOT EXISTS (SELECT 1 FROM payments WHERE request_id = NEW.id) THEN',
    'IF NOT EXISTS (SELECT 1 FROM payments WHERE request_id = NEW.id) AND NOT corrected_into_aid(NEW.id) THEN');
  IF now = was THEN RAISE EXCEPTION 'guard_request no longer asks for the payment in this form'; END IF;
  EXECUTE now;
END $$;
--> statement-breakpoint
-- 1月31日付-0007: how a correcting voucher names what it corrects (domain.md §1.7).
CREATE FUNCTION voucher_name(v vouchers) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(v.voucher_date, 'FMMM"月"FMDD"日"') || v.word || '-' || to_char(v.number, 'FM999990000')
$$;
--> statement-breakpoint
-- Posts a reviewed draft, once: builds the lines from its rows, keeps the reviewer's signature and the chair's leave,
-- and for a full correction posts the red voucher beside the blue one, in the order in which no balance dips.
CREATE FUNCTION post_draft(p_operation uuid, p_draft uuid, p_word text, p_actor uuid, p_at timestamptz,
  OUT voucher_id uuid, OUT word text, OUT number int, OUT red_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
#variable_conflict use_column
DECLARE d voucher_drafts; o vouchers; c commitments; blue jsonb; red jsonb; outside boolean; rises boolean; turn text; v record;
BEGIN
  SELECT * INTO d FROM voucher_drafts x WHERE x.id = p_draft FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown draft' USING ERRCODE = 'LF004'; END IF;
  IF d.status <> 'reviewed' THEN RAISE EXCEPTION 'only a reviewed draft is posted' USING ERRCODE = 'LF013'; END IF;
  PERFORM 1 FROM users u WHERE u.id = p_actor AND u.status = 'active' AND 'treasurer' = ANY (u.roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a treasurer posts' USING ERRCODE = 'LF008'; END IF;
  PERFORM 1 FROM users a, users b WHERE a.id = d.prepared_by AND b.id = d.reviewed_by AND a.person_id <> b.person_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'who prepared a voucher does not review it' USING ERRCODE = 'LF008'; END IF;
  IF d.voucher_date > (p_at AT TIME ZONE 'Asia/Shanghai')::date THEN RAISE EXCEPTION 'this day has not come' USING ERRCODE = 'LF013'; END IF;
  PERFORM check_draft(d);
  IF d.corrects_id IS NOT NULL THEN
    SELECT * INTO o FROM vouchers x WHERE x.id = d.corrects_id FOR UPDATE;
    PERFORM check_correction(d, o);
  END IF;
  c := aid_of_correction(d);
  SELECT jsonb_agg(jsonb_build_object('account', l.account, 'fund', l.fund_id, 'side', l.side, 'amount', l.amount::text, 'drive', l.drive_id,
    'request', l.request_id, 'beneficiary', l.beneficiary) ORDER BY l.line_no) INTO blue FROM voucher_draft_lines l WHERE l.draft_id = d.id;
  SELECT r.outside INTO outside FROM posting_rules r WHERE r.event = d.event AND r.source = 'manual';
  IF d.correction = 'full' THEN
    SELECT jsonb_agg(jsonb_build_object('account', l.account_code, 'fund', l.fund_id, 'side', l.side, 'amount', (-l.amount)::text,
      'drive', l.drive_id, 'donor', l.donor_id, 'request', l.request_id, 'beneficiary', l.beneficiary) ORDER BY l.line_no),
      coalesce(sum(CASE WHEN l.account_code ~ '^(1001|1002|1009)' THEN CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END END),
        sum(CASE WHEN l.account_code >= '3' THEN CASE l.side WHEN 'credit' THEN l.amount ELSE -l.amount END END), 0) > 0
    INTO red, rises FROM voucher_lines l WHERE l.voucher_id = o.id;
    -- the locks of both vouchers together, in the order of post_voucher
    PERFORM require_open_period(d.voucher_date);
    PERFORM 1 FROM fund_balances b WHERE b.fund_id IN (SELECT (t ->> 'fund')::uuid FROM jsonb_array_elements(red || blue) t) ORDER BY b.fund_id FOR UPDATE;
    PERFORM 1 FROM account_balances b WHERE (b.account_code, b.fund_key) IN (SELECT t ->> 'account',
      coalesce((t ->> 'fund')::uuid, '00000000-0000-0000-0000-000000000000') FROM jsonb_array_elements(red || blue) t)
    ORDER BY b.account_code, b.fund_key FOR UPDATE;
  END IF;
  FOREACH turn IN ARRAY CASE WHEN d.correction IS DISTINCT FROM 'full' THEN '{blue}'::text[] WHEN rises THEN '{blue,red}' ELSE '{red,blue}' END LOOP
    IF turn = 'red' THEN
      SELECT r.voucher_id AS id INTO v FROM post_voucher(p_operation, 1, o.word, d.voucher_date, o.event, '注销' || voucher_name(o) || '号凭证',
        o.source_type, o.source_id, o.id, p_actor, p_at, 0, red, p_prepared_by => d.prepared_by) r;
      red_id := v.id;
    ELSE
      SELECT r.voucher_id AS id INTO v FROM post_voucher(p_operation, CASE WHEN red IS NULL THEN 1 ELSE 2 END, p_word, d.voucher_date, d.event, d.summary, 'manual', d.id, NULL, p_actor,
        p_at, (SELECT count(*)::int FROM voucher_draft_papers p WHERE p.draft_id = d.id), blue, c.fund_id, coalesce(c.amount, 0),
        p_outside => outside, p_prepared_by => d.prepared_by) r;
      voucher_id := v.id;
    END IF;
    INSERT INTO voucher_signatures (voucher_id, user_id, person_id, signed_at) VALUES (v.id, d.reviewed_by, d.reviewed_person_id, d.reviewed_at);
  END LOOP;
  SELECT x.word, x.number INTO word, number FROM vouchers x WHERE x.id = post_draft.voucher_id;
  IF d.approved_by IS NOT NULL THEN
    INSERT INTO voucher_approvals (voucher_id, user_id, person_id, approved_at)
    VALUES (post_draft.voucher_id, d.approved_by, d.approved_person_id, d.approved_at);
  END IF;
  IF d.corrects_id IS NOT NULL THEN
    INSERT INTO voucher_corrections (original_id, red_id, blue_id, kind, reason, prepared_person_id, reviewed_person_id, at)
    VALUES (o.id, post_draft.red_id, post_draft.voucher_id, d.correction, d.reason, d.prepared_person_id, d.reviewed_person_id, p_at);
  END IF;
  IF c.id IS NOT NULL THEN
    INSERT INTO commitments (request_id, fund_id, movement, reservation_id, amount, reason, operation_id, at)
    VALUES (c.request_id, c.fund_id, 'consumed', c.id, c.amount, 'corrected', p_operation, p_at);
    UPDATE aid_requests q SET status = 'paid', version = q.version + 1 WHERE q.id = c.request_id;
  END IF;
  UPDATE voucher_drafts x SET status = 'posted', version = x.version + 1 WHERE x.id = d.id;
END $$;
--> statement-breakpoint
-- One word or three (decision 7), from a month on in which nothing is posted yet: no open month may hold a voucher.
CREATE FUNCTION choose_voucher_words(p_operation uuid, p_words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o operations;
BEGIN
  SELECT * INTO o FROM operations x WHERE x.id = p_operation AND x.born = pg_current_xact_id() AND x.status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM pg_advisory_xact_lock(7001, 0);
  PERFORM 1 FROM users WHERE id = o.actor_id AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a treasurer chooses the words' USING ERRCODE = 'LF008'; END IF;
  IF p_words IS DISTINCT FROM (SELECT voucher_words FROM organisations)
     AND EXISTS (SELECT 1 FROM vouchers v JOIN periods p ON p.id = v.period_id WHERE p.status = 'open') THEN
    RAISE EXCEPTION 'an open month has vouchers' USING ERRCODE = 'LF040';
  END IF;
  UPDATE organisations SET voucher_words = p_words;
END $$;
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  REVOKE ALL ON FUNCTION guard_draft, guard_draft_part, refuse_reversal, money_out, check_draft, check_correction, aid_of_correction,
    corrected_into_aid, voucher_name, post_draft, choose_voucher_words FROM PUBLIC;
  FOREACH t IN ARRAY ARRAY['manual_rules', 'voucher_drafts', 'voucher_draft_lines', 'voucher_draft_papers', 'voucher_corrections',
    'voucher_approvals', 'voucher_templates'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, app, audit);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['voucher_drafts', 'voucher_draft_lines', 'voucher_draft_papers', 'voucher_templates'] LOOP
    EXECUTE format('GRANT INSERT ON %I TO %I', t, app);
  END LOOP;
  EXECUTE format('GRANT DELETE ON voucher_draft_lines, voucher_draft_papers TO %I', app);
  EXECUTE format('GRANT UPDATE (status, version, voucher_date, summary, event, note, reviewed_by, reviewed_person_id, reviewed_at,
    approved_by, approved_person_id, approved_at) ON voucher_drafts TO %I', app);
  EXECUTE format('GRANT EXECUTE ON FUNCTION money_out(voucher_drafts) TO %I, %I', app, audit);
  FOREACH t IN ARRAY ARRAY['post_draft(uuid,uuid,text,uuid,timestamptz)', 'choose_voucher_words(uuid,text)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', t, app);
  END LOOP;
END $$;
