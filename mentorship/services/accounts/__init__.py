"""Accounts: people, passwords, passkeys, two-factor sign-in, signed links, rate limits."""
