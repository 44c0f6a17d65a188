"""Reoptimization of a solved problem: removed pairs, pins, opportunity costs and score floors."""
