"""What can be done, as plain functions over a session and an actor. No request is known here."""
