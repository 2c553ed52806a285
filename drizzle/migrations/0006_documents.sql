-- The frame for every further kind of document. A document is a row of its own table; `lines_of_<kind>` derives
-- its lines; post_entry posts exactly these. Here too: funds in deficit (decision 5), money of beneficiaries,
-- what closing vouchers moved, the words 收/付/转, and vouchers prepared by another than who posts them.
CREATE TABLE document_kinds (kind text PRIMARY KEY, by_lines boolean NOT NULL, reversible boolean NOT NULL);
--> statement-breakpoint
-- by_lines: posted by post_entry from lines_of_<kind>. reversible: reverse_voucher may take it back by itself.
INSERT INTO document_kinds VALUES ('donation', true, true), ('deposit', true, true), ('cash_count', true, true), ('payment', false, false);
--> statement-breakpoint
ALTER TABLE posting_rules DROP CONSTRAINT posting_rules_pkey, ADD PRIMARY KEY (event, source),
  ADD CONSTRAINT rule_of_a_known_document FOREIGN KEY (source) REFERENCES document_kinds (kind),
  -- outside: it happened whatever we say, so it is posted and the fund is marked (decision 5)
  ADD COLUMN outside boolean NOT NULL DEFAULT false,
  -- red: a correcting difference, whose amounts are negative
  ADD COLUMN red boolean NOT NULL DEFAULT false,
  -- dips: fees may take the unrestricted fund below zero, down to its floor (decision 4)
  ADD COLUMN dips boolean NOT NULL DEFAULT false;
--> statement-breakpoint
UPDATE posting_rules SET dips = true WHERE event IN ('E03', 'E04');
--> statement-breakpoint
ALTER TABLE vouchers ADD CONSTRAINT voucher_of_a_known_document FOREIGN KEY (source_type) REFERENCES document_kinds (kind);
--> statement-breakpoint
ALTER TABLE organisations ADD COLUMN voucher_words text NOT NULL DEFAULT 'one',
  ADD CONSTRAINT organisation_words_known CHECK (voucher_words IN ('one', 'three'));
--> statement-breakpoint
-- Designated funds are set aside by the office itself: unrestricted in law, a fund of their own in the books.
ALTER TABLE funds DROP CONSTRAINT fund_kind_known,
  ADD CONSTRAINT fund_kind_known CHECK (kind IN ('restricted', 'unrestricted', 'designated'));
--> statement-breakpoint
ALTER TABLE fund_balances ADD COLUMN in_deficit boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT fund_never_overdrawn, DROP CONSTRAINT commitment_within_fund,
  ADD CONSTRAINT fund_never_overdrawn CHECK (in_deficit OR balance >= floor),
  ADD CONSTRAINT goods_within_fund CHECK (in_deficit OR balance - not_cash >= floor),
  ADD CONSTRAINT commitment_within_fund CHECK (committed_cash >= 0 AND committed_goods >= 0 AND (in_deficit
    OR (committed_cash = 0 OR committed_cash <= balance - not_cash) AND committed_goods <= not_cash));
--> statement-breakpoint
-- What is held for a beneficiary is what is owed to them, kind by kind of money or goods (domain.md §1.4).
CREATE TABLE agency_balances (
  beneficiary text PRIMARY KEY,
  assets numeric(18, 2) NOT NULL,
  liabilities numeric(18, 2) NOT NULL,
  CONSTRAINT agency_held_is_owed CHECK (assets = liabilities AND assets >= 0)
);
--> statement-breakpoint
ALTER TABLE period_balances ADD COLUMN closing_debit numeric(18, 2) NOT NULL DEFAULT 0,
  ADD COLUMN closing_credit numeric(18, 2) NOT NULL DEFAULT 0;
