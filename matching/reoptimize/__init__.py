"""Repair a solved problem: bans, pins, opportunity costs, score floors."""
