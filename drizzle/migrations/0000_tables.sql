CREATE TABLE "aid_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "aid_requests_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_number" text NOT NULL,
	"household_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"need_code" text NOT NULL,
	"lane" text NOT NULL,
	"status" text NOT NULL,
	"fund_id" uuid NOT NULL,
	"requested" numeric(18, 2) NOT NULL,
	"proposed" numeric(18, 2),
	"granted" numeric(18, 2),
	"votes_needed" integer,
	"policy_version" integer NOT NULL,
	"story_sealed" text NOT NULL,
	"summary_sealed" text NOT NULL,
	"filed_by" uuid NOT NULL,
	"filed_on" date NOT NULL,
	"papers_due_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_in_order" UNIQUE("seq"),
	CONSTRAINT "request_numbered_once" UNIQUE("case_number"),
	CONSTRAINT "request_amount_positive" CHECK ("aid_requests"."requested" > 0),
	CONSTRAINT "request_lane_known" CHECK ("aid_requests"."lane" in ('small', 'ordinary', 'urgent')),
	CONSTRAINT "request_grant_within_proposal" CHECK ("aid_requests"."granted" is null or ("aid_requests"."granted" > 0 and "aid_requests"."granted" <= "aid_requests"."requested"))
);
--> statement-breakpoint
CREATE TABLE "aid_steps" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "aid_steps_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"step" text NOT NULL,
	"user_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"amount" numeric(18, 2),
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notices_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" integer NOT NULL,
	"request_id" uuid NOT NULL,
	"masked_name" text,
	"community_name" text,
	"need_code" text,
	"fund_name" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"posted_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"posted_by" uuid NOT NULL,
	CONSTRAINT "notice_in_order" UNIQUE("seq"),
	CONSTRAINT "notice_numbered_once" UNIQUE("number"),
	CONSTRAINT "notice_one_per_request" UNIQUE("request_id"),
	CONSTRAINT "notice_ends_after_posting" CHECK ("notices"."ends_on" >= "notices"."posted_on")
);
--> statement-breakpoint
CREATE TABLE "recusals" (
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "recusals_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "recused_once" PRIMARY KEY("request_id","person_id"),
	CONSTRAINT "recusal_in_order" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "urgent_orders" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "urgent_orders_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "urgent_order_once_per_person" UNIQUE("request_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "visit_signatures" (
	"visit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "visit_signatures_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "visit_signed_once" PRIMARY KEY("visit_id","person_id"),
	CONSTRAINT "visit_signature_in_order" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "visits_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"visited_on" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"first_person_id" uuid NOT NULL,
	"second_person_id" uuid NOT NULL,
	"findings_sealed" text NOT NULL,
	"suggested" numeric(18, 2) NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_in_order" UNIQUE("seq"),
	CONSTRAINT "visit_one_per_request" UNIQUE("request_id"),
	CONSTRAINT "visit_by_two_people" CHECK ("visits"."first_person_id" <> "visits"."second_person_id"),
	CONSTRAINT "visit_amount_positive" CHECK ("visits"."suggested" > 0)
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "votes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"approves" boolean NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_vote_per_person" UNIQUE("request_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"operation_id" uuid NOT NULL,
	"actor_id" uuid,
	"person_id" uuid,
	"roles" text[] NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"digest" "bytea" NOT NULL,
	CONSTRAINT "audit_one_entry_per_operation" UNIQUE("operation_id")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"actor_id" uuid,
	"client_key" uuid NOT NULL,
	"action" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"status" integer,
	"answer" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"born" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "operation_claimed_once" UNIQUE NULLS NOT DISTINCT("actor_id","client_key")
);
--> statement-breakpoint
CREATE TABLE "seal_leaves" (
	"kind" text NOT NULL,
	"row_seq" bigint NOT NULL,
	"seal_no" bigint NOT NULL,
	"digest" "bytea" NOT NULL,
	CONSTRAINT "seal_leaf_once" PRIMARY KEY("kind","row_seq")
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"no" bigint PRIMARY KEY NOT NULL,
	"leaf_count" integer NOT NULL,
	"root" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seal_hash_once" UNIQUE("hash"),
	CONSTRAINT "seal_number_positive" CHECK ("seals"."no" > 0)
);
--> statement-breakpoint
CREATE TABLE "cash_counts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "cash_counts_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counted_on" date NOT NULL,
	"book_amount" numeric(18, 2) NOT NULL,
	"counted_amount" numeric(18, 2) NOT NULL,
	"explanation" text NOT NULL,
	"counted_by" uuid NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"voucher_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cash_count_in_order" UNIQUE("seq"),
	CONSTRAINT "cash_count_by_two" CHECK ("cash_counts"."confirmed_by" <> "cash_counts"."counted_by"),
	CONSTRAINT "cash_count_not_negative" CHECK ("cash_counts"."counted_amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "deposits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deposits_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"fee" numeric(18, 2) NOT NULL,
	"deposited_on" date NOT NULL,
	"slip_reference" text NOT NULL,
	"deposited_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deposit_in_order" UNIQUE("seq"),
	CONSTRAINT "deposit_kind_known" CHECK ("deposits"."kind" in ('cash', 'wechat', 'alipay')),
	CONSTRAINT "deposit_amount_positive" CHECK ("deposits"."amount" > 0 and "deposits"."fee" >= 0 and "deposits"."fee" < "deposits"."amount"),
	CONSTRAINT "deposit_of_cash_is_free" CHECK ("deposits"."kind" <> 'cash' or "deposits"."fee" = 0)
);
--> statement-breakpoint
CREATE TABLE "claimed_references" (
	"document" text NOT NULL,
	"channel" text NOT NULL,
	"reference" text NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "reference_claimed_once" PRIMARY KEY("document","channel","reference"),
	CONSTRAINT "reference_of_one_document" UNIQUE("document_id")
);
--> statement-breakpoint
CREATE TABLE "donation_reversals" (
	"donation_id" uuid PRIMARY KEY NOT NULL,
	"voucher_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reversed_by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "donation_reversals_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "donation_reversal_in_order" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "donations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "donations_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"drive_id" uuid,
	"fund_id" uuid NOT NULL,
	"donor_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"gross" numeric(18, 2) NOT NULL,
	"fee" numeric(18, 2) NOT NULL,
	"net" numeric(18, 2) NOT NULL,
	"received_on" date NOT NULL,
	"transaction_reference" text,
	"may_be_named" boolean NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"operation_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "donation_in_order" UNIQUE("seq"),
	CONSTRAINT "donation_channel_known" CHECK ("donations"."channel" in ('cash', 'bank', 'wechat', 'alipay')),
	CONSTRAINT "donation_amounts_add_up" CHECK ("donations"."gross" > 0 and "donations"."gross" <= 999999999.99 and "donations"."fee" >= 0 and "donations"."fee" <= "donations"."gross" and "donations"."net" = "donations"."gross" - "donations"."fee"),
	CONSTRAINT "donation_fee_only_on_platforms" CHECK ("donations"."fee" = 0 or "donations"."channel" in ('wechat', 'alipay'))
);
--> statement-breakpoint
CREATE TABLE "donors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"name_sealed" text,
	"name_masked" text NOT NULL,
	"name_index" "bytea",
	"phone_sealed" text,
	"key_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "donor_kind_known" CHECK ("donors"."kind" in ('person', 'organisation', 'anonymous'))
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "receipts_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"donation_id" uuid NOT NULL,
	"type" text NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "receipt_in_order" UNIQUE("seq"),
	CONSTRAINT "receipt_numbered_once" UNIQUE("type","year","number"),
	CONSTRAINT "receipt_one_per_gift" UNIQUE("donation_id"),
	CONSTRAINT "receipt_amount_positive" CHECK ("receipts"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "drive_totals" (
	"drive_id" uuid PRIMARY KEY NOT NULL,
	"gross" numeric(18, 2) NOT NULL,
	"fees" numeric(18, 2) NOT NULL,
	"gifts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drives" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "drives_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"fund_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"target" numeric(18, 2) NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"fundraising_basis" text NOT NULL,
	"surplus_clause" text NOT NULL,
	"fee_bearer" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "drive_in_order" UNIQUE("seq"),
	CONSTRAINT "drive_coded_once" UNIQUE("code"),
	CONSTRAINT "drive_target_not_negative" CHECK ("drives"."target" >= 0),
	CONSTRAINT "drive_ends_after_start" CHECK ("drives"."ends_on" is null or "drives"."ends_on" >= "drives"."starts_on"),
	CONSTRAINT "drive_status_known" CHECK ("drives"."status" in ('open', 'closed')),
	CONSTRAINT "drive_fee_bearer_known" CHECK ("drives"."fee_bearer" in ('unrestricted', 'fund'))
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "commitments_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"movement" text NOT NULL,
	"reservation_id" uuid,
	"amount" numeric(18, 2) NOT NULL,
	"reason" text NOT NULL,
	"operation_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "commitment_in_order" UNIQUE("seq"),
	CONSTRAINT "commitment_resolved_once" UNIQUE("reservation_id"),
	CONSTRAINT "commitment_amount_positive" CHECK ("commitments"."amount" > 0),
	CONSTRAINT "commitment_movement_known" CHECK ("commitments"."movement" in ('reserved', 'consumed', 'released')),
	CONSTRAINT "commitment_names_its_reservation" CHECK (("commitments"."movement" = 'reserved') = ("commitments"."reservation_id" is null))
);
--> statement-breakpoint
CREATE TABLE "fund_balances" (
	"fund_id" uuid PRIMARY KEY NOT NULL,
	"balance" numeric(18, 2) NOT NULL,
	"not_cash" numeric(18, 2) NOT NULL,
	"committed_cash" numeric(18, 2) NOT NULL,
	"committed_goods" numeric(18, 2) NOT NULL,
	"floor" numeric(18, 2) NOT NULL,
	CONSTRAINT "fund_never_overdrawn" CHECK ("fund_balances"."balance" >= "fund_balances"."floor"),
	CONSTRAINT "commitment_within_fund" CHECK ("fund_balances"."committed_cash" >= 0 and "fund_balances"."committed_goods" >= 0 and ("fund_balances"."committed_cash" = 0 or "fund_balances"."committed_cash" <= "fund_balances"."balance" - "fund_balances"."not_cash") and "fund_balances"."committed_goods" <= "fund_balances"."not_cash")
);
--> statement-breakpoint
CREATE TABLE "funds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "funds_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fund_in_order" UNIQUE("seq"),
	CONSTRAINT "fund_coded_once" UNIQUE("code"),
	CONSTRAINT "fund_kind_known" CHECK ("funds"."kind" in ('restricted', 'unrestricted'))
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"version" integer PRIMARY KEY NOT NULL,
	"effective_from" text NOT NULL,
	"second_vote_from" numeric(18, 2) NOT NULL,
	"votes_below" integer NOT NULL,
	"votes_from" integer NOT NULL,
	"small_limit" numeric(18, 2) NOT NULL,
	"urgent_float" numeric(18, 2) NOT NULL,
	"case_cap" numeric(18, 2) NOT NULL,
	"notice_days" integer NOT NULL,
	"papers_days" integer NOT NULL,
	CONSTRAINT "policy_votes_positive" CHECK ("policies"."votes_below" >= 1 and "policies"."votes_from" >= "policies"."votes_below"),
	CONSTRAINT "policy_days_positive" CHECK ("policies"."notice_days" >= 0 and "policies"."papers_days" >= 1)
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"wrapped" "bytea",
	"wrapped_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"destroyed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "households" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"community_id" uuid NOT NULL,
	"category" text NOT NULL,
	"member_count" integer NOT NULL,
	"applicant_is_minor" boolean NOT NULL,
	"violence_risk" boolean NOT NULL,
	"laid_off_allowance" boolean NOT NULL,
	"unemployment_insurance" boolean NOT NULL,
	"minimum_living_allowance" boolean NOT NULL,
	"key_id" uuid NOT NULL,
	"name_sealed" text NOT NULL,
	"id_number_sealed" text NOT NULL,
	"id_number_index" "bytea" NOT NULL,
	"phone_sealed" text,
	"address_sealed" text NOT NULL,
	"guardian_sealed" text,
	"version" integer DEFAULT 1 NOT NULL,
	"registered_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "household_coded_once" UNIQUE("code"),
	CONSTRAINT "household_registered_once" UNIQUE("id_number_index"),
	CONSTRAINT "household_has_members" CHECK ("households"."member_count" between 1 and 30),
	CONSTRAINT "household_minor_has_guardian" CHECK (not "households"."applicant_is_minor" or "households"."guardian_sealed" is not null)
);
--> statement-breakpoint
CREATE TABLE "account_balances" (
	"account_code" text NOT NULL,
	"fund_key" uuid NOT NULL,
	"debit" numeric(18, 2) NOT NULL,
	"credit" numeric(18, 2) NOT NULL,
	"line_count" bigint NOT NULL,
	"floor_side" text,
	CONSTRAINT "balance_once" PRIMARY KEY("account_code","fund_key"),
	CONSTRAINT "cash_never_negative" CHECK ("account_balances"."floor_side" is null or ("account_balances"."floor_side" = 'debit' and "account_balances"."debit" >= "account_balances"."credit") or ("account_balances"."floor_side" = 'credit' and "account_balances"."credit" >= "account_balances"."debit"))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"class" smallint NOT NULL,
	"side" text NOT NULL,
	"parent_code" text,
	"takes_lines" boolean NOT NULL,
	"needs_fund" boolean NOT NULL,
	"needs_beneficiary" boolean NOT NULL,
	"never_negative" boolean NOT NULL,
	CONSTRAINT "account_class_known" CHECK ("accounts"."class" between 1 and 5),
	CONSTRAINT "account_side_known" CHECK ("accounts"."side" in ('debit', 'credit')),
	CONSTRAINT "account_income_needs_fund" CHECK ("accounts"."class" < 3 or "accounts"."needs_fund")
);
--> statement-breakpoint
CREATE TABLE "closing_balances" (
	"account_code" text NOT NULL,
	"fund_key" uuid NOT NULL,
	"period_id" integer NOT NULL,
	"debit" numeric(18, 2) NOT NULL,
	"credit" numeric(18, 2) NOT NULL,
	CONSTRAINT "closing_balance_once" PRIMARY KEY("period_id","account_code","fund_key")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"series" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "period_balances" (
	"account_code" text NOT NULL,
	"fund_key" uuid NOT NULL,
	"period_id" integer NOT NULL,
	"debit" numeric(18, 2) NOT NULL,
	"credit" numeric(18, 2) NOT NULL,
	CONSTRAINT "period_balance_once" PRIMARY KEY("period_id","account_code","fund_key")
);
--> statement-breakpoint
CREATE TABLE "periods" (
	"id" integer PRIMARY KEY NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"status" text NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	CONSTRAINT "period_is_a_month" CHECK ("periods"."id" = extract(year from "periods"."starts_on") * 100 + extract(month from "periods"."starts_on") and "periods"."ends_on" = (date_trunc('month', "periods"."starts_on") + interval '1 month - 1 day')::date),
	CONSTRAINT "period_status_known" CHECK ("periods"."status" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "voucher_lines" (
	"voucher_id" uuid NOT NULL,
	"line_no" smallint NOT NULL,
	"account_code" text NOT NULL,
	"fund_id" uuid,
	"side" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"drive_id" uuid,
	"donor_id" uuid,
	"request_id" uuid,
	"beneficiary" text,
	"period_id" integer NOT NULL,
	"voucher_date" date NOT NULL,
	"seq" bigint NOT NULL,
	"balance_after" numeric(18, 2) NOT NULL,
	CONSTRAINT "line_numbered_once" PRIMARY KEY("voucher_id","line_no"),
	CONSTRAINT "line_in_order" UNIQUE NULLS NOT DISTINCT("account_code","fund_id","seq"),
	CONSTRAINT "line_side_known" CHECK ("voucher_lines"."side" in ('debit', 'credit')),
	CONSTRAINT "line_amount_bounded" CHECK ("voucher_lines"."amount" <> 0 and "voucher_lines"."amount" between -9999999999.99 and 9999999999.99)
);
--> statement-breakpoint
CREATE TABLE "voucher_signatures" (
	"voucher_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "voucher_signatures_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "voucher_signature_in_order" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "vouchers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "vouchers_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"period_id" integer NOT NULL,
	"word" text NOT NULL,
	"number" integer NOT NULL,
	"voucher_date" date NOT NULL,
	"event" text NOT NULL,
	"summary" text NOT NULL,
	"source_type" text NOT NULL,
	"source_id" uuid,
	"reverses_id" uuid,
	"line_count" smallint NOT NULL,
	"attachment_count" smallint DEFAULT 0 NOT NULL,
	"total" numeric(18, 2) NOT NULL,
	"operation_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"prepared_by" uuid NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"born" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"digest" "bytea" NOT NULL,
	CONSTRAINT "voucher_in_order" UNIQUE("seq"),
	CONSTRAINT "voucher_numbered_once" UNIQUE("period_id","word","number"),
	CONSTRAINT "voucher_posted_once" UNIQUE("operation_id","ordinal"),
	CONSTRAINT "voucher_word_known" CHECK ("vouchers"."word" in ('记', '收', '付', '转')),
	CONSTRAINT "voucher_date_in_period" CHECK ("vouchers"."period_id" = extract(year from "vouchers"."voucher_date") * 100 + extract(month from "vouchers"."voucher_date")),
	CONSTRAINT "voucher_has_lines" CHECK ("vouchers"."line_count" between 2 and 200)
);
--> statement-breakpoint
CREATE TABLE "payment_orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_orders_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"method" text NOT NULL,
	"payee_kind" text NOT NULL,
	"payee_name_sealed" text NOT NULL,
	"payee_name_masked" text NOT NULL,
	"payee_account_sealed" text,
	"payee_account_masked" text,
	"payee_bank" text,
	"prepared_by" uuid NOT NULL,
	"prepared_person_id" uuid NOT NULL,
	"prepared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_in_order" UNIQUE("seq"),
	CONSTRAINT "order_one_per_request" UNIQUE("request_id"),
	CONSTRAINT "order_amount_positive" CHECK ("payment_orders"."amount" > 0),
	CONSTRAINT "order_method_known" CHECK ("payment_orders"."method" in ('bank', 'cash')),
	CONSTRAINT "order_bank_needs_account" CHECK ("payment_orders"."method" <> 'bank' or "payment_orders"."payee_account_sealed" is not null)
);
--> statement-breakpoint
CREATE TABLE "payment_proofs" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_proofs_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"received_on" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_proof_in_order" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payments_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"paid_on" date NOT NULL,
	"bank_reference" text,
	"voucher_id" uuid NOT NULL,
	"paid_by" uuid NOT NULL,
	"paid_person_id" uuid NOT NULL,
	"operation_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_in_order" UNIQUE("seq"),
	CONSTRAINT "paid_once" UNIQUE("order_id"),
	CONSTRAINT "paid_once_per_request" UNIQUE("request_id"),
	CONSTRAINT "payment_amount_positive" CHECK ("payments"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "community_named_once" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitation_token_once" UNIQUE("token_digest")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organisation_is_one" CHECK ("organisations"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"refresh_digest" "bytea" NOT NULL,
	"previous_digest" "bytea",
	"rotated_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_reason" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"subject" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"wait_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"login" text NOT NULL,
	"roles" text[] NOT NULL,
	"community_id" uuid,
	"password_hash" text,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_login_once" UNIQUE("login"),
	CONSTRAINT "user_login_lower_case" CHECK ("users"."login" = lower("users"."login")),
	CONSTRAINT "user_status_known" CHECK ("users"."status" in ('invited', 'active', 'disabled')),
	CONSTRAINT "user_roles_known" CHECK ("users"."roles" <@ array['administrator','treasurer','cashier','caseworker','committee','chair','auditor'] and cardinality("users"."roles") > 0),
	CONSTRAINT "user_roles_compatible" CHECK (not ("users"."roles" @> array['treasurer','cashier']) and (cardinality("users"."roles") = 1 or not "users"."roles" && array['administrator','auditor'])),
	CONSTRAINT "user_caseworker_has_community" CHECK (not ("users"."roles" @> array['caseworker']) or "users"."community_id" is not null),
	CONSTRAINT "user_active_has_password" CHECK ("users"."status" <> 'active' or "users"."password_hash" is not null)
);
--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_policy_version_policies_version_fk" FOREIGN KEY ("policy_version") REFERENCES "policies"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_filed_by_users_id_fk" FOREIGN KEY ("filed_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_steps" ADD CONSTRAINT "aid_steps_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_steps" ADD CONSTRAINT "aid_steps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_steps" ADD CONSTRAINT "aid_steps_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_posted_by_users_id_fk" FOREIGN KEY ("posted_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgent_orders" ADD CONSTRAINT "urgent_orders_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgent_orders" ADD CONSTRAINT "urgent_orders_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urgent_orders" ADD CONSTRAINT "urgent_orders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_signatures" ADD CONSTRAINT "visit_signatures_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_signatures" ADD CONSTRAINT "visit_signatures_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_signatures" ADD CONSTRAINT "visit_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_first_person_id_persons_id_fk" FOREIGN KEY ("first_person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_second_person_id_persons_id_fk" FOREIGN KEY ("second_person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seal_leaves" ADD CONSTRAINT "seal_leaves_seal_no_seals_no_fk" FOREIGN KEY ("seal_no") REFERENCES "seals"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_counted_by_users_id_fk" FOREIGN KEY ("counted_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deposits" ADD CONSTRAINT "deposits_deposited_by_users_id_fk" FOREIGN KEY ("deposited_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_reversals" ADD CONSTRAINT "donation_reversals_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_reversals" ADD CONSTRAINT "donation_reversals_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donation_reversals" ADD CONSTRAINT "donation_reversals_reversed_by_users_id_fk" FOREIGN KEY ("reversed_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_drive_id_drives_id_fk" FOREIGN KEY ("drive_id") REFERENCES "drives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_donor_id_donors_id_fk" FOREIGN KEY ("donor_id") REFERENCES "donors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drive_totals" ADD CONSTRAINT "drive_totals_drive_id_drives_id_fk" FOREIGN KEY ("drive_id") REFERENCES "drives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drives" ADD CONSTRAINT "drives_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitment_resolves_a_reservation" FOREIGN KEY ("reservation_id") REFERENCES "commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund_balances" ADD CONSTRAINT "fund_balances_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_key_id_data_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "data_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_registered_by_users_id_fk" FOREIGN KEY ("registered_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_balances" ADD CONSTRAINT "account_balances_account_code_accounts_code_fk" FOREIGN KEY ("account_code") REFERENCES "accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "account_has_parent" FOREIGN KEY ("parent_code") REFERENCES "accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closing_balances" ADD CONSTRAINT "closing_balances_period_id_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_balances" ADD CONSTRAINT "period_balances_account_code_accounts_code_fk" FOREIGN KEY ("account_code") REFERENCES "accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_balances" ADD CONSTRAINT "period_balances_period_id_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "periods" ADD CONSTRAINT "periods_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_lines" ADD CONSTRAINT "voucher_lines_account_code_accounts_code_fk" FOREIGN KEY ("account_code") REFERENCES "accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_lines" ADD CONSTRAINT "voucher_lines_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_signatures" ADD CONSTRAINT "voucher_signatures_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_signatures" ADD CONSTRAINT "voucher_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher_signatures" ADD CONSTRAINT "voucher_signatures_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "vouchers_period_id_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "vouchers_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "vouchers_prepared_by_users_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouchers" ADD CONSTRAINT "voucher_reverses_a_voucher" FOREIGN KEY ("reverses_id") REFERENCES "vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_prepared_by_users_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_prepared_person_id_persons_id_fk" FOREIGN KEY ("prepared_person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_proofs" ADD CONSTRAINT "payment_proofs_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_proofs" ADD CONSTRAINT "payment_proofs_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "vouchers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_paid_by_users_id_fk" FOREIGN KEY ("paid_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_paid_person_id_persons_id_fk" FOREIGN KEY ("paid_person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_by_status" ON "aid_requests" USING btree ("status","seq");--> statement-breakpoint
CREATE INDEX "request_by_community" ON "aid_requests" USING btree ("community_id","seq");--> statement-breakpoint
CREATE INDEX "request_by_household" ON "aid_requests" USING btree ("household_id");--> statement-breakpoint
CREATE INDEX "step_by_request" ON "aid_steps" USING btree ("request_id","seq");--> statement-breakpoint
CREATE INDEX "notice_by_end" ON "notices" USING btree ("ends_on");--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit_entries" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "deposit_by_day" ON "deposits" USING btree ("deposited_on");--> statement-breakpoint
CREATE INDEX "donation_by_drive" ON "donations" USING btree ("drive_id","seq");--> statement-breakpoint
CREATE INDEX "donation_by_donor" ON "donations" USING btree ("donor_id","seq");--> statement-breakpoint
CREATE INDEX "donor_by_name" ON "donors" USING btree ("name_index");--> statement-breakpoint
CREATE INDEX "commitment_by_request" ON "commitments" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fund_unrestricted_once" ON "funds" USING btree ("kind") WHERE kind = 'unrestricted';--> statement-breakpoint
CREATE INDEX "household_by_community" ON "households" USING btree ("community_id","code");--> statement-breakpoint
CREATE INDEX "line_by_request" ON "voucher_lines" USING btree ("request_id") WHERE request_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_reversed_once" ON "vouchers" USING btree ("reverses_id") WHERE reverses_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_one_per_document" ON "vouchers" USING btree ("source_type","source_id") WHERE reverses_id is null;--> statement-breakpoint
CREATE INDEX "payment_by_day" ON "payments" USING btree ("paid_on");