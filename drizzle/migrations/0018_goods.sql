-- Goods in kind (捐赠物资): items, what came in and went out with its papers, stock by item and fund, count sheets, and the
-- register of what has no reliable value (E05, E06, E07, E20, E28; domain.md §1.5).
CREATE TABLE goods_items (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  account_code text NOT NULL REFERENCES accounts (code),
  method text NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT goods_item_in_order UNIQUE (seq),
  CONSTRAINT goods_item_code_once UNIQUE (code),
  CONSTRAINT goods_item_code_shaped CHECK (code ~ '^[A-Z][A-Z0-9-]{1,11}$'),
  CONSTRAINT goods_item_in_inventory CHECK (account_code IN ('120101', '120102', '120103')),
  CONSTRAINT goods_method_known CHECK (method IN ('fifo', 'average'))
);
--> statement-breakpoint
-- A count of what lies in store (盘点): the book's quantity is taken when it is written down, a second counter signs it.
CREATE TABLE goods_counts (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  counted_on date NOT NULL,
  note text NOT NULL,
  counted_by uuid NOT NULL REFERENCES users (id),
  counted_person_id uuid NOT NULL REFERENCES persons (id),
  counted_at timestamptz NOT NULL,
  born xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT goods_count_in_order UNIQUE (seq)
);
--> statement-breakpoint
CREATE TABLE goods_count_lines (
  count_id uuid NOT NULL REFERENCES goods_counts (id),
  item_id uuid NOT NULL REFERENCES goods_items (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  book_quantity numeric(10, 3) NOT NULL,
  counted_quantity numeric(10, 3) NOT NULL,
  CONSTRAINT goods_counted_once PRIMARY KEY (count_id, item_id, fund_id),
  CONSTRAINT goods_count_line_in_order UNIQUE (seq),
  CONSTRAINT goods_counted_not_negative CHECK (book_quantity >= 0 AND counted_quantity >= 0)
);
--> statement-breakpoint
CREATE TABLE goods_count_signatures (
  count_id uuid PRIMARY KEY REFERENCES goods_counts (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  signed_by uuid NOT NULL REFERENCES users (id),
  signed_person_id uuid NOT NULL REFERENCES persons (id),
  signed_at timestamptz NOT NULL,
  CONSTRAINT goods_count_signature_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- One paper about goods of one fund: a gift with value (E05), stock of the opening, goods to be bought (E20), goods handed
-- out (E07), goods lost or expired (E28), and goods found in a count. Bought, lost, expired and found wait for a second hand.
CREATE TABLE goods_documents (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  fund_id uuid NOT NULL REFERENCES funds (id),
  donation_id uuid REFERENCES donations (id),
  count_id uuid REFERENCES goods_counts (id),
  household_id uuid REFERENCES households (id),
  roster text NOT NULL,
  happened_on date NOT NULL,
  paper_number text NOT NULL,
  note text NOT NULL,
  liable_masked text,
  prepared_by uuid NOT NULL REFERENCES users (id),
  prepared_person_id uuid NOT NULL REFERENCES persons (id),
  prepared_at timestamptz NOT NULL,
  born xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT goods_document_in_order UNIQUE (seq),
  CONSTRAINT goods_of_one_gift UNIQUE (donation_id),
  CONSTRAINT goods_kind_known CHECK (kind IN ('gift', 'opening', 'purchase', 'issue', 'loss', 'expiry', 'surplus')),
  CONSTRAINT goods_gift_names_its_donation CHECK ((kind = 'gift') = (donation_id IS NOT NULL)),
  CONSTRAINT goods_count_explains_differences CHECK (kind IN ('loss', 'surplus') OR count_id IS NULL),
  CONSTRAINT goods_issue_names_its_recipient CHECK ((kind = 'issue') = (household_id IS NOT NULL OR roster <> '')),
  CONSTRAINT goods_liable_for_losses CHECK (kind IN ('loss', 'expiry') OR liable_masked IS NULL)
);
--> statement-breakpoint
CREATE INDEX goods_document_by_count ON goods_documents (count_id);
--> statement-breakpoint
-- What comes in has its value from its paper; what goes out is valued here, by the method of its item.
CREATE TABLE goods_lines (
  document_id uuid NOT NULL REFERENCES goods_documents (id),
  line_no integer NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  item_id uuid NOT NULL REFERENCES goods_items (id),
  quantity numeric(10, 3) NOT NULL,
  value numeric(18, 2),
  expires_on date,
  serials text[] NOT NULL,
  CONSTRAINT goods_line_once PRIMARY KEY (document_id, line_no),
  CONSTRAINT goods_item_once_per_document UNIQUE (document_id, item_id),
  CONSTRAINT goods_line_in_order UNIQUE (seq),
  CONSTRAINT goods_line_counted CHECK (line_no BETWEEN 1 AND 50),
  CONSTRAINT goods_quantity_positive CHECK (quantity > 0),
  CONSTRAINT goods_value_positive CHECK (value > 0 AND value <= 999999999.99)
);
--> statement-breakpoint
-- The second person's word: a cashier pays what is bought, chair or committee approves what is lost, expired or found.
CREATE TABLE goods_decisions (
  id uuid PRIMARY KEY REFERENCES goods_documents (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  agrees boolean NOT NULL,
  decided_on date NOT NULL,
  reason text NOT NULL,
  bank_reference text NOT NULL,
  decided_by uuid NOT NULL REFERENCES users (id),
  decided_person_id uuid NOT NULL REFERENCES persons (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT goods_decision_in_order UNIQUE (seq)
);
--> statement-breakpoint
CREATE TABLE goods_reversals (
  document_id uuid PRIMARY KEY REFERENCES goods_documents (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  voucher_id uuid REFERENCES vouchers (id),
  reason text NOT NULL,
  reversed_by uuid NOT NULL REFERENCES users (id),
  at timestamptz NOT NULL,
  CONSTRAINT goods_reversal_in_order UNIQUE (seq)
);
--> statement-breakpoint
-- What lies in store of an item for a fund, and what it is worth: written by the functions below alone.
CREATE TABLE goods_stock (
  item_id uuid NOT NULL REFERENCES goods_items (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  quantity numeric(10, 3) NOT NULL,
  value numeric(18, 2) NOT NULL,
  CONSTRAINT goods_stock_once PRIMARY KEY (item_id, fund_id),
  CONSTRAINT goods_within_stock CHECK (quantity >= 0 AND value >= 0),
  CONSTRAINT goods_none_left_worth_nothing CHECK (quantity > 0 OR value = 0)
);
--> statement-breakpoint
-- What came in at once. The value left is kept for items valued first in, first out; an average has none of its own.
CREATE TABLE goods_lots (
  document_id uuid NOT NULL,
  line_no integer NOT NULL,
  item_id uuid NOT NULL REFERENCES goods_items (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  arrived_on date NOT NULL,
  expires_on date,
  quantity numeric(10, 3) NOT NULL,
  value numeric(18, 2) NOT NULL,
  quantity_left numeric(10, 3) NOT NULL,
  value_left numeric(18, 2),
  CONSTRAINT goods_lot_once PRIMARY KEY (document_id, line_no),
  CONSTRAINT goods_lot_of_its_line FOREIGN KEY (document_id, line_no) REFERENCES goods_lines (document_id, line_no),
  CONSTRAINT goods_lot_within CHECK (quantity_left BETWEEN 0 AND quantity AND value_left BETWEEN 0 AND value)
);
--> statement-breakpoint
CREATE INDEX goods_lot_of_stock ON goods_lots (item_id, fund_id, arrived_on) WHERE quantity_left > 0;
--> statement-breakpoint
CREATE INDEX goods_lot_by_expiry ON goods_lots (expires_on) WHERE quantity_left > 0;
--> statement-breakpoint
-- Each change of stock. Side and sign differ when it is taken back: red, as in the journal.
CREATE TABLE goods_movements (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES goods_documents (id),
  line_no integer NOT NULL,
  lot_document_id uuid NOT NULL,
  lot_line_no integer NOT NULL,
  item_id uuid NOT NULL REFERENCES goods_items (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  side text NOT NULL,
  undoes boolean NOT NULL,
  moved_on date NOT NULL,
  quantity numeric(10, 3) NOT NULL,
  value numeric(18, 2) NOT NULL,
  CONSTRAINT goods_movement_of_a_line FOREIGN KEY (document_id, line_no) REFERENCES goods_lines (document_id, line_no),
  CONSTRAINT goods_movement_of_a_lot FOREIGN KEY (lot_document_id, lot_line_no) REFERENCES goods_lots (document_id, line_no),
  CONSTRAINT goods_side_known CHECK (side IN ('in', 'out')),
  CONSTRAINT goods_moved_one_way CHECK (((side = 'in') <> undoes) = (quantity > 0) AND quantity <> 0 AND quantity * value >= 0)
);
--> statement-breakpoint
CREATE INDEX goods_movement_by_day ON goods_movements (item_id, fund_id, moved_on, seq);
--> statement-breakpoint
CREATE INDEX goods_movement_by_document ON goods_movements (document_id);
--> statement-breakpoint
-- What moved in each month, so that a book opens without its history.
CREATE TABLE goods_months (
  item_id uuid NOT NULL REFERENCES goods_items (id),
  fund_id uuid NOT NULL REFERENCES funds (id),
  period_id integer NOT NULL,
  in_quantity numeric(14, 3) NOT NULL,
  in_value numeric(18, 2) NOT NULL,
  out_quantity numeric(14, 3) NOT NULL,
  out_value numeric(18, 2) NOT NULL,
  CONSTRAINT goods_month_once PRIMARY KEY (item_id, fund_id, period_id)
);
--> statement-breakpoint
-- Shopping vouchers are known by their numbers.
CREATE TABLE goods_serials (
  item_id uuid NOT NULL REFERENCES goods_items (id),
  serial text NOT NULL,
  fund_id uuid NOT NULL REFERENCES funds (id),
  came_with uuid NOT NULL REFERENCES goods_documents (id),
  went_with uuid REFERENCES goods_documents (id),
  CONSTRAINT goods_serial_once PRIMARY KEY (item_id, serial)
);
--> statement-breakpoint
-- Goods without a reliable value (E06): quantity only, never in the books. What leaves names what it came with.
CREATE TABLE goods_memos (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  of_id uuid REFERENCES goods_memos (id),
  description text NOT NULL,
  unit text NOT NULL,
  quantity numeric(10, 3) NOT NULL,
  giver_masked text NOT NULL,
  happened_on date NOT NULL,
  note text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT goods_memo_in_order UNIQUE (seq),
  CONSTRAINT goods_memo_quantity_positive CHECK (quantity > 0),
  CONSTRAINT goods_memo_says_what CHECK (description <> '' AND (of_id IS NULL OR note <> ''))
);
--> statement-breakpoint
CREATE INDEX goods_memo_by_entry ON goods_memos (of_id);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['goods_items', 'goods_counts', 'goods_count_lines', 'goods_count_signatures', 'goods_documents', 'goods_lines',
    'goods_decisions', 'goods_reversals', 'goods_movements', 'goods_memos']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_kept', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I', t, t || '_append_only', t || '_kept');
  END LOOP;
END $$;
--> statement-breakpoint
-- A gift of goods is a gift: with its donor, drive, fund and receipt. Only what it debits differs.
ALTER TABLE donations DROP CONSTRAINT donation_channel_known,
  ADD CONSTRAINT donation_channel_known CHECK (channel IN ('cash', 'bank', 'wechat', 'alipay', 'identified', 'goods'));
--> statement-breakpoint
INSERT INTO document_kinds VALUES ('goods', true, false);
--> statement-breakpoint
-- A loss happened whatever we say (decision 5); its approval says who bears it.
INSERT INTO posting_rules (event, debits, credits, source, outside) VALUES
  ('E05', '{120101,120103}', '{410101,410102}', 'donation', false),
  ('E20', '{120102,120103}', '{100201}', 'goods', false),
  ('E07', '{510101,510102}', '{120101,120102,120103}', 'goods', false),
  ('E28', '{530101,530102,112202}', '{120101,120102,120103}', 'goods', true),
  ('E28S', '{120101,120102,120103}', '{490101,490102}', 'goods', false);
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
  WHERE d.id = p_source AND d.channel <> 'goods' AND x.amount <> 0
  UNION ALL
  SELECT 'E05', d.received_on, x.*, d.drive_id, d.donor_id, NULL::uuid, NULL
  FROM donations d JOIN funds f ON f.id = d.fund_id CROSS JOIN LATERAL (
    SELECT i.account_code, f.id, 'debit', sum(l.value) FROM goods_documents g JOIN goods_lines l ON l.document_id = g.id
      JOIN goods_items i ON i.id = l.item_id WHERE g.donation_id = d.id GROUP BY 1
    UNION ALL SELECT CASE f.kind WHEN 'restricted' THEN '410102' ELSE '410101' END, f.id, 'credit', d.gross) x(account, fund, side, amount)
  WHERE d.id = p_source AND d.channel = 'goods'
$$;
--> statement-breakpoint
-- Valued as it moved. 112202 carries the fund where the chart lets receivables carry one.
CREATE FUNCTION lines_of_goods(p_source uuid) RETURNS TABLE (event text, day date, account text, fund uuid, side text,
  amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
LANGUAGE sql STABLE SET search_path = fund, pg_temp AS $$
  WITH moved AS (
    SELECT i.account_code AS account, abs(sum(m.value)) AS value FROM goods_movements m JOIN goods_items i ON i.id = m.item_id
    WHERE m.document_id = p_source AND NOT m.undoes GROUP BY 1)
  SELECT CASE d.kind WHEN 'purchase' THEN 'E20' WHEN 'issue' THEN 'E07' WHEN 'surplus' THEN 'E28S' ELSE 'E28' END,
    coalesce(k.decided_on, d.happened_on), x.account,
    CASE WHEN (SELECT a.needs_fund FROM accounts a WHERE a.code = x.account) THEN d.fund_id END,
    CASE WHEN (d.kind IN ('purchase', 'surplus')) = x.stock THEN 'debit' ELSE 'credit' END, x.value,
    NULL::uuid, NULL::uuid, NULL::uuid, NULL
  FROM goods_documents d JOIN funds f ON f.id = d.fund_id LEFT JOIN goods_decisions k ON k.id = d.id AND k.agrees
  CROSS JOIN LATERAL (SELECT CASE f.kind WHEN 'restricted' THEN '02' ELSE '01' END AS part) y
  CROSS JOIN LATERAL (
    SELECT m.account, m.value, true FROM moved m
    UNION ALL SELECT CASE WHEN d.kind = 'purchase' THEN '100201' WHEN d.kind = 'issue' THEN '5101' || y.part
      WHEN d.kind = 'surplus' THEN '4901' || y.part WHEN d.liable_masked IS NOT NULL THEN '112202' ELSE '5301' || y.part END,
      sum(m.value), false FROM moved m) x(account, value, stock)
  WHERE d.id = p_source AND d.kind NOT IN ('gift', 'opening') AND x.value <> 0
$$;
--> statement-breakpoint
-- One change of stock: the row of its item and fund is locked first, and no day since then may have stood below zero.
CREATE FUNCTION move_goods(d goods_documents, l goods_lines, lot goods_lots, p_side text, p_undoes boolean, p_day date,
  p_quantity numeric, p_value numeric) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE s goods_stock; month int := extract(year FROM p_day) * 100 + extract(month FROM p_day);
BEGIN
  UPDATE goods_stock SET quantity = quantity + p_quantity, value = value + p_value
    WHERE item_id = l.item_id AND fund_id = d.fund_id RETURNING * INTO STRICT s;
  INSERT INTO goods_movements (document_id, line_no, lot_document_id, lot_line_no, item_id, fund_id, side, undoes, moved_on, quantity, value)
    VALUES (d.id, l.line_no, lot.document_id, lot.line_no, l.item_id, d.fund_id, p_side, p_undoes, p_day, p_quantity, p_value);
  INSERT INTO goods_months AS m VALUES (l.item_id, d.fund_id, month,
    CASE p_side WHEN 'in' THEN p_quantity ELSE 0 END, CASE p_side WHEN 'in' THEN p_value ELSE 0 END,
    CASE p_side WHEN 'out' THEN -p_quantity ELSE 0 END, CASE p_side WHEN 'out' THEN -p_value ELSE 0 END)
  ON CONFLICT ON CONSTRAINT goods_month_once DO UPDATE SET in_quantity = m.in_quantity + excluded.in_quantity,
    in_value = m.in_value + excluded.in_value, out_quantity = m.out_quantity + excluded.out_quantity, out_value = m.out_value + excluded.out_value;
  IF p_quantity < 0 AND EXISTS (SELECT 1 FROM (
      SELECT s.quantity - sum(sum(m.quantity)) OVER w AS quantity, s.value - sum(sum(m.value)) OVER w AS value
      FROM goods_movements m WHERE m.item_id = l.item_id AND m.fund_id = d.fund_id AND m.moved_on > p_day
      GROUP BY m.moved_on WINDOW w AS (ORDER BY m.moved_on DESC)) x WHERE x.quantity < 0 OR x.value < 0) THEN
    RAISE EXCEPTION 'what left later had come before this' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_within_stock';
  END IF;
END $$;
--> statement-breakpoint
-- Goods come in: a lot with the value of its paper.
CREATE FUNCTION put_goods(d goods_documents, l goods_lines, p_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE i goods_items; lot goods_lots;
BEGIN
  SELECT * INTO STRICT i FROM goods_items WHERE id = l.item_id;
  INSERT INTO goods_stock VALUES (l.item_id, d.fund_id, 0, 0) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM goods_stock WHERE item_id = l.item_id AND fund_id = d.fund_id FOR UPDATE;
  INSERT INTO goods_lots VALUES (d.id, l.line_no, l.item_id, d.fund_id, p_day, l.expires_on, l.quantity, l.value, l.quantity,
    CASE i.method WHEN 'fifo' THEN l.value END) RETURNING * INTO lot;
  PERFORM move_goods(d, l, lot, 'in', false, p_day, l.quantity, l.value);
  INSERT INTO goods_serials SELECT l.item_id, n, d.fund_id, d.id FROM unnest(l.serials) n;
END $$;
--> statement-breakpoint
-- Goods go out, oldest first, valued first in, first out or at the average of the moment; the last unit takes what is left.
CREATE FUNCTION take_goods(d goods_documents, l goods_lines, p_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE i goods_items; s goods_stock; lot goods_lots; rest numeric := l.quantity; part numeric; worth numeric; shared numeric; whole numeric;
BEGIN
  SELECT * INTO STRICT i FROM goods_items WHERE id = l.item_id;
  SELECT * INTO s FROM goods_stock WHERE item_id = l.item_id AND fund_id = d.fund_id FOR UPDATE;
  IF l.quantity > (SELECT coalesce(sum(quantity_left), 0) FROM goods_lots
      WHERE item_id = l.item_id AND fund_id = d.fund_id AND arrived_on <= p_day) THEN
    RAISE EXCEPTION 'less is in stock' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_within_stock';
  END IF;
  IF (SELECT count(*) FROM goods_serials n WHERE n.item_id = l.item_id AND n.fund_id = d.fund_id AND n.went_with IS NULL
      AND n.serial = ANY (l.serials)) <> cardinality(l.serials) THEN
    RAISE EXCEPTION 'a voucher with this number is not here' USING ERRCODE = 'LF004', CONSTRAINT = 'goods_serial_in_stock';
  END IF;
  UPDATE goods_serials SET went_with = d.id WHERE item_id = l.item_id AND serial = ANY (l.serials);
  whole := CASE WHEN l.quantity = s.quantity THEN s.value ELSE round(s.value * l.quantity / s.quantity, 2) END;
  shared := whole;
  FOR lot IN SELECT o.* FROM goods_lots o JOIN goods_lines x ON x.document_id = o.document_id AND x.line_no = o.line_no
    WHERE o.item_id = l.item_id AND o.fund_id = d.fund_id AND o.quantity_left > 0 AND o.arrived_on <= p_day
    ORDER BY o.arrived_on, x.seq
  LOOP
    EXIT WHEN rest = 0;
    IF d.kind = 'issue' AND EXISTS (SELECT 1 FROM goods_documents g WHERE g.id = lot.document_id AND g.kind IN ('gift', 'opening', 'purchase')
        AND g.prepared_person_id = d.prepared_person_id) THEN
      RAISE EXCEPTION 'who recorded goods does not hand them out' USING ERRCODE = 'LF008';
    END IF;
    part := least(rest, lot.quantity_left);
    IF i.method = 'fifo' THEN
      worth := CASE WHEN part = lot.quantity_left THEN lot.value_left ELSE round(lot.value_left * part / lot.quantity_left, 2) END;
    ELSE
      worth := CASE WHEN part = rest THEN shared ELSE least(shared, round(whole * part / l.quantity, 2)) END;
      shared := shared - worth;
    END IF;
    UPDATE goods_lots SET quantity_left = quantity_left - part, value_left = value_left - worth
      WHERE document_id = lot.document_id AND line_no = lot.line_no;
    PERFORM move_goods(d, l, lot, 'out', false, p_day, -part, -worth);
    rest := rest - part;
  END LOOP;
END $$;
--> statement-breakpoint
-- Takes back what a paper moved. What came in must still lie there as it came; an average must not have been used since.
CREATE FUNCTION undo_goods(p_document uuid, p_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d goods_documents; l goods_lines; lot goods_lots; m goods_movements; method text;
BEGIN
  SELECT * INTO STRICT d FROM goods_documents WHERE id = p_document;
  FOR m IN SELECT * FROM goods_movements WHERE document_id = p_document AND NOT undoes ORDER BY item_id, seq LOOP
    PERFORM 1 FROM goods_stock WHERE item_id = m.item_id AND fund_id = m.fund_id FOR UPDATE;
    SELECT i.method INTO STRICT method FROM goods_items i WHERE i.id = m.item_id;
    SELECT * INTO STRICT l FROM goods_lines WHERE document_id = m.document_id AND line_no = m.line_no;
    SELECT * INTO STRICT lot FROM goods_lots WHERE document_id = m.lot_document_id AND line_no = m.lot_line_no;
    IF m.side = 'in' AND (lot.quantity_left <> lot.quantity
        OR EXISTS (SELECT 1 FROM goods_serials WHERE came_with = d.id AND went_with IS NOT NULL)
        OR method = 'average' AND EXISTS (SELECT 1 FROM goods_movements o WHERE o.item_id = m.item_id AND o.fund_id = m.fund_id
          AND o.side = 'out' AND NOT o.undoes AND o.seq > m.seq
          AND NOT EXISTS (SELECT 1 FROM goods_movements b WHERE b.document_id = o.document_id AND b.undoes))) THEN
      RAISE EXCEPTION 'some of it left already' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_still_there';
    END IF;
    UPDATE goods_lots SET quantity_left = quantity_left - m.quantity, value_left = value_left - m.value
      WHERE document_id = lot.document_id AND line_no = lot.line_no;
    PERFORM move_goods(d, l, lot, m.side, true, p_day, -m.quantity, -m.value);
  END LOOP;
  DELETE FROM goods_serials WHERE came_with = d.id;
  UPDATE goods_serials SET went_with = NULL WHERE went_with = d.id;
END $$;
--> statement-breakpoint
-- The value with which the books opened on an account and fund of inventory, less what is named as goods already.
CREATE FUNCTION unnamed_goods(p_account text, p_fund uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = fund, pg_temp AS $$
  SELECT coalesce((SELECT sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) FROM vouchers v
      JOIN voucher_lines l ON l.voucher_id = v.id WHERE v.source_type = 'opening' AND l.account_code = p_account AND l.fund_id = p_fund), 0)
    - coalesce((SELECT sum(m.value) FROM goods_documents d JOIN goods_movements m ON m.document_id = d.id
      JOIN goods_items i ON i.id = m.item_id WHERE d.kind = 'opening' AND i.account_code = p_account AND m.fund_id = p_fund), 0)
$$;
--> statement-breakpoint
-- An opening whose goods are named is not taken back under them.
CREATE FUNCTION guard_opened_goods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM vouchers WHERE id = NEW.voucher_id AND source_type = 'opening';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(7018, hashtext(NEW.account_code || NEW.fund_id));
  IF unnamed_goods(NEW.account_code, NEW.fund_id) < 0 THEN
    RAISE EXCEPTION 'these goods are named' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_still_there';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER opened_goods_stand AFTER INSERT ON voucher_lines FOR EACH ROW
  WHEN (NEW.amount < 0 AND NEW.account_code IN ('120101', '120102', '120103')) EXECUTE FUNCTION guard_opened_goods();
--> statement-breakpoint
-- Who may write which paper: gifts, openings and orders are a treasurer's; a cashier or caseworker hands out; a caseworker
-- to families of the own community. The stock of the opening is dated as the opening.
CREATE FUNCTION guard_goods_document() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  NEW.born := pg_current_xact_id();
  PERFORM require_role(NEW.prepared_by, NEW.prepared_person_id, CASE WHEN NEW.kind IN ('gift', 'opening', 'purchase') THEN '{treasurer}'::text[]
    WHEN NEW.kind = 'issue' THEN '{cashier,caseworker}'::text[] ELSE '{treasurer,cashier,caseworker}'::text[] END);
  IF NEW.kind = 'gift' THEN
    PERFORM 1 FROM donations WHERE id = NEW.donation_id AND channel = 'goods' AND fund_id = NEW.fund_id AND received_on = NEW.happened_on
      AND recorded_by = NEW.prepared_by;
    IF NOT FOUND THEN RAISE EXCEPTION 'not the gift of these goods' USING ERRCODE = 'LF004'; END IF;
  ELSIF NEW.kind = 'opening' THEN
    PERFORM 1 FROM vouchers WHERE source_type = 'opening' AND reverses_id IS NULL AND voucher_date = NEW.happened_on;
    IF NOT FOUND THEN RAISE EXCEPTION 'no opening of this day' USING ERRCODE = 'LF013'; END IF;
  ELSIF NEW.household_id IS NOT NULL THEN
    PERFORM 1 FROM users u JOIN households h ON h.community_id = u.community_id
      WHERE u.id = NEW.prepared_by AND h.id = NEW.household_id AND 'caseworker' = ANY (u.roles);
    IF NOT FOUND THEN RAISE EXCEPTION 'not a family of this caseworker' USING ERRCODE = 'LF008'; END IF;
  END IF;
  IF NEW.count_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goods_count_signatures WHERE count_id = NEW.count_id) THEN
    RAISE EXCEPTION 'this count lacks its second counter' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_by_the_right_hand BEFORE INSERT ON goods_documents FOR EACH ROW EXECUTE FUNCTION guard_goods_document();
--> statement-breakpoint
-- A line belongs to the paper of its act, suits it, and moves the stock at once unless a second hand is awaited.
CREATE FUNCTION guard_goods_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d goods_documents; i goods_items; left_over numeric;
BEGIN
  SELECT * INTO STRICT d FROM goods_documents WHERE id = NEW.document_id;
  SELECT * INTO STRICT i FROM goods_items WHERE id = NEW.item_id;
  IF d.born <> pg_current_xact_id() OR EXISTS (SELECT 1 FROM vouchers v
      WHERE v.source_type = 'goods' AND v.source_id = d.id OR v.source_type = 'donation' AND v.source_id = d.donation_id) THEN
    RAISE EXCEPTION 'this paper is complete' USING ERRCODE = 'LF013';
  END IF;
  IF (NEW.value IS NOT NULL) <> (d.kind IN ('gift', 'opening', 'purchase', 'surplus'))
     OR d.kind = 'gift' AND i.account_code = '120102' OR d.kind = 'purchase' AND i.account_code = '120101'
     OR cardinality(NEW.serials) <> (CASE i.account_code WHEN '120103' THEN NEW.quantity ELSE 0 END)
     OR cardinality(NEW.serials) <> (SELECT count(DISTINCT n) FROM unnest(NEW.serials) n WHERE n <> '') THEN
    RAISE EXCEPTION 'this line does not suit its paper' USING ERRCODE = 'LF004';
  END IF;
  IF d.count_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goods_count_lines c WHERE c.count_id = d.count_id AND c.item_id = i.id
      AND c.fund_id = d.fund_id AND c.counted_quantity - c.book_quantity = CASE d.kind WHEN 'surplus' THEN NEW.quantity ELSE -NEW.quantity END) THEN
    RAISE EXCEPTION 'the count does not say this' USING ERRCODE = 'LF007';
  END IF;
  CASE d.kind
    WHEN 'gift' THEN PERFORM put_goods(d, NEW, d.happened_on);
    WHEN 'issue' THEN PERFORM take_goods(d, NEW, d.happened_on);
    WHEN 'opening' THEN
      PERFORM pg_advisory_xact_lock(7018, hashtext(i.account_code || d.fund_id));
      left_over := unnamed_goods(i.account_code, d.fund_id);
      IF NEW.value > left_over THEN
        RAISE EXCEPTION 'more than the books opened with' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_within_opening';
      END IF;
      PERFORM put_goods(d, NEW, d.happened_on);
    ELSE NULL;
  END CASE;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_move_with_their_line AFTER INSERT ON goods_lines FOR EACH ROW EXECUTE FUNCTION guard_goods_line();
--> statement-breakpoint
CREATE FUNCTION guard_goods_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d goods_documents;
BEGIN
  SELECT * INTO d FROM goods_documents WHERE id = NEW.id FOR UPDATE;
  IF d.id IS NULL OR d.kind IN ('gift', 'opening', 'issue') OR NEW.decided_on < d.happened_on THEN
    RAISE EXCEPTION 'nothing to decide here' USING ERRCODE = 'LF013';
  END IF;
  PERFORM require_role(NEW.decided_by, NEW.decided_person_id, CASE d.kind WHEN 'purchase' THEN '{cashier}'::text[] ELSE '{chair,committee}'::text[] END);
  IF d.prepared_person_id = NEW.decided_person_id THEN RAISE EXCEPTION 'another person decides' USING ERRCODE = 'LF008'; END IF;
  IF NEW.agrees AND (d.kind = 'purchase') <> (NEW.bank_reference <> '') THEN
    RAISE EXCEPTION 'a payment has its number' USING ERRCODE = 'LF004';
  END IF;
  IF NEW.agrees AND d.count_id IS NOT NULL THEN
    PERFORM 1 FROM goods_counts WHERE id = d.count_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM goods_documents o JOIN goods_decisions k ON k.id = o.id AND k.agrees
        WHERE o.count_id = d.count_id AND o.kind = d.kind AND o.fund_id = d.fund_id
        AND NOT EXISTS (SELECT 1 FROM goods_reversals r WHERE r.document_id = o.id)) THEN
      RAISE EXCEPTION 'this difference is booked' USING ERRCODE = 'LF013';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_decided_by_another BEFORE INSERT ON goods_decisions FOR EACH ROW EXECUTE FUNCTION guard_goods_decision();
--> statement-breakpoint
CREATE FUNCTION move_decided_goods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d goods_documents; l goods_lines;
BEGIN
  SELECT * INTO STRICT d FROM goods_documents WHERE id = NEW.id;
  FOR l IN SELECT * FROM goods_lines WHERE document_id = NEW.id ORDER BY item_id LOOP
    IF d.kind IN ('purchase', 'surplus') THEN PERFORM put_goods(d, l, NEW.decided_on); ELSE PERFORM take_goods(d, l, NEW.decided_on); END IF;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_move_when_agreed AFTER INSERT ON goods_decisions FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION move_decided_goods();
--> statement-breakpoint
-- One transfer of the bank is one entry of the books, whatever it paid; the red voucher frees it again.
CREATE FUNCTION claim_goods_slip() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  INSERT INTO claimed_references VALUES ('donation', 'bank', NEW.bank_reference, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_slip_claimed AFTER INSERT ON goods_decisions FOR EACH ROW WHEN (NEW.bank_reference <> '') EXECUTE FUNCTION claim_goods_slip();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER goods_issue_posted AFTER INSERT ON goods_documents DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'issue') EXECUTE FUNCTION require_voucher('goods');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER goods_decision_posted AFTER INSERT ON goods_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.agrees) EXECUTE FUNCTION require_voucher('goods');
--> statement-breakpoint
CREATE FUNCTION require_goods_of_gift() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM goods_documents WHERE donation_id = NEW.id) THEN
    RAISE EXCEPTION 'a gift of goods names no goods' USING ERRCODE = 'LF007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER gift_of_goods_names_them AFTER INSERT ON donations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.channel = 'goods') EXECUTE FUNCTION require_goods_of_gift();
--> statement-breakpoint
-- A gift of goods that is taken back takes its goods out of the store again.
CREATE FUNCTION take_gift_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE g uuid;
BEGIN
  SELECT id INTO g FROM goods_documents WHERE donation_id = NEW.donation_id;
  IF FOUND THEN
    PERFORM undo_goods(g, (SELECT voucher_date FROM vouchers WHERE id = NEW.voucher_id));
    INSERT INTO goods_reversals (document_id, voucher_id, reason, reversed_by, at) VALUES (g, NEW.voucher_id, NEW.reason, NEW.reversed_by, NEW.at);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_go_with_their_gift AFTER INSERT ON donation_reversals FOR EACH ROW EXECUTE FUNCTION take_gift_back();
--> statement-breakpoint
-- Coats are not given back as money.
CREATE FUNCTION guard_refund_of_goods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM donations WHERE id = NEW.donation_id AND channel = 'goods') THEN
    RAISE EXCEPTION 'goods are not refunded in money' USING ERRCODE = 'LF013';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_of_money_alone BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION guard_refund_of_goods();
--> statement-breakpoint
-- Takes a paper about goods back: its stock, and its voucher in red, once, by a treasurer who had no hand in it.
CREATE FUNCTION reverse_goods(p_operation uuid, p_ordinal int, p_document uuid, p_date date, p_summary text, p_reason text,
  p_actor uuid, p_at timestamptz, OUT voucher_id uuid, OUT number int, OUT word text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE d goods_documents; o vouchers; me uuid; lines jsonb;
BEGIN
  SELECT * INTO d FROM goods_documents WHERE id = p_document FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'unknown paper' USING ERRCODE = 'LF004'; END IF;
  IF EXISTS (SELECT 1 FROM goods_reversals WHERE document_id = d.id) THEN
    RAISE EXCEPTION 'this paper is already taken back' USING ERRCODE = 'LF009';
  END IF;
  SELECT u.person_id INTO me FROM users u WHERE u.id = p_actor;
  PERFORM require_role(p_actor, me, '{treasurer}');
  SELECT v.* INTO o FROM vouchers v WHERE v.source_type = 'goods' AND v.source_id = d.id AND v.reverses_id IS NULL FOR UPDATE;
  IF d.kind = 'gift' OR d.kind <> 'opening' AND o.id IS NULL OR p_date < coalesce(o.voucher_date, d.happened_on) THEN
    RAISE EXCEPTION 'nothing of goods to take back here' USING ERRCODE = 'LF013';
  END IF;
  IF me = d.prepared_person_id OR EXISTS (SELECT 1 FROM users WHERE id = o.prepared_by AND person_id = me) THEN
    RAISE EXCEPTION 'another treasurer has to reverse it' USING ERRCODE = 'LF008';
  END IF;
  PERFORM 1 FROM operations p WHERE p.id = p_operation AND p.born = pg_current_xact_id() AND p.actor_id = p_actor AND p.status IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no operation of this transaction' USING ERRCODE = 'LF002'; END IF;
  PERFORM undo_goods(d.id, p_date);
  IF o.id IS NOT NULL THEN
    SELECT jsonb_agg(jsonb_build_object('account', account_code, 'fund', fund_id, 'side', side, 'amount', (-amount)::text,
      'drive', drive_id, 'donor', donor_id, 'request', request_id, 'beneficiary', beneficiary) ORDER BY line_no)
    INTO lines FROM voucher_lines l WHERE l.voucher_id = o.id;
    SELECT r.voucher_id, r.number, o.word INTO voucher_id, number, word
    FROM post_voucher(p_operation, p_ordinal, o.word, p_date, o.event, p_summary, o.source_type, o.source_id, o.id,
      p_actor, p_at, 0, lines) r;
  END IF;
  INSERT INTO goods_reversals (document_id, voucher_id, reason, reversed_by, at) VALUES (d.id, voucher_id, p_reason, p_actor, p_at);
END $$;
--> statement-breakpoint
-- Counts are written down by who works with goods, and the book's quantity is the database's own.
CREATE FUNCTION guard_goods_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  NEW.born := pg_current_xact_id();
  PERFORM require_role(NEW.counted_by, NEW.counted_person_id, '{treasurer,cashier,caseworker}');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_counted_by_the_right_hand BEFORE INSERT ON goods_counts FOR EACH ROW EXECUTE FUNCTION guard_goods_count();
--> statement-breakpoint
CREATE FUNCTION guard_goods_count_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM 1 FROM goods_counts WHERE id = NEW.count_id AND born = pg_current_xact_id();
  IF NOT FOUND THEN RAISE EXCEPTION 'this count is complete' USING ERRCODE = 'LF013'; END IF;
  NEW.book_quantity := coalesce((SELECT quantity FROM goods_stock WHERE item_id = NEW.item_id AND fund_id = NEW.fund_id), 0);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_count_reads_the_book BEFORE INSERT ON goods_count_lines FOR EACH ROW EXECUTE FUNCTION guard_goods_count_line();
--> statement-breakpoint
CREATE FUNCTION guard_goods_signature() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
BEGIN
  PERFORM require_role(NEW.signed_by, NEW.signed_person_id, '{treasurer,cashier,caseworker,chair,committee}');
  PERFORM 1 FROM goods_counts WHERE id = NEW.count_id AND counted_person_id <> NEW.signed_person_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'the second counter is another person' USING ERRCODE = 'LF008'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_counted_by_two BEFORE INSERT ON goods_count_signatures FOR EACH ROW EXECUTE FUNCTION guard_goods_signature();
--> statement-breakpoint
CREATE FUNCTION guard_goods_memo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = fund, pg_temp AS $$
DECLARE m goods_memos;
BEGIN
  PERFORM require_role(NEW.recorded_by, (SELECT person_id FROM users WHERE id = NEW.recorded_by), '{treasurer,cashier,caseworker}');
  IF NEW.of_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO STRICT m FROM goods_memos WHERE id = NEW.of_id FOR UPDATE;
  IF m.of_id IS NOT NULL OR NEW.happened_on < m.happened_on OR (m.description, m.unit) <> (NEW.description, NEW.unit) THEN
    RAISE EXCEPTION 'nothing came in like this' USING ERRCODE = 'LF004';
  END IF;
  IF NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM goods_memos WHERE of_id = m.id) > m.quantity THEN
    RAISE EXCEPTION 'less is there' USING ERRCODE = 'LF014', CONSTRAINT = 'goods_within_stock';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER goods_memo_within_what_came BEFORE INSERT ON goods_memos FOR EACH ROW EXECUTE FUNCTION guard_goods_memo();
--> statement-breakpoint
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role');
BEGIN
  REVOKE ALL ON FUNCTION lines_of_goods, move_goods, put_goods, take_goods, undo_goods, guard_goods_document, unnamed_goods, guard_opened_goods, guard_goods_line,
    guard_goods_decision, move_decided_goods, claim_goods_slip, require_goods_of_gift, take_gift_back, guard_refund_of_goods, reverse_goods, guard_goods_count,
    guard_goods_count_line, guard_goods_signature, guard_goods_memo FROM PUBLIC;
  EXECUTE format('GRANT SELECT ON goods_items, goods_counts, goods_count_lines, goods_count_signatures, goods_documents, goods_lines,
    goods_decisions, goods_reversals, goods_stock, goods_lots, goods_movements, goods_months, goods_serials, goods_memos TO %I, %I', app, audit);
  EXECUTE format('GRANT EXECUTE ON FUNCTION reverse_goods TO %I', app);
  EXECUTE format('GRANT INSERT (id, code, name, unit, account_code, method, created_by, created_at) ON goods_items TO %I', app);
  EXECUTE format('GRANT INSERT (id, counted_on, note, counted_by, counted_person_id, counted_at) ON goods_counts TO %I', app);
  EXECUTE format('GRANT INSERT (count_id, item_id, fund_id, book_quantity, counted_quantity) ON goods_count_lines TO %I', app);
  EXECUTE format('GRANT INSERT (count_id, signed_by, signed_person_id, signed_at) ON goods_count_signatures TO %I', app);
  EXECUTE format('GRANT INSERT (id, kind, fund_id, donation_id, count_id, household_id, roster, happened_on, paper_number, note, liable_masked,
    prepared_by, prepared_person_id, prepared_at) ON goods_documents TO %I', app);
  EXECUTE format('GRANT INSERT (document_id, line_no, item_id, quantity, value, expires_on, serials) ON goods_lines TO %I', app);
  EXECUTE format('GRANT INSERT (id, agrees, decided_on, reason, bank_reference, decided_by, decided_person_id, decided_at) ON goods_decisions TO %I', app);
  EXECUTE format('GRANT INSERT (id, of_id, description, unit, quantity, giver_masked, happened_on, note, recorded_by, recorded_at) ON goods_memos TO %I', app);
END $$;