--> statement-breakpoint
-- The lines of a voucher, judged as they arrive. New: red differences, and restricted accounts only on restricted funds.
CREATE OR REPLACE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = fund, pg_temp AS $$
DECLARE bad record;
BEGIN
  SELECT x.voucher_id, x.n, x.unbalanced, v.born, v.line_count INTO bad
  FROM (SELECT voucher_id, count(*) AS n, min(line_no) AS first_no, max(line_no) AS last_no, min(voucher_date) AS first_day, max(voucher_date) AS last_day,
          sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) <> 0 AS unbalanced,
          sum(amount) FILTER (WHERE side = 'debit') AS total,
          bool_or(amount < 0) AS red, bool_or(amount > 0) AS black
        FROM new_lines GROUP BY voucher_id) x
  LEFT JOIN vouchers v ON v.id = x.voucher_id
  WHERE v.id IS NULL OR x.unbalanced OR v.line_count <> x.n OR x.first_no <> 1 OR x.last_no <> x.n OR v.born <> pg_current_xact_id()
     OR v.voucher_date <> x.first_day OR v.voucher_date <> x.last_day OR v.total <> x.total
     OR x.black = x.red
     OR x.red <> (v.reverses_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM posting_rules r WHERE r.event = v.event AND r.source = v.source_type AND r.red)
  LIMIT 1;
  IF FOUND THEN
    IF bad.born IS DISTINCT FROM pg_current_xact_id() THEN
      RAISE EXCEPTION 'voucher % is not of this transaction', bad.voucher_id USING ERRCODE = 'LF002';
    END IF;
    RAISE EXCEPTION 'voucher % is unbalanced, incomplete or dated otherwise', bad.voucher_id USING ERRCODE = 'LF001';
  END IF;
  SELECT l.voucher_id, l.account_code INTO bad
  FROM new_lines l JOIN accounts a ON a.code = l.account_code LEFT JOIN funds f ON f.id = l.fund_id
  WHERE NOT a.takes_lines OR a.needs_fund <> (l.fund_id IS NOT NULL)
     OR a.needs_beneficiary <> (l.beneficiary IS NOT NULL)
     OR l.account_code ~ '^(3102|320102|[45]\d\d\d02)' AND f.kind <> 'restricted'
     OR l.account_code ~ '^[45]\d\d\d01' AND f.kind = 'restricted' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'account % takes no line, or its fund or beneficiary is wrong', bad.account_code USING ERRCODE = 'LF004';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- 收 when money comes in, 付 when it goes out or from one till to another, 转 when none moves (domain.md §1.7).
CREATE FUNCTION word_of(p_word text, p_lines jsonb) RETURNS text LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN (SELECT voucher_words FROM organisations) IS DISTINCT FROM 'three' THEN p_word
    WHEN bool_or(side = 'credit') FILTER (WHERE money) THEN '付'
    WHEN bool_or(side = 'debit') FILTER (WHERE money) THEN '收' ELSE '转' END
  FROM (SELECT t.side, t.account ~ '^(1001|1002|1009)' AS money FROM jsonb_to_recordset(p_lines) AS t(account text, side text)) x
