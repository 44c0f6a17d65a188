"""Applications: rounds, drafts, the form's steps, submission."""
