-- A database of an earlier release, schema version 6, as pg_dump 15 wrote it: two users who signed in and signed.
-- Sealed under "one secret that all replicas have in common".
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.account (
    id text NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    user_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamp with time zone,
    refresh_token_expires_at timestamp with time zone,
    scope text,
    password text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.attempt (
    subject text NOT NULL,
    count integer NOT NULL,
    window_ends_at timestamp with time zone NOT NULL
);

CREATE TABLE public.email_code (
    email text NOT NULL,
    code text NOT NULL,
    tries integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.key (
    id text NOT NULL,
    user_id text NOT NULL,
    address text NOT NULL,
    key_type text NOT NULL,
    key_index integer NOT NULL,
    label text NOT NULL,
    sealing_context bytea,
    sealed bytea,
    archived_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT key_key_type_check CHECK ((key_type = ANY (ARRAY['MANAGED'::text, 'EXTERNAL'::text]))),
    CONSTRAINT key_sealed CHECK (((key_type = 'MANAGED'::text) = ((sealed IS NOT NULL) AND (sealing_context IS NOT NULL))))
);

CREATE TABLE public.passkey (
    id text NOT NULL,
    user_id text NOT NULL,
    name text,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    device_type text NOT NULL,
    is_backed_up boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.sealing_canary (
    id integer NOT NULL,
    sealing_context bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT sealing_canary_id_check CHECK ((id = 1))
);

CREATE TABLE public.session (
    id text NOT NULL,
    token text NOT NULL,
    user_id text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    ip_address text,
    user_agent text,
    top_origin text,
    dpop_thumbprint text,
    opened_on text
);

CREATE TABLE public.tinycloud_bootstrap_state (
    id text NOT NULL,
    user_id text NOT NULL,
    key_id text NOT NULL,
    address text NOT NULL,
    chain_id integer NOT NULL,
    tinycloud_host text NOT NULL,
    bootstrap_version text NOT NULL,
    status text NOT NULL,
    attempt_id text,
    lock_expires_at timestamp with time zone,
    started_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    failure_code text,
    failure_reason text,
    steps jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT tinycloud_bootstrap_state_status_check CHECK ((status = ANY (ARRAY['in_progress'::text, 'complete'::text, 'failed'::text])))
);

CREATE TABLE public.used_once (
    id text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public."user" (
    id text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_verified boolean NOT NULL,
    image text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    auto_sign_enabled boolean DEFAULT true NOT NULL,
    passkey_required boolean DEFAULT false NOT NULL
);

CREATE TABLE public.verification (
    id text NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.wrong_code_run (
    email text NOT NULL,
    length integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

INSERT INTO public.key (id, user_id, address, key_type, key_index, label, sealing_context, sealed, archived_at, created_at) VALUES ('40a3588e-95b7-437f-8a2e-53f174990daf', 'eeqyeEEC5j38YdVqfiGq5nKQgvb6BuQJ', '0x5D330725863B43bd3900Abba85795b99784a3F7F', 'MANAGED', 0, 'Key 0', '\x9a1099bc611df7562cb8e66b17eb8316583a3ffa8584699907ebfd837e81b6a9', '\x9b98f7483d23d497e75268f8e651ac32b1116192f2ebc79bdec5773dc330a837ff35a38eba10b4a1871ad52e7319feb56a7caea74ded47305e5e772c', NULL, '2026-11-29 21:40:15.661+00');
INSERT INTO public.key (id, user_id, address, key_type, key_index, label, sealing_context, sealed, archived_at, created_at) VALUES ('a9be1e75-069f-4908-a947-4453c417c4e6', 'hUn2Y54qsHPFhlx2obmVz3s0bcvEEolw', '0xCE8cDF8E74eFD7d8ff70B615129b713BbdF9646e', 'MANAGED', 0, 'Key 0', '\x5d0a6dd6e0b1745f9f46e2840e3957441e83b81ce9a3c026793dcf95d496e87f', '\x18980760709a01038ba028304eee2e6b67c641b40bafdb04da23e0054320b82c1cb30ec2c25e6d60360e9f3f4a18568193a3c3ba832513a1aa0832bb', NULL, '2026-11-29 21:40:16.041+00');

INSERT INTO public.schema_version (version, applied_at) VALUES (1, '2026-11-29 21:40:15.145836+00');
INSERT INTO public.schema_version (version, applied_at) VALUES (2, '2026-11-29 21:40:15.145836+00');
INSERT INTO public.schema_version (version, applied_at) VALUES (3, '2026-11-29 21:40:15.145836+00');
INSERT INTO public.schema_version (version, applied_at) VALUES (4, '2026-11-29 21:40:15.145836+00');
INSERT INTO public.schema_version (version, applied_at) VALUES (5, '2026-11-29 21:40:15.145836+00');
INSERT INTO public.schema_version (version, applied_at) VALUES (6, '2026-11-29 21:40:15.145836+00');

INSERT INTO public.sealing_canary (id, sealing_context, sealed) VALUES (1, '\x781cc48ad0a9194f0be36f9b311e3dcb5296a524acdca6c4edfcdd5f6cb4cdee', '\xb0e74e0b10710f32d7b55c7fdeb1491346595ecf896563a8ae4400899c62b8e2301c6e');

INSERT INTO public.session (id, token, user_id, expires_at, created_at, updated_at, ip_address, user_agent, top_origin, dpop_thumbprint, opened_on) VALUES ('bQIMAQArafqrdekIbq2dyCEvpRsP6ZY8', 'A0vQ1k8rRjjS9U9CkHdZWTBfYUJUSF0f', 'eeqyeEEC5j38YdVqfiGq5nKQgvb6BuQJ', '2026-12-06 21:40:15.709+00', '2026-11-29 21:40:15.71+00', '2026-11-29 21:40:15.71+00', '', '', NULL, NULL, NULL);
INSERT INTO public.session (id, token, user_id, expires_at, created_at, updated_at, ip_address, user_agent, top_origin, dpop_thumbprint, opened_on) VALUES ('lBpfa3tU1f6epPW4363x09jKD3bS1ujG', 'VBu9K3RKt4W5y9a56HrTGgQaunvaEbGq', 'hUn2Y54qsHPFhlx2obmVz3s0bcvEEolw', '2026-12-06 21:40:16.14+00', '2026-11-29 21:40:16.141+00', '2026-11-29 21:40:16.141+00', '', '', NULL, NULL, NULL);

INSERT INTO public."user" (id, name, email, email_verified, image, created_at, updated_at, auto_sign_enabled, passkey_required) VALUES ('eeqyeEEC5j38YdVqfiGq5nKQgvb6BuQJ', '', 'ada@example.com', true, NULL, '2026-11-29 21:40:15.646+00', '2026-11-29 21:40:15.646+00', true, false);
INSERT INTO public."user" (id, name, email, email_verified, image, created_at, updated_at, auto_sign_enabled, passkey_required) VALUES ('hUn2Y54qsHPFhlx2obmVz3s0bcvEEolw', '', 'bob@example.com', true, NULL, '2026-11-29 21:40:16.032+00', '2026-11-29 21:40:16.032+00', true, false);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.used_once
    ADD CONSTRAINT dpop_proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.email_code
    ADD CONSTRAINT email_code_pkey PRIMARY KEY (email);

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_address_key UNIQUE (address);

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_user_index UNIQUE (user_id, key_index);

ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.sealing_canary
    ADD CONSTRAINT sealing_canary_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_key UNIQUE (token);

ALTER TABLE ONLY public.tinycloud_bootstrap_state
    ADD CONSTRAINT tinycloud_bootstrap_once UNIQUE (key_id, chain_id, tinycloud_host, bootstrap_version);

ALTER TABLE ONLY public.tinycloud_bootstrap_state
    ADD CONSTRAINT tinycloud_bootstrap_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT user_email_key UNIQUE (email);

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wrong_code_run
    ADD CONSTRAINT wrong_code_run_pkey PRIMARY KEY (email);

CREATE INDEX attempt_window_ends_at ON public.attempt USING btree (window_ends_at);

CREATE INDEX email_code_expires_at ON public.email_code USING btree (expires_at);

CREATE INDEX passkey_user_id ON public.passkey USING btree (user_id);

CREATE INDEX session_user_id ON public.session USING btree (user_id);

CREATE INDEX used_once_expires_at ON public.used_once USING btree (expires_at);

CREATE INDEX verification_identifier ON public.verification USING btree (identifier);

CREATE INDEX wrong_code_run_updated_at ON public.wrong_code_run USING btree (updated_at);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_user_id_fkey FOREIGN KEY (user_id) REFERENCES public."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_user_id_fkey FOREIGN KEY (user_id) REFERENCES public."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES public."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES public."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tinycloud_bootstrap_state
    ADD CONSTRAINT tinycloud_bootstrap_state_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.key(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tinycloud_bootstrap_state
    ADD CONSTRAINT tinycloud_bootstrap_state_user_id_fkey FOREIGN KEY (user_id) REFERENCES public."user"(id) ON DELETE CASCADE;