$$;
--> statement-breakpoint
DROP FUNCTION post_voucher(uuid, int, text, date, text, text, text, uuid, uuid, uuid, timestamptz, int, jsonb, uuid, numeric);
--> statement-breakpoint
-- Posts one voucher: p_lines is an array of {account, fund, side, amount, drive, donor, request, beneficiary}.
-- Locks in one order: period, funds by id, beneficiaries, balances by account and fund, number counter.
-- p_used of p_used_fund is a reservation that this voucher uses up; p_outside and p_dips are those of posting_rules;
-- p_prepared_by is the preparer when another person posts.
CREATE FUNCTION post_voucher(p_operation uuid, p_ordinal int, p_word text, p_date date, p_event text, p_summary text,
  p_source_type text, p_source uuid, p_reverses uuid, p_actor uuid, p_at timestamptz, p_attachments int, p_lines jsonb,
  p_used_fund uuid DEFAULT NULL, p_used numeric DEFAULT 0, p_outside boolean DEFAULT false, p_dips boolean DEFAULT false,
  p_prepared_by uuid DEFAULT NULL,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
#variable_conflict use_column
DECLARE v vouchers; l record; f record; b record; after fund_balances; lines jsonb; afters numeric[] := '{}'; seqs bigint[] := '{}';
  x numeric; s bigint; closes boolean := p_source_type = 'closing';
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'posting needs READ COMMITTED: it reads again after waiting' USING ERRCODE = 'LF002';
  END IF;
  PERFORM 1 FROM operations o WHERE o.id = p_operation AND o.born = pg_current_xact_id() AND o.actor_id = p_actor AND o.status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  IF coalesce(jsonb_array_length(p_lines), 0) NOT BETWEEN 2 AND 200 THEN
    RAISE EXCEPTION 'a voucher has 2 to 200 lines' USING ERRCODE = 'LF011';
  END IF;
  v.period_id := require_open_period(p_date);
  FOR l IN SELECT t.* FROM jsonb_to_recordset(p_lines) AS t(amount text) LOOP
    IF l.amount !~ '^-?\d{1,10}\.\d{2}$' OR l.amount::numeric = 0 THEN
      RAISE EXCEPTION 'amount % is not a two-decimal sum', l.amount USING ERRCODE = 'LF011';
    END IF;
  END LOOP;
  -- one UPDATE for each fund, with the net effect of the whole voucher. A fund in deficit takes nothing that makes it worse.
  FOR f IN SELECT y.*, CASE WHEN y.id = p_used_fund THEN p_used ELSE 0 END AS used FROM (SELECT t.fund AS id,
      coalesce(sum(CASE WHEN a.class >= 3 THEN CASE t.side WHEN 'credit' THEN t.amount ELSE -t.amount END END), 0) AS gain,
      coalesce(sum(CASE WHEN a.class = 1 THEN CASE t.side WHEN 'debit' THEN t.amount ELSE -t.amount END END), 0) AS goods
    FROM jsonb_to_recordset(p_lines) AS t(account text, fund uuid, side text, amount numeric)
    JOIN accounts a ON a.code = t.account WHERE t.fund IS NOT NULL GROUP BY t.fund) y ORDER BY y.id
  LOOP
    UPDATE fund_balances b SET balance = b.balance + f.gain, not_cash = b.not_cash + f.goods, committed_cash = b.committed_cash - f.used,
      in_deficit = (p_outside OR b.in_deficit AND f.gain - f.goods + f.used >= 0 AND (b.balance + f.gain >= b.floor OR f.gain >= 0))
        AND (b.balance + f.gain < b.floor OR b.balance + f.gain - b.not_cash - f.goods < b.floor
          OR b.committed_cash - f.used > 0 AND b.committed_cash - f.used > b.balance + f.gain - b.not_cash - f.goods
          OR b.committed_goods > b.not_cash + f.goods)
    WHERE b.fund_id = f.id RETURNING * INTO after;
    IF NOT FOUND THEN RAISE EXCEPTION 'unknown fund' USING ERRCODE = 'LF004'; END IF;
    IF NOT p_dips AND NOT after.in_deficit AND f.gain - f.goods < 0 AND after.balance - after.not_cash < 0 THEN
      RAISE EXCEPTION 'the fund cannot bear it' USING ERRCODE = 'LF005',
        DETAIL = (after.balance - after.not_cash - after.committed_cash - f.gain + f.goods)::text;
    END IF;
  END LOOP;
  FOR b IN SELECT t.beneficiary AS code,
      coalesce(sum(CASE WHEN a.class = 1 THEN CASE t.side WHEN 'debit' THEN t.amount ELSE -t.amount END END), 0) AS held,
      coalesce(sum(CASE WHEN a.class = 2 THEN CASE t.side WHEN 'credit' THEN t.amount ELSE -t.amount END END), 0) AS owed
    FROM jsonb_to_recordset(p_lines) AS t(account text, side text, amount numeric, beneficiary text)
    JOIN accounts a ON a.code = t.account WHERE t.beneficiary IS NOT NULL GROUP BY 1 ORDER BY 1
  LOOP
    UPDATE agency_balances SET assets = assets + b.held, liabilities = liabilities + b.owed WHERE beneficiary = b.code;
    IF NOT FOUND THEN RAISE EXCEPTION 'unknown beneficiary' USING ERRCODE = 'LF004'; END IF;
  END LOOP;
  FOR l IN SELECT t.account, coalesce(t.fund, '00000000-0000-0000-0000-000000000000') AS fund, t.side, t.amount,
      CASE WHEN a.never_negative THEN a.side END AS floor_side, t.n
    FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (account text, fund uuid, side text, amount numeric)) WITH ORDINALITY AS t(account, fund, side, amount, n)
    LEFT JOIN accounts a ON a.code = t.account ORDER BY t.account, 2, t.n
  LOOP
    LOOP
      UPDATE account_balances b SET debit = b.debit + CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END,
        credit = b.credit + CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END, line_count = b.line_count + 1
      WHERE b.account_code = l.account AND b.fund_key = l.fund
      RETURNING b.debit - b.credit, b.line_count INTO x, s;
      EXIT WHEN FOUND;
      INSERT INTO account_balances VALUES (l.account, l.fund, 0, 0, 0, l.floor_side) ON CONFLICT DO NOTHING;
    END LOOP;
    UPDATE period_balances b SET debit = b.debit + CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END,
      credit = b.credit + CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END,
      closing_debit = b.closing_debit + CASE WHEN closes AND l.side = 'debit' THEN l.amount ELSE 0 END,
      closing_credit = b.closing_credit + CASE WHEN closes AND l.side = 'credit' THEN l.amount ELSE 0 END
    WHERE b.period_id = v.period_id AND b.account_code = l.account AND b.fund_key = l.fund;
    IF NOT FOUND THEN
      INSERT INTO period_balances VALUES (l.account, l.fund, v.period_id,
        CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END,
        CASE WHEN closes AND l.side = 'debit' THEN l.amount ELSE 0 END, CASE WHEN closes AND l.side = 'credit' THEN l.amount ELSE 0 END);
    END IF;
    afters[l.n] := x; seqs[l.n] := s;
  END LOOP;
  v.id := gen_random_uuid(); v.word := CASE WHEN p_reverses IS NULL THEN word_of(p_word, p_lines) ELSE p_word END;
  v.voucher_date := p_date; v.event := p_event; v.summary := p_summary;
  v.source_type := p_source_type; v.source_id := p_source; v.reverses_id := p_reverses; v.attachment_count := p_attachments;
  v.line_count := jsonb_array_length(p_lines); v.operation_id := p_operation; v.ordinal := p_ordinal;
  v.prepared_by := coalesce(p_prepared_by, p_actor); v.posted_at := p_at;
  SELECT sum(t.amount) FILTER (WHERE t.side = 'debit'),
    jsonb_agg(jsonb_build_array(t.n, t.account, t.fund, t.side, t.amount::text, t.drive, t.donor, t.request, t.beneficiary,
      to_char(p_date, 'YYYY-MM-DD')) ORDER BY t.n)
  INTO v.total, lines
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)) WITH ORDINALITY AS t(account, fund, side, amount, drive, donor, request, beneficiary, n);
  IF v.total IS NULL THEN RAISE EXCEPTION 'no debit line' USING ERRCODE = 'LF001'; END IF;
  v.number := draw_number('voucher:' || v.period_id || ':' || v.word);
  v.digest := voucher_digest(v, lines);
  INSERT INTO vouchers (id, period_id, word, number, voucher_date, event, summary, source_type, source_id, reverses_id,
    line_count, attachment_count, total, operation_id, ordinal, prepared_by, posted_at, digest)
  VALUES (v.id, v.period_id, v.word, v.number, v.voucher_date, v.event, v.summary, v.source_type, v.source_id, v.reverses_id,
    v.line_count, v.attachment_count, v.total, v.operation_id, v.ordinal, v.prepared_by, v.posted_at, v.digest);
  INSERT INTO voucher_lines SELECT v.id, t.n, t.account, t.fund, t.side, t.amount, t.drive, t.donor, t.request, t.beneficiary,
    v.period_id, v.voucher_date, seqs[t.n], afters[t.n]
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)) WITH ORDINALITY AS t(account, fund, side, amount, drive, donor, request, beneficiary, n);
  voucher_id := v.id; number := v.number; digest := v.digest;
