-- The books read an account in the order of days, which is not the order of posting: a gift may be entered a day late.
CREATE INDEX line_by_day ON voucher_lines (account_code, fund_id, voucher_date, seq);
