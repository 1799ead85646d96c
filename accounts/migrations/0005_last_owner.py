from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION accounts_membership_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.role <> 'owner' OR OLD.ended_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    -- The lock makes two owners who leave at the same moment see each other.
    PERFORM 1 FROM accounts_organisation WHERE id = OLD.organisation_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM accounts_membership
        WHERE organisation_id = OLD.organisation_id AND role = 'owner' AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'organisation % would lose its last owner', OLD.organisation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_keeps_an_owner';
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS membership_keeps_an_owner ON accounts_membership;
CREATE CONSTRAINT TRIGGER membership_keeps_an_owner AFTER UPDATE OR DELETE ON accounts_membership
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION accounts_membership_keeps_an_owner();
"""
BACKWARD = """
DROP TRIGGER IF EXISTS membership_keeps_an_owner ON accounts_membership;
DROP FUNCTION IF EXISTS accounts_membership_keeps_an_owner();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_what_may_never_be")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
