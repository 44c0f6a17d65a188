"""From applications to introductions: match runs, suggestions and constraints."""