END $$;
--> statement-breakpoint
DROP FUNCTION document_lines(text, uuid);
--> statement-breakpoint
CREATE FUNCTION lines_of_donation(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE d.channel WHEN 'cash' THEN 'E01' WHEN 'bank' THEN 'E02' ELSE 'E03' END, d.received_on, x.*, d.drive_id, d.donor_id, NULL::uuid, NULL
  FROM donations d JOIN funds f ON f.id = d.fund_id LEFT JOIN drives a ON a.id = d.drive_id
  JOIN funds bearer ON CASE a.fee_bearer WHEN 'fund' THEN bearer.id = f.id ELSE bearer.kind = 'unrestricted' END
  CROSS JOIN LATERAL (VALUES
    (CASE d.channel WHEN 'cash' THEN '100101' WHEN 'bank' THEN '100201' WHEN 'wechat' THEN '100901' ELSE '100902' END, NULL, 'debit', d.net),
    (CASE bearer.kind WHEN 'restricted' THEN '540102' ELSE '540101' END, bearer.id, 'debit', d.fee),
    (CASE f.kind WHEN 'restricted' THEN '410102' ELSE '410101' END, f.id, 'credit', d.gross)) x(account, fund, side, amount)
  WHERE d.id = p_source AND x.amount <> 0
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_deposit(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE d.kind WHEN 'cash' THEN 'E04C' ELSE 'E04' END, d.deposited_on, x.*, NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM deposits d CROSS JOIN LATERAL (VALUES
    ('100201', NULL, 'debit', d.amount - d.fee),
    ('540101', (SELECT id FROM funds WHERE kind = 'unrestricted'), 'debit', d.fee),
    (CASE d.kind WHEN 'cash' THEN '100101' WHEN 'wechat' THEN '100901' ELSE '100902' END, NULL, 'credit', d.amount)) x(account, fund, side, amount)
  WHERE d.id = p_source AND x.amount <> 0
$$;
--> statement-breakpoint
CREATE FUNCTION lines_of_cash_count(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE WHEN short THEN 'E30S' ELSE 'E30O' END, c.counted_on, x.account, NULL::uuid, x.side, abs(c.counted_amount - c.book_amount),
    NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM cash_counts c CROSS JOIN LATERAL (SELECT c.counted_amount < c.book_amount AS short) y CROSS JOIN LATERAL (VALUES
    (CASE WHEN short THEN '112203' ELSE '100101' END, 'debit'), (CASE WHEN short THEN '100101' ELSE '220902' END, 'credit')) x(account, side)
  WHERE c.id = p_source AND c.confirmed_by IS NULL AND c.counted_amount <> c.book_amount
$$;
--> statement-breakpoint
-- What a document says is to be posted: the event, the day and every line. It alone judges what post_entry is given.
CREATE FUNCTION document_lines(p_type text, p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE plpgsql STABLE SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM document_kinds WHERE kind = p_type AND by_lines;
  IF FOUND THEN RETURN QUERY EXECUTE format('SELECT * FROM %I($1)', 'lines_of_' || p_type) USING p_source; END IF;
END $$;
--> statement-breakpoint
-- The door for all that follows from a document. Aid leaves elsewhere: see pay_aid.
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
-- For the deferred trigger of each kind of document: it does not commit without its voucher.
CREATE FUNCTION require_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM vouchers WHERE source_type = TG_ARGV[0] AND source_id = NEW.id AND reverses_id IS NULL) THEN
    RAISE EXCEPTION 'a % is not posted', TG_ARGV[0] USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Takes a voucher back with the same lines in red, once, by another person than the one who prepared it.
CREATE OR REPLACE FUNCTION reverse_voucher(p_operation uuid, p_ordinal int, p_voucher uuid, p_date date, p_summary text, p_actor uuid, p_at timestamptz,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o vouchers; lines jsonb;
BEGIN
  SELECT * INTO o FROM vouchers v WHERE v.id = p_voucher FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown voucher' USING ERRCODE = 'LF004'; END IF;
  IF o.reverses_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM document_kinds WHERE kind = o.source_type AND reversible) THEN
    RAISE EXCEPTION 'a % or a reversal is not reversed', o.source_type USING ERRCODE = 'LF013';
  END IF;
  IF EXISTS (SELECT 1 FROM vouchers v WHERE v.reverses_id = o.id) THEN
    RAISE EXCEPTION 'voucher is already reversed' USING ERRCODE = 'LF009';
  END IF;
  IF p_date < o.voucher_date THEN RAISE EXCEPTION 'a reversal is not dated before its voucher' USING ERRCODE = 'LF013'; END IF;
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
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  REVOKE ALL ON FUNCTION post_voucher, document_lines, lines_of_donation, lines_of_deposit, lines_of_cash_count, word_of, require_voucher FROM PUBLIC;
  FOREACH t IN ARRAY ARRAY['document_kinds', 'agency_balances'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, app, audit);
  END LOOP;
END $$;
