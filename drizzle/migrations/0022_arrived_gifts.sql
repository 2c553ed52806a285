-- A gift that arrived by a platform is recorded whatever its fee does to the fund that bears it: it happened outside (decision 5).
-- Without this a bank fee that took the unrestricted fund to its floor made every later WeChat gift be refused.
UPDATE posting_rules SET outside = true WHERE event IN ('E03', 'E04') AND source IN ('donation', 'deposit');
