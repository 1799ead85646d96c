"""The demo edition: invented employers, postings and people, deterministic by seed and marked as demo data."""
