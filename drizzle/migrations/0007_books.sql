-- The books read an account in the order of days, which is not the order of posting: a gift may be entered a day late.
CREATE INDEX line_by_day ON voucher_lines (account_code, fund_id, voucher_date, seq);
--> statement-breakpoint
-- The journal too is read by days, from any month on, without passing what was posted before.
CREATE INDEX voucher_by_day ON vouchers (voucher_date, seq);
