"""Accounts: people, passwords, passkeys, second factors, signed links, rate limits."""
