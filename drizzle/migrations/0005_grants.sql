-- Least privilege for the two roles that ever sign in: the application and the read-only auditor.
DO $$
DECLARE app text := current_setting('fund.app_role'); audit text := current_setting('fund.audit_role'); t text;
BEGIN
  EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA fund FROM PUBLIC';
  EXECUTE 'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA fund FROM PUBLIC';
  EXECUTE format('GRANT USAGE ON SCHEMA fund TO %I, %I', app, audit);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA fund TO %I, %I', app, audit);
  FOREACH t IN ARRAY ARRAY['users', 'sessions', 'invitations', 'sign_in_failures', 'data_keys'] LOOP
    EXECUTE format('REVOKE SELECT ON %I FROM %I', t, audit);
  END LOOP;
  EXECUTE format('GRANT SELECT (id, person_id, login, roles, community_id, status, created_at) ON users TO %I', audit);
  FOREACH t IN ARRAY ARRAY['organisations', 'communities', 'persons', 'users', 'sessions', 'invitations', 'sign_in_failures',
    'funds', 'drives', 'donors', 'donations', 'receipts', 'donation_reversals', 'deposits', 'cash_counts', 'data_keys',
    'households', 'aid_requests', 'aid_steps', 'visits', 'visit_signatures', 'recusals', 'votes', 'urgent_orders', 'notices',
    'payment_orders', 'payment_proofs', 'voucher_signatures']
  LOOP EXECUTE format('GRANT INSERT ON %I TO %I', t, app); END LOOP;
  EXECUTE format('GRANT UPDATE (roles, community_id, status, password_hash, version) ON users TO %I', app);
  EXECUTE format('GRANT UPDATE (refresh_digest, previous_digest, rotated_at, seen_at, ended_at, ended_reason) ON sessions TO %I', app);
  EXECUTE format('GRANT UPDATE (used_at) ON invitations TO %I', app);
  EXECUTE format('GRANT UPDATE, DELETE ON sign_in_failures TO %I', app);
  EXECUTE format('GRANT UPDATE (status, version) ON drives TO %I', app);
  EXECUTE format('GRANT UPDATE (status, lane, proposed, granted, votes_needed, version) ON aid_requests TO %I', app);
  EXECUTE format('GRANT UPDATE (confirmed_by, confirmed_at, voucher_id) ON cash_counts TO %I', app);
  FOREACH t IN ARRAY ARRAY['next_number(text)',
    'post_entry(uuid,int,text,date,text,text,text,uuid,uuid,timestamptz,int,jsonb)',
    'reverse_voucher(uuid,int,uuid,date,text,uuid,timestamptz)', 'close_period(uuid,int)', 'lock_cash()',
    'reserve_aid(uuid,uuid,timestamptz)', 'release_aid(uuid,uuid,text,timestamptz)',
    'pay_aid(uuid,uuid,text,date,text,date,text,uuid,timestamptz)', 'claim_operation(uuid,uuid,text,bytea,timestamptz)',
    'finish_operation(uuid,int,jsonb,text,jsonb,timestamptz)', 'unsealed_rows(timestamptz,int)',
    'append_seal(bigint,bytea,bytea,bytea,bytea,text,timestamptz,text[],bigint[],bytea[])']
  LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', t, app); END LOOP;
  FOREACH t IN ARRAY ARRAY['voucher_digest(vouchers,jsonb)', 'line_digest_input(uuid)', 'seal_root(bigint)', 'hands_of(uuid)',
    'votes_needed(int,numeric)', 'reserved_for(uuid)',
    'audit_digest(bigint,timestamptz,uuid,uuid,uuid,text[],text,text,text)']
  LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, %I', t, app, audit); END LOOP;
END $$;
