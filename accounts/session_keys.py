"""Names of what a session remembers."""

BEGAN = "began_at"
SEEN = "seen_at"
DEMO = "demo_signin"
