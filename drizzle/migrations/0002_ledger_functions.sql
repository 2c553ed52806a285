-- The only ways in which posted vouchers come to be. The application may execute post_entry,
-- reverse_voucher, reserve_aid, pay_aid and close_period; nobody may insert a line.
CREATE TABLE posting_rules (event text PRIMARY KEY, debits text[] NOT NULL, credits text[] NOT NULL, source text NOT NULL);
--> statement-breakpoint
-- Which accounts an event may debit and credit (domain.md §1.6). Aid is not among them: see pay_aid.
INSERT INTO posting_rules VALUES
  ('E01', '{100101}', '{410101,410102}', 'donation'),
  ('E02', '{100201}', '{410101,410102}', 'donation'),
  ('E03', '{100901,100902,540101,540102}', '{410101,410102}', 'donation'),
  ('E04', '{100201,540101}', '{100901,100902}', 'deposit'),
  ('E04C', '{100201}', '{100101}', 'deposit'),
  ('E30S', '{112203}', '{100101}', 'cash_count'),
  ('E30O', '{100101}', '{220902}', 'cash_count');
--> statement-breakpoint
-- The month of a date, opened when it is the first to be used and nothing later is closed.
CREATE FUNCTION require_open_period(p_date date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE p int := extract(year FROM p_date) * 100 + extract(month FROM p_date); s text;
BEGIN
  -- one key for all months: a first post into an early month and the close of a later one must meet
  PERFORM pg_advisory_xact_lock_shared(7001, 0);
  SELECT status INTO s FROM periods WHERE id = p;
  IF s IS NULL THEN
    -- whoever begins in January may still enter what December brought, but no year typed wrongly
    IF p_date < (SELECT date_trunc('year', created_at AT TIME ZONE 'Asia/Shanghai') - interval '1 year' FROM organisations) THEN
      RAISE EXCEPTION 'the books begin later than %', p_date USING ERRCODE = 'LF020';
    END IF;
    IF EXISTS (SELECT 1 FROM periods WHERE id > p AND status = 'closed') THEN
      RAISE EXCEPTION 'period % is locked', p USING ERRCODE = 'LF003';
    END IF;
    INSERT INTO periods VALUES (p, date_trunc('month', p_date)::date,
      (date_trunc('month', p_date) + interval '1 month - 1 day')::date, 'open', NULL, NULL) ON CONFLICT DO NOTHING;
    SELECT status INTO s FROM periods WHERE id = p;
  END IF;
  IF s <> 'open' THEN RAISE EXCEPTION 'period % is locked', p USING ERRCODE = 'LF003'; END IF;
  RETURN p;
END $$;
--> statement-breakpoint
-- What a voucher says, in one unambiguous form; its digest is taken over exactly this.
CREATE FUNCTION voucher_digest(v vouchers, p_lines jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array('voucher-1', v.id, v.period_id, v.word, v.number,
    to_char(v.voucher_date, 'YYYY-MM-DD'), v.event, v.summary, v.source_type, v.source_id, v.reverses_id,
    v.line_count, v.attachment_count, v.total::text, v.operation_id, v.ordinal, v.prepared_by,
    to_char(v.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), p_lines)::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION line_digest_input(p_voucher uuid) RETURNS jsonb LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT jsonb_agg(jsonb_build_array(line_no, account_code, fund_id, side, amount::text, drive_id, donor_id,
    request_id, beneficiary, to_char(voucher_date, 'YYYY-MM-DD')) ORDER BY line_no)
  FROM voucher_lines WHERE voucher_id = p_voucher
$$;
--> statement-breakpoint
-- Posts one voucher: p_lines is an array of {account, fund, side, amount, drive, donor, request, beneficiary}.
-- Locks in one order: period, funds by id, balances by account and fund, number counter.
CREATE FUNCTION post_voucher(p_operation uuid, p_ordinal int, p_word text, p_date date, p_event text, p_summary text,
  p_source_type text, p_source uuid, p_reverses uuid, p_actor uuid, p_at timestamptz, p_attachments int, p_lines jsonb,
  p_used_fund uuid DEFAULT NULL, p_used numeric DEFAULT 0,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
#variable_conflict use_column
DECLARE v vouchers; l record; f record; lines jsonb; afters numeric[] := '{}'; seqs bigint[] := '{}'; i int := 0; x numeric; s bigint;
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
  -- one UPDATE for each fund, with the net effect of the whole voucher
  FOR f IN SELECT t.fund AS id,
      coalesce(sum(CASE WHEN a.class >= 3 THEN CASE t.side WHEN 'credit' THEN t.amount ELSE -t.amount END END), 0) AS gain,
      coalesce(sum(CASE WHEN a.class = 1 THEN CASE t.side WHEN 'debit' THEN t.amount ELSE -t.amount END END), 0) AS goods
    FROM jsonb_to_recordset(p_lines) AS t(account text, fund uuid, side text, amount numeric)
    JOIN accounts a ON a.code = t.account WHERE t.fund IS NOT NULL GROUP BY t.fund ORDER BY t.fund
  LOOP
    UPDATE fund_balances b SET balance = b.balance + f.gain, not_cash = b.not_cash + f.goods,
      committed_cash = b.committed_cash - CASE WHEN b.fund_id = p_used_fund THEN p_used ELSE 0 END
    WHERE b.fund_id = f.id;
    IF NOT FOUND THEN RAISE EXCEPTION 'unknown fund' USING ERRCODE = 'LF004'; END IF;
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
      credit = b.credit + CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END
    WHERE b.period_id = v.period_id AND b.account_code = l.account AND b.fund_key = l.fund;
    IF NOT FOUND THEN
      INSERT INTO period_balances VALUES (l.account, l.fund, v.period_id,
        CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END);
    END IF;
    afters[l.n] := x; seqs[l.n] := s;
  END LOOP;
  v.id := gen_random_uuid(); v.word := p_word; v.voucher_date := p_date; v.event := p_event; v.summary := p_summary;
  v.source_type := p_source_type; v.source_id := p_source; v.reverses_id := p_reverses; v.attachment_count := p_attachments;
  v.line_count := jsonb_array_length(p_lines); v.operation_id := p_operation; v.ordinal := p_ordinal;
  v.prepared_by := p_actor; v.posted_at := p_at;
  SELECT sum(t.amount) FILTER (WHERE t.side = 'debit'),
    jsonb_agg(jsonb_build_array(t.n, t.account, t.fund, t.side, t.amount::text, t.drive, t.donor, t.request, t.beneficiary,
      to_char(p_date, 'YYYY-MM-DD')) ORDER BY t.n)
  INTO v.total, lines
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)) WITH ORDINALITY AS t(account, fund, side, amount, drive, donor, request, beneficiary, n);
  IF v.total IS NULL THEN RAISE EXCEPTION 'no debit line' USING ERRCODE = 'LF001'; END IF;
  v.number := draw_number('voucher:' || v.period_id || ':' || p_word);
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
-- What a document says is to be posted: the event, the day and every line. It alone judges what post_entry is given.
CREATE FUNCTION document_lines(p_type text, p_source uuid)
RETURNS TABLE (event text, day date, account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  SELECT CASE d.channel WHEN 'cash' THEN 'E01' WHEN 'bank' THEN 'E02' ELSE 'E03' END, d.received_on, x.*, d.drive_id, d.donor_id
  FROM donations d JOIN funds f ON f.id = d.fund_id LEFT JOIN drives a ON a.id = d.drive_id
  JOIN funds bearer ON CASE a.fee_bearer WHEN 'fund' THEN bearer.id = f.id ELSE bearer.kind = 'unrestricted' END
  CROSS JOIN LATERAL (VALUES
    (CASE d.channel WHEN 'cash' THEN '100101' WHEN 'bank' THEN '100201' WHEN 'wechat' THEN '100901' ELSE '100902' END, NULL, 'debit', d.net),
    (CASE bearer.kind WHEN 'restricted' THEN '540102' ELSE '540101' END, bearer.id, 'debit', d.fee),
    (CASE f.kind WHEN 'restricted' THEN '410102' ELSE '410101' END, f.id, 'credit', d.gross)) x(account, fund, side, amount)
  WHERE p_type = 'donation' AND d.id = p_source AND x.amount <> 0
  UNION ALL
  SELECT CASE d.kind WHEN 'cash' THEN 'E04C' ELSE 'E04' END, d.deposited_on, x.*, NULL, NULL
  FROM deposits d CROSS JOIN LATERAL (VALUES
    ('100201', NULL, 'debit', d.amount - d.fee),
    ('540101', (SELECT id FROM funds WHERE kind = 'unrestricted'), 'debit', d.fee),
    (CASE d.kind WHEN 'cash' THEN '100101' WHEN 'wechat' THEN '100901' ELSE '100902' END, NULL, 'credit', d.amount)) x(account, fund, side, amount)
  WHERE p_type = 'deposit' AND d.id = p_source AND x.amount <> 0
  UNION ALL
  SELECT CASE WHEN short THEN 'E30S' ELSE 'E30O' END, c.counted_on, x.account, NULL, x.side, abs(c.counted_amount - c.book_amount), NULL, NULL
  FROM cash_counts c CROSS JOIN LATERAL (SELECT c.counted_amount < c.book_amount AS short) y CROSS JOIN LATERAL (VALUES
    (CASE WHEN short THEN '112203' ELSE '100101' END, 'debit'), (CASE WHEN short THEN '100101' ELSE '220902' END, 'credit')) x(account, side)
  WHERE p_type = 'cash_count' AND c.id = p_source AND c.confirmed_by IS NULL AND c.counted_amount <> c.book_amount
$$;
--> statement-breakpoint
-- The door for events that bring money in or move it between our own accounts. Money leaves elsewhere.
CREATE FUNCTION post_entry(p_operation uuid, p_ordinal int, p_word text, p_date date, p_event text, p_summary text,
  p_source_type text, p_source uuid, p_actor uuid, p_at timestamptz, p_attachments int, p_lines jsonb,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE bad text; said jsonb; meant jsonb;
BEGIN
  SELECT t.account INTO bad FROM jsonb_to_recordset(p_lines) AS t(account text, side text)
    LEFT JOIN posting_rules r ON r.event = p_event
  WHERE r.event IS NULL OR r.source <> p_source_type OR t.account IS NULL
     OR NOT t.account = ANY (CASE t.side WHEN 'debit' THEN r.debits WHEN 'credit' THEN r.credits END) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'event % may not post to % without its document', p_event, bad USING ERRCODE = 'LF007';
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_to_recordset(p_lines) AS t(amount text) WHERE t.amount LIKE '-%') THEN
    RAISE EXCEPTION 'red amounts belong to reversals' USING ERRCODE = 'LF011';
  END IF;
  -- one document, one voucher (voucher_one_per_document), and it says exactly what the document says
  SELECT jsonb_agg(jsonb_build_array(p_event, p_date, t.account, t.fund, t.side, t.amount, t.drive, t.donor) ORDER BY t.side, t.account, t.fund, t.amount)
  INTO said FROM jsonb_to_recordset(p_lines) AS t(account text, fund uuid, side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text);
  SELECT jsonb_agg(jsonb_build_array(d.event, d.day, d.account, d.fund, d.side, d.amount, d.drive, d.donor) ORDER BY d.side, d.account, d.fund, d.amount)
  INTO meant FROM document_lines(p_source_type, p_source) d;
  IF said IS DISTINCT FROM meant OR p_lines @? '$[*] ? (exists(@.request) || exists(@.beneficiary))' THEN
    RAISE EXCEPTION 'its document does not say this' USING ERRCODE = 'LF007';
  END IF;
  SELECT r.voucher_id, r.number, r.digest INTO voucher_id, number, digest
  FROM post_voucher(p_operation, p_ordinal, p_word, p_date, p_event, p_summary, p_source_type, p_source, NULL,
    p_actor, p_at, p_attachments, p_lines) r;
END $$;
--> statement-breakpoint
-- Takes a voucher back with the same lines in red, once, by another person than the one who prepared it.
CREATE FUNCTION reverse_voucher(p_operation uuid, p_ordinal int, p_voucher uuid, p_date date, p_summary text, p_actor uuid, p_at timestamptz,
  OUT voucher_id uuid, OUT number int, OUT digest bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE o vouchers; lines jsonb;
BEGIN
  SELECT * INTO o FROM vouchers v WHERE v.id = p_voucher FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown voucher' USING ERRCODE = 'LF004'; END IF;
  IF o.reverses_id IS NOT NULL OR o.source_type = 'payment' THEN
    RAISE EXCEPTION 'a reversal or a payment is not reversed' USING ERRCODE = 'LF013';
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
-- Closes a month that is over: waits for posts in flight, lets none in after, and keeps what everything stood at.
CREATE FUNCTION close_period(p_operation uuid, p_period int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE earlier int; o operations;
BEGIN
  SELECT * INTO o FROM operations WHERE id = p_operation AND born = pg_current_xact_id() AND status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM pg_advisory_xact_lock(7001, 0);
  PERFORM 1 FROM users WHERE id = o.actor_id AND status = 'active' AND 'treasurer' = ANY (roles);
  IF NOT FOUND THEN RAISE EXCEPTION 'only a treasurer closes a month' USING ERRCODE = 'LF008'; END IF;
  IF (SELECT ends_on FROM periods WHERE id = p_period) >= (o.created_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'period % is not over', p_period USING ERRCODE = 'LF021';
  END IF;
  SELECT max(id) INTO earlier FROM periods WHERE id < p_period;
  IF EXISTS (SELECT 1 FROM periods WHERE id < p_period AND status = 'open') THEN
    RAISE EXCEPTION 'close the earlier month first' USING ERRCODE = 'LF013';
  END IF;
  IF (SELECT coalesce(sum(debit - credit), 0) FROM period_balances WHERE period_id = p_period) <> 0 THEN
    RAISE EXCEPTION 'the month is out of balance' USING ERRCODE = 'LF001';
  END IF;
  UPDATE periods SET status = 'closed', closed_at = o.created_at, closed_by = o.actor_id WHERE id = p_period AND status = 'open';
  IF NOT FOUND THEN RAISE EXCEPTION 'period % is not open', p_period USING ERRCODE = 'LF013'; END IF;
  INSERT INTO closing_balances
  SELECT account_code, fund_key, p_period, sum(debit), sum(credit) FROM (
    SELECT account_code, fund_key, debit, credit FROM closing_balances WHERE period_id = earlier
    UNION ALL SELECT account_code, fund_key, debit, credit FROM period_balances WHERE period_id = p_period) x
  GROUP BY account_code, fund_key;
END $$;
